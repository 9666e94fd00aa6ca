/** The compiler options of a cell: what this Node runs, checked as strictly as a project would be. */
import type TS from "typescript";

/**
 * @param base tslab's own options, of which those that TypeScript no longer has are dropped
 * @param library the file name of the language's library
 */
export function cellOptions(
  ts: typeof TS,
  base: TS.CompilerOptions,
  { strict, library }: { strict: boolean; library: string },
): TS.CompilerOptions {
  const { noImplicitUseStrict: _old, disableTopLevelAwait: _fork, ...kept } = base;
  return {
    ...kept,
    strict,
    inlineSourceMap: true,
    experimentalDecorators: false,
    preserveConstEnums: true, // later cells read them as values
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: [library],
    libReplacement: false,
    types: ["node"],
  };
}

/** The libraries of the language that a Node has: what a cell may call must be there when it runs. */
export function librariesOf(node: string): string[] {
  const major = Number(node.split(".")[0]);
  const always = ["esnext.decorators", "esnext.disposable"];
  if (major >= 22) return ["es2024", "esnext.collection", "esnext.iterator", "esnext.array", ...always];
  return ["es2023", ...always];
}
