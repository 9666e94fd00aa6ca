/**
 * The text of an intrinsic call taken apart: States.Name(argument, ...), arguments being strings in single quotes, numbers,
 * true, false, null, paths, and further calls, at most ten deep.
 * In a string, \' \{ \} and \\ stand for the character itself; the escaped braces survive as such until Format has run.
 * Source: States Language specification, "Intrinsic Functions" (read 2026-11).
 */
export type Argument =
  | { kind: "value"; value: unknown }
  | { kind: "path"; text: string }
  | { kind: "call"; name: string; args: Argument[]; text: string };

const DEEPEST = 10;
const NAME = /^States\.[A-Za-z0-9]+/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/;
const WORD = /^(?:true|false|null)\b/;

class Reader {
  at = 0;
  constructor(readonly text: string) {}

  get rest(): string {
    return this.text.slice(this.at);
  }

  skip(): void {
    while (/\s/.test(this.text[this.at] ?? "")) this.at++;
  }

  eat(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.rest)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }
}

/** @throws SyntaxError when the text is no intrinsic call */
export function parseIntrinsic(text: string): Argument & { kind: "call" } {
  const reader = new Reader(text.trim());
  const call = readCall(reader, 1);
  if (reader.at !== reader.text.length) throw new SyntaxError(`not an intrinsic function: ${text}`);
  return call;
}

function readCall(reader: Reader, depth: number): Argument & { kind: "call" } {
  const from = reader.at;
  const name = reader.eat(NAME);
  if (name === undefined || !reader.take("(")) throw new SyntaxError(`not an intrinsic function: ${reader.text}`);
  if (depth > DEEPEST) throw new SyntaxError(`intrinsic functions nest at most ${DEEPEST} deep`);
  const args: Argument[] = [];
  reader.skip();
  if (!reader.take(")")) {
    do {
      reader.skip();
      args.push(readArgument(reader, depth));
      reader.skip();
    } while (reader.take(","));
    if (!reader.take(")")) throw new SyntaxError(`an argument of ${name} is followed by neither comma nor parenthesis`);
  }
  return { kind: "call", name, args, text: reader.text.slice(from, reader.at) };
}

function readArgument(reader: Reader, depth: number): Argument {
  if (reader.take("'")) return { kind: "value", value: readString(reader) };
  if (reader.rest.startsWith("$")) return { kind: "path", text: readPathText(reader) };
  const word = reader.eat(WORD) ?? reader.eat(NUMBER);
  if (word !== undefined) return { kind: "value", value: JSON.parse(word) };
  return readCall(reader, depth + 1);
}

function readString(reader: Reader): string {
  let value = "";
  for (;;) {
    const character = reader.text[reader.at++];
    if (character === undefined) throw new SyntaxError("a string of an intrinsic function has no end");
    if (character === "'") return value;
    value += character === "\\" ? escaped(reader) : character;
  }
}

/** What a backslash stands for. An escaped brace is kept apart from {} by a private character. */
function escaped(reader: Reader): string {
  const next = reader.text[reader.at++];
  if (next === undefined) throw new SyntaxError("a string of an intrinsic function has no end");
  if (next === "{") return OPEN;
  if (next === "}") return CLOSE;
  return next === "'" || next === "\\" ? next : `\\${next}`;
}

/** Stand for escaped braces inside a template of States.Format. */
export const OPEN = "\uE000";
export const CLOSE = "\uE001";

/** A path ends at a comma or a parenthesis that is in no bracket and no quotes. */
function readPathText(reader: Reader): string {
  const from = reader.at;
  let depth = 0;
  let quote = "";
  for (; reader.at < reader.text.length; reader.at++) {
    const character = reader.text[reader.at]!;
    if (quote !== "") {
      if (character === "\\") reader.at++;
      else if (character === quote) quote = "";
    } else if (depth > 0 && (character === "'" || character === '"')) quote = character;
    else if (character === "[" || character === "(") depth++;
    else if (depth > 0 && (character === "]" || character === ")")) depth--;
    else if (depth === 0 && (character === "," || character === ")")) break;
  }
  return reader.text.slice(from, reader.at).trim();
}
