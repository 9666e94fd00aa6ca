/** The eighteen intrinsic functions of the States Language, one file each, and the calls of them that stand in templates. */
import type { Scope } from "../language";
import { parsePath } from "../paths/parse";
import { find, MISSING } from "../paths/read";
import { runtimeError } from "../states-error";
import { array } from "./array";
import { arrayContains } from "./array-contains";
import { arrayGetItem } from "./array-get-item";
import { arrayLength } from "./array-length";
import { arrayPartition } from "./array-partition";
import { arrayRange } from "./array-range";
import { arrayUnique } from "./array-unique";
import { base64Decode } from "./base64-decode";
import { base64Encode } from "./base64-encode";
import { format } from "./format";
import { hash } from "./hash";
import { checkArguments, type Intrinsic, IntrinsicError } from "./intrinsic";
import { jsonMerge } from "./json-merge";
import { jsonToString } from "./json-to-string";
import { mathAdd } from "./math-add";
import { mathRandom } from "./math-random";
import { type Argument, CLOSE, OPEN, parseIntrinsic } from "./parse";
import { stringSplit } from "./string-split";
import { stringToJson } from "./string-to-json";
import { uuid } from "./uuid";

const ALL: readonly Intrinsic[] = [
  array,
  arrayPartition,
  arrayContains,
  arrayRange,
  arrayGetItem,
  arrayLength,
  arrayUnique,
  base64Encode,
  base64Decode,
  hash,
  jsonMerge,
  mathRandom,
  mathAdd,
  stringSplit,
  uuid,
  format,
  stringToJson,
  jsonToString,
];

/** By name. */
export const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map(ALL.map((fn) => [fn.name, fn]));

type Evaluate = (data: unknown, scope: Scope) => unknown;

const compiled = new Map<string, Evaluate>();

/**
 * The function that a text such as "States.Format('{}', $.name)" calls. Evaluating it throws States.Runtime when the
 * text is no call of an intrinsic function, when an argument is of the wrong kind, or when a path names nothing.
 */
export function compileIntrinsic(text: string): Evaluate {
  let evaluate = compiled.get(text);
  if (evaluate === undefined) {
    evaluate = compile(text);
    compiled.set(text, evaluate);
  }
  return evaluate;
}

function compile(text: string): Evaluate {
  try {
    return evaluator(parseIntrinsic(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const failure = runtimeError(
      `The value '${text}' is neither a JSONPath nor an intrinsic function: ${error.message}`,
    );
    return () => {
      throw failure;
    };
  }
}

function evaluator(argument: Argument): Evaluate {
  if (argument.kind === "value") {
    const value = typeof argument.value === "string" ? unbraced(argument.value) : argument.value;
    return () => value;
  }
  if (argument.kind === "path") return pathEvaluator(argument.text);
  const { name, text } = argument;
  const fn = INTRINSICS.get(name);
  if (fn === undefined) throw new SyntaxError(`there is no function ${name}`);
  const args = argument.args.map((arg, i) =>
    fn === format && i === 0 && arg.kind === "value" ? keep(arg.value) : evaluator(arg),
  );
  return (data, scope) => {
    try {
      const values = args.map((arg) => arg(data, scope));
      checkArguments(fn, values);
      const value = fn.apply(values, scope);
      return fn === format ? unbraced(value as string) : value;
    } catch (error) {
      if (!(error instanceof IntrinsicError)) throw error;
      throw runtimeError(`The function '${text}' had the following error: ${error.message}`);
    }
  };
}

function pathEvaluator(text: string): Evaluate {
  const path = parsePath(text);
  return (data, scope) => {
    const value = find(path, data, scope);
    if (value !== MISSING) return value;
    throw new IntrinsicError(
      `The JsonPath argument for the field '${text}' could not be found in the input '${JSON.stringify(data)}'`,
    );
  };
}

/** A template of Format, its escaped braces still kept apart. */
function keep(value: unknown): Evaluate {
  return () => value;
}

function unbraced(text: string): string {
  return text.includes(OPEN) || text.includes(CLOSE) ? text.replaceAll(OPEN, "{").replaceAll(CLOSE, "}") : text;
}
