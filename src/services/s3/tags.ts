/** Tags of objects and buckets. Source: User Guide, "Categorizing your storage using tags" (read 2026-11). */
import { S3Error } from "./errors";

/** Throws InvalidTag, BadRequest. */
export function readTagSet(set: readonly { Key: string; Value: string }[], most: number): Map<string, string> {
  if (set.length > most) throw new S3Error("BadRequest", `Object tags cannot be greater than ${most}`);
  const tags = new Map<string, string>();
  for (const { Key: key, Value: value } of set) {
    if (key.length < 1 || key.length > 128)
      throw new S3Error("InvalidTag", `The TagKey "${key}" must have 1 to 128 characters`);
    if (value.length > 256)
      throw new S3Error("InvalidTag", `The TagValue of "${key}" must have at most 256 characters`);
    if (tags.has(key)) throw new S3Error("InvalidTag", "Cannot provide multiple Tags with the same key");
    tags.set(key, value);
  }
  return tags;
}

/** "a=1&b=2", as the Tagging member of PutObject carries them. */
export function parseTagging(text: string | undefined, most: number): Map<string, string> {
  if (text === undefined || text === "") return new Map();
  return readTagSet(
    [...new URLSearchParams(text)].map(([Key, Value]) => ({ Key, Value })),
    most,
  );
}
