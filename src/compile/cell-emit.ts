/** One emit of a cell: our transform of its names, CommonJS, and its declarations. */
import type TS from "typescript";
import { cellTransform } from "./cell-transform";
import { commonJs } from "./commonjs";
import { declareVars } from "./own-names";

/** Marks the emitted cell among the emitted files: it is CommonJS already. */
export const MARK = "//# cell\n";

export interface CellEmit {
  /** Every loop asks whether it was interrupted. */
  loopGuard: boolean;
  /** The cell ends in an expression, whose value is kept. */
  onLastExpression(): void;
  /** The modules that the cell needs when it starts, in their order. */
  onImports(modules: string[]): void;
}

/** Has the builder emit the cell our way, and every other file as it would. */
export function emitCellsThrough(ts: typeof TS, builder: TS.BuilderProgram, how: () => CellEmit): void {
  const program = builder.getProgram();
  const emit = builder.emit.bind(builder);
  builder.emit = (file, write, token, declarationsOnly, transformers) => {
    const earlier = program.getSourceFiles().find((f) => f.fileName.endsWith("/__prev__.d.ts"));
    if (!file?.fileName.endsWith("/__tslab__.ts") || !earlier) return emit(file, write, token, declarationsOnly);
    const { loopGuard, onLastExpression, onImports } = how();
    const checker = program.getTypeChecker();
    const { before, after } = commonJs(ts, { loopGuard, onImports });
    const marked: TS.WriteFileCallback = (name, text, ...more) =>
      write?.(name, name.endsWith(".js") ? MARK + text : text, ...more);
    const all = {
      before: [cellTransform(ts, checker, earlier, onLastExpression), ...before],
      after,
      afterDeclarations: [...(transformers?.afterDeclarations ?? []), declareVars(ts, checker, file)],
    };
    return asCommonJs(ts, program, () => emit(file, marked, token, declarationsOnly, all));
  };
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
