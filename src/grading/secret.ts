/**
 * Where fresh parameters come from: a secret of the teacher's and the submission's hash, so that a student cannot foresee them
 * and the same submission always gets the same. The secret lies in the output folder unless NUBELAB_SECRET gives one.
 */
import { createHash, createHmac, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FILE = "nubelab-secret.json";

/** The teacher's secret, made if there is none yet. */
export function teacherSecret(folder: string): string {
  const given = process.env.NUBELAB_SECRET;
  if (given) return given;
  const path = join(folder, FILE);
  if (existsSync(path)) {
    const { secret } = JSON.parse(readFileSync(path, "utf8")) as { secret?: unknown };
    if (typeof secret === "string" && secret !== "") return secret;
    throw new Error(`${path}: "secret" must be a text that is not empty`);
  }
  const secret = randomBytes(32).toString("hex");
  const note = "Fresh exercise data are drawn from this. Keep it from students, and keep it for appeals.";
  writeFileSync(path, `${JSON.stringify({ secret, note }, null, 2)}\n`, { mode: 0o600 });
  return secret;
}

export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The seed of one submission, 16 hex digits. */
export function submissionSeed(secret: string, hash: string): string {
  return createHmac("sha256", secret).update(hash).digest("hex").slice(0, 16);
}
