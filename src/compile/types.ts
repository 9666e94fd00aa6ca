/** What the cell compiler takes and gives; shared by the Jupyter kernel and the grader. Lines and columns count from 1 and are the cell's own. */

import type { Text } from "../sim/language";

/** A place in a text. Both count from 1. */
export interface Place {
  line: number;
  column: number;
}

/** One complaint of TypeScript about a cell. `file` is set when it is about a local file that the cell imports. */
export interface Diagnostic {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  code: number;
  message: string;
  file?: string;
}

/** From a place in the JavaScript of a cell to the place in its source. */
export interface LineMap {
  /** null: that JavaScript has no counterpart in the cell. */
  find(line: number, column: number): Place | null;
}

/** A local TypeScript or JavaScript file that the cell imports, compiled with it. */
export interface LocalModule {
  path: string;
  js: string;
}

export interface CompiledCell {
  /** Body of a function of PARAMETERS (./script.ts); "" when there are diagnostics. */
  js: string;
  /** What the next cell takes as `previous`: this cell's declarations and those before it that it did not replace. */
  declarations: string;
  /** Empty: the cell compiles. */
  diagnostics: Diagnostic[];
  hasTopLevelAwait: boolean;
  /** The property of `exports` that holds the value of the last expression; null when the cell does not end in one. */
  lastExpression: string | null;
  localModules: LocalModule[];
  /** The modules that its import statements name and that are loaded when it runs. */
  imports: string[];
  map: LineMap;
}

export interface CompileOptions {
  /** How the cell is called in messages, for example "cell-3.ts". */
  name: string;
  /** `declarations` of the cell before it; "" for the first one. */
  previous: string;
  /** true: every loop asks whether it was interrupted. Default false. */
  loopGuard?: boolean;
}

export interface Completion {
  start: number;
  end: number;
  names: string[];
}

/** `indent`: the white space that the next line is to begin with. */
export type Completeness = { status: "complete" | "invalid" } | { status: "incomplete"; indent: string };

export interface CompilerOptions {
  /** The folder from which imports resolve, as if the cell were a file in it. */
  cwd: string;
  /** TypeScript's strict family of checks. Default true. */
  strict?: boolean;
  /** Picks the language of the messages, TypeScript's too; asked before each cell. Default: English. */
  tell?: (text: Text) => string;
}

/** Offsets in `complete` and `inspect` are UTF-16 code units from the start of the cell. */
export interface CellCompiler {
  compile(source: string, options: CompileOptions): CompiledCell;
  complete(source: string, offset: number, previous: string): Completion;
  /**
   * Type and documentation of the name at `offset` as plain text; null when there is nothing to tell.
   * @param detail 1: types are written out one level deep. Default 0: by name
   */
  inspect(source: string, offset: number, previous: string, detail?: 0 | 1): string | null;
  completeness(source: string): Completeness;
  /** Compiles a first cell and forgets it, so that the next one does not pay for what is loaded lazily. */
  warm(source?: string): void;
  close(): void;
}
