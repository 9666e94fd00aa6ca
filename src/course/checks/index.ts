/**
 * The checks by id. The visible ones are part of the library; the hidden parts lie in ./hidden, which the student bundle
 * leaves out, and are loaded only by the grader.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checks as l1 } from "./l1";
import { checks as l2 } from "./l2";
import { checks as l3 } from "./l3";
import { checks as l4 } from "./l4";
import { checks as l5 } from "./l5";
import { checks as l6 } from "./l6";
import { checks as p1 } from "./p1";
import { checks as p2 } from "./p2";
import { checks as p3 } from "./p3";
import type { Check, HiddenCheck } from "./types";
import { checks as x1 } from "./x1";
import { checks as x2 } from "./x2";
import { checks as x3 } from "./x3";
import { checks as x4 } from "./x4";
import { checks as x5 } from "./x5";
import { checks as x6 } from "./x6";
import { checks as x7 } from "./x7";
import { checks as x8 } from "./x8";
import { checks as x9 } from "./x9";

export * from "./types";

const ALL: readonly Check[] = [
  ...l1,
  ...l2,
  ...l3,
  ...l4,
  ...l5,
  ...l6,
  ...p1,
  ...p2,
  ...p3,
  ...x1,
  ...x2,
  ...x3,
  ...x4,
  ...x5,
  ...x6,
  ...x7,
  ...x8,
  ...x9,
];

/** All visible checks, in the order of the course. */
export function allChecks(): readonly Check[] {
  return ALL;
}

/**
 * The visible check of an id.
 * @throws RangeError for an unknown id, with the ids of the same item
 */
export function findCheck(id: string): Check {
  const found = ALL.find((check) => check.id === id);
  if (found !== undefined) return found;
  const item = id.split(".")[0];
  const near = ALL.filter((check) => check.id.startsWith(`${item}.`));
  const list = (near.length > 0 ? near : ALL).map((check) => check.id).join(", ");
  throw new RangeError(`check: there is no check "${id}"; there are: ${list}`);
}

/**
 * The hidden parts by id; empty where the folder is not shipped.
 * @throws Error when a file there exports no `hiddenChecks`, or a part completes no visible check
 */
export async function loadHiddenChecks(folder = join(__dirname, "hidden")): Promise<ReadonlyMap<string, HiddenCheck>> {
  const hidden = new Map<string, HiddenCheck>();
  if (!existsSync(folder)) return hidden;
  const files = readdirSync(folder).filter((file) => /\.[jt]s$/.test(file) && !file.endsWith(".d.ts"));
  for (const file of files.sort()) {
    const module = await import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href);
    const parts: HiddenCheck[] | undefined = module.hiddenChecks ?? module.default?.hiddenChecks;
    if (!Array.isArray(parts)) throw new Error(`hidden/${file} exports no "hiddenChecks"`);
    for (const part of parts) {
      findCheck(part.id);
      if (hidden.has(part.id)) throw new Error(`hidden/${file}: a second hidden part for "${part.id}"`);
      hidden.set(part.id, part);
    }
  }
  return hidden;
}
