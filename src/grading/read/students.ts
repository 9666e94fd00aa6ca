/**
 * The class list that a teacher gives with --students: who there is, and by which names the platforms know them. A CSV with a header;
 * "student" is the id that goes into grades.csv, every other column may be missing.
 *
 *   student,name,email,folder,moodle,canvas,submitted,extension
 *   a123,Ana García,ana@uni.edu,ana,4711,88012,2026-03-01 23:50,2026-03-04
 *
 * folder     how her folder or file is called, when not like one of the others
 * moodle     her participant number in this assignment, canvas her user id
 * submitted  when she handed in, where the files do not say
 * extension  a due date of her own
 */
import { readCsv } from "../lms/csv-text";
import type { SubmittedFile } from "./collect";
import { idProblem, looseName, plainName } from "./names";
import { parseTimestamp } from "./timestamp";

export interface Person {
  student: string;
  name?: string;
  email?: string;
  folder?: string;
  moodle?: string;
  canvas?: string;
  submittedMs?: number;
  extensionMs?: number;
}

const TEXTS = ["name", "email", "folder", "moodle", "canvas"] as const;
const TIMES = { submitted: "submittedMs", extension: "extensionMs" } as const;
const COLUMNS: readonly string[] = ["student", ...TEXTS, ...Object.keys(TIMES)];

export class ClassList {
  private readonly byId = new Map<string, Person>();
  /** Under every name that a person goes by; null when two do. */
  private readonly byName = new Map<string, Person | null>();

  constructor(readonly people: readonly Person[]) {
    for (const person of people) {
      this.byId.set(person.student, person);
      const { student, name, email, folder } = person;
      const names = [student, name, email, email?.split("@")[0], folder, name && lastFirst(name)];
      for (const one of new Set(names.flatMap((text) => (text ? [looseName(text)] : [])))) {
        const other = this.byName.get(one);
        this.byName.set(one, other === undefined || other === person ? person : null);
      }
    }
  }

  person(student: string): Person | undefined {
    return this.byId.get(student);
  }

  /** Whose a file is; undefined when nobody's or two people's. */
  ownerOf({ origin, student }: Pick<SubmittedFile, "origin" | "student">): Person | undefined {
    const { platform, id } = origin;
    if (id !== undefined && (platform === "moodle" || platform === "canvas")) {
      const found = this.people.find((person) => person[platform]?.replace(/^\D+/, "") === id);
      if (found) return found;
    }
    return this.named(student.replace(/ \(\w+\)$/, ""));
  }

  /** The person of that name, as people write names. */
  named(text: string): Person | undefined {
    return this.byName.get(looseName(text)) ?? undefined;
  }
}

/**
 * @param name of the file, for messages
 * @throws Error naming line, column, rule and value
 */
export function parseClassList(bytes: Buffer, name: string): ClassList {
  const { rows } = readCsv(bytes, name);
  const [header = [], ...lines] = rows;
  const columns = header.map(({ value }) => value.trim().toLowerCase());
  const unknown = columns.find((column) => !COLUMNS.includes(column));
  if (unknown !== undefined) {
    throw new Error(`${name}: unknown column "${unknown}"; there may be: ${COLUMNS.join(", ")}`);
  }
  if (!columns.includes("student")) throw new Error(`${name}: the column "student" is missing`);
  const seen = new Set<string>();
  const people = lines.map((fields, index) => {
    const where = `${name}: entry ${index + 1}`;
    const text = (column: string) => plainName(fields[columns.indexOf(column)]?.value ?? "");
    const student = text("student");
    const problem = idProblem(student);
    if (problem) throw new Error(`${where}, student: ${problem.en}`);
    if (seen.has(student)) throw new Error(`${where}, student: "${student}" is there twice`);
    seen.add(student);
    const person: Person = { student };
    for (const column of TEXTS) if (columns.includes(column) && text(column)) person[column] = text(column);
    for (const [column, key] of Object.entries(TIMES)) {
      const written = columns.includes(column) ? text(column) : "";
      if (!written) continue;
      const at = parseTimestamp(written);
      if (at === null) throw new Error(`${where}, ${column}: "${written}" is no time like 2026-03-01 23:59`);
      person[key] = at;
    }
    return person;
  });
  return new ClassList(people);
}

/** "Ana María García" as Canvas sorts it, when the last word is the family name: "garcía ana maría". */
function lastFirst(name: string): string {
  const words = name.split(/\s+/);
  return name.includes(",") ? name : [words.at(-1), ...words.slice(0, -1)].join(" ");
}
