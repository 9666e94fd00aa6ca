/**
 * Runs compiled cells as the course kernel does: one function a cell over shared `exports` and `require`, in order.
 * A cell that throws does not stop the later ones; what it threw is reported with its name.
 */
import { createRequire } from "node:module";
import { runInThisContext } from "node:vm";
import { pristine as P } from "./primordials";
import { brief } from "./values";

export interface CompiledCell {
  /** "cell-3.ts", in stack traces. */
  name: string;
  js: string;
  isAsync: boolean;
}

export interface CellError {
  cell: string;
  error: string;
}

/** What the cells define, readable and writable by name; a named import stays assignable, as in a notebook. */
export function createExports(): { names: Record<string, unknown>; exports: object } {
  const names: Record<string, unknown> = Object.create(null);
  const exports = new Proxy(names, {
    defineProperty(_target, property, attributes) {
      if (property === "__esModule") return true;
      names[property as string] = attributes.get ? attributes.get() : attributes.value;
      return true;
    },
  });
  return { names, exports };
}

/** Runs the cells; resolves with the errors, in order. */
export async function runCells(cells: CompiledCell[], exports: object, from: string): Promise<CellError[]> {
  const errors: CellError[] = [];
  const require = createRequire(from);
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    try {
      const source = `(${cell.isAsync ? "async " : ""}function (exports, require) {${cell.js}\n})`;
      const body = runInThisContext(source, { filename: cell.name }) as (e: object, r: unknown) => unknown;
      const result = body(exports, require);
      if (cell.isAsync) await result;
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
