/**
 * Does a condition hold for an item? A missing attribute fails every comparison but `<>`; values of different types are
 * unequal and cannot be ordered. Source: Developer Guide, "Condition and filter expressions" (read 2026-11).
 */
import type { Call, Condition, Operand, Path } from "./parsers";
import { compare, type Item, isEqual, typeOf, type Value } from "./value";

export function holds(condition: Condition, item: Item): boolean {
  switch (condition.type) {
    case "and":
      return condition.args.every((each) => holds(each, item));
    case "or":
      return condition.args.some((each) => holds(each, item));
    case "not":
      return !holds(condition.args[0]!, item);
  }
  const values = condition.args.map((operand) => resolve(operand, item));
  return condition.type === "function"
    ? functionHolds(condition.name, values)
    : comparisonHolds(condition.type, values);
}

/** The value at a path, if there is one. */
export function at(path: Path, item: Item): Value | undefined {
  let value: Value | undefined = { M: item };
  for (const piece of path) {
    if (typeof piece === "number") value = value.L?.[piece];
    else value = value.M !== undefined && Object.hasOwn(value.M, piece) ? value.M[piece] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}

function resolve(operand: Operand, item: Item): Value | undefined {
  if (Array.isArray(operand)) return at(operand, item);
  if ((operand as Call).type !== "function") return operand as Value;
  const value = resolve((operand as Call).args[0]!, item);
  const size = value === undefined ? undefined : sizeOf(value);
  return size === undefined ? undefined : { N: String(size) };
}

function sizeOf(value: Value): number | undefined {
  if (value.M !== undefined) return Object.keys(value.M).length;
  return (value.S ?? value.B ?? value.SS ?? value.NS ?? value.BS ?? value.L)?.length;
}

function comparisonHolds(operator: string, [left, ...rest]: (Value | undefined)[]): boolean {
  const right = rest[0];
  if (operator === "<>") return left === undefined || right === undefined || !isEqual(left, right);
  if (left === undefined) return false;
  if (operator === "in") return rest.some((each) => each !== undefined && isEqual(left, each));
  if (right === undefined) return false;
  if (operator === "=") return isEqual(left, right);
  const order = compare(left, right);
  if (order === undefined) return false;
  return orderHolds(operator, order, () => (rest[1] === undefined ? undefined : compare(left, rest[1])));
}

/**
 * Whether a comparison other than = and <> holds for values of one type.
 * @param order of the value to the first operand, as compare() gives it
 * @param toUpper its order to the second, which only BETWEEN has; undefined when they do not compare
 */
export function orderHolds(operator: string, order: number, toUpper: () => number | undefined): boolean {
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    default: {
      const upper = toUpper();
      return order >= 0 && upper !== undefined && upper <= 0;
    }
  }
}

function functionHolds(name: string, [value, operand]: (Value | undefined)[]): boolean {
  if (name === "attribute_not_exists") return value === undefined;
  if (value === undefined) return false;
  if (name === "attribute_exists") return true;
  if (operand === undefined) return false;
  if (name === "attribute_type") return typeOf(value) === operand.S;
  if (name === "begins_with") return beginsWith(value, operand);
  return contains(value, operand);
}

export function beginsWith(value: Value, start: Value): boolean {
  if (value.S !== undefined && start.S !== undefined) return value.S.startsWith(start.S);
  if (value.B !== undefined && start.B !== undefined) {
    return Buffer.compare(value.B.subarray(0, start.B.length), start.B) === 0;
  }
  return false;
}

function contains(value: Value, part: Value): boolean {
  if (value.S !== undefined && part.S !== undefined) return value.S.includes(part.S);
  if (value.B !== undefined && part.B !== undefined) return Buffer.from(value.B).includes(Buffer.from(part.B));
  if (value.L !== undefined) return value.L.some((each) => isEqual(each, part));
  if (value.SS !== undefined && part.S !== undefined) return value.SS.includes(part.S);
  if (value.NS !== undefined && part.N !== undefined) return value.NS.includes(part.N);
  if (value.BS !== undefined && part.B !== undefined) {
    return value.BS.some((each) => Buffer.compare(each, part.B!) === 0);
  }
  return false;
}
