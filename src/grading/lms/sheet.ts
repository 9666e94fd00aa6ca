/** What Moodle's and Canvas's sheets have in common: what is asked for, what comes back, how points become a number in them. */
import type { CsvText } from "./csv-text";
import type { PersonGrades } from "./grades";

export interface FillRequest {
  sheet: CsvText;
  /** Of the file, for messages. */
  name: string;
  people: readonly PersonGrades[];
  /** The title of the column for the points, when the teacher names it. */
  column?: string;
  /** Titles of the units in any language, by name. */
  titles: ReadonlyMap<string, readonly string[]>;
}

export interface Filled {
  bytes: Buffer;
  /** Rows that got points. */
  count: number;
  /** The sheet's own name for each person found in it, and their number: for the feedback. */
  found: ReadonlyMap<string, { name: string; id: string }>;
  /** Who has points and no row. */
  absent: string[];
  /** What the teacher should know, in sentences. */
  notes: string[];
}

/** Points on the sheet's own scale, to two decimals. @param most of the sheet; undefined keeps the points */
export function scaled(total: number, possible: number, most: number | undefined): number {
  const points = most === undefined || most === possible ? total : (total / possible) * most;
  return Math.round(points * 100) / 100;
}

/** A number of the sheet: "12.50", "12,50"; undefined for anything else. */
export function numberIn(text: string): number | undefined {
  const value = text.trim().replace(",", ".");
  return /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** Writes numbers as the sheet does. */
export function decimalsOf(fields: readonly string[], fallback: "." | ","): (value: number) => string {
  const marks = fields.flatMap((text) => /^\d+([.,])\d+$/.exec(text.trim())?.[1] ?? []);
  const mark = marks[0] ?? fallback;
  return (value) => String(value).replace(".", mark);
}

export const listed = (names: readonly string[]): string => names.map((one) => `"${one}"`).join(", ");
