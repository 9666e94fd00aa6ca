/**
 * Runs compiled cells as the course kernel does: one function a cell over shared `exports` and `require`, in order.
 * A cell that throws does not stop the later ones; what it threw is reported with its name.
 */
import { createRequire } from "node:module";
import { cellFunction } from "../../compile/script";
import { brief } from "./look";
import { pristine as P } from "./primordials";

export interface CompiledCell {
  /** "cell-3.ts", in stack traces. */
  name: string;
  js: string;
  hasTopLevelAwait: boolean;
}

export interface CellError {
  cell: string;
  error: string;
}

/** Runs the cells; resolves with the errors, in order. */
export async function runCells(cells: CompiledCell[], exports: object, from: string): Promise<CellError[]> {
  const errors: CellError[] = [];
  const require = createRequire(from);
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    try {
      const result = cellFunction(cell, cell.name)(exports, require);
      if (cell.hasTopLevelAwait) await result;
    } catch (error) {
      errors[errors.length] = { cell: cell.name, error: describeThrown(error) };
    }
  }
  return errors;
}

/** "TypeError: x is not a function", for whatever was thrown. */
export function describeThrown(thrown: unknown): string {
  try {
    if (P.isNativeError(thrown)) {
      const error = thrown as Error;
      return `${brief(error.name, 80)}: ${brief(error.message)}`;
    }
    return brief(thrown);
  } catch {
    return "an error that cannot be read";
  }
}
