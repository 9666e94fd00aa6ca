/** Reads one match expression: an object with one operator, as in { "prefix": "a" }. Texts as AWS's. */
import { readCidr } from "./address";
import { readNumber, readNumeric } from "./numeric";
import type { Dialect, Test } from "./syntax";
import { type JsonTokens, PatternError, type TokenKind } from "./tokens";
import { readWildcard, type Wildcard } from "./wildcard";

const ONE_KEY = "Only one key allowed in match expression";
const TOO_MANY = "Too many elements in numeric expression"; // AWS says so after anything-but too

/** Reads the object whose "{" was just read. */
export function readOperator(tokens: JsonTokens, dialect: Dialect): Test {
  if (tokens.next() !== "name") throw tokens.error("Match expression name not found");
  const operator = tokens.fieldName;
  const known = dialect.more.has(operator) || CORE.has(operator);
  if (!known) throw tokens.error(`Unrecognized match type ${operator}`);
  switch (operator) {
    case "anything-but":
      return readAnythingBut(tokens, dialect);
    case "numeric": {
      if (tokens.next() !== "[") throw tokens.error("Value of numeric must be an array.");
      const test = readNumeric(tokens, dialect);
      close(tokens, TOO_MANY);
      return test;
    }
    case "exists": {
      const kind = tokens.next();
      if (kind !== "true" && kind !== "false") {
        throw tokens.error("exists match pattern must be either true or false.");
      }
      close(tokens, ONE_KEY);
      return { op: kind === "true" ? "exists" : "absent" };
    }
    case "prefix":
    case "suffix":
      return readAffix(tokens, operator, dialect);
    default:
      return readText(tokens, operator);
  }
}

const CORE = new Set(["prefix", "suffix", "numeric", "anything-but", "exists", "cidr", "equals-ignore-case"]);

function readText(tokens: JsonTokens, operator: string): Test {
  // AWS speaks of a prefix here too.
  const named = operator === "cidr" ? "prefix" : operator === "exactly" ? "exact" : operator;
  if (tokens.next() !== "string") throw tokens.error(`${named} match pattern must be a string`);
  const text = tokens.text();
  const test: Test =
    operator === "cidr"
      ? { op: "cidr", range: readCidr(text) }
      : operator === "wildcard"
        ? { op: "wildcard", pieces: placed(tokens, () => readWildcard(text)) }
        : operator === "exactly"
          ? { op: "exact", value: text }
          : { op: "equals", text: text.toLowerCase(), ignoreCase: true };
  close(tokens, ONE_KEY);
  return test;
}

function readAffix(tokens: JsonTokens, op: "prefix" | "suffix", dialect: Dialect): Test {
  const kind = tokens.next();
  if (kind === "{" && dialect.prefixIgnoresCase) {
    const title = op === "prefix" ? "Prefix" : "Suffix";
    if (tokens.next() !== "name") throw tokens.error(`${title} expression name not found`);
    const inner = tokens.fieldName;
    if (inner !== "equals-ignore-case") throw tokens.error(`Unsupported ${op} pattern: ${inner}`);
    if (tokens.next() !== "string") throw tokens.error("equals-ignore-case match pattern must be a string");
    const text = tokens.text().toLowerCase();
    close(tokens, ONE_KEY);
    close(tokens, ONE_KEY);
    return { op, text, ignoreCase: true };
  }
  if (kind !== "string") throw tokens.error(`${op} match pattern must be a string`);
  const text = tokens.text();
  close(tokens, ONE_KEY);
  return { op, text, ignoreCase: false };
}

function readAnythingBut(tokens: JsonTokens, dialect: Dialect): Test {
  let kind = tokens.next();
  if (kind !== "{") {
    const test = anythingButValues(tokens, dialect, kind);
    close(tokens, TOO_MANY);
    return test;
  }
  if (tokens.next() !== "name") throw tokens.error("Anything-But expression name not found");
  const inner = tokens.fieldName;
  if (!dialect.anythingBut.has(inner)) throw tokens.error(`Unsupported anything-but pattern: ${inner}`);
  kind = tokens.next();
  // The older reader knew no lists here.
  if (!dialect.prefixIgnoresCase && kind !== "string") throw tokens.error(dialect.affixNotString);
  checkAnythingBut(tokens, kind);
  const tests: Test[] = [];
  const read = (each: TokenKind) => {
    if (each !== "string") throw tokens.error(notText(inner, dialect));
    tests.push(innerTest(tokens, inner, tokens.text(), dialect));
  };
  if (kind === "[") {
    again(tokens, () => {
      for (let each = tokens.next(); each !== "]"; each = tokens.next()) read(each);
    });
  } else read(kind);
  const rule = dialect.prefixIgnoresCase ? TOO_MANY : ONE_KEY;
  close(tokens, rule);
  close(tokens, rule);
  return { op: "anything-but", strings: new Set(), numbers: new Set(), tests };
}

function innerTest(tokens: JsonTokens, operator: string, text: string, dialect: Dialect): Test {
  if (operator === "equals-ignore-case") return { op: "equals", text: text.toLowerCase(), ignoreCase: true };
  if (operator === "wildcard") {
    const pieces: Wildcard = placed(tokens, () => readWildcard(text));
    return { op: "wildcard", pieces };
  }
  if (text === "") throw tokens.error(dialect.affixEmpty);
  return { op: operator as "prefix" | "suffix", text, ignoreCase: false };
}

function notText(operator: string, dialect: Dialect): string {
  if (operator === "equals-ignore-case") {
    return "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.";
  }
  return operator === "wildcard" ? "wildcard match pattern must be a string" : dialect.affixNotString;
}

function checkAnythingBut(tokens: JsonTokens, kind: TokenKind): void {
  if (kind !== "[" && kind !== "string" && kind !== "number") {
    throw tokens.error("Value of anything-but must be an array or single string/number value.");
  }
}

function anythingButValues(tokens: JsonTokens, dialect: Dialect, kind: TokenKind): Test {
  checkAnythingBut(tokens, kind);
  const strings = new Set<string>();
  const numbers = new Set<number>();
  const read = (each: TokenKind) => {
    if (each === "string") strings.add(tokens.text());
    else if (each === "number") numbers.add(readNumber(tokens.text(), dialect));
    else throw tokens.error("Inside anything but list, start|null|boolean is not supported.");
  };
  if (kind !== "[") read(kind);
  else {
    again(tokens, () => {
      for (let each = tokens.next(); each !== "]"; each = tokens.next()) read(each);
    });
    if (strings.size > 0 === numbers.size > 0) {
      throw tokens.error(
        "Inside anything but list, either all values are number or string, mixed type is not supported",
      );
    }
  }
  return { op: "anything-but", strings, numbers, tests: [] };
}

/** The object must end here. */
function close(tokens: JsonTokens, rule: string): void {
  if (tokens.next() !== "}") throw tokens.error(rule);
}

/** Gives an error that has no place the present one. */
function placed<T>(tokens: JsonTokens, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof PatternError && error.place === "") throw tokens.error(error.reason);
    throw error;
  }
}

/** AWS reports mistakes inside these lists with the place twice. */
function again(tokens: JsonTokens, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (error instanceof PatternError) throw tokens.error(error.reason, error.place);
    throw error;
  }
}
