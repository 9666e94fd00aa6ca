/**
 * From the paths on the command line to the files to grade. A folder is a class, a zip is a class or one student's work, a zip within
 * is a student's. Links are never followed and nothing is unpacked to disk. Whoever handed in only what cannot be graded is listed
 * as such: every student that there is a trace of gets a record.
 */
import { lstatSync } from "node:fs";
import { basename, dirname, extname, resolve } from "node:path";
import type { Text } from "../../sim/language";
import { type Entry, endingOf, levelsOf } from "./entry";
import { fileEntry, listFolder } from "./folder";
import { byFolder, layoutOf, type Owner, type Platform } from "./layout";
import { idProblem, isLitter, plainName, visibleName } from "./names";
import { RejectedFile } from "./rejected";
import { parseTimestamp } from "./timestamp";
import { CLASS_ZIP, listZip, STUDENT_ZIP } from "./zip";

export interface SubmittedFile {
  /** The student's id: in grades.csv, in results.json. */
  student: string;
  /** The path as shown: relative to what was given. */
  shown: string;
  /** When it was last written, milliseconds since 1970: the newest of several notebooks counts. */
  modifiedMs: number;
  /** When it was handed in, as far as that is known. */
  submitted: Submitted;
  origin: Origin;
  /** Set when the file is not to be opened. */
  refused?: Text;
  flags: Text[];
  notes: Text[];
  /** The bytes. @throws RejectedFile, or what the disk says */
  read(): Promise<Buffer>;
}

export interface Submitted {
  atMs: number;
  /** What says so. "file" and "zip" are times of files, which copying may change. */
  from: "timestamp.txt" | "file" | "zip" | "class list";
  /** The platform has marked it late. */
  isLate?: true;
}

export interface Origin {
  platform: Platform;
  /** Moodle's participant number, Canvas's user id. */
  id?: string;
  /** Where a feedback file must lie for the platform to take it. */
  place?: string;
  /** The path that was given for it, in full: a later run over other paths leaves its record as it is. */
  under?: string;
}

export interface Collected {
  files: SubmittedFile[];
  /** Files passed over, as shown. */
  ignored: string[];
}

const GRADED = new Set([".ipynb", ".ts"]);
const MOST_NESTED = 2; // zips within a class's zip
const MOST_OF_ONE = 200; // files of one student
const MOODLE_FOLDER = /^[^/]+_\d+_assignsubmission_/; // a person, even one whose name starts with a dot

/** @throws Error for a path that does not exist, or a folder beyond all measure */
export async function collect(paths: readonly string[]): Promise<Collected> {
  const out: Collected = { files: [], ignored: [] };
  for (const path of paths) {
    const before = out.files.length;
    const kind = lstatSync(path, { throwIfNoEntry: false });
    if (!kind) throw new Error(`${path}: there is no such file or folder`);
    const ending = extname(path).toLowerCase();
    if (kind.isDirectory()) await collectFolder(path, out);
    else if (kind.isFile() && ending === ".zip") await collectZip(fileEntry(path, basename(path)), "", out);
    else collectOne(path, out);
    for (const file of out.files.slice(before)) file.origin.under = resolve(path);
  }
  nameApart(out.files);
  return out;
}

function collectOne(path: string, out: Collected): void {
  const name = basename(path);
  const home = basename(dirname(resolve(path)));
  const owner = byFolder(name, "", home);
  const entry = fileEntry(path, owner.student === stem(name) ? name : `${home}/${name}`);
  const isGraded = GRADED.has(endingOf(entry.path));
  const refused = entry.refused ?? (isGraded ? undefined : NOT_A_NOTEBOOK);
  out.files.push(fileOf({ ...entry, ...(refused ? { refused } : {}) }, owner, "", "file", entry.modifiedMs));
}

async function collectFolder(path: string, out: Collected): Promise<void> {
  const all = listFolder(path);
  const isLooseZip = (entry: Entry) => !entry.path.includes("/") && endingOf(entry.path) === ".zip" && !entry.refused;
  const rest = all.filter((entry) => !isLooseZip(entry));
  const classes = inSubmitted(rest);
  const { owner } = layoutOf(classes, { home: basename(resolve(path)) });
  await collectClass(classes, owner, "", "file", out);
  for (const entry of all.filter(isLooseZip)) await collectZip(entry, "", out);
}

/** Of nbgrader's course folder, what was handed in. */
function inSubmitted(entries: readonly Entry[]): readonly Entry[] {
  const submitted = entries.filter(({ path }) => path.startsWith("submitted/"));
  const isCourse = submitted.length > 0 && entries.some(({ path }) => /^(source|release)\//.test(path));
  return isCourse ? submitted : entries;
}

/** A zip that is given, or lies loose in a folder: a platform's, or one student's. */
async function collectZip(entry: Entry, prefix: string, out: Collected): Promise<void> {
  const shown = `${prefix}${entry.path}`;
  const alone: Owner = { student: stem(entry.path), platform: "folder", inner: entry.path };
  try {
    const { entries, flags } = await listZip(entry.disk ?? entry.read, CLASS_ZIP);
    const { owner } = layoutOf(
      entries.filter(({ path }) => MOODLE_FOLDER.test(path) || !isLitter(path)),
      { alone: stem(entry.path) },
    );
    const from = out.files.length;
    await collectClass(entries, owner, `${shown}/`, "zip", out);
    if (out.files.length === from) {
      const refused = nothingBut(entries.map(({ path }) => path));
      out.files.push(fileOf({ ...entry, refused }, alone, prefix, "file", entry.modifiedMs));
    }
    for (const file of out.files.slice(from)) file.flags.push(...flags);
  } catch (error) {
    if (!(error instanceof RejectedFile)) throw error;
    out.files.push(fileOf({ ...entry, refused: error.reason }, alone, prefix, "file", entry.modifiedMs));
  }
}

const isWork = (path: string) => (GRADED.has(endingOf(path)) && !path.endsWith(".d.ts")) || endingOf(path) === ".zip";

/** What one student handed in, while it is gathered. */
interface Gathered {
  owner: Owner;
  files: SubmittedFile[];
  /** What cannot be graded. */
  passed: { entry: Entry; shown: string }[];
  /** What systems and editors left: a trace of the student, and no more. */
  litter: Entry[];
}

async function collectClass(
  entries: readonly Entry[],
  ownerOf: (path: string) => Owner,
  prefix: string,
  from: "file" | "zip",
  out: Collected,
): Promise<void> {
  const times = await timestamps(entries);
  const byStudent = new Map<string, Gathered>();
  for (const entry of [...entries].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))) {
    const shown = `${prefix}${entry.path}`;
    const owner = ownerOf(entry.path);
    const isLoose = owner.platform === "folder" && owner.inner === entry.path;
    const hasId = owner.id !== undefined; // then the first level is a person, whatever it is called
    if (!hasId && isLitter(isLoose ? entry.path : (levelsOf(entry.path)[0] as string))) continue;
    if (isLoose && !isWork(entry.path) && !entry.refused) {
      out.ignored.push(shown);
      continue;
    }
    const key = `${owner.platform}\n${owner.id ?? plainName(owner.student)}`;
    const student = byStudent.get(key) ?? { owner, passed: [], files: [], litter: [] };
    byStudent.set(key, student);
    if (entry.path.endsWith("/") || isLitter(hasId ? owner.inner : entry.path)) {
      student.litter.push(entry);
      continue;
    }
    const stamp = times.get(folderOf(entry.path));
    const submitted: Submitted =
      stamp === undefined ? { atMs: entry.modifiedMs, from } : { atMs: stamp, from: "timestamp.txt" };
    if (owner.isLate) submitted.isLate = true;
    if (!isWork(entry.path) || student.files.length >= MOST_OF_ONE) student.passed.push({ entry, shown });
    else if (endingOf(entry.path) === ".zip") await openZip(entry, owner, prefix, submitted, 1, student);
    else student.files.push({ ...fileOf(entry, owner, prefix, from, entry.modifiedMs), submitted });
  }
  for (const { owner, passed, files, litter } of byStudent.values()) {
    const others = passed.filter(({ shown }) => !shown.endsWith("/timestamp.txt"));
    const traces = [...others.map(({ entry }) => entry), ...litter];
    const [first] = traces;
    if (files.length === 0 && first) {
      const names = traces.map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
      const refused = first.refused ?? nothingBut(names);
      files.push(fileOf({ ...first, refused }, owner, prefix, from, first.modifiedMs));
    }
    out.files.push(...files);
    out.ignored.push(...others.map(({ shown }) => visibleName(shown)));
  }
}

/** A student's own zip; what is wrong with it costs only them. */
async function openZip(
  entry: Entry,
  owner: Owner,
  prefix: string,
  submitted: Submitted,
  depth: number,
  student: Gathered,
): Promise<void> {
  const refuse = (refused: Text) => {
    student.files.push({ ...fileOf({ ...entry, refused }, owner, prefix, "zip", entry.modifiedMs), submitted });
  };
  if (entry.refused) return refuse(entry.refused);
  if (depth > MOST_NESTED) return refuse(TOO_DEEP);
  try {
    const { entries, flags } = await listZip(entry.disk ?? entry.read, STUDENT_ZIP);
    const inside = `${prefix}${entry.path}/`;
    const before = student.files.length;
    for (const one of entries) {
      if (isLitter(one.path)) continue;
      if (!isWork(one.path) || student.files.length >= MOST_OF_ONE) {
        student.passed.push({ entry: one, shown: inside + one.path });
      } else if (endingOf(one.path) === ".zip") await openZip(one, owner, inside, submitted, depth + 1, student);
      else student.files.push({ ...fileOf(one, owner, inside, "zip", one.modifiedMs), submitted });
    }
    for (const file of student.files.slice(before)) file.flags.push(...flags);
    if (student.files.length === before) refuse(nothingBut(entries.map(({ path }) => path)));
  } catch (error) {
    if (!(error instanceof RejectedFile)) throw error;
    refuse(error.reason);
  }
}

/** nbgrader's times of handing in, by folder. */
async function timestamps(entries: readonly Entry[]): Promise<Map<string, number>> {
  const out = new Map<string, number>();
  for (const entry of entries) {
    if (!/(^|\/)timestamp\.txt$/.test(entry.path) || entry.refused || entry.size > 1_000) continue;
    const at = parseTimestamp((await entry.read()).toString("utf8"));
    if (at !== null) out.set(folderOf(entry.path), at);
  }
  return out;
}

function fileOf(entry: Entry, owner: Owner, prefix: string, from: "file" | "zip", atMs: number): SubmittedFile {
  const { platform, id, place } = owner;
  const student = plainName(owner.student);
  const refused = idProblem(student) ?? entry.refused;
  return {
    student: visibleName(student),
    shown: visibleName(`${prefix}${entry.path}`),
    modifiedMs: entry.modifiedMs,
    submitted: { atMs, from },
    origin: { platform, ...(id ? { id } : {}), ...(place ? { place } : {}) },
    ...(refused ? { refused } : {}),
    flags: entry.flags,
    notes: [],
    read: entry.read,
  };
}

function nothingBut(names: readonly string[]): Text {
  const shown = names.slice(0, 5).map(visibleName).join(", ");
  if (shown === "") return { es: "El zip está vacío.", en: "The zip is empty." };
  return { es: `No hay ningún cuaderno, sólo: ${shown}.`, en: `There is no notebook, only: ${shown}.` };
}

/** Two people of one name are told apart by the platform's number. */
function nameApart(files: readonly SubmittedFile[]): void {
  const ids = new Map<string, Set<string>>();
  for (const { student, origin } of files) {
    if (origin.id === undefined) continue;
    ids.set(student, (ids.get(student) ?? new Set()).add(origin.id));
  }
  for (const file of files) {
    if ((ids.get(file.student)?.size ?? 0) > 1) file.student = `${file.student} (${file.origin.id})`;
  }
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);
const stem = (path: string) => basename(path, extname(path));

const NOT_A_NOTEBOOK: Text = { es: "No es un cuaderno (.ipynb).", en: "It is no notebook (.ipynb)." };
const TOO_DEEP: Text = {
  es: `Hay zips dentro de zips más de ${MOST_NESTED} veces.`,
  en: `Zips lie within zips more than ${MOST_NESTED} deep.`,
};
