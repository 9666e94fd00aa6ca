/** A platform's own sheet, filled in: which platform's it is shows its header. */
import { fillCanvas, isCanvasSheet } from "./canvas";
import { type CsvText, readCsv } from "./csv-text";
import { fillMoodle, isMoodleSheet } from "./moodle";
import type { Filled, FillRequest } from "./sheet";

export type SheetPlatform = "moodle" | "canvas";

export interface Sheet {
  name: string;
  platform: SheetPlatform;
  csv: CsvText;
}

/**
 * @param name of the file, for messages
 * @throws Error for a sheet of neither
 */
export function openSheet(bytes: Buffer, name: string): Sheet {
  const csv = readCsv(bytes, name);
  const [header = [], first = []] = csv.rows.map((row) => row.map(({ value }) => value));
  if (isCanvasSheet(header)) return { name, platform: "canvas", csv };
  if (isMoodleSheet(header, first)) return { name, platform: "moodle", csv };
  throw new Error(
    `${name}: neither Moodle's grading worksheet (first column "Identifier") nor Canvas's gradebook export (first column "Student", then "ID")`,
  );
}

/** @throws Error when the columns cannot be told */
export function fillSheet({ name, platform, csv }: Sheet, request: Omit<FillRequest, "sheet" | "name">): Filled {
  const fill = platform === "canvas" ? fillCanvas : fillMoodle;
  return fill({ ...request, sheet: csv, name });
}
