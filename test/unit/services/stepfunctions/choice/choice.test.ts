import { describe, expect, it } from "vitest";
import { choose, chooseByCondition } from "../../../../../src/services/stepfunctions/choice";
import { OPERATORS } from "../../../../../src/services/stepfunctions/choice/operators";
import type { ChoiceRule } from "../../../../../src/services/stepfunctions/definition";
import { scopeOf } from "../scope";

const data = {
  s: "blue",
  n: 5,
  b: true,
  t: "2026-03-01T10:00:00Z",
  z: null,
  other: { s: "blue", n: 4, t: "2026-03-01T11:00:00+02:00", b: false },
};
const holds = (rule: Partial<ChoiceRule>) =>
  choose([{ Next: "A", ...rule } as ChoiceRule], data, scopeOf()) !== undefined;

describe("choice operators", () => {
  it.each([
    ["$.s", "StringEquals", "blue", true],
    ["$.s", "StringEquals", "Blue", false],
    ["$.s", "StringEqualsPath", "$.other.s", true],
    ["$.s", "StringLessThan", "c", true],
    ["$.s", "StringLessThanPath", "$.other.s", false],
    ["$.s", "StringGreaterThan", "b", true],
    ["$.s", "StringGreaterThanPath", "$.other.s", false],
    ["$.s", "StringLessThanEquals", "blue", true],
    ["$.s", "StringLessThanEqualsPath", "$.other.s", true],
    ["$.s", "StringGreaterThanEquals", "c", false],
    ["$.s", "StringGreaterThanEqualsPath", "$.other.s", true],
    ["$.s", "StringMatches", "b*e", true],
    ["$.s", "StringMatches", "b*x", false],
    ["$.n", "NumericEquals", 5, true],
    ["$.n", "NumericEqualsPath", "$.other.n", false],
    ["$.n", "NumericLessThan", 5, false],
    ["$.n", "NumericLessThanPath", "$.other.n", false],
    ["$.n", "NumericGreaterThan", 4, true],
    ["$.n", "NumericGreaterThanPath", "$.other.n", true],
    ["$.n", "NumericLessThanEquals", 5, true],
    ["$.n", "NumericLessThanEqualsPath", "$.other.n", false],
    ["$.n", "NumericGreaterThanEquals", 6, false],
    ["$.n", "NumericGreaterThanEqualsPath", "$.other.n", true],
    ["$.n", "StringEquals", "5", false],
    ["$.b", "BooleanEquals", true, true],
    ["$.b", "BooleanEqualsPath", "$.other.b", false],
    ["$.t", "TimestampEquals", "2026-03-01T11:00:00+01:00", true],
    ["$.t", "TimestampEqualsPath", "$.other.t", false],
    ["$.t", "TimestampLessThan", "2026-03-01T10:00:00.001Z", true],
    ["$.t", "TimestampLessThanPath", "$.other.t", false],
    ["$.t", "TimestampGreaterThan", "2026-03-01T10:00:00Z", false],
    ["$.t", "TimestampGreaterThanPath", "$.other.t", true],
    ["$.t", "TimestampLessThanEquals", "2026-03-01T10:00:00Z", true],
    ["$.t", "TimestampLessThanEqualsPath", "$.other.t", false],
    ["$.t", "TimestampGreaterThanEquals", "2026-03-01T10:00:00Z", true],
    ["$.t", "TimestampGreaterThanEqualsPath", "$.other.t", true],
    ["$.s", "TimestampEquals", "2026-03-01T10:00:00Z", false],
    ["$.z", "IsNull", true, true],
    ["$.s", "IsNull", false, true],
    ["$.s", "IsString", true, true],
    ["$.n", "IsNumeric", true, true],
    ["$.b", "IsBoolean", true, true],
    ["$.t", "IsTimestamp", true, true],
    ["$.s", "IsTimestamp", true, false],
    ["$.s", "IsPresent", true, true],
    ["$.nope", "IsPresent", false, true],
    ["$.nope", "IsPresent", true, false],
  ])("%s %s %j: %s", (Variable, operator, operand, expected) => {
    expect(holds({ Variable, [operator]: operand })).toBe(expected);
  });

  it("are those of the language, with IsPresent aside", () => {
    expect(Object.keys(OPERATORS)).toHaveLength(22);
  });

  it.each([
    ["a*b", "a\\*b", true],
    ["axb", "a\\*b", false],
    ["a\\b", "a\\\\b", true],
    ["log.txt", "*.txt", true],
    ["aXbYc", "a*b*c", true],
    ["ab", "a*b*b", false],
    ["", "*", true],
    ["a".repeat(5_000), `${"a*".repeat(500)}b`, false],
  ])("matches %j with %j", (text, StringMatches, expected) => {
    const rule = { Next: "A", Variable: "$", StringMatches };
    expect(choose([rule], text, scopeOf()) !== undefined).toBe(expected);
  });

  it("combines with And, Or and Not", () => {
    const yes = { Variable: "$.n", NumericEquals: 5 } as unknown as ChoiceRule;
    const no = { Variable: "$.n", NumericEquals: 6 } as unknown as ChoiceRule;
    expect(holds({ And: [yes, yes] })).toBe(true);
    expect(holds({ And: [yes, no] })).toBe(false);
    expect(holds({ Or: [no, yes] })).toBe(true);
    expect(holds({ Not: no })).toBe(true);
    expect(holds({ And: [{ Or: [no, yes] } as ChoiceRule, { Not: no } as ChoiceRule] })).toBe(true);
  });

  it("fails when the variable names nothing, as AWS does", () => {
    expect(() => holds({ Variable: "$.nope", StringEquals: "x" })).toThrow(
      "Invalid path '$.nope': The choice state's condition path references an invalid value.",
    );
  });

  it("takes the first rule that holds", () => {
    const rules = ["A", "B"].map((Next) => ({ Next, Variable: "$.n", NumericEquals: 5 }));
    expect(choose(rules, data, scopeOf())?.Next).toBe("A");
    expect(choose([], data, scopeOf())).toBeUndefined();
  });
});

describe("conditions in JSONata", () => {
  const states = { input: data, context: {} };

  it("takes the first that is true", async () => {
    const rules: ChoiceRule[] = [
      { Condition: "{% $states.input.n > 10 %}", Next: "A" },
      { Condition: true, Next: "B" },
    ];
    expect((await chooseByCondition(rules, states, scopeOf()))?.Next).toBe("B");
  });

  it("fails when one is no boolean", async () => {
    const rules: ChoiceRule[] = [{ Condition: "{% $states.input.n %}", Next: "A" }];
    await expect(chooseByCondition(rules, states, scopeOf())).rejects.toMatchObject({
      error: "States.QueryEvaluationError",
      location: "Choices[0]/Condition",
    });
  });
});
