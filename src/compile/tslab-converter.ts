/**
 * tslab's converter (tslab 1.0.22, pinned: these are its internals), loaded once per compiler with a TypeScript of its own view, so
 * that nothing process-wide changes: another folder, strict checks, source maps, modern resolution, and our transform of a cell.
 */
import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type TS from "typescript";
import { cellTransform } from "./cell-transform";

const requireHere = createRequire(__filename);
const TSLAB = dirname(requireHere.resolve("tslab/package.json"));
const requireTslab = createRequire(join(TSLAB, "dist", "converter.js"));
const TYPESCRIPT = "@tslab/typescript-for-tslab";

/** Marks the emitted cell among the emitted files. */
const CELL = "//# cell\n";

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
interface Converted {
  output?: string;
  declOutput?: string;
  diagnostics: TslabDiagnostic[];
  hasToplevelAwait?: boolean;
  sideOutputs?: { path: string; data: string }[];
}
interface Converter {
  convert(previous: string, source: string): Converted;
  inspect(previous: string, source: string, position: number): TS.QuickInfo | undefined;
  complete(previous: string, source: string, position: number): { start: number; end: number; candidates: string[] };
  close(): void;
}
interface ConverterModule {
  createConverter(options: object): Converter;
  isCompleteCode(source: string): { completed: boolean; indent?: string };
}

/** TypeScript as tslab forked it (5.0.4): the API of the real one. */
export const loadTypeScript = (): typeof TS => requireTslab(TYPESCRIPT);
export const typeScriptFile = (): string => requireTslab.resolve(TYPESCRIPT);
/** Its version without loading it. */
export const typeScriptVersion = (): string => requireTslab(`${TYPESCRIPT}/package.json`).version;
export const printQuickInfo = (info: TS.QuickInfo): string => requireTslab("./inspect.js").printQuickInfo(info);
export const isCompleteCode: ConverterModule["isCompleteCode"] = (source) =>
  requireTslab("./converter.js").isCompleteCode(source);

export interface OpenConverter extends Converter {
  ts: typeof TS;
  /** Was the last cell's value kept? Set by `convert`. */
  endsInExpression(): boolean;
}

export function openConverter(options: { cwd: string; strict: boolean }): OpenConverter {
  const ts = loadTypeScript();
  let endsInExpression = false;
  const files = new LocalFiles(ts);
  const sys: TS.System = Object.assign(Object.create(ts.sys), {
    getCurrentDirectory: () => options.cwd,
    watchFile: (path: string, changed: TS.FileWatcherCallback) => files.watch(path, changed),
    watchDirectory: () => ({ close() {} }),
  });

  const createWatchCompilerHost = (
    roots: string[],
    base: TS.CompilerOptions,
    system: TS.System,
    ...rest: unknown[]
  ) => {
    const compilerOptions: TS.CompilerOptions = {
      ...base,
      strict: options.strict,
      inlineSourceMap: true,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ["lib.es2023.d.ts"],
      types: ["node"],
    };
    const make = ts.createWatchCompilerHost as (
      ...args: unknown[]
    ) => TS.WatchCompilerHostOfFilesAndCompilerOptions<TS.EmitAndSemanticDiagnosticsBuilderProgram>;
    const host = make(roots, compilerOptions, system, ...rest);
    const createProgram = host.createProgram;
    host.createProgram = (...args) => {
      const builder = createProgram(...args);
      const emit = builder.emit.bind(builder);
      builder.emit = (file, write, token, declarationsOnly, transformers) => {
        const program = builder.getProgram();
        const earlier = program.getSourceFiles().find((f) => f.fileName.endsWith("/__prev__.d.ts"));
        if (!file?.fileName.endsWith("/__tslab__.ts") || !earlier) return emit(file, write, token, declarationsOnly);
        const before = cellTransform(ts, program.getTypeChecker(), earlier, () => (endsInExpression = true));
        const marked: TS.WriteFileCallback = (name, text, ...more) =>
          write?.(name, name.endsWith(".js") ? CELL + text : text, ...more);
        return emit(file, marked, token, declarationsOnly, { ...transformers, before: [before], after: [] });
      };
      return builder;
    };
    return host;
  };

  const view = {
    ...ts,
    sys,
    createWatchCompilerHost,
    getPreEmitDiagnosticsOfFiles: (...args: unknown[]) =>
      (ts as unknown as { getPreEmitDiagnosticsOfFiles(...a: unknown[]): TS.Diagnostic[] })
        .getPreEmitDiagnosticsOfFiles(...args)
        .map((d) => ({ ...d, messageText: ts.flattenDiagnosticMessageText(d.messageText, "\n") })),
    // tslab's second stage is ours (./commonjs.ts); a local file that the cell imports still takes tslab's
    transpileModule: (text: string, o: TS.TranspileOptions) =>
      text.startsWith(CELL) ? { outputText: text.slice(CELL.length) } : ts.transpileModule(text, o),
  };
  const converter = loadPrivately(view).createConverter({});
  return {
    ts,
    ...converter,
    endsInExpression: () => endsInExpression,
    convert(previous, source) {
      files.refresh();
      endsInExpression = false;
      return converter.convert(previous, source);
    },
  };
}

/** A second instance of tslab's converter module whose TypeScript is `view`. */
function loadPrivately(view: object): ConverterModule {
  const file = join(TSLAB, "dist", "converter.js");
  const module = new Module(file) as Module & { _compile(text: string, file: string): void };
  module.filename = file;
  module.require = Object.assign(
    (id: string) => (id === TYPESCRIPT ? view : requireTslab(id)),
    requireTslab,
  ) as NodeJS.Require;
  module._compile(readFileSync(file, "utf8"), file);
  return module.exports as ConverterModule;
}

/** Files beside the notebook that cells import. They are looked at before each cell: watching would keep the process alive. */
class LocalFiles {
  private readonly files = new Map<string, { modified: number; changed: TS.FileWatcherCallback }>();
  constructor(private readonly ts: typeof TS) {}

  watch(path: string, changed: TS.FileWatcherCallback): TS.FileWatcher {
    if (path.endsWith(".d.ts") || path.includes("/node_modules/")) return { close() {} };
    this.files.set(path, { modified: this.modified(path), changed });
    return { close: () => this.files.delete(path) };
  }

  refresh(): void {
    for (const [path, file] of this.files) {
      const modified = this.modified(path);
      if (modified === file.modified) continue;
      file.modified = modified;
      file.changed(path, this.ts.FileWatcherEventKind.Changed);
    }
  }

  private modified(path: string): number {
    return this.ts.sys.getModifiedTime?.(path)?.getTime() ?? 0;
  }
}
