/**
 * Condition operators: a test of one context key against the values of a policy.
 * Modelled: String*, Numeric*, Date*, Bool, BinaryEquals, IpAddress, Arn*, Null, ...IfExists, ForAnyValue, ForAllValues.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Set operators" (read 2026-11).
 */
import { BlockList, isIP } from "node:net";
import { matchesArn, matchesWildcard } from "./wildcard";

/** Context keys are looked up without regard to case; a key may hold several values. */
export type ContextValue = string | readonly string[];

type Test = (wanted: string, given: string) => boolean;

interface Operator {
  test: Test;
  /** A negated operator holds when no wanted value matches, also when the key is absent. */
  negated: boolean;
}

const operators: Record<string, Operator> = {
  StringEquals: positive((wanted, given) => wanted === given),
  StringEqualsIgnoreCase: positive((wanted, given) => wanted.toLowerCase() === given.toLowerCase()),
  StringLike: positive((wanted, given) => matchesWildcard(wanted, given)),
  NumericEquals: positive(numeric((wanted, given) => given === wanted)),
  NumericLessThan: positive(numeric((wanted, given) => given < wanted)),
  NumericLessThanEquals: positive(numeric((wanted, given) => given <= wanted)),
  NumericGreaterThan: positive(numeric((wanted, given) => given > wanted)),
  NumericGreaterThanEquals: positive(numeric((wanted, given) => given >= wanted)),
  DateEquals: positive(dated((wanted, given) => given === wanted)),
  DateLessThan: positive(dated((wanted, given) => given < wanted)),
  DateLessThanEquals: positive(dated((wanted, given) => given <= wanted)),
  DateGreaterThan: positive(dated((wanted, given) => given > wanted)),
  DateGreaterThanEquals: positive(dated((wanted, given) => given >= wanted)),
  Bool: positive((wanted, given) => wanted.toLowerCase() === given.toLowerCase()),
  BinaryEquals: positive((wanted, given) => wanted === given),
  IpAddress: positive(inRange),
  ArnEquals: positive(matchesArn),
  ArnLike: positive(matchesArn),
};
operators.StringNotEquals = negatedOf(operators.StringEquals!);
operators.StringNotEqualsIgnoreCase = negatedOf(operators.StringEqualsIgnoreCase!);
operators.StringNotLike = negatedOf(operators.StringLike!);
operators.NumericNotEquals = negatedOf(operators.NumericEquals!);
operators.DateNotEquals = negatedOf(operators.DateEquals!);
operators.NotIpAddress = negatedOf(operators.IpAddress!);
operators.ArnNotEquals = negatedOf(operators.ArnEquals!);
operators.ArnNotLike = negatedOf(operators.ArnLike!);

export const CONDITION_OPERATORS: ReadonlySet<string> = new Set([...Object.keys(operators), "Null"]);

/** `ForAnyValue:StringLikeIfExists` in its three parts. */
export function splitOperator(written: string): {
  set: "" | "ForAnyValue" | "ForAllValues";
  name: string;
  ifExists: boolean;
} {
  const colon = written.indexOf(":");
  const set = colon < 0 ? "" : written.slice(0, colon);
  const rest = colon < 0 ? written : written.slice(colon + 1);
  const ifExists = rest.endsWith("IfExists");
  if (set !== "" && set !== "ForAnyValue" && set !== "ForAllValues") return { set: "", name: written, ifExists: false };
  return { set, name: ifExists ? rest.slice(0, -"IfExists".length) : rest, ifExists };
}

/** True if the condition holds for what the request carries; `given` is undefined when the key is absent. */
export function conditionHolds(written: string, wanted: readonly string[], given: ContextValue | undefined): boolean {
  const { set, name, ifExists } = splitOperator(written);
  if (name === "Null") return wanted.some((value) => (value.toLowerCase() === "true") === (given === undefined));
  const operator = operators[name]!;
  const values = given === undefined ? [] : typeof given === "string" ? [given] : given;
  if (values.length === 0) {
    // An absent key: "all of none" is true, "any of none" is false, and a negated test has nothing to object to.
    if (set === "ForAllValues" || ifExists) return true;
    if (set === "ForAnyValue") return false;
    return operator.negated;
  }
  const one = (value: string): boolean => wanted.some((each) => operator.test(each, value)) !== operator.negated;
  // Without a set operator a key has one value; if it has more, every one must pass.
  return set === "ForAnyValue" ? values.some(one) : values.every(one);
}

function positive(test: Test): Operator {
  return { test, negated: false };
}

function negatedOf(operator: Operator): Operator {
  return { test: operator.test, negated: true };
}

function numeric(compare: (wanted: number, given: number) => boolean): Test {
  return (wanted, given) => {
    const [a, b] = [Number(wanted), Number(given)];
    return !Number.isNaN(a) && !Number.isNaN(b) && compare(a, b);
  };
}

/** Dates are ISO 8601, or seconds since 1970. */
function dated(compare: (wanted: number, given: number) => boolean): Test {
  const toMs = (text: string): number => (/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text));
  return (wanted, given) => {
    const [a, b] = [toMs(wanted), toMs(given)];
    return !Number.isNaN(a) && !Number.isNaN(b) && compare(a, b);
  };
}

/** An address in a CIDR range; a single address is a range of one. IPv4 and IPv6. */
function inRange(range: string, address: string): boolean {
  const [base = "", bits] = range.split("/");
  const family = isIP(base);
  const given = isIP(address);
  if (family === 0 || given !== family) return false;
  const type = family === 4 ? "ipv4" : "ipv6";
  const prefix = bits === undefined ? (family === 4 ? 32 : 128) : Number(bits);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(base, prefix, type);
  return list.check(address, type);
}

const VARIABLE = /\$\{([^}]*)\}/g;

/** The keys of the policy variables in a text. */
export function variablesOf(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map(([, inner]) => inner!.split(",")[0]!.trim());
}

/** Fill policy variables: `${aws:username}` becomes the value of that key; `${*}`, `${?}`, `${$}` are the plain characters. */
export function fillVariables(text: string, lookup: (key: string) => ContextValue | undefined): string | undefined {
  if (!text.includes("${")) return text;
  let missing = false;
  const filled = text.replace(VARIABLE, (_all, inner: string) => {
    if (inner === "*" || inner === "?" || inner === "$") return inner;
    const [key = "", fallback] = inner.split(",").map((part) => part.trim());
    const value = lookup(key);
    if (typeof value === "string") return value;
    if (fallback !== undefined) return fallback.replace(/^'|'$/g, "");
    missing = true;
    return "";
  });
  // A statement whose variable has no value matches nothing.
  return missing ? undefined : filled;
}
