/** Numbers in patterns: one comparison, or a range of two. Texts as AWS's. */
import type { Dialect, Test } from "./syntax";
import { type JsonTokens, PatternError } from "./tokens";

/**
 * A number that takes part in comparisons.
 * @throws PatternError without a place when it is too large or too fine for the dialect
 */
export function readNumber(text: string, dialect: Dialect): number {
  const number = Number(text);
  const { value: largest, text: written } = dialect.largestNumber;
  if (dialect.decimals !== undefined && !hasDecimals(number, dialect.decimals)) {
    throw new PatternError("Only values upto 6 decimals are supported");
  }
  if (Math.abs(number) > largest) {
    throw new PatternError(`Value must be between -${written} and ${written}, inclusive`);
  }
  return number;
}

/** True when the number has no more digits than that after the point. */
export function hasDecimals(number: number, decimals: number): boolean {
  return Number.isInteger(number) || Number(number.toFixed(decimals)) === number;
}

/** Reads the list whose "[" was just read, up to its "]". */
export function readNumeric(tokens: JsonTokens, dialect: Dialect): Test {
  if (tokens.next() !== "string") throw tokens.error(`Invalid member in numeric match: ${tokens.text()}`);
  const operator = tokens.text();
  const isNumber = tokens.next() === "number";
  if (!["=", "<", "<=", ">", ">="].includes(operator)) {
    throw tokens.error(`Unrecognized numeric range operator: ${operator}`);
  }
  if (!isNumber) throw tokens.error(`Value of ${operator === "=" ? "equals" : operator} must be numeric`);
  const first = tokens.text();
  const number = (text: string) => {
    try {
      return readNumber(text, dialect);
    } catch (error) {
      throw error instanceof PatternError ? tokens.error(error.reason) : error;
    }
  };
  const kind = tokens.next();
  const ends = kind === "]";
  const range = (low: number, openLow: boolean, high: number, openHigh: boolean): Test => {
    return { op: "numeric", low, openLow, high, openHigh };
  };
  const infinite = Number.POSITIVE_INFINITY;
  if (operator === ">" || operator === ">=") {
    const openLow = operator === ">";
    if (ends) return range(number(first), openLow, infinite, false);
    if (kind !== "string") throw tokens.error(`Bad value in numeric range: ${tokens.text()}`);
    const second = tokens.text();
    if (second !== "<" && second !== "<=") throw tokens.error(`Bad numeric range operator: ${second}`);
    if (tokens.next() !== "number") throw tokens.error(`Value of ${second} must be numeric`);
    const top = tokens.text();
    if (tokens.next() !== "]") throw tokens.error("Too many terms in numeric range expression");
    const [low, high] = [number(first), number(top)];
    if (low >= high) throw tokens.error("Bottom must be less than top");
    return range(low, openLow, high, second === "<");
  }
  if (!ends) throw tokens.error("Too many elements in numeric expression");
  const value = number(first);
  if (operator === "=") return range(value, false, value, false);
  return range(-infinite, false, value, operator === "<");
}
