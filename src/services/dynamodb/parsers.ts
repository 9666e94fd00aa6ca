/**
 * Condition, update and projection expressions are parsed by dynalite's grammars: they were written against the real service
 * and give its error texts (reserved words, overlapping paths, operand types). Only the three parsers are loaded, which stand
 * alone; dynalite's own store is not used, for it keeps real time and its own files.
 */

import { isReserved } from "./reserved-words";
import { compare, type Value } from "./value";

/** Names and list places: `a.b[1]` is ["a", "b", 1]. */
export type Path = (string | number)[];

export type Operand = Path | Value | Call;

export interface Call {
  type: "function";
  name: string;
  args: Operand[];
}

export type Condition =
  | { type: "and" | "or" | "not"; args: Condition[] }
  | { type: "=" | "<>" | "<" | "<=" | ">" | ">=" | "between" | "in"; args: Operand[] }
  | Call;

export type UpdateOperand =
  | Path
  | Value
  | { type: "function" | "add" | "subtract"; name?: string; args: UpdateOperand[] };

export interface Section {
  type: "set" | "remove" | "add" | "delete";
  path: Path;
  val: UpdateOperand;
}

export interface Parsed {
  condition: { expression: Condition; nestedPaths: Record<string, boolean>; pathHeads: Record<string, boolean> };
  update: { sections: Section[]; paths: Path[]; nestedPaths: Record<string, boolean> };
  projection: { paths: Path[]; nestedPaths: Record<string, boolean> };
}

export interface Names {
  attrNames?: Record<string, string>;
  attrVals?: Record<string, Value>;
  /** The parsers take from these what they use. */
  unusedAttrNames: Record<string, boolean>;
  unusedAttrVals: Record<string, boolean>;
  isKeyCondition?: boolean;
}

interface Parser {
  parse(text: string, options: { context: object }): unknown;
}

const PARSERS: Record<keyof Parsed, Parser> = {
  condition: require("dynalite/db/conditionParser"),
  update: require("dynalite/db/updateParser"),
  projection: require("dynalite/db/projectionParser"),
};

/** What an expression says, or AWS's words for what is wrong with it. */
export function parse<K extends keyof Parsed>(kind: K, text: string, names: Names): Parsed[K] | string {
  if (text === "") return "The expression can not be empty;";
  try {
    const context = Object.assign(names, { isReserved, compare: isGreater });
    return PARSERS[kind].parse(text, { context }) as Parsed[K] | string;
  } catch (error) {
    const { name, message } = error as Error;
    return name === "SyntaxError" ? `Syntax error; ${message}` : message;
  }
}

/** The parser asks for one comparison only: whether the lower bound of a BETWEEN is above the upper. */
function isGreater(_comparison: string, a: Value, b: Value): boolean {
  return (compare(a, b) ?? 0) > 0;
}
