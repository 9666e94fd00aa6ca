/** Whether two cells say the same, and what a cell defines. */

/** A source without what editors change: trailing blanks, blank lines, the final newline. */
export function sameText(source: string): string {
  return source
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .join("\n");
}

/** The same, and without whole-line comments, in which a later edition of the course may differ. */
export function sameCode(source: string): string {
  return sameText(source.replace(/^\s*\/\/.*$/gm, ""));
}

/** Nothing but blanks and comments. */
export function isBlank(source: string): boolean {
  return (
    source
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .replace(/\/\/.*$/gm, "")
      .trim() === ""
  );
}

const DECLARATION =
  /^(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:class|function\*?|const|let|var|interface|type|enum)\s+([A-Za-z_$][\w$]*)/gm;

/** Names declared at the start of a line, which is the top level in any formatted cell. */
export function declaredNames(source: string): string[] {
  return [...source.matchAll(DECLARATION)].map((match) => match[1] as string);
}

/** Share of words in common, 0 to 1 (Dice). */
export function similarity(a: string, b: string): number {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  if (left.size + right.size === 0) return 1;
  let common = 0;
  for (const word of left) if (right.has(word)) common++;
  return (2 * common) / (left.size + right.size);
}

const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}_$]+/gu) ?? []);
