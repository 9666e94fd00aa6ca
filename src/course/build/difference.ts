/** What differs between a committed notebook and the one that its source yields, cell by cell, for a reader. */
import type { Notebook, NotebookCell } from "./edition";

const SHOWN_LINES = 12; // of each side of a cell

/**
 * @param name the notebook's path, for the report
 * @param before the committed text; undefined when there is no file
 * @param after what the source yields
 */
export function notebookDifference(name: string, before: string | undefined, after: string): string {
  if (before === undefined) return `${name}: the notebook is missing`;
  let old: Notebook;
  try {
    old = JSON.parse(before);
  } catch (error) {
    return `${name}: the notebook is not JSON: ${(error as Error).message}`;
  }
  const cells = Array.isArray(old.cells) ? old.cells : [];
  const now: Notebook = JSON.parse(after);
  const report: string[] = [];
  const oldById = new Map(cells.map((cell) => [cell.id, cell]));
  for (const cell of now.cells) {
    const was = oldById.get(cell.id);
    if (was === undefined) report.push(`  cell ${cell.id}: only in the source`);
    else report.push(...cellDifference(was, cell));
  }
  const nowIds = new Set(now.cells.map((cell) => cell.id));
  for (const cell of cells) if (!nowIds.has(cell.id)) report.push(`  cell ${cell.id}: only in the notebook`);
  if (JSON.stringify(old.metadata) !== JSON.stringify(now.metadata)) {
    report.push(`  metadata: ${JSON.stringify(old.metadata)} should be ${JSON.stringify(now.metadata)}`);
  }
  if (report.length === 0) report.push("  the cells have another order, or the file another layout");
  return [`${name}: differs from its source`, ...report].join("\n");
}

function cellDifference(was: NotebookCell, now: NotebookCell): string[] {
  const report: string[] = [];
  const [before, after] = [lines(was), lines(now)];
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end++;
  }
  const gone = before.slice(start, before.length - end);
  const come = after.slice(start, after.length - end);
  if (gone.length + come.length > 0) {
    report.push(`  cell ${now.id}, line ${start + 1}: - notebook, + source`);
    report.push(...shown("-", gone), ...shown("+", come));
  }
  const isEdited = report.length > 0;
  for (const key of ["cell_type", "metadata", "outputs", "execution_count"] as const) {
    const [a, b] = [was[key], now[key]].map((value) => JSON.stringify(value, isEdited ? withoutChecksum : undefined));
    if (a === b) continue;
    const short = (text = "nothing") => (text.length > 400 ? `${text.slice(0, 400)}...` : text);
    report.push(`  cell ${now.id}, ${key}: ${short(a)} should be ${short(b)}`);
  }
  return report;
}

/** A checksum follows from the source: once that is told, the other is noise. */
function withoutChecksum(key: string, value: unknown): unknown {
  return key === "checksum" ? undefined : value;
}

function lines(cell: NotebookCell): string[] {
  return ([] as string[]).concat(cell.source).join("").split("\n");
}

function shown(mark: string, texts: string[]): string[] {
  const head = texts.slice(0, SHOWN_LINES).map((text) => `    ${mark} ${text}`);
  return texts.length > SHOWN_LINES ? [...head, `    ${mark} (${texts.length - SHOWN_LINES} more lines)`] : head;
}
