/** What goes into a platform's sheet: the points of each person, and by which names a row may be theirs. */
import { earnedOf, itemsOf } from "../marks/items";
import type { Settled, Total } from "../marks/settle";
import { looseName } from "../read/names";
import type { ClassList, Person } from "../read/students";
import { isScored, round, type SubmissionRecord } from "../record";

export interface UnitGrade {
  unit: string;
  total: number;
  possible: number;
  awaiting: number;
  record: SubmissionRecord;
  settled: Total;
}

export interface PersonGrades {
  student: string;
  person?: Person;
  /** In the order of the course. */
  units: UnitGrade[];
}

/** Everyone whose points count; who was rejected or met an error of the grader is not among them. */
export function gradesOf(settled: readonly Settled[], students?: ClassList): PersonGrades[] {
  const byStudent = new Map<string, PersonGrades>();
  for (const { record, totals } of settled) {
    if (!isScored(record)) continue;
    for (const one of totals) {
      const { student, total, possible, awaiting } = one;
      const person = students?.person(student);
      const grades = byStudent.get(student) ?? { student, ...(person ? { person } : {}), units: [] };
      byStudent.set(student, grades);
      grades.units.push({ unit: record.unit ?? "", total, possible, awaiting, record, settled: one });
    }
  }
  for (const { units } of byStudent.values()) units.sort((a, b) => (a.unit < b.unit ? -1 : 1));
  return [...byStudent.values()];
}

/** Sums for an assignment that stands for several units. */
export const sumOf = (units: readonly UnitGrade[]) => ({
  total: round(units.reduce((sum, { total }) => sum + total, 0)),
  possible: round(units.reduce((sum, { possible }) => sum + possible, 0)),
  awaiting: round(units.reduce((sum, { awaiting }) => sum + awaiting, 0)),
});

/** Finds whose row it is. */
export class Roster {
  private readonly byId = new Map<string, PersonGrades>();
  private readonly byName = new Map<string, PersonGrades | null>();

  /** @param platform whose numbers the sheet has */
  constructor(
    people: readonly PersonGrades[],
    private readonly platform: "moodle" | "canvas",
  ) {
    for (const grades of people) {
      const { student, person, units } = grades;
      const listed = person?.[platform]?.replace(/^\D+/, "");
      if (listed) this.byId.set(listed, grades);
      const own = units.map(({ record }) => record).filter((record) => record.student === student);
      for (const { origin } of own) {
        if (origin.platform === platform && origin.id !== undefined && !this.byId.has(origin.id))
          this.byId.set(origin.id, grades);
      }
      const places = own.flatMap(({ origin }) => (origin.place ? [origin.place.split("_")[0] as string] : []));
      const { name, email } = person ?? {};
      for (const one of new Set([student, name, email, email?.split("@")[0], ...places].flatMap(keyOf))) {
        const other = this.byName.get(one);
        this.byName.set(one, other === undefined || other === grades ? grades : null);
      }
    }
  }

  /**
   * @param id the platform's number in the row
   * @param names what else in the row may name a person; the first is the full name
   */
  find(id: string | undefined, names: readonly string[]): PersonGrades | undefined {
    const found = id === undefined ? undefined : this.byId.get(id);
    if (found && this.isTheirs(found, names[0] ?? "")) return found;
    const all = new Set(names.flatMap(keyOf).flatMap((key) => this.byName.get(key) ?? []));
    return all.size === 1 ? [...all][0] : undefined;
  }

  /** A team's number in Moodle's zip may equal another person's: then the names differ. */
  private isTheirs(grades: PersonGrades, fullName: string): boolean {
    if (this.platform !== "moodle" || fullName === "" || grades.person?.moodle) return true;
    const places = grades.units.flatMap(({ record: { origin } }) => origin.place?.split("_")[0] ?? []);
    return places.length === 0 || places.some((place) => keyOf(place)[0] === keyOf(fullName)[0]);
  }
}

/** "García, Ana" and "ana garcia" are one. */
const keyOf = (text: string | undefined): string[] => {
  const words = looseName(text ?? "")
    .split(" ")
    .filter(Boolean);
  return words.length > 0 ? [words.sort().join(" ")] : [];
};

const OURS = "nubelab:";

/** True for a comment that may be written over: none, or one of ours. */
export const isOurs = (comment: string): boolean => comment.trim() === "" || comment.startsWith(OURS);

/** A line for the student: each item, then the sum. */
export function commentOf(units: readonly UnitGrade[]): string {
  const items = units.flatMap(({ record, settled }) =>
    itemsOf([record]).map((item) => {
      const earned = earnedOf(record, settled, item);
      return `${item} ${earned === "" ? "…" : earned}`; // it waits for its mark
    }),
  );
  const { total, possible } = sumOf(units);
  const late = units.flatMap(({ settled }) => settled.late?.percent || []).map((percent) => ` (−${percent} %)`);
  return `${OURS} ${items.join(", ")} = ${total} / ${possible}${late.join("")}`;
}
