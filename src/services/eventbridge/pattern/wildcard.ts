/**
 * Wildcards: `*` stands for any run of characters, `\*` and `\\` for the characters themselves.
 * AWS refuses a wildcard that could keep too many readings open at once, and does not publish where it draws the line.
 * Source: aws/event-ruler 2.0.1 (escapes, texts, what its complexity counts).
 */
import { PatternError } from "./tokens";

/** The text between the stars: one piece more than there are stars. */
export type Wildcard = readonly string[];

/** @throws PatternError with AWS's text, without a place */
export function readWildcard(text: string): Wildcard {
  const pieces = [""];
  // AWS counts bytes, and the quote in front.
  const position = (i: number) => Buffer.byteLength(text.slice(0, i)) + 1;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === "*") {
      if (text[i + 1] === "*") throw new PatternError(`Consecutive wildcard characters at pos ${position(i)}`);
      pieces.push("");
    } else if (c === "\\") {
      const escaped = text[i + 1];
      if (escaped !== "*" && escaped !== "\\") throw new PatternError(`Invalid escape character at pos ${position(i)}`);
      pieces[pieces.length - 1] += escaped;
      i++;
    } else pieces[pieces.length - 1] += c;
  }
  return pieces;
}

export function matchesWildcard(pieces: Wildcard, text: string): boolean {
  const last = pieces.length - 1;
  const head = pieces[0]!;
  if (last === 0) return text === head;
  const tail = pieces[last]!;
  if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
  const end = text.length - tail.length;
  let at = head.length;
  for (let i = 1; i < last; i++) {
    const found = text.indexOf(pieces[i]!, at);
    if (found < 0 || found + pieces[i]!.length > end) return false;
    at = found + pieces[i]!.length;
  }
  return true;
}

/**
 * AWS accepted 7 (`/Users/*` with five equal folders behind it) and refused 11 (`*:*:*:*:*:event-bus/*`) when recorded; we
 * draw the line between them.
 */
const MOST_OPEN_READINGS = 9;
const MOST_STATES = 5_000; // of the subset construction; a wildcard that needs more is too complex anyway

const TOO_COMPLEX =
  "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character";

/** @throws PatternError when the wildcards of one field together are too complex */
export function checkComplexity(wildcards: readonly Wildcard[]): void {
  if (openReadings(wildcards) > MOST_OPEN_READINGS) throw new PatternError(TOO_COMPLEX);
}

/**
 * How many readings of the wildcards one input can keep open at the same time: the steps that an automaton of all of them can
 * take on one character, counting a star and the character that led to it apart.
 */
export function openReadings(wildcards: readonly Wildcard[]): number {
  // One long row of characters; a star at place i lets the reading stay there.
  const characters: (string | undefined)[] = [];
  const stars = new Set<number>();
  const starts: number[] = [];
  for (const pieces of wildcards) {
    starts.push(characters.length);
    pieces.forEach((piece, i) => {
      if (i > 0) stars.add(characters.length);
      characters.push(...piece);
    });
    characters.push(undefined); // the end
  }
  if (stars.size === 0) return 0;
  const alphabet = [...new Set(characters.filter((c) => c !== undefined)), ""]; // "" is any other character
  const seen = new Set<string>();
  const queue: number[][] = [starts];
  let most = 0;
  for (let states = queue.pop(); states !== undefined; states = queue.pop()) {
    for (const c of alphabet) {
      const next = new Set<number>();
      let steps = 0;
      for (const place of states) {
        if (stars.has(place)) {
          steps++;
          next.add(place);
        }
      }
      for (const place of states) {
        if (characters[place] !== c) continue;
        steps++;
        if (stars.has(place + 1) && !next.has(place + 1)) steps++;
        next.add(place + 1);
      }
      most = Math.max(most, steps);
      if (most > MOST_OPEN_READINGS || seen.size > MOST_STATES) return Number.POSITIVE_INFINITY;
      const key = [...next].sort((a, b) => a - b).join();
      if (next.size === 0 || seen.has(key)) continue;
      seen.add(key);
      queue.push([...next]);
    }
  }
  return most;
}
