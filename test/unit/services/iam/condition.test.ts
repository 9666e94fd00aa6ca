import { describe, expect, it } from "vitest";
import { conditionHolds, fillVariables, splitOperator } from "../../../../src/services/iam/condition";

/** operator, wanted, given (undefined: the key is absent), holds */
const cases: [string, string[], string | string[] | undefined, boolean][] = [
  ["StringEquals", ["a", "b"], "b", true],
  ["StringEquals", ["a"], "A", false],
  ["StringNotEquals", ["a", "b"], "c", true],
  ["StringNotEquals", ["a", "b"], "b", false],
  ["StringEqualsIgnoreCase", ["Ana"], "ANA", true],
  ["StringNotEqualsIgnoreCase", ["Ana"], "ANA", false],
  ["StringLike", ["user-*"], "user-7", true],
  ["StringLike", ["user-?"], "user-77", false],
  ["StringNotLike", ["user-*"], "root", true],
  ["NumericEquals", ["10"], "10.0", true],
  ["NumericNotEquals", ["10"], "11", true],
  ["NumericLessThan", ["10"], "10", false],
  ["NumericLessThanEquals", ["10"], "10", true],
  ["NumericGreaterThan", ["10"], "11", true],
  ["NumericGreaterThanEquals", ["10"], "9", false],
  ["NumericEquals", ["10"], "ten", false],
  ["DateEquals", ["2026-01-05T00:00:00Z"], "2026-01-05T00:00:00.000Z", true],
  ["DateLessThan", ["2026-01-06T00:00:00Z"], "2026-01-05T00:00:00Z", true],
  ["DateGreaterThan", ["2026-01-06T00:00:00Z"], "2026-01-05T00:00:00Z", false],
  ["DateGreaterThanEquals", ["1767571200"], "2026-01-05T00:00:00Z", true],
  ["Bool", ["false"], "false", true],
  ["Bool", ["true"], "false", false],
  ["IpAddress", ["203.0.113.0/24"], "203.0.113.9", true],
  ["IpAddress", ["203.0.113.0/24"], "203.0.114.9", false],
  ["IpAddress", ["2001:db8::/32"], "2001:db8::7", true],
  ["IpAddress", ["203.0.113.7"], "203.0.113.7", true],
  ["IpAddress", ["203.0.113.0/33"], "203.0.113.7", false],
  ["NotIpAddress", ["203.0.113.0/24"], "198.51.100.1", true],
  ["ArnLike", ["arn:aws:sns:*:123456789012:news-*"], "arn:aws:sns:us-east-1:123456789012:news-es", true],
  ["ArnEquals", ["arn:aws:sns:*:*:news"], "arn:aws:sns:us-east-1:123456789012:news", true],
  ["ArnLike", ["arn:aws:*:news"], "arn:aws:sns:us-east-1:123456789012:news", false],
  ["ArnNotLike", ["arn:aws:sns:*:123456789012:news-*"], "arn:aws:sns:us-east-1:999999999999:news-es", true],
  ["Null", ["true"], undefined, true],
  ["Null", ["true"], "x", false],
  ["Null", ["false"], "x", true],
  ["StringEquals", ["a"], undefined, false],
  ["StringNotEquals", ["a"], undefined, true],
  ["StringEqualsIfExists", ["a"], undefined, true],
  ["StringEqualsIfExists", ["a"], "b", false],
  ["ForAnyValue:StringEquals", ["a", "b"], ["x", "b"], true],
  ["ForAnyValue:StringEquals", ["a", "b"], ["x", "y"], false],
  ["ForAnyValue:StringEquals", ["a"], undefined, false],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], true],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
  ["ForAllValues:StringEquals", ["a"], undefined, true],
];

describe("a condition", () => {
  for (const [operator, wanted, given, holds] of cases) {
    it(`${operator} ${JSON.stringify(wanted)} of ${JSON.stringify(given)} is ${holds}`, () => {
      expect(conditionHolds(operator, wanted, given)).toBe(holds);
    });
  }

  it("is taken apart into set, name and IfExists", () => {
    expect(splitOperator("ForAnyValue:StringLikeIfExists")).toEqual({
      set: "ForAnyValue",
      name: "StringLike",
      ifExists: true,
    });
    expect(splitOperator("Some:StringLike").name).toBe("Some:StringLike");
  });

  it("fills policy variables, with a default when there is one, and matches nothing without a value", () => {
    const lookup = (key: string): string | undefined => (key === "aws:username" ? "ana" : undefined);
    expect(fillVariables("queue-$" + "{aws:username}", lookup)).toBe("queue-ana");
    expect(fillVariables("$" + "{aws:none, 'team'}", lookup)).toBe("team");
    expect(fillVariables("$" + "{*}", lookup)).toBe("*");
    expect(fillVariables("$" + "{aws:none}", lookup)).toBeUndefined();
  });
});
