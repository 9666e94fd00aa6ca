/**
 * tslab's converter, loaded once per compiler with a TypeScript of its own view: the course's TypeScript in place of tslab's fork, another
 * folder, strict checks, source maps, modern resolution, and our transform of a cell.
 */
import type TS from "typescript";
import { emitCellsThrough, MARK } from "./cell-emit";
import { readCell } from "./cell-names";
import { cellSystem, typeRoots } from "./cell-system";
import { diagnosticsOf } from "./diagnostics";
import { LocalFiles, withLocalImports } from "./local-files";
import { cellOptions } from "./options";
import { type Converted, type Converter, type ConverterModule, loadConverterModule } from "./tslab-module";
import { internals, loadTypeScript } from "./typescript";

/** Cannot find module. */
const NOT_FOUND = 2307;
/** How TypeScript calls the timer after which it looks anew for modules. */
const LOOK_AGAIN = "timerToInvalidateFailedLookupResolutions";

export interface OpenConverter extends Pick<Converter, "close"> {
  ts: typeof TS;
  sys: TS.System;
  /** Looks whether files beside the notebook have changed, and returns true when they have. To be called before what follows. */
  refresh(): boolean;
  /** @param loopGuard loops are to look at the stop flag in each round */
  convert(previous: string, source: string, loopGuard: boolean): Converted & { imports: string[] };
  /** Was the last cell's value kept? Set by `convert`. */
  endsInExpression(): boolean;
  /** Asks something about a cell that is not run: `question` gets the checked program, the cell's file and the place in it. */
  ask<T>(previous: string, source: string, position: number, question: Question<T>): T;
  isCompleteCode: ConverterModule["isCompleteCode"];
}
export type Question<T> = (program: TS.Program, file: TS.SourceFile, position: number) => T;

export function openConverter(options: { cwd: string; strict: boolean }): OpenConverter {
  const ts = loadTypeScript();
  let endsInExpression = false;
  let imports: string[] = [];
  let isGuarded = false;
  let turn = 0;
  let isMissing = false;
  let program: TS.Program;
  let question: Question<unknown> = () => undefined;
  const files = new LocalFiles(ts);
  const { sys, globals, library } = cellSystem(ts, options.cwd, files);

  const createWatchCompilerHost = (
    roots: string[],
    base: TS.CompilerOptions,
    system: TS.System,
    ...rest: unknown[]
  ) => {
    const compilerOptions = cellOptions(ts, base, { strict: options.strict, library });
    const make = ts.createWatchCompilerHost as (
      ...args: unknown[]
    ) => TS.WatchCompilerHostOfFilesAndCompilerOptions<TS.EmitAndSemanticDiagnosticsBuilderProgram>;
    // the plain builder: the others look through every library file anew for each cell
    rest[0] = ts.createAbstractBuilder;
    const host = make([...roots, globals], compilerOptions, system, ...rest);
    // what was not found is looked for anew when the next cell is compiled: tslab has but one timer, and it is for that
    const { setTimeout, createProgram } = host;
    host.setTimeout = (callback, ms, ...args) =>
      args[0] === LOOK_AGAIN ? undefined : setTimeout?.(callback, ms, ...args);
    host.createProgram = (...args) => {
      const builder = createProgram(...args);
      program = builder.getProgram();
      builder.getAllDependencies = (file) => withLocalImports(builder.getProgram(), file);
      emitCellsThrough(ts, builder, () => ({
        loopGuard: isGuarded,
        onLastExpression: () => (endsInExpression = true),
        onImports: (found) => (imports = found),
      }));
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
      diagnosticsOf(ts, checked, sources),
    // tslab asks for this when it inspects: by then the program is that of the cell asked about
    getQuickInfoAtPosition: (file: TS.SourceFile, _checker: unknown, _token: unknown, position: number) => ({
      answer: question(program, file, position),
    }),
    // the cell is CommonJS already; a local file that it imports takes tslab's second stage
    transpileModule: (text: string, o: TS.TranspileOptions) =>
      text.startsWith(MARK) ? { outputText: text.slice(MARK.length) } : ts.transpileModule(text, o),
  };
  const module = loadConverterModule(view);
  const converter = module.createConverter({});
  return {
    ts,
    sys,
    isCompleteCode: module.isCompleteCode,
    close: () => converter.close(),
    refresh() {
      if (isMissing) files.lookAgain();
      return files.refresh();
    },
    endsInExpression: () => endsInExpression,
    convert(previous, source, loopGuard) {
      endsInExpression = false;
      imports = [];
      isGuarded = loopGuard;
      const { exported, faults } = readCell(ts, source);
      if (faults.length > 0) return { diagnostics: faults, imports };
      // no text may come twice: TypeScript would keep the file, which is bound to the earlier cells of its first time
      const converted = converter.convert(previous, `${source}\n${exported}// turn ${turn++}`);
      isMissing = converted.diagnostics.some(({ code }) => code === NOT_FOUND);
      return { ...converted, imports };
    },
    ask<T>(previous: string, source: string, position: number, asked: Question<T>): T {
      question = asked;
      isMissing ||= source.includes("import"); // it may ask for what will have been installed when it runs
      return (converter.inspect(previous, source, position) as { answer: T }).answer;
    },
  };
}
