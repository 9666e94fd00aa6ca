/** The names that may stand at a place of a cell: values in scope, members, and inside the quotes of an import the packages in reach. */
import type TS from "typescript";
import type { Completion } from "./types";
import { internals } from "./typescript";

const MOST = 2_000; // names in one answer

const token: TS.CancellationToken = { isCancellationRequested: () => false, throwIfCancellationRequested() {} };

export function completionAt(
  ts: typeof TS,
  program: TS.Program,
  sys: TS.System,
  file: TS.SourceFile,
  position: number,
): Completion {
  const { Completions, findPrecedingToken } = internals(ts);
  const host = {
    ...sys,
    fileExists: (path: string) => sys.fileExists(path),
    readFile: (path: string) => sys.readFile(path),
    directoryExists: (path: string) => sys.directoryExists(path),
    getDirectories: (path: string) => sys.getDirectories(path),
    readDirectory: (
      path: string,
      ...rest: [(readonly string[])?, (readonly string[])?, (readonly string[])?, number?]
    ) => sys.readDirectory(path, ...rest),
    realpath: (path: string) => sys.realpath?.(path) ?? path,
    getCurrentDirectory: () => sys.getCurrentDirectory(),
    useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => program.getCompilerOptions(),
  };
  const info = Completions.getCompletionsAtPosition(
    host,
    program,
    () => {},
    file,
    position,
    { includeCompletionsWithInsertText: false },
    undefined,
    ts.CompletionTriggerKind.Invoked,
    token,
  );
  const entries = info?.entries ?? [];
  const before = findPrecedingToken(position, file);
  if (before && ts.isStringLiteralLike(before) && before.getStart(file) < position) {
    return inString(ts, file, before, position, entries);
  }
  const span = nameAt(ts, file, position);
  const names = ranked(entries, file.text.slice(span.start, position));
  return { ...span, names };
}

/** The identifier that the place touches; an empty span at the place when there is none. */
function nameAt(ts: typeof TS, file: TS.SourceFile, position: number): { start: number; end: number } {
  const isPart = (at: number) =>
    ts.isIdentifierPart(file.text.codePointAt(at) ?? 0, ts.ScriptTarget.Latest) || file.text[at] === "#";
  let start = position;
  while (start > 0 && isPart(start - 1)) start--;
  let end = position;
  while (end < file.text.length && isPart(end)) end++;
  return { start, end };
}

/** Entries of a path replace its last part, those of another literal the whole of it. TypeScript names the part only when it is no word. */
function inString(
  ts: typeof TS,
  file: TS.SourceFile,
  literal: TS.StringLiteralLike,
  position: number,
  entries: readonly TS.CompletionEntry[],
): Completion {
  const spans = entries.map((entry) => entry.replacementSpan).filter((span) => span !== undefined);
  const start = Math.min(literal.getStart(file) + 1, position);
  const lastSlash = isModuleName(ts, literal) ? file.text.slice(start, position).lastIndexOf("/") : -1;
  const from = spans[0]?.start ?? start + lastSlash + 1;
  const isClosed = literal.end - 1 > start - 1 && /["'`]/.test(file.text[literal.end - 1] ?? "");
  const end = Math.max(
    position,
    spans[0] ? spans[0].start + spans[0].length : isClosed ? literal.end - 1 : literal.end,
  );
  return { start: from, end, names: ranked(entries, file.text.slice(from, position)) };
}

function isModuleName(ts: typeof TS, { parent }: TS.Node): boolean {
  if (ts.isCallExpression(parent)) return parent.expression.kind === ts.SyntaxKind.ImportKeyword;
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent);
}

/** Those that begin with what is typed come first, then those that hold it; in each, TypeScript's order of nearness. */
function ranked(entries: readonly TS.CompletionEntry[], typed: string): string[] {
  const lower = typed.toLowerCase();
  const rank = (name: string) => {
    if (name.startsWith(typed)) return 0;
    if (name.toLowerCase().startsWith(lower)) return 1;
    return name.toLowerCase().includes(lower) ? 2 : 3;
  };
  return entries
    .map(({ name, sortText }, index) => ({ name, key: sortText, rank: rank(name), index }))
    .filter((entry) => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.key.localeCompare(b.key) || a.index - b.index)
    .slice(0, MOST)
    .map((entry) => entry.name);
}
