/**
 * How a compiled cell is run: as a function of three parameters. Nothing of TypeScript is loaded here, so that a worker
 * that only runs cells stays small.
 */
import { Script } from "node:vm";

/** `exports` holds the names of all cells so far; `require` is the cell's; the tick is called by guarded loops. */
export const TICK = "__tick__";
export const PARAMETERS = ["exports", "require", TICK] as const;

export type CellFunction = (exports: object, require: (id: string) => unknown, tick: () => void) => unknown;

/**
 * The script whose value is the cell's function. Lines and columns in its stack traces are those of `js`, under the file name `name`.
 * With top-level await the function returns a promise.
 */
export function cellScript(cell: { js: string; hasTopLevelAwait: boolean }, name: string): Script {
  if (cell.js.includes("Symbol.metadata")) provideMetadata();
  const head = `(${cell.hasTopLevelAwait ? "async " : ""}function (${PARAMETERS.join(", ")}) {"use strict";`;
  return new Script(`${head}${cell.js}\n})`, { filename: name, columnOffset: -head.length });
}

/** Decorators with metadata need a symbol that no Node has yet. */
function provideMetadata(): void {
  const symbols = Symbol as { metadata?: symbol };
  symbols.metadata ??= Symbol("Symbol.metadata");
}
