/** One cell of a notebook to JavaScript: the compiler behind the Jupyter kernel and the grader. */
import { blankExports, hasTopLevelAwait, refuseModuleCell } from "./cell-source";
import { CompiledCells } from "./compiled-cells";
import { completeness } from "./completeness";
import { completionAt } from "./completion";
import { LAST_EXPRESSION } from "./last-expression";
import { lineMap, splitInlineMap } from "./line-map";
import { messages } from "./messages";
import { quickInfo } from "./quick-info";
import { openConverter } from "./tslab-converter";
import { HEAD, type TslabDiagnostic } from "./tslab-module";
import type { CellCompiler, CompiledCell, CompilerOptions, Diagnostic } from "./types";

export { type CodeCache, loadTypeScriptCached } from "./code-cache";
export { LAST_EXPRESSION } from "./last-expression";
export { partialDeclarations } from "./partial";
export { type CellFunction, type CellHost, cellFunction, PARAMETERS, TICK } from "./script";
export * from "./types";
export { loadTypeScript, typeScriptVersion } from "./typescript";

/**
 * Takes about a second: TypeScript reads the declarations of the language and of Node.
 *
 * @example
 * const compiler = createCompiler({ cwd: "notebooks" });
 * const first = compiler.compile("const n = 1", { name: "cell-1.ts", previous: "" });
 * const second = compiler.compile("n + 1", { name: "cell-2.ts", previous: first.declarations });
 */
export function createCompiler(options: CompilerOptions): CellCompiler {
  const converter = openConverter({ cwd: options.cwd, strict: options.strict ?? true });
  const { ts } = converter;
  const { tell = (text) => text.en } = options;
  const { speak, inEnglish } = messages(ts, () => tell({ es: "es", en: "en" }));
  const known = new CompiledCells();
  const refresh = () => {
    if (converter.refresh()) known.clear();
  };
  let turn = 0;
  /** tslab edits the tree of `previous` in place and TypeScript caches that tree by its text: no text may come twice. */
  const fresh = (previous: string) => `// turn ${turn++}\n${previous}`;
  const withoutTurn = (declarations: string) => declarations.replace(/^\/\/ turn \d+\n/gm, "");

  const failed = (diagnostics: Diagnostic[], previous: string): CompiledCell => ({
    js: "",
    declarations: previous,
    diagnostics,
    hasTopLevelAwait: false,
    lastExpression: null,
    localModules: [],
    imports: [],
    map: { find: () => null },
  });

  return {
    compile(source, { previous, loopGuard = false }) {
      const key = [previous, source, String(loopGuard)];
      refresh();
      const before = known.get(key);
      if (before) return before;
      const refused = refuseModuleCell(source, tell);
      if (refused) return failed([refused], previous);
      speak();
      const text = blankExports(ts, source.replace(/\r\n?/g, "\n"));
      const cell = converter.convert(fresh(previous), text, loopGuard);
      // a mistake is not kept: what was missing may have been installed
      if (cell.diagnostics.length > 0) return failed(cell.diagnostics.map(toDiagnostic), previous);
      const { js, map } = splitInlineMap(cell.output ?? "");
      const compiled: CompiledCell = {
        js,
        map: lineMap(map, text.split("\n").length),
        imports: cell.imports,
        declarations: withoutTurn(cell.declOutput ?? ""),
        diagnostics: [],
        hasTopLevelAwait: hasTopLevelAwait(ts, text),
        lastExpression: converter.endsInExpression() ? LAST_EXPRESSION : null,
        localModules: (cell.sideOutputs ?? []).map((m) => ({ path: m.path, js: m.data })),
      };
      known.set(key, { ...compiled, localModules: [] }); // files that have not changed are not loaded anew
      return compiled;
    },
    complete(source, offset, previous) {
      refresh();
      const found = converter.ask(fresh(previous), source, offset, (program, file, position) =>
        completionAt(ts, program, converter.sys, file, position),
      );
      return { ...found, start: found.start - HEAD.length, end: found.end - HEAD.length };
    },
    inspect(source, offset, previous, detail = 0) {
      refresh();
      return converter.ask(fresh(previous), source, offset, (program, file, position) =>
        quickInfo(ts, program, file, position, detail),
      );
    },
    completeness: (source) => inEnglish(() => completeness(ts, converter.isCompleteCode, source)),
    warm(source = "const warm = [1].map((n) => n + 1);\nwarm") {
      this.compile(source, { name: "warm.ts", previous: "" });
    },
    close: () => converter.close(),
  };
}

function toDiagnostic(d: TslabDiagnostic): Diagnostic {
  return {
    line: d.start.line + 1,
    column: d.start.character + 1,
    endLine: d.end.line + 1,
    endColumn: d.end.character + 1,
    code: d.code,
    message: d.messageText,
    ...(d.fileName ? { file: d.fileName } : {}),
  };
}
