/** What TypeScript complains about. */
import type TS from "typescript";

/** The complaints about some files, in order and each as one text, without those about the whole program. */
export function diagnosticsOf(ts: typeof TS, program: TS.Program, files: TS.SourceFile[]): TS.Diagnostic[] {
  const found = files.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
    ...program.getDeclarationDiagnostics(file),
  ]);
  return ts.sortAndDeduplicateDiagnostics([...program.getGlobalDiagnostics(), ...found]).map((d) => ({
    ...d,
    messageText: ts.flattenDiagnosticMessageText(d.messageText, "\n"),
  }));
}
