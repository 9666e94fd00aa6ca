/** Who worked together: the names in the notebook's cell `const group = ["...", "..."]`, in either language of the course. */
import type { SourceCell, Unit } from "../../course/build";
import { plainName } from "./names";
import type { SubmittedNotebook } from "./notebook";

const GROUP = /^\s*(?:const|let|var)\s+(?:grupo|group)\b[^=\n]*=\s*\[(?<list>[^\]]*)\]/m;
const QUOTED = /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\$]|\\.)*)`/g;
const MOST = 20; // people in a group

/**
 * The names as written, each once, without those that the notebook was handed out with.
 * @returns none for a notebook that was not filled in, or has no such cell
 */
export function groupIn(notebook: SubmittedNotebook, unit: Unit): string[] {
  const given = new Set(unit.cells.flatMap((cell: SourceCell) => namesIn(cell.lines.join("\n"))));
  const names = notebook.cells.filter(({ type }) => type === "code").flatMap(({ source }) => namesIn(source));
  return [...new Set(names)].filter((name) => name !== "" && !given.has(name)).slice(0, MOST);
}

function namesIn(source: string): string[] {
  const list = GROUP.exec(source)?.groups?.list ?? "";
  return [...list.matchAll(QUOTED)]
    .flatMap(([, double, single, back]) => (double ?? single ?? back ?? "").split(/[,;]/))
    .map((name) => plainName(name.replace(/\\(.)/g, "$1")));
}
