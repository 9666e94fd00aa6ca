/** One file that somebody handed in, wherever it lies: on disk, or in a zip, or in a zip in a zip. */
import type { Text } from "../../sim/language";

export interface Entry {
  /** Relative to what was given, with "/" between the levels; no level is empty, "." or "..", but an empty folder ends in "/". */
  path: string;
  /** Milliseconds since 1970, as the disk or the zip has it. */
  modifiedMs: number;
  /** Bytes, as declared. */
  size: number;
  /** Where it lies on disk, unless it lies in a zip. */
  disk?: string;
  /** Set when it is not to be opened. */
  refused?: Text;
  /** Worth a teacher's look: it makes the record one for review. */
  flags: Text[];
  /** The bytes. @throws RejectedFile, or what the disk says */
  read(): Promise<Buffer>;
}

/** The levels of a path, the file's name last. */
export const levelsOf = (path: string): string[] => path.split("/");

/** The ending of a path, in lower case, with its dot: ".ipynb". "" when there is none. */
export const endingOf = (path: string): string => /\.[^./]+$/.exec(path)?.[0].toLowerCase() ?? "";
