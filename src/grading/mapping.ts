/**
 * Everything that was handed in, read and put in order before anything is run: whose it is, which unit, which of several counts,
 * who worked together.
 */
import type { Text } from "../sim/language";
import type { Course } from "./course";
import { collect, type SubmittedFile } from "./read/collect";
import { endingOf } from "./read/entry";
import { looseName } from "./read/names";
import type { ClassList } from "./read/students";
import { unitNamed } from "./read/unit";
import { type Mapped, mapSubmission } from "./submission";

export interface Mapping {
  /** One for each student and unit, and one for each file that is to be rejected. */
  mapped: Mapped[];
  /** Files that are no notebooks, as shown. */
  ignored: string[];
  /** Students on the class list who handed in nothing at all. */
  missing: string[];
}

/**
 * What is mapped to what, without running anything.
 * @param students the class list, when there is one
 */
export async function mapAll(paths: readonly string[], course: Course, students?: ClassList): Promise<Mapping> {
  const { files, ignored } = await collect(paths);
  if (students) for (const file of files) identify(file, students);
  const all: Mapped[] = [];
  for (const file of files) all.push(await mapSubmission(file, course)); // one at a time: each may be large
  const kept = withoutSpoiled(newestOf(withoutForeign(all, ignored)), course);
  for (const one of kept) one.members = membersOf(one, students);
  settleGroups(kept);
  const present = new Set(kept.flatMap(({ members }) => members));
  const missing = students?.people.map(({ student }) => student).filter((student) => !present.has(student)) ?? [];
  return { mapped: kept, ignored, missing };
}

/** The id that the class list gives, and the times that it knows. */
function identify(file: SubmittedFile, students: ClassList): void {
  const person = students.ownerOf(file);
  if (!person) {
    file.flags = [
      ...file.flags,
      { es: `${file.student} no está en la lista de la clase.`, en: `${file.student} is not on the class list.` },
    ];
    return;
  }
  file.student = person.student;
  if (person.submittedMs !== undefined) file.submitted = { atMs: person.submittedMs, from: "class list" };
}

/** What is not of this course is only mentioned when its student has handed in something that is. */
function withoutForeign(all: readonly Mapped[], ignored: string[]): Mapped[] {
  const students = new Set(all.filter(({ unit }) => unit).map(({ file }) => file.student));
  return all.filter((one) => {
    if (!one.isForeign || !students.has(one.file.student)) return true;
    ignored.push(one.file.shown);
    return false;
  });
}

/** One submission for each student and unit: a notebook before a script, then the newest; the others are named in it. */
function newestOf(mapped: readonly Mapped[]): Mapped[] {
  const groups = new Map<Mapped | string, Mapped[]>();
  for (const one of mapped) {
    const key = one.unit ? `${one.file.student}\n${one.unit.name}` : one;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const chosen = new Set<Mapped>();
  for (const group of groups.values()) {
    const best = group.reduce((a, b) => (isBetter(b, a) ? b : a));
    chosen.add(best);
    const others = group.filter((one) => one !== best).map(({ file }) => file.shown);
    if (others.length === 0) continue;
    const flag: Text = {
      es: `Hay más de un cuaderno de esta unidad; se calificó el más reciente, no: ${others.join(", ")}.`,
      en: `There is more than one notebook of this unit; the newest was graded, not: ${others.join(", ")}.`,
    };
    best.flags.push(flag);
  }
  return mapped.filter((one) => chosen.has(one));
}

/** A file that cannot be read, beside a good one of the unit that its name tells, is named in that one's record and has none of its own. */
function withoutSpoiled(mapped: readonly Mapped[], course: Course): Mapped[] {
  return mapped.filter((one) => {
    if (!one.rejected || one.isForeign || one.file.refused) return true;
    const unit = unitNamed(one.file.shown, course.units);
    const good = mapped.find((other) => unit && other.unit === unit && other.file.student === one.file.student);
    if (!good) return true;
    good.flags.push({
      es: `Otro archivo de esta unidad no se pudo leer: ${one.file.shown}. ${one.rejected.es}`,
      en: `Another file of this unit could not be read: ${one.file.shown}. ${one.rejected.en}`,
    });
    return false;
  });
}

function isBetter(a: Mapped, b: Mapped): boolean {
  const isNotebook = (one: Mapped) => endingOf(one.file.shown) === ".ipynb";
  if (isNotebook(a) !== isNotebook(b)) return isNotebook(a);
  return a.file.modifiedMs > b.file.modifiedMs;
}

/** Who gets the mark, as ids; the one who handed in comes first. */
function membersOf(one: Mapped, students?: ClassList): string[] {
  const { student } = one.file;
  if (!one.unit) return [student];
  const members = [student];
  for (const written of one.group) {
    const person = students?.named(written);
    if (students && !person) {
      one.flags.push({
        es: `El grupo nombra a "${written}", que no está en la lista de la clase.`,
        en: `The group names "${written}", who is not on the class list.`,
      });
      continue;
    }
    const id = person?.student ?? (isSamePerson(written, student) ? student : written);
    if (!members.includes(id)) members.push(id);
  }
  if (members.length > 1) {
    const names = members.join(", ");
    one.notes.push({ es: `Entrega de un grupo: ${names}.`, en: `Handed in by a group: ${names}.` });
  }
  return members;
}

/** "ana" hands in what "Ana García" signs. */
function isSamePerson(written: string, student: string): boolean {
  const words = looseName(written).split(" ");
  return looseName(student)
    .replace(/ \d+$/, "")
    .split(" ")
    .every((word) => words.includes(word));
}

/** One mark each: whoever handed in themselves gets that mark; of two groups that name somebody, the first. Both are said. */
function settleGroups(mapped: readonly Mapped[]): void {
  const taken = new Map<string, Mapped>();
  const key = (student: string, one: Mapped) => `${student}\n${one.unit?.name}`;
  const graded = mapped.filter(({ unit }) => unit);
  for (const one of graded) taken.set(key(one.file.student, one), one);
  for (const one of graded) {
    one.members = one.members.filter((student) => {
      const holder = taken.get(key(student, one)) ?? one;
      taken.set(key(student, one), holder);
      if (holder === one) return true;
      one.flags.push({
        es: `El grupo nombra a ${student}, cuya nota sale de otra entrega: ${holder.file.shown}.`,
        en: `The group names ${student}, whose mark comes from another submission: ${holder.file.shown}.`,
      });
      return false;
    });
  }
}
