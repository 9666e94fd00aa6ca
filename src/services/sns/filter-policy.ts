/**
 * Filter policies: which messages a subscription wants. The language is EventBridge's with a few differences; SNS adds limits.
 * With scope MessageAttributes it looks at the message's attributes, with MessageBody at the message itself, if that is JSON.
 * On AWS a changed policy takes up to 15 minutes to act; here it acts at once.
 * Source: Developer Guide, "Amazon SNS subscription filter policies" and "Filter policy constraints" (read 2026-11).
 */
import { type Pattern, PatternError, parsePattern, SNS, whyUnmet } from "../eventbridge/pattern";
import { invalidParameter } from "./errors";
import { FILTER_BYTES, FILTER_COMBINATIONS, FILTER_KEYS } from "./limits";
import type { MessageAttributes } from "./message-attributes";

export type FilterScope = "MessageAttributes" | "MessageBody";

/** AWS words its refusals differently for the two calls that set a policy. */
export type SetBy = "Subscribe" | "SetSubscriptionAttributes";

export interface FilterPolicy {
  readonly text: string;
  readonly scope: FilterScope;
  readonly pattern: Pattern;
}

/** @throws InvalidParameterException */
export function checkScope(given: string, by: SetBy): FilterScope {
  if (given === "MessageAttributes" || given === "MessageBody") return given;
  throw invalidParameter(
    `${by === "Subscribe" ? "Attributes Reason: " : ""}FilterPolicyScope: Invalid value [${given}]. Please use either MessageBody or MessageAttributes`,
  );
}

/**
 * @param text JSON; an empty text or an empty object stands for no policy
 * @throws InvalidParameterException
 */
export function parseFilterPolicy(text: string, scope: FilterScope, by: SetBy): FilterPolicy | undefined {
  if (text === "") return undefined;
  const reason = by === "Subscribe" ? "Attributes Reason: " : "";
  const refuse = (why: string) => invalidParameter(`${reason}FilterPolicy: ${why}`);
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw refuse("failed to parse JSON.");
  }
  if (Buffer.byteLength(text) > FILTER_BYTES) throw refuse(`must not be longer than ${FILTER_BYTES} bytes`);
  if (isObject(policy) && Object.keys(policy).length === 0) return undefined;
  let pattern: Pattern;
  try {
    pattern = parsePattern(text, SNS);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    // As recorded: the place of the mistake is told by SetSubscriptionAttributes only.
    throw refuse(by === "Subscribe" ? error.reason : error.message);
  }
  const keys = policy as Record<string, unknown>;
  if (scope === "MessageAttributes" && isNested(keys)) {
    throw invalidParameter(`${reason}Filter policy scope MessageAttributes does not support nested filter policy`);
  }
  if (Object.keys(keys).length > FILTER_KEYS) throw refuse(`Filter policy can not have more than ${FILTER_KEYS} keys`);
  if (combinations(keys, 1, 1) > FILTER_COMBINATIONS) throw refuse("Filter policy is too complex");
  return { text, scope, pattern };
}

/**
 * The values of each list multiplied, each times the depth at which it stands; alternatives are added up.
 * The depth: AWS's example of 3 x 4 x 2 x 3 = 72. How "$or" counts AWS does not say; recorded refusals agree with the sum.
 */
function combinations(keys: Record<string, unknown>, depth: number, before: number): number {
  let product = before;
  for (const [key, value] of Object.entries(keys)) {
    if (key === "$or" && Array.isArray(value)) {
      product = value.reduce((sum: number, each) => sum + combinations(each, depth, product), 0);
    } else if (Array.isArray(value)) product *= value.length * depth;
    else product = combinations(value as Record<string, unknown>, depth + 1, product);
  }
  return product;
}

function isNested(keys: Record<string, unknown>): boolean {
  return Object.entries(keys).some(([key, value]) =>
    key === "$or" && Array.isArray(value) ? value.some(isNested) : isObject(value),
  );
}

/** Undefined when the message is wanted; otherwise the reason why not, in a sentence. */
export function whyFiltered(
  policy: FilterPolicy,
  message: string,
  attributes: MessageAttributes | undefined,
): string | undefined {
  if (policy.scope === "MessageAttributes") {
    const unmet = whyUnmet(policy.pattern, fieldsOf(attributes));
    return unmet && `the attribute ${unmet} does not meet the filter policy`;
  }
  let body: unknown;
  try {
    body = JSON.parse(message);
  } catch {
    return "the message is not JSON, and the filter policy looks into it";
  }
  if (!isObject(body)) return "the message is not a JSON object, and the filter policy looks into it";
  const unmet = whyUnmet(policy.pattern, body);
  if (unmet === undefined) return undefined;
  return unmet === ""
    ? "no element of the message's lists meets the filter policy as a whole"
    : `the field ${unmet} of the message does not meet the filter policy`;
}

/** The attributes as values: text, numbers, and the elements of lists. Binary ones are not looked at. */
function fieldsOf(attributes: MessageAttributes | undefined): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const name in attributes) {
    const { DataType, StringValue } = attributes[name]!;
    if (StringValue === undefined) continue;
    if (DataType === "String") fields[name] = StringValue;
    else if (DataType === "Number") fields[name] = Number(StringValue);
    else if (DataType === "String.Array") {
      const list = listOf(StringValue);
      if (list !== undefined) fields[name] = list;
    }
  }
  return fields;
}

/** The elements of a String.Array; undefined when it is not the JSON of a list, and so meets nothing. */
function listOf(text: string): unknown[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
