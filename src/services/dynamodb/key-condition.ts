/** A key condition: the partition key equal to a value, and at most one simple condition on the sort key. */
import { beginsWith, orderHolds } from "./condition";
import { invalid } from "./errors";
import type { Condition, Operand, Path } from "./parsers";
import type { KeySchema } from "./store";
import { compare, type Item, type Type, typeOf, type Value } from "./value";

export interface KeyCondition {
  hash: Value;
  matches(item: Item): boolean;
}

interface Test {
  name: string;
  operator: string;
  values: Value[];
}

const MIRRORED: Record<string, string> = { "=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** Throws ValidationException with AWS's text. */
export function readKeyCondition(condition: Condition, key: KeySchema): KeyCondition {
  const tests = new Map<string, Test>();
  for (const test of collect(condition)) {
    if (tests.has(test.name)) throw invalid("KeyConditionExpressions must only contain one condition per key");
    tests.set(test.name, test);
  }
  if (tests.size > 2) throw invalid("Conditions can be of length 1 or 2 only");
  const [hash, range] = key;
  const hashTest = tests.get(hash.name);
  if (hashTest === undefined) throw invalid(`Query condition missed key schema element: ${hash.name}`);
  if (hashTest.operator !== "=") throw invalid("Query key condition not supported");
  checkType(hashTest, hash.type);
  const rangeTest = range && tests.get(range.name);
  if (tests.size === 2 && rangeTest === undefined) {
    throw invalid(
      range ? `Query condition missed key schema element: ${range.name}` : "Query key condition not supported",
    );
  }
  if (rangeTest !== undefined) checkType(rangeTest, range!.type);
  return {
    hash: hashTest.values[0]!,
    matches: (item) => rangeTest === undefined || matches(item[range!.name]!, rangeTest),
  };
}

function collect(condition: Condition): Test[] {
  const { type } = condition;
  if (type === "and") return condition.args.flatMap(collect);
  if (type === "or" || type === "not" || type === "in" || type === "<>") {
    throw invalid(`Invalid operator used in KeyConditionExpression: ${type.toUpperCase()}`);
  }
  const operator = condition.type === "function" ? condition.name : type;
  if (condition.type === "function" && operator !== "begins_with") {
    throw invalid(`Invalid operator used in KeyConditionExpression: ${operator}`);
  }
  const operands = condition.args as Operand[];
  const paths = operands.filter((each): each is Path => Array.isArray(each));
  if (operands.some((each) => "args" in each))
    throw invalid("KeyConditionExpressions cannot contain nested operations");
  if (paths.length === 0) throw invalid("Invalid condition in KeyConditionExpression: No key attribute specified");
  if (paths.length > 1) {
    throw invalid("Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition");
  }
  const path = paths[0]!;
  if (path.length > 1) throw invalid("KeyConditionExpressions cannot have conditions on nested attributes");
  const values = operands.filter((each) => !Array.isArray(each)) as Value[];
  const isTurned = operands[0] !== path;
  if (isTurned && MIRRORED[operator] === undefined) {
    throw invalid(
      `Invalid condition in KeyConditionExpression: ${operator === "between" ? "BETWEEN" : operator} operator must have the key attribute as its first operand`,
    );
  }
  return [{ name: String(path[0]), operator: isTurned ? MIRRORED[operator]! : operator, values }];
}

function checkType({ name, values }: Test, type: Type): void {
  for (const value of values) {
    if (typeOf(value) !== type) {
      throw invalid("One or more parameter values were invalid: Condition parameter type does not match schema type");
    }
    if (type !== "N" && (value.S ?? value.B)!.length === 0) {
      throw invalid(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${type === "S" ? "string" : "binary"} value. Key: ${name}`,
      );
    }
  }
}

function matches(value: Value, { operator, values }: Test): boolean {
  const [first, second] = values as [Value, Value?];
  if (operator === "begins_with") return beginsWith(value, first);
  const order = compare(value, first)!;
  if (operator === "=") return order === 0;
  return orderHolds(operator, order, () => compare(value, second!));
}
