/** What Moodle's and Canvas's sheets have in common: what is asked for, what comes back, how points become a number in them. */
import { type CsvText, type Field, fillCsv } from "./csv-text";
import { type PersonGrades, Roster } from "./grades";

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

/** What a row holds in a column; "" where there is none. */
export const valueAt = (row: readonly Field[], index: number): string => (index < 0 ? "" : (row[index]?.value ?? ""));

/** A sheet while it is filled in, row by row: the first row that fits a person is theirs. */
export class Filling {
  readonly notes: string[] = [];
  private readonly roster: Roster;
  private readonly changes = new Map<Field, string>();
  private readonly found = new Map<string, { name: string; id: string }>();
  private count = 0;

  constructor(
    private readonly sheet: CsvText,
    private readonly people: readonly PersonGrades[],
    platform: "moodle" | "canvas",
  ) {
    this.roster = new Roster(people, platform);
  }

  /**
   * @param id the platform's number in the row
   * @param names what else in it may name a person; the first is the full name
   */
  personOf(id: string | undefined, names: readonly string[]): PersonGrades | undefined {
    const grades = this.roster.find(id, names);
    if (!grades) return undefined;
    if (this.found.has(grades.student)) {
      this.notes.push(`${grades.student} fits two rows; only the first was filled`);
      return undefined;
    }
    this.found.set(grades.student, { name: names[0]?.trim() || grades.student, id: id ?? "" });
    return grades;
  }

  points(field: Field, text: string): void {
    this.changes.set(field, text);
    this.count++;
  }

  comment(field: Field, text: string): void {
    this.changes.set(field, text);
  }

  done(): Filled {
    const { changes, count, found, notes } = this;
    const absent = this.people.map(({ student }) => student).filter((student) => !found.has(student));
    return { bytes: fillCsv(this.sheet, changes), count, found, absent, notes };
  }
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
