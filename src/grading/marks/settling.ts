/** Marks and rules as a run finds them: the sheet in the output folder, the one given with --marks, the file given with --rules. */
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Course } from "../course";
import type { ClassList } from "../read/students";
import { NO_RULES, parseRules } from "./rules";
import type { Settling } from "./settle";
import { type Marks, readMarks } from "./sheet";

export interface SettlingFiles {
  /** Sheets of marks; a later one has the last word. What does not exist is passed over only when `mayMiss`. */
  marks: readonly { path: string; mayMiss?: boolean }[];
  rules?: string;
  students?: ClassList;
}

/** @throws Error naming file, row or key, rule and value */
export function readSettling({ marks, rules, students }: SettlingFiles, { units }: Course): Settling {
  const possible = (unit: string, cell: string) =>
    units.find(({ name }) => name === unit)?.open.find((question) => question.cell === cell)?.points;
  const sheets = marks
    .filter(({ path, mayMiss }) => !mayMiss || existsSync(path))
    .map(({ path }) => readMarks(readFileSync(path), basename(path), possible));
  const known = {
    units: units.map(({ name }) => name),
    items: [...new Set(units.flatMap(({ questions, open }) => [...questions.en, ...open].map(({ item }) => item)))],
  };
  return {
    marks: new Map(sheets.flatMap((sheet: Marks) => [...sheet])),
    rules: rules === undefined ? NO_RULES : parseRules(readFileSync(rules, "utf8"), basename(rules), known),
    ...(students ? { students } : {}),
  };
}
