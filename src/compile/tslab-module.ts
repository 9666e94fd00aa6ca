/** tslab's converter module (tslab 1.0.22, pinned: these are its internals), with a TypeScript of the caller's choice. */
import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";

const FILE = join(dirname(createRequire(__filename).resolve("tslab/package.json")), "dist", "converter.js");
const requireTslab = createRequire(FILE);
const TYPESCRIPT = "@tslab/typescript-for-tslab";

interface Position {
  offset: number;
  line: number;
  character: number;
}
export interface TslabDiagnostic {
  start: Position;
  end: Position;
  messageText: string;
  code: number;
  fileName?: string;
}
export interface Converted {
  output?: string;
  declOutput?: string;
  diagnostics: TslabDiagnostic[];
  hasToplevelAwait?: boolean;
  sideOutputs?: { path: string; data: string }[];
}
export interface Converter {
  convert(previous: string, source: string): Converted;
  inspect(previous: string, source: string, position: number): unknown;
  close(): void;
}
export interface ConverterModule {
  createConverter(options: object): Converter;
  isCompleteCode(source: string): { completed: boolean; indent?: string };
}

/** What tslab puts before a cell: one line. */
export const HEAD = "export {};\n";

/** A new instance of the module, whose TypeScript is `view`: nothing process-wide changes. */
export function loadConverterModule(view: object): ConverterModule {
  const module = new Module(FILE) as Module & { _compile(text: string, file: string): void };
  module.filename = FILE;
  module.require = Object.assign(
    (id: string) => (id === TYPESCRIPT ? view : requireTslab(id)),
    requireTslab,
  ) as NodeJS.Require;
  module._compile(readFileSync(FILE, "utf8"), FILE);
  return module.exports as ConverterModule;
}
