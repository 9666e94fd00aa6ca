/** What is still open in a notebook before it is handed in, read off the file: nothing is run. */
import { byName, type Cell, kindOf, type Notebook, nameOf, sameText, textOf } from "./notebook";

export interface Status {
  /** Answers and open answers, and how many of them say something else than the original. */
  answers: number;
  answered: number;
  /** Names of the cells with nothing written yet, in order. */
  open: string[];
  /** Course's cells that are gone. */
  missing: string[];
  /** Given cells and checks that are not as they came: grading takes the originals. */
  changed: string[];
  /** Answers that were not run since the notebook was last opened or cleared: what is saved may be old. */
  notRun: string[];
}

export function statusOf(notebook: Notebook, original: Notebook): Status {
  const own = byName(notebook);
  const status: Status = { answers: 0, answered: 0, open: [], missing: [], changed: [], notRun: [] };
  for (const cell of original.cells) {
    const name = nameOf(cell);
    if (cell.metadata.nbgrader === undefined || name === undefined) continue;
    const mine = own.get(name);
    const isAnswer = kindOf(cell) === "answer" || kindOf(cell) === "open";
    if (isAnswer) status.answers++;
    if (mine === undefined) status.missing.push(name);
    else if (isAnswer) look(status, name, mine, cell);
    else if (!sameText(mine, cell)) status.changed.push(name);
  }
  return status;
}

function look(status: Status, name: string, mine: Cell, original: Cell): void {
  if (sameText(mine, original) || textOf(mine).trim() === "") {
    status.open.push(name);
    return;
  }
  status.answered++;
  if (mine.cell_type === "code" && typeof mine.execution_count !== "number") status.notRun.push(name);
}
