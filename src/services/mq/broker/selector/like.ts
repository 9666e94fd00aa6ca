/** LIKE: "%" is any text, "_" one character, the escape character takes the next one literally. Never slower than text times pattern. */

const ANY = Symbol("%");
const ONE = Symbol("_");
type Piece = string | typeof ANY | typeof ONE;

/** @param escaping one character, or "" for none */
export function likeMatcher(pattern: string, escaping: string): (text: string) => boolean {
  const pieces: Piece[] = [];
  const letters = [...pattern];
  for (let i = 0; i < letters.length; i++) {
    const letter = letters[i]!;
    if (letter === escaping && i + 1 < letters.length) pieces.push(letters[++i]!);
    else pieces.push(letter === "%" ? ANY : letter === "_" ? ONE : letter);
  }
  return (text) => matches(pieces, [...text]);
}

/** On a mismatch only the last "%" has to take one character more: what the ones before took was the least they could. */
function matches(pieces: readonly Piece[], text: readonly string[]): boolean {
  let piece = 0;
  let at = 0;
  let lastAny = -1;
  let takenTo = 0;
  while (at < text.length) {
    if (pieces[piece] === ANY) {
      lastAny = piece++;
      takenTo = at;
    } else if (piece < pieces.length && (pieces[piece] === ONE || pieces[piece] === text[at])) {
      piece++;
      at++;
    } else if (lastAny >= 0) {
      piece = lastAny + 1;
      at = ++takenTo;
    } else return false;
  }
  while (pieces[piece] === ANY) piece++;
  return piece === pieces.length;
}
