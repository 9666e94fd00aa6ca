/** The expression parameters of a call, read together: names and values must all be defined, and all be used. */
import { invalid } from "./errors";
import { EXPRESSION_BYTES } from "./limits";
import { type Names, type Parsed, parse } from "./parsers";
import { readValue, type Value } from "./value";

export interface ExpressionInput {
  ConditionExpression?: string;
  UpdateExpression?: string;
  KeyConditionExpression?: string;
  FilterExpression?: string;
  ProjectionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, Value>;
}

export interface Expressions {
  condition?: Parsed["condition"];
  update?: Parsed["update"];
  key?: Parsed["condition"];
  filter?: Parsed["condition"];
  projection?: Parsed["projection"];
}

/** In the order in which AWS reads them. */
const PARAMETERS = [
  ["update", "UpdateExpression", "update"],
  ["condition", "ConditionExpression", "condition"],
  ["key", "KeyConditionExpression", "condition"],
  ["filter", "FilterExpression", "condition"],
  ["projection", "ProjectionExpression", "projection"],
] as const;

/** The parameters from before expressions: refused by name rather than passed over. */
const LEGACY = [
  "AttributesToGet",
  "AttributeUpdates",
  "ConditionalOperator",
  "Expected",
  "KeyConditions",
  "QueryFilter",
  "ScanFilter",
];

/**
 * @param takes the expressions that this operation has, for AWS's texts
 * @throws ValidationException with AWS's text for the first thing that is wrong
 */
export function readExpressions(input: ExpressionInput, takes: readonly (keyof ExpressionInput)[]): Expressions {
  const legacy = LEGACY.find((name) => name in input);
  if (legacy !== undefined) {
    throw invalid(`${legacy} is a legacy parameter that is not simulated: use an expression parameter instead`);
  }
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = input;
  checkUse(input, takes);
  const context: Names = { unusedAttrNames: {}, unusedAttrVals: {} };
  if (names !== undefined) {
    context.attrNames = names;
    checkKeys("ExpressionAttributeNames", names, "#", context.unusedAttrNames);
  }
  if (values !== undefined) {
    checkKeys("ExpressionAttributeValues", values, ":", context.unusedAttrVals);
    context.attrVals = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, readNamed(key, value)]));
  }
  const expressions: Expressions = {};
  for (const [role, parameter, kind] of PARAMETERS) {
    const text = input[parameter];
    if (text === undefined) continue;
    const bytes = Buffer.byteLength(text);
    if (bytes > EXPRESSION_BYTES) {
      throw invalid(
        `Invalid ${parameter}: Expression size has exceeded the maximum allowed size; expression size: ${bytes}`,
      );
    }
    context.isKeyCondition = role === "key";
    const parsed = parse(kind, text, context);
    if (typeof parsed === "string") throw invalid(`Invalid ${parameter}: ${parsed}`);
    Object.assign(expressions, { [role]: parsed });
  }
  checkUnused("ExpressionAttributeNames", context.unusedAttrNames);
  checkUnused("ExpressionAttributeValues", context.unusedAttrVals);
  return expressions;
}

function checkUse(input: ExpressionInput, takes: readonly (keyof ExpressionInput)[]): void {
  if (input.ExpressionAttributeNames !== undefined && takes.every((name) => input[name] === undefined)) {
    throw invalid("ExpressionAttributeNames can only be specified when using expressions");
  }
  const withValues = takes.filter((name) => name !== "ProjectionExpression");
  if (input.ExpressionAttributeValues !== undefined && withValues.every((name) => input[name] === undefined)) {
    const verb = withValues.length > 1 ? "are" : "is";
    const which = withValues.length > 0 ? `: ${withValues.join(" and ")} ${verb} null` : "";
    throw invalid(`ExpressionAttributeValues can only be specified when using expressions${which}`);
  }
}

function checkKeys(parameter: string, map: object, sign: string, unused: Record<string, boolean>): void {
  const keys = Object.keys(map);
  if (keys.length === 0) throw invalid(`${parameter} must not be empty`);
  for (const key of keys) {
    if (key[0] !== sign || !/^\w+$/.test(key.slice(1))) {
      throw invalid(`${parameter} contains invalid key: Syntax error; key: "${key}"`);
    }
    unused[key] = true;
  }
}

function readNamed(key: string, value: Value): Value {
  try {
    return readValue(value);
  } catch (error) {
    throw invalid(`ExpressionAttributeValues contains invalid value: ${(error as Error).message} for key ${key}`);
  }
}

function checkUnused(parameter: string, unused: Record<string, boolean>): void {
  const keys = Object.keys(unused);
  if (keys.length > 0)
    throw invalid(`Value provided in ${parameter} unused in expressions: keys: {${keys.join(", ")}}`);
}
