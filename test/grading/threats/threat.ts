/**
 * The form of a threat: what somebody hands in, and the verdict that it must get. Numbers are those of the list that the course was
 * planned with (docstring of threats.test.ts); one number may have several fixtures. Unless it says otherwise, a
 * fixture is the notebook of tinyUnit with everything answered right but X2, so that the points of X7 show that nothing else was lost.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { SubmissionRecord } from "../../../src/grading";
import type { Status } from "../../../src/grading/record";
import { answering, type Book, solved, tinyUnit } from "../books";

export interface Place {
  /** The class's folder. */
  folder: string;
  /** This student's own folder in it; not made yet. */
  own: string;
  /** A port of this machine that listens. */
  port: number;
}

export interface Verdict {
  status: Status;
  /** Points of X2 and X7; default all, 1.5 and 1. "some": less than all. */
  x2?: number | "some";
  x7?: number;
  /** In what the record says: reason, notes, failed findings. */
  says?: RegExp;
  /** What more must be seen. */
  also?(record: SubmissionRecord): void;
}

export interface Threat {
  /** 1 to THREATS. */
  id: number;
  name: string;
  put(place: Place): void | Promise<void>;
  verdict: Verdict;
  /** Whose record it gets, where the folder's name is not the student. */
  student?: string;
}

/** How many threats are listed; each has one fixture at least. */
export const THREATS = 57;

export const POINTS = { x2: 1.5, x7: 1 };

/** How the student of a fixture is called. */
export const studentOf = ({ id, name, student }: Threat): string => student ?? folderOf({ id, name });
export const folderOf = ({ id, name }: Pick<Threat, "id" | "name">): string => `${String(id).padStart(2, "0")}-${name}`;

// ---- verdicts -----------------------------------------------------------------------------------------------------

export const ok: Verdict = { status: "graded" };
/** X2 earns nothing, the rest is graded. */
export const fail = (says: RegExp): Verdict => ({ status: "graded", x2: 0, says });
/** Graded, and shown to the teacher. */
export const review = (says: RegExp, more: Partial<Verdict> = {}): Verdict => ({ status: "review", says, ...more });
export const reject = (says: RegExp): Verdict => ({ status: "rejected", says });

// ---- what is handed in --------------------------------------------------------------------------------------------

/** Names may have folders in them. */
export function putFiles(folder: string, files: Record<string, string | Uint8Array>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** Some files. */
export const handsIn = (
  id: number,
  name: string,
  files: (place: Place) => Record<string, string | Uint8Array> | Promise<Record<string, string | Uint8Array>>,
  verdict: Verdict,
): Threat => ({ id, name, put: async (place) => putFiles(place.own, await files(place)), verdict });

/** A notebook. */
export const notebook = (id: number, name: string, book: (place: Place) => Book, verdict: Verdict): Threat =>
  handsIn(id, name, (place) => ({ "02-sqs.ipynb": textOf(book(place)) }), verdict);

/** An answer to X2. */
export const answer = (id: number, name: string, source: string | ((place: Place) => string), verdict: Verdict) =>
  notebook(id, name, (place) => withQueue(typeof source === "string" ? source : source(place)), verdict);

export const withQueue = (source: string): Book => answering({ "x2-queue": source }, right());

export const textOf = (book: Book): string => JSON.stringify(book, null, 1);

/** All answered right. */
export function right(): Book {
  solvedText ??= textOf(solved(tinyUnit()));
  return JSON.parse(solvedText) as Book;
}
let solvedText: string | undefined;
