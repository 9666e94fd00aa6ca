/**
 * The course's own TypeScript, newer than the fork that tslab brings: `using`, NoInfer and standard decorators need it. It is loaded
 * when first asked for. Some of what tslab's converter and completion need of it is not in its public types, so its version is pinned.
 */
import { createRequire } from "node:module";
import type TS from "typescript";

const requireHere = createRequire(__filename);

export const loadTypeScript = (): typeof TS => requireHere("typescript");
export const typeScriptFile = (): string => requireHere.resolve("typescript");
/** Its version without loading it. */
export const typeScriptVersion = (): string => requireHere("typescript/package.json").version;

/** Used by us and not in the public types. */
export interface TypeScriptInternals {
  getTouchingPropertyName(file: TS.SourceFile, position: number): TS.Node;
  getContainerNode(node: TS.Node): TS.Node | undefined;
  findPrecedingToken(position: number, file: TS.SourceFile): TS.Node | undefined;
  bindSourceFile(file: TS.SourceFile, options: TS.CompilerOptions): void;
  /** 0: the node is read, not written. */
  getAssignmentTargetKind(node: TS.Node): number;
  /** undefined: the messages are the English ones. */
  setLocalizedDiagnosticMessages(messages: Record<string, string> | undefined): void;
  nullTransformationContext: TS.TransformationContext;
  SymbolDisplay: {
    getSymbolDisplayPartsDocumentationAndSymbolKind(
      checker: TS.TypeChecker,
      symbol: TS.Symbol,
      file: TS.SourceFile,
      enclosing: TS.Node | undefined,
      location: TS.Node,
      meaning?: undefined,
      alias?: undefined,
      maximumLength?: number,
      verbosityLevel?: number,
    ): { displayParts: TS.SymbolDisplayPart[]; documentation: TS.SymbolDisplayPart[]; tags?: TS.JSDocTagInfo[] };
  };
  Completions: {
    getCompletionsAtPosition(
      host: object,
      program: TS.Program,
      log: () => void,
      file: TS.SourceFile,
      position: number,
      preferences: TS.UserPreferences,
      trigger: undefined,
      kind: TS.CompletionTriggerKind,
      token: TS.CancellationToken,
    ): TS.CompletionInfo | undefined;
  };
}

export const internals = (ts: typeof TS) => ts as unknown as TypeScriptInternals;
