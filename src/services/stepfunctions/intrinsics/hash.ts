import { createHash } from "node:crypto";
import { checkLength, type Intrinsic, IntrinsicError } from "./intrinsic";

const ALGORITHMS = new Map([
  ["MD5", "md5"],
  ["SHA-1", "sha1"],
  ["SHA-256", "sha256"],
  ["SHA-384", "sha384"],
  ["SHA-512", "sha512"],
]);

/** The hash of a string in hexadecimal digits. Shared with JSONata's $hash. */
export function hashOf(text: string, algorithm: string): string {
  const name = ALGORITHMS.get(algorithm);
  if (name === undefined) {
    throw new IntrinsicError(`the algorithm must be one of ${[...ALGORITHMS.keys()].join(", ")}, not ${algorithm}`);
  }
  return createHash(name).update(text, "utf8").digest("hex");
}

/** Hash of at most 10,000 characters. What is no string is hashed as its JSON text. */
export const hash: Intrinsic = {
  name: "States.Hash",
  parameters: ["any", "string"],
  apply([value, algorithm]: [unknown, string]) {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    checkLength("States.Hash", text);
    return hashOf(text, algorithm);
  },
};
