/**
 * What a grade was made with, as one hash for each unit: the built code of the checks, the simulation, the services and the grader,
 * the versions of the packages, and the unit's own questions. When it changes, what was graded before is graded again.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { Course } from "./course";
import { packageRoot } from "./sandbox/files";

const MADE_WITH = ["compile", "course", "grading", "sdk", "services", "sim"];
/** Only tell of records that are settled, so a word changed in a report grades nobody again. */
const TOLD_WITH = ["report", "lms", "marks"].map((folder) => join("grading", folder));
const HEX_DIGITS = 16;

/** By unit name, 16 hex digits. */
export function fingerprints({ units }: Course, root = packageRoot()): Record<string, string> {
  const code = codeHash(root);
  const one = (parts: unknown) =>
    createHash("sha256").update(code).update(JSON.stringify(parts)).digest("hex").slice(0, HEX_DIGITS);
  return Object.fromEntries(units.map(({ name, unit, questions, open }) => [name, one([unit, questions, open])]));
}

function codeHash(root: string): string {
  const hash = createHash("sha256");
  hash.update(readFileSync(join(root, "package.json")));
  const told = TOLD_WITH.map((folder) => join(root, "dist", folder) + sep);
  for (const folder of MADE_WITH) {
    for (const file of filesUnder(join(root, "dist", folder))) {
      if (told.some((start) => file.startsWith(start))) continue;
      hash.update(file.slice(root.length)).update(readFileSync(file));
    }
  }
  return hash.digest("hex");
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path) : entry.name.endsWith(".js") ? [path] : [];
    });
}
