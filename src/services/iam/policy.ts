/**
 * The policy language: a JSON document of statements, read once and kept in a form that is quick to match.
 * Modelled: Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition, Sid, policy variables.
 * Left out: session policies, permission boundaries, organisation policies.
 * Source: IAM User Guide, "IAM JSON policy elements reference" (read 2026-11).
 */
import { CONDITION_OPERATORS, splitOperator, variablesOf } from "./condition";

/** A policy as people write it: an object, or the JSON text of one. */
export type PolicyInput = string | Record<string, unknown>;

/** Who a statement speaks of: everybody, accounts and ARNs, service names. */
export interface PrincipalList {
  everybody: boolean;
  /** Account ids and ARNs, as written. */
  aws: readonly string[];
  /** Service names such as `sns.amazonaws.com`. */
  services: readonly string[];
}

export interface ConditionTest {
  /** As written, for the reason sentence: `ForAnyValue:StringLikeIfExists`. */
  operator: string;
  key: string;
  values: readonly string[];
}

export interface Statement {
  /** The Sid, or "" when the author gave none. */
  sid: string;
  /** Place in the document, from 0. */
  index: number;
  effect: "Allow" | "Deny";
  principal?: PrincipalList;
  notPrincipal?: PrincipalList;
  action?: readonly string[];
  notAction?: readonly string[];
  resource?: readonly string[];
  notResource?: readonly string[];
  conditions: readonly ConditionTest[];
}

export interface Policy {
  id: string;
  version: string;
  statements: readonly Statement[];
  /** The context keys that it looks at, in conditions and variables, in lower case. */
  keys: readonly string[];
}

/** The document breaks a rule of the policy language; the message says which and where. */
export class MalformedPolicy extends Error {
  override readonly name = "MalformedPolicy";
}

const ELEMENTS = new Set([
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
]);

/**
 * Read a policy.
 * @param input an object or JSON text
 * @param kind a resource policy must name its principals; an identity policy must not, and must name its resources
 * @throws MalformedPolicy naming the element, the rule and the value
 */
export function parsePolicy(input: PolicyInput, kind: "identity" | "resource"): Policy {
  const document = typeof input === "string" ? parseJson(input) : input;
  if (!isObject(document)) throw new MalformedPolicy("A policy is a JSON object.");
  const statements = listOf(document.Statement);
  if (statements.length === 0) throw new MalformedPolicy("A policy needs at least one Statement.");
  const parsed = statements.map((each, index) => parseStatement(each, index, kind));
  return {
    id: typeof document.Id === "string" ? document.Id : "",
    version: typeof document.Version === "string" ? document.Version : "2008-10-17",
    statements: parsed,
    keys: [...new Set(parsed.flatMap(keysOf))],
  };
}

function keysOf({ resource = [], notResource = [], conditions }: Statement): string[] {
  const texts = [...resource, ...notResource, ...conditions.flatMap(({ values }) => values)];
  return [...conditions.map(({ key }) => key), ...texts.flatMap(variablesOf)].map((key) => key.toLowerCase());
}

function parseStatement(given: unknown, index: number, kind: "identity" | "resource"): Statement {
  const where = `Statement ${index + 1}`;
  if (!isObject(given)) throw new MalformedPolicy(`${where} is not an object.`);
  for (const name of Object.keys(given)) {
    if (!ELEMENTS.has(name)) throw new MalformedPolicy(`${where} has an unknown element ${name}.`);
  }
  const { Effect: effect, Sid: sid } = given;
  if (effect !== "Allow" && effect !== "Deny") {
    throw new MalformedPolicy(`${where}: Effect must be Allow or Deny, not ${JSON.stringify(effect)}.`);
  }
  exactlyOne(given, "Action", "NotAction", where);
  if (kind === "resource") exactlyOne(given, "Principal", "NotPrincipal", where);
  else {
    if (given.Principal !== undefined || given.NotPrincipal !== undefined) {
      throw new MalformedPolicy(`${where}: an identity policy has no Principal, it is attached to one.`);
    }
    exactlyOne(given, "Resource", "NotResource", where);
  }
  return {
    sid: typeof sid === "string" ? sid : "",
    index,
    effect,
    principal: principals(given.Principal, where),
    notPrincipal: principals(given.NotPrincipal, where),
    action: strings(given.Action, "Action", where),
    notAction: strings(given.NotAction, "NotAction", where),
    resource: strings(given.Resource, "Resource", where),
    notResource: strings(given.NotResource, "NotResource", where),
    conditions: conditions(given.Condition, where),
  };
}

function principals(given: unknown, where: string): PrincipalList | undefined {
  if (given === undefined) return undefined;
  if (given === "*") return { everybody: true, aws: [], services: [] };
  if (!isObject(given))
    throw new MalformedPolicy(`${where}: Principal must be "*" or an object such as {"AWS": "..."}.`);
  const known = ["AWS", "Service", "Federated", "CanonicalUser"];
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) throw new MalformedPolicy(`${where}: unknown kind of Principal ${name}.`);
  }
  const aws = strings(given.AWS, "Principal.AWS", where) ?? [];
  return { everybody: aws.includes("*"), aws, services: strings(given.Service, "Principal.Service", where) ?? [] };
}

function conditions(given: unknown, where: string): ConditionTest[] {
  if (given === undefined) return [];
  if (!isObject(given)) throw new MalformedPolicy(`${where}: Condition must be an object of operators.`);
  const tests: ConditionTest[] = [];
  for (const [operator, keys] of Object.entries(given)) {
    if (!CONDITION_OPERATORS.has(splitOperator(operator).name)) {
      throw new MalformedPolicy(`${where}: unknown condition operator ${operator}.`);
    }
    if (!isObject(keys)) throw new MalformedPolicy(`${where}: ${operator} must be an object of keys.`);
    for (const [key, values] of Object.entries(keys)) {
      tests.push({ operator, key, values: listOf(values).map(String) });
    }
  }
  return tests;
}

function exactlyOne(given: Record<string, unknown>, one: string, other: string, where: string): void {
  if ((given[one] === undefined) === (given[other] === undefined)) {
    throw new MalformedPolicy(`${where} needs ${one} or ${other}, one of the two.`);
  }
}

function strings(given: unknown, element: string, where: string): string[] | undefined {
  if (given === undefined) return undefined;
  const list = listOf(given);
  if (list.length === 0 || list.some((each) => typeof each !== "string")) {
    throw new MalformedPolicy(`${where}: ${element} must be a string or a list of strings.`);
  }
  return list as string[];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MalformedPolicy(`A policy is JSON text: ${(cause as Error).message}`, { cause });
  }
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
