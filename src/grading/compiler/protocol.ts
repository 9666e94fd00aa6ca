/** Messages between the supervisor and the sandboxed compiler. */
import type { CompiledCell } from "../../compile/types";

export interface CompileRequest {
  id: number;
  source: string;
  /** "cell-3.ts" */
  name: string;
  /** Declarations of the cells before. */
  previous: string;
}

export type CompileAnswer = { id: number } & Compiled;

/** What the supervisor needs of a compiled cell. With diagnostics, `js` is "" and `declarations` are the previous ones. */
export type Compiled = Pick<CompiledCell, "js" | "declarations" | "diagnostics" | "hasTopLevelAwait">;
