/**
 * tslab's converter (tslab 1.0.22, pinned: these are its internals), loaded once per compiler with a TypeScript of its own view, so
 * that nothing process-wide changes: the course's TypeScript in place of tslab's fork, another folder, strict checks, source maps,
 * modern resolution, and our transform of a cell.
 */
import { existsSync, readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type TS from "typescript";
import { GLOBALS, GLOBALS_FILE } from "./cell-globals";
import { cellTransform } from "./cell-transform";
import { commonJs } from "./commonjs";
import { joinLibraries } from "./libraries";
import { cellOptions, librariesOf } from "./options";
import { declareVars } from "./own-names";
import { internals, loadTypeScript, typeScriptFile } from "./typescript";

const requireHere = createRequire(__filename);
const TSLAB = dirname(requireHere.resolve("tslab/package.json"));
const requireTslab = createRequire(join(TSLAB, "dist", "converter.js"));
const TYPESCRIPT = "@tslab/typescript-for-tslab";

/** Marks the emitted cell among the emitted files. */
const MARK = "//# cell\n";

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
  inspect(previous: string, source: string, position: number): unknown;
  close(): void;
}
interface ConverterModule {
  createConverter(options: object): Converter;
  isCompleteCode(source: string): { completed: boolean; indent?: string };
}

export interface OpenConverter extends Pick<Converter, "close"> {
  ts: typeof TS;
  sys: TS.System;
  /** @param loopGuard loops are to look at the stop flag in each round */
  convert(previous: string, source: string, loopGuard: boolean): Converted & { imports: string[] };
  /** Was the last cell's value kept? Set by `convert`. */
  endsInExpression(): boolean;
  /** Asks something about a cell that is not run: `question` gets the checked program, the cell's file and the place in it. */
  ask<T>(previous: string, source: string, position: number, question: Question<T>): T;
  isCompleteCode: ConverterModule["isCompleteCode"];
}
export type Question<T> = (program: TS.Program, file: TS.SourceFile, position: number) => T;

/** What tslab puts before a cell. */
export const BEFORE_CELL = "export {};\n".length;

export function openConverter(options: { cwd: string; strict: boolean }): OpenConverter {
  const ts = loadTypeScript();
  let endsInExpression = false;
  let imports: string[] = [];
  let isGuarded = false;
  let turn = 0;
  let program: TS.Program;
  let question: Question<unknown> = () => undefined;
  const files = new LocalFiles(ts);
  const globals = `${options.cwd.replaceAll("\\", "/")}/${GLOBALS_FILE}`;
  const libraries = joinLibraries(
    ts.sys.readFile,
    dirname(typeScriptFile()).replaceAll("\\", "/"),
    librariesOf(process.versions.node).map((name) => `lib.${name}.d.ts`),
  );
  const sys: TS.System = Object.assign(Object.create(ts.sys), {
    readFile: (path: string, encoding?: string) =>
      path === globals ? GLOBALS : (libraries.textOf(path) ?? ts.sys.readFile(path, encoding)),
    fileExists: (path: string) => path === globals || ts.sys.fileExists(path),
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
    const compilerOptions = cellOptions(ts, base, { strict: options.strict, library: libraries.name });
    const make = ts.createWatchCompilerHost as (
      ...args: unknown[]
    ) => TS.WatchCompilerHostOfFilesAndCompilerOptions<TS.EmitAndSemanticDiagnosticsBuilderProgram>;
    // the plain builder: the others look through every library file anew for each cell
    rest[0] = ts.createAbstractBuilder;
    const host = make([...roots, globals], compilerOptions, system, ...rest);
    const createProgram = host.createProgram;
    host.createProgram = (...args) => {
      const builder = createProgram(...args);
      builder.getAllDependencies = (file) => localFiles(builder.getProgram(), file);
      program = builder.getProgram();
      const emit = builder.emit.bind(builder);
      builder.emit = (file, write, token, declarationsOnly, transformers) => {
        const earlier = program.getSourceFiles().find((f) => f.fileName.endsWith("/__prev__.d.ts"));
        if (!file?.fileName.endsWith("/__tslab__.ts") || !earlier) return emit(file, write, token, declarationsOnly);
        const cell = cellTransform(ts, program.getTypeChecker(), earlier, () => (endsInExpression = true));
        const { before, after } = commonJs(ts, { loopGuard: isGuarded, onImports: (found) => (imports = found) });
        const marked: TS.WriteFileCallback = (name, text, ...more) =>
          write?.(name, name.endsWith(".js") ? MARK + text : text, ...more);
        const afterDeclarations = [
          ...(transformers?.afterDeclarations ?? []),
          declareVars(ts, program.getTypeChecker(), file),
        ];
        const all = { before: [cell, ...before], after, afterDeclarations };
        return asCommonJs(ts, program, () => emit(file, marked, token, declarationsOnly, all));
      };
      return builder;
    };
    return host;
  };

  const view = {
    ...ts,
    sys,
    createWatchCompilerHost,
    getDefaultTypeRoots: typeRoots,
    getNullTransformationContext: () => internals(ts).nullTransformationContext,
    getPreEmitDiagnosticsOfFiles: (checked: TS.Program, sources: TS.SourceFile[]) =>
      diagnosticsOf(ts, checked, sources).map((d) => ({
        ...d,
        messageText: ts.flattenDiagnosticMessageText(d.messageText, "\n"),
      })),
    // tslab asks for this when it inspects: by then the program is that of the cell asked about
    getQuickInfoAtPosition: (file: TS.SourceFile, _checker: unknown, _token: unknown, position: number) => ({
      answer: question(program, file, position),
    }),
    // the cell is CommonJS already; a local file that it imports takes tslab's second stage
    transpileModule: (text: string, o: TS.TranspileOptions) =>
      text.startsWith(MARK) ? { outputText: text.slice(MARK.length) } : ts.transpileModule(text, o),
  };
  const module = loadPrivately(view);
  const converter = module.createConverter({});
  return {
    ts,
    sys,
    isCompleteCode: module.isCompleteCode,
    close: () => converter.close(),
    endsInExpression: () => endsInExpression,
    convert(previous, source, loopGuard) {
      files.refresh();
      endsInExpression = false;
      imports = [];
      isGuarded = loopGuard;
      return { ...converter.convert(previous, source + allNames(ts, source, turn++)), imports };
    },
    ask<T>(previous: string, source: string, position: number, asked: Question<T>): T {
      files.refresh();
      question = asked;
      return (converter.inspect(previous, source, position) as { answer: T }).answer;
    },
  };
}

/**
 * `export { a, b }` of the names that a cell makes. tslab would add it itself, in a second program, once it has seen the names in a first
 * that nothing else has bound: so the first has it, and no text comes twice, since TypeScript would keep a file that has been bound.
 */
function allNames(ts: typeof TS, source: string, turn: number): string {
  const file = ts.createSourceFile("cell.ts", `export {};\n${source}`, ts.ScriptTarget.Latest);
  internals(ts).bindSourceFile(file, { target: ts.ScriptTarget.Latest });
  const { locals } = file as unknown as { locals?: Map<TS.__String, unknown> };
  return `\n${locals?.size ? `export {${[...locals.keys()].map(ts.unescapeLeadingUnderscores).join(", ")}}` : ""}// turn ${turn}`;
}

/** What `emit` emits, checked as an ES module, comes out as CommonJS: the one kind of module cannot have the checks of the other. */
function asCommonJs<T>(ts: typeof TS, program: TS.Program, emit: () => T): T {
  const options = program.getCompilerOptions();
  const { module } = options;
  options.module = ts.ModuleKind.CommonJS;
  try {
    return emit();
  } finally {
    options.module = module;
  }
}

/** A cell and the files beside the notebook that it imports, directly or through one another. */
function localFiles(program: TS.Program, from: TS.SourceFile): string[] {
  const found = new Set<string>();
  const visit = (file: TS.SourceFile): void => {
    if (found.has(file.fileName) || file.isDeclarationFile || program.isSourceFileFromExternalLibrary(file)) return;
    found.add(file.fileName);
    const { imports } = file as unknown as { imports?: TS.StringLiteralLike[] };
    for (const name of imports ?? []) {
      const { resolvedModule } =
        (program as unknown as ResolvingProgram).getResolvedModuleFromModuleSpecifier(name, file) ?? {};
      const imported = resolvedModule && program.getSourceFile(resolvedModule.resolvedFileName);
      if (imported) visit(imported);
    }
  };
  visit(from);
  return [...found];
}

interface ResolvingProgram {
  getResolvedModuleFromModuleSpecifier(
    name: TS.StringLiteralLike,
    file: TS.SourceFile,
  ): { resolvedModule?: TS.ResolvedModuleFull } | undefined;
}

/** The complaints about some files, in order, without those about the whole program. */
function diagnosticsOf(ts: typeof TS, program: TS.Program, files: TS.SourceFile[]): readonly TS.Diagnostic[] {
  const found = files.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
    ...program.getDeclarationDiagnostics(file),
  ]);
  return ts.sortAndDeduplicateDiagnostics([...program.getGlobalDiagnostics(), ...found]);
}

/** Where `@types` packages are found from a folder: in every node_modules above it. */
function typeRoots(from: string): string[] {
  const roots: string[] = [];
  for (let at = from; ; at = dirname(at)) {
    const root = join(at, "node_modules", "@types");
    if (existsSync(root)) roots.push(root.replaceAll("\\", "/"));
    if (at === dirname(at)) return roots;
  }
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
