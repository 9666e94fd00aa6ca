/**
 * The comparison operators of choice rules. Each compares one type; a value of another type never matches.
 * Strings are ordered by UTF-16 code units; timestamps are RFC 3339 with an upper-case T and Z, or an offset.
 * Source: States Language specification, "Data-Test Expression" (read 2026-11).
 */
import { isTimestamp, timestampMs } from "./timestamp";
import { matchesWildcard } from "./wildcard";

export type Operator = (value: unknown, operand: unknown) => boolean;

const ORDERS: Record<string, (order: number) => boolean> = {
  Equals: (order) => order === 0,
  LessThan: (order) => order < 0,
  GreaterThan: (order) => order > 0,
  LessThanEquals: (order) => order <= 0,
  GreaterThanEquals: (order) => order >= 0,
};

function ordered<T>(is: (value: unknown) => value is T, order: (a: T, b: T) => number): Record<string, Operator> {
  return Object.fromEntries(
    Object.entries(ORDERS).map(([name, holds]): [string, Operator] => [
      name,
      (value, operand) => is(value) && is(operand) && holds(order(value, operand)),
    ]),
  );
}

function named(prefix: string, operators: Record<string, Operator>): Record<string, Operator> {
  return Object.fromEntries(Object.entries(operators).map(([name, operator]) => [prefix + name, operator]));
}

const isString = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number";
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";

/** A test of the type, which holds when it comes out as the operand says. */
const typeTest =
  (is: (value: unknown) => boolean): Operator =>
  (value, operand) =>
    is(value) === operand;

/** By name, without "Path". */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  ...named(
    "String",
    ordered(isString, (a, b) => (a === b ? 0 : a < b ? -1 : 1)),
  ),
  ...named(
    "Numeric",
    ordered(isNumber, (a, b) => a - b),
  ),
  ...named(
    "Timestamp",
    ordered(isTimestamp, (a, b) => timestampMs(a) - timestampMs(b)),
  ),
  BooleanEquals: (value, operand) => isBoolean(value) && value === operand,
  StringMatches: (value, operand) => isString(value) && isString(operand) && matchesWildcard(value, operand),
  IsNull: typeTest((value) => value === null),
  IsString: typeTest(isString),
  IsNumeric: typeTest(isNumber),
  IsBoolean: typeTest(isBoolean),
  IsTimestamp: typeTest(isTimestamp),
};

/** What a field of a rule compares, when it is the name of an operator, IsPresent included. */
export function comparisonOf(field: string): { operator: string; isPath: boolean } | undefined {
  if (field === "IsPresent" || field in OPERATORS) return { operator: field, isPath: false };
  const operator = field.endsWith("Path") ? field.slice(0, -"Path".length) : "";
  // ASL: StringMatches and the tests of types have no Path form.
  const hasPath = operator in OPERATORS && operator !== "StringMatches" && !operator.startsWith("Is");
  return hasPath ? { operator, isPath: true } : undefined;
}
