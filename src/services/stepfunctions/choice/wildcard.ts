/** StringMatches: `*` stands for any characters, none included; `\*` is an asterisk, `\\` a backslash. No regular expression: time stays linear in practice. */

/** @throws SyntaxError for a backslash before anything else */
export function matchesWildcard(text: string, pattern: string): boolean {
  const pieces = piecesOf(pattern);
  if (pieces.length === 1) return text === pieces[0];
  const first = pieces[0]!;
  const last = pieces[pieces.length - 1]!;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

/** What stands between the wildcards. */
function piecesOf(pattern: string): string[] {
  const pieces = [""];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!;
    if (character === "*") pieces.push("");
    else if (character !== "\\") pieces[pieces.length - 1] += character;
    else {
      const escaped = pattern[++i];
      if (escaped !== "*" && escaped !== "\\") throw new SyntaxError(`\\ escapes only * and \\: ${pattern}`);
      pieces[pieces.length - 1] += escaped;
    }
  }
  return pieces;
}
