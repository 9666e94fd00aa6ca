/**
 * Where a text stops being JSON. JSON.parse says that it is not, but since V8 11 often not where. Used only after it has failed.
 * Grammar: RFC 8259.
 */

const SPACE = /[ \t\n\r]*/y;
const SCALAR =
  /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;
const KEY = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;

/** Line and column, from 1, of the first character that cannot be; the end of a text that only breaks off. */
export function placeOfJsonError(text: string): { line: number; column: number } {
  const at = firstError(text);
  const before = text.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}

type Expecting = "value" | "value or ]" | "key or }" | "key" | ":" | ", or end" | "nothing";

function firstError(text: string): number {
  let at = 0;
  const match = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found !== null;
  };
  const open: ("[" | "{")[] = [];
  let expecting: Expecting = "value";
  const closed = (): Expecting => (open.length > 0 ? ", or end" : "nothing");
  for (;;) {
    match(SPACE);
    const next = text[at];
    if (next === undefined || expecting === "nothing") return at;
    const inside = open.at(-1);
    if (expecting === ", or end") {
      if (next === ",") expecting = inside === "[" ? "value" : "key";
      else if (next === (inside === "[" ? "]" : "}")) {
        open.pop();
        expecting = closed();
      } else return at;
      at++;
    } else if (expecting === ":") {
      if (next !== ":") return at;
      at++;
      expecting = "value";
    } else if ((expecting === "value or ]" && next === "]") || (expecting === "key or }" && next === "}")) {
      at++;
      open.pop();
      expecting = closed();
    } else if (expecting === "key" || expecting === "key or }") {
      if (!match(KEY)) return at;
      expecting = ":";
    } else if (next === "[" || next === "{") {
      at++;
      open.push(next);
      expecting = next === "[" ? "value or ]" : "key or }";
    } else {
      if (!match(SCALAR)) return at;
      expecting = closed();
    }
  }
}
