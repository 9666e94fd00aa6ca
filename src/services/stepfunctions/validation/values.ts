/** Checks of single values: types, numbers in their ranges, paths, templates. Each reports what is wrong and says whether all is well. */
import { isTimestamp } from "../choice/timestamp";
import { INTRINSICS } from "../intrinsics";
import { type Argument, parseIntrinsic } from "../intrinsics/parse";
import { isPath, isReferencePath } from "../paths";
import { type Fields, isObject, type Report, typeName } from "./report";

export function checkString(report: Report, value: unknown, at: string): value is string {
  if (typeof value === "string") return true;
  report.error(`Expected value of type String, but was ${typeName(value)}`, at);
  return false;
}

/** @param most included */
export function checkInteger(report: Report, value: unknown, least: number, most: number, at: string): boolean {
  const isRight = Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
  if (!isRight) report.error(`Expected an integer between ${least} and ${most}, but was ${JSON.stringify(value)}`, at);
  return isRight;
}

export function checkNumber(report: Report, value: unknown, least: number, most: number, at: string): void {
  if (typeof value === "number" && value >= least && value <= most) return;
  report.error(`Expected a number between ${least} and ${most}, but was ${JSON.stringify(value)}`, at);
}

/** One of a few words. */
export function checkOneOf(report: Report, value: unknown, words: readonly string[], at: string): void {
  if (words.includes(value as string)) return;
  report.error(`Value is not one of the allowed values: [${words.join(", ")}], but was ${JSON.stringify(value)}`, at);
}

/** InputPath and its like. */
export function checkPath(report: Report, value: unknown, at: string): void {
  if (typeof value === "string" && isPath(value)) return;
  report.error(`Value is not a valid JSONPath: ${JSON.stringify(value)}`, at);
}

/** A field that takes a path or an intrinsic function: ErrorPath, CausePath. */
export function checkPathOrIntrinsic(report: Report, value: unknown, at: string): void {
  if (typeof value === "string" && (isPath(value) || isIntrinsic(value))) return;
  report.error(`Value is not a valid JSONPath or a valid intrinsic function call: ${JSON.stringify(value)}`, at);
}

/** ResultPath. */
export function checkReferencePath(report: Report, value: unknown, at: string): void {
  if (value === null || (typeof value === "string" && isReferencePath(value))) return;
  report.error(`Value is not a Reference Path: ${JSON.stringify(value)}`, at);
}

export function checkTimestamp(report: Report, value: unknown, at: string): void {
  if (isTimestamp(value)) return;
  report.error(`Value is not a valid ISO-8601 extended offset date-time: ${JSON.stringify(value)}`, at);
}

/** A payload template: what is marked with ".$" must be a path or an intrinsic function. */
export function checkTemplate(report: Report, value: unknown, at: string): void {
  if (Array.isArray(value)) for (const item of value) checkTemplate(report, item, at);
  if (!isObject(value)) return;
  for (const [name, item] of Object.entries(value)) {
    if (name.endsWith(".$")) checkMarked(report, name, item, at, value);
    else {
      if (typeof item === "string" && looksLikePath(item)) {
        report.warn(
          "NO_DOLLAR",
          `The field "${name}" looks like a JSONPath or an intrinsic function, but its name does not end with ".$"`,
          at,
        );
      }
      checkTemplate(report, item, at);
    }
  }
}

function checkMarked(report: Report, name: string, value: unknown, at: string, siblings: Fields): void {
  if (typeof value !== "string" || !(isPath(value) || isIntrinsic(value))) {
    report.error(`The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`, at);
  }
  if (Object.hasOwn(siblings, name.slice(0, -2))) {
    report.error(`The field '${name.slice(0, -2)}' is given twice: as it is and as '${name}'`, at);
  }
}

function looksLikePath(text: string): boolean {
  return /^\$\$?\./.test(text) || /^States\.[A-Z]\w+\(/.test(text);
}

/** Whether a text is a call of intrinsic functions that exist, with valid paths in it. */
export function isIntrinsic(text: string): boolean {
  try {
    return isRight(parseIntrinsic(text));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function isRight(argument: Argument): boolean {
  if (argument.kind === "path") return isPath(argument.text);
  return argument.kind === "value" || (INTRINSICS.has(argument.name) && argument.args.every(isRight));
}
