/**
 * Whose a file is, from where it lies. Four layouts are told apart by their names alone:
 * folder    {student}/...                or loose files, named for the student
 * moodle    {Full name}_{participant}_assignsubmission_file[_]/...   or flat, with the file's name after it (mod/assign/locallib.php)
 * canvas    {name}[_LATE]_{user}_{attachment}_{file}                 (submissions/zipper in instructure/canvas-lms)
 * nbgrader  submitted/{student}/{assignment}/...                     with a timestamp.txt beside the notebook
 */
import { type Entry, levelsOf } from "./entry";

export type Platform = "folder" | "moodle" | "canvas" | "nbgrader";

export interface Owner {
  /** How the platform names the student; not yet an id. */
  student: string;
  platform: Platform;
  /** Moodle's participant number, Canvas's user id. */
  id?: string;
  /** What a feedback zip must name: Moodle's folder, Canvas's file, nbgrader's {student}/{assignment}. */
  place?: string;
  /** True when Canvas says so. */
  isLate?: true;
  /** The path within the student's files. */
  inner: string;
}

const MOODLE = /^(?<name>.+)_(?<id>\d+)_assignsubmission_(?:file|onlinetext)_?(?<file>.*)$/s;
const CANVAS = /^(?<name>.+?)(?<late>_LATE)?_(?<user>\d+)_(?<attachment>\d+)_(?<file>.+)$/s;
const CANVAS_ANONYMOUS = /^(?<name>anon_(?<user>[A-Za-z0-9]+?))(?<late>_LATE)?_(?<attachment>\d+)_(?<file>.+)$/s;
const STAMP = /^[^/]+\/[^/]+\/timestamp\.txt$/;
const UNIT_FILE = /^\d\d-[a-z-]+(?: ?\(\d+\))?\.(?:ipynb|ts)$/i; // as students download it: with no name of theirs
const RESUBMITTED = /-\d+(?=\.[^.]+$)/; // Canvas numbers a file that is handed in again

export type Layout = (path: string) => Owner;

/**
 * The layout of a class.
 * @param entries everything there is
 * @param of.alone for a zip: the student, when the files turn out to be one student's
 * @param of.home for a folder, which is always a class: its name, which is the student's of loose files that are named for units
 */
export function layoutOf(
  entries: readonly Entry[],
  { alone, home }: { alone?: string; home?: string } = {},
): { name: Platform; owner: Layout } {
  const paths = entries.map(({ path }) => path);
  for (const strip of stripsOf(paths)) {
    const bare = paths.filter((path) => path.startsWith(strip)).map((path) => path.slice(strip.length));
    const owner =
      (find: Layout): Layout =>
      (path) =>
        find(path.startsWith(strip) ? path.slice(strip.length) : path);
    if (bare.some((path) => MOODLE.test(levelsOf(path)[0] as string))) return { name: "moodle", owner: owner(moodle) };
    if (mostly(bare, (path) => canvasMatch(path) !== null)) return { name: "canvas", owner: owner(canvas) };
    if (strip.endsWith("submitted/") || bare.some((path) => STAMP.test(path)))
      return { name: "nbgrader", owner: owner(nbgrader) };
  }
  if (alone === undefined) return { name: "folder", owner: (path) => byFolder(path, "", home) };
  return {
    name: "folder",
    owner: aloneOrClass(
      paths.filter((path) => /\.(ipynb|ts|zip)$/i.test(path)),
      alone,
    ),
  };
}

/** Prefixes to look behind: none, nbgrader's folder, the one folder that everything lies in. */
function stripsOf(paths: readonly string[]): string[] {
  const first = commonRoot(paths);
  const submitted = ["submitted/", ...(first ? [`${first}submitted/`] : [])];
  const isTree = (prefix: string) => paths.some((path) => path.startsWith(prefix) && levelsOf(path).length >= 4);
  return ["", ...submitted.filter(isTree), ...(first ? [first] : [])];
}

function commonRoot(paths: readonly string[]): string {
  const roots = new Set(paths.map((path) => (path.includes("/") ? `${levelsOf(path)[0]}/` : "")));
  return roots.size === 1 ? ([...roots][0] as string) : "";
}

const mostly = <T>(list: readonly T[], test: (one: T) => boolean) =>
  list.length > 0 && list.filter(test).length * 2 > list.length;

function moodle(path: string): Owner {
  const [first = "", ...rest] = levelsOf(path);
  const { name, id, file } = MOODLE.exec(first)?.groups ?? {};
  if (name === undefined || id === undefined) return byFolder(path, "");
  const place = rest.length > 0 ? first : `${first.slice(0, first.length - (file as string).length)}`;
  return { student: name, platform: "moodle", id, place, inner: rest.length > 0 ? rest.join("/") : (file as string) };
}

const canvasMatch = (path: string) => {
  const file = levelsOf(path).at(-1) as string;
  return CANVAS_ANONYMOUS.exec(file) ?? CANVAS.exec(file);
};

function canvas(path: string): Owner {
  const { name, user, late, file } = canvasMatch(path)?.groups ?? {};
  if (name === undefined || user === undefined) return byFolder(path, "");
  const place = levelsOf(path).at(-1) as string;
  const inner = (file as string).replace(RESUBMITTED, "");
  return { student: name, platform: "canvas", id: user, place, inner, ...(late ? { isLate: true } : {}) };
}

function nbgrader(path: string): Owner {
  const [student = "", assignment = "", ...rest] = levelsOf(path);
  if (rest.length === 0) return byFolder(path, "");
  return { student, platform: "nbgrader", place: `${student}/${assignment}`, inner: [assignment, ...rest].join("/") };
}

/**
 * A file of a student's folder, or a loose one.
 * @param strip what every path starts with
 * @param home whose a loose file is that is named for a unit; default: its own name is its student's, like any other
 */
export function byFolder(path: string, strip: string, home?: string): Owner {
  const bare = path.startsWith(strip) ? path.slice(strip.length) : path;
  const [first = "", ...rest] = levelsOf(bare);
  if (rest.length > 0) return { student: first, platform: "folder", inner: rest.join("/") };
  const student = home && UNIT_FILE.test(first) ? home : first.replace(/(?<=.)\.[^.]+$/, "");
  return { student, platform: "folder", inner: first };
}

/** A zip that no platform made: folders of students, loose files named for students, or the files of one student. */
function aloneOrClass(paths: readonly string[], alone: string): Layout {
  const root = commonRoot(paths);
  const seconds = new Set(paths.flatMap((path) => (levelsOf(path).length > 2 ? [levelsOf(path)[1] as string] : [])));
  if (root && seconds.size >= 2) return (path) => byFolder(path, root);
  if (root) return (path) => byFolder(path, "");
  const loose = paths.filter((path) => !path.includes("/"));
  const isOnes = loose.length === 1 || loose.some((path) => /(^|[^0-9])\d\d-[a-z]/i.test(path)); // named for units
  return (path) => {
    if (path.includes("/") && loose.length === 0) return byFolder(path, "");
    return isOnes ? { student: alone, platform: "folder", inner: path } : byFolder(path, "");
  };
}
