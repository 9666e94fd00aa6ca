/**
 * Notebooks to hand in, made from a small cut of unit 02: two steps of the lab (0.5 points each), one check of X2 (1.5), one of X7 (1),
 * one open answer; and the pieces of code that a good or a hostile student would put in them.
 */
import { edition, loadUnit, notebookText, type Unit } from "../../src/course/build";
import type { Course } from "../../src/grading";
import { gradedUnit, openCourse } from "../../src/grading";

const CHECKS = ["l2-check-queues", "l2-check-sender", "x2-check-order", "x7-check-priority"];
const OTHERS = ["l2-receiver", "t7-answer"];

export function smallUnit(): Unit {
  const unit = loadUnit("02-sqs");
  const kept = unit.cells.filter((cell) =>
    cell.kind === "check" ? CHECKS.includes(cell.id) : !OTHERS.includes(cell.id),
  );
  return { ...unit, cells: kept };
}

/** The same without the lab: two questions, for runs of many submissions. */
export function tinyUnit(): Unit {
  const unit = smallUnit();
  return { ...unit, cells: unit.cells.filter(({ id }) => !id.startsWith("l2-")) };
}

export async function smallCourse(unit = smallUnit()): Promise<Course> {
  const course = await openCourse();
  return { ...course, units: [gradedUnit(unit)] };
}

// ---- notebooks ----------------------------------------------------------------------------------------------------

export interface Cell {
  cell_type: string;
  id?: string;
  metadata: Record<string, unknown>;
  source: string | string[];
  outputs?: unknown[];
  execution_count?: null;
}

export interface Book {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

const bookOf = (unit: Unit, solved: boolean): Book =>
  JSON.parse(notebookText(edition(unit, { language: "en", solved }))) as Book;
export const solved = (unit = smallUnit()): Book => bookOf(unit, true);
export const blank = (unit = smallUnit()): Book => bookOf(unit, false);

export const cellOf = (book: Book, id: string): Cell => {
  const cell = book.cells.find((one) => one.id === id);
  if (!cell) throw new Error(`no cell ${id}`);
  return cell;
};

/** The solved notebook with other sources in some cells. */
export function answering(sources: Record<string, string>, book = solved()): Book {
  for (const [id, source] of Object.entries(sources)) cellOf(book, id).source = source;
  return book;
}

export const sourceOf = (book: Book, id: string): string => [cellOf(book, id).source].flat().join("");

/** A right SQSQueue whose methods first run some code. */
export const rightWith = (before: string, top = ""): string =>
  `${top}\n${sourceOf(solved(), "x2-queue").replace(/sendMessage\(body: string, priority = 0\): string \{/, (head) => `${head}\n${before}`)}`;

export const queueClass = (body: string): string => `
class SQSQueue {
  readonly deadLetters: exercises.Message[] = [];
  get size(): number { return 0; }
  ${body}
}`;

/** Sends nothing useful, in the form that is asked for. */
export const dull = (send: string, receive = "return null;") =>
  queueClass(`
  sendMessage(body: string, priority = 0): string { ${send} }
  receiveMessage(): exercises.Message | null { ${receive} }
  processMessage(message: exercises.Message, handler: (body: string) => void): boolean { return true; }`);
