/**
 * A JSONPath taken apart once: what it starts from (input, context object, variable), and its steps.
 * Reference paths (names and indices only) are walked by `walk.ts`; everything else goes to jsonpath-plus in `query.ts`.
 * Source: States Language specification, "Paths" and "Reference Paths" (read 2026-11).
 */

/** A path's first part. */
export type Root = { kind: "input" } | { kind: "context" } | { kind: "variable"; name: string };

export interface Path {
  text: string;
  root: Root;
  /** Names and indices, when the path has nothing else. */
  steps?: readonly (string | number)[];
  /** Ends in `.length()`: how many elements there are. */
  isLength?: boolean;
  /** What jsonpath-plus is asked, otherwise: the path with `$` for its root. */
  query?: string;
  /** Can select several values, so that its value is always an array. */
  isIndefinite: boolean;
}

const ROOT = /^\$(\$|[\p{L}_][\p{L}\p{N}_]*)?/u;
const NAME = /^\.([^.[\]()'"@*?:,\s]+)/u;
const QUOTED = /^\[\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*\]/u;
const INDEX = /^\[\s*(-?\d+)\s*\]/u;
const LENGTH = ".length()";

const parsed = new Map<string, Path>();

/** @throws SyntaxError for a text that is no JSONPath */
export function parsePath(text: string): Path {
  let path = parsed.get(text);
  if (path === undefined) {
    path = parse(text);
    parsed.set(text, path);
  }
  return path;
}

/** Whether a path is a reference path: it names one place, so a result can be written there. */
export function isReferencePath(text: string): boolean {
  try {
    const { steps, root, isLength } = parsePath(text);
    return steps !== undefined && root.kind === "input" && isLength !== true;
  } catch {
    return false;
  }
}

/** Whether a text is a JSONPath at all. */
export function isPath(text: string): boolean {
  try {
    parsePath(text);
    return true;
  } catch {
    return false;
  }
}

function parse(text: string): Path {
  const first = ROOT.exec(text);
  if (first === null) throw new SyntaxError(`a path starts with $, not ${JSON.stringify(text)}`);
  const root = rootOf(first[1]);
  let rest = text.slice(first[0].length);
  const isLength = rest.endsWith(LENGTH);
  if (isLength) rest = rest.slice(0, -LENGTH.length);
  const steps = stepsOf(rest);
  if (steps !== undefined) return { text, root, steps, isLength, isIndefinite: false };
  checkBrackets(rest, text);
  return { text, root, isLength, query: `$${rest}`, isIndefinite: isIndefinite(rest) };
}

function rootOf(mark: string | undefined): Root {
  if (mark === undefined) return { kind: "input" };
  return mark === "$" ? { kind: "context" } : { kind: "variable", name: mark };
}

function stepsOf(text: string): (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  for (let rest = text; rest !== ""; ) {
    const name = NAME.exec(rest);
    const quoted = name === null ? QUOTED.exec(rest) : null;
    const index = name === null && quoted === null ? INDEX.exec(rest) : null;
    const found = name ?? quoted ?? index;
    if (found === null) return undefined;
    if (index !== null) steps.push(Number(index[1]));
    else steps.push(name !== null ? name[1]! : unescaped(quoted![1] ?? quoted![2]!));
    rest = rest.slice(found[0].length);
  }
  return steps;
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gsu, "$1");
}

function isIndefinite(rest: string): boolean {
  return /\.\.|\*|\?|:|\[[^\]'"]*,|\[\s*(['"]).*\1\s*,/u.test(rest);
}

/** jsonpath-plus takes nearly anything; what is certainly no path is refused here. */
function checkBrackets(rest: string, text: string): void {
  const isStart = /^(?:\.\.?[^.\s]|\[)/u.test(rest);
  let depth = 0;
  let quote = "";
  for (let i = 0; i < rest.length; i++) {
    const character = rest[i]!;
    if (quote !== "") {
      if (character === "\\") i++;
      else if (character === quote) quote = "";
    } else if (character === "'" || character === '"') quote = character;
    else if (character === "[" || character === "(") depth++;
    else if (character === "]" || character === ")") depth--;
    if (depth < 0) break;
  }
  if (!isStart || depth !== 0 || quote !== "" || /\.$|\[\s*\]|\.{3}/u.test(rest)) {
    throw new SyntaxError(`not a JSONPath: ${text}`);
  }
}
