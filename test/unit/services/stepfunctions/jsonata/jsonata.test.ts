import { describe, expect, it } from "vitest";
import { evaluate, evaluateAs, hasExpressions } from "../../../../../src/services/stepfunctions/jsonata";
import { scopeOf } from "../scope";

const states = {
  input: { a: [1, 2, 3], name: "Ada", one: [5] },
  result: { ok: true },
  context: { State: { Name: "S" } },
};
const run = (template: unknown, scope = scopeOf({ variables: { limit: 2 } })) =>
  evaluate(template, states, scope, "Output");

describe("evaluate", () => {
  it("evaluates expressions anywhere in a template and keeps the rest", async () => {
    const template = {
      sum: "{% $sum($states.input.a) %}",
      list: ["{% $states.result.ok %}", "text", 1],
      inner: { state: "{% $states.context.State.Name %}", big: "{% $states.input.a[$ > $limit] %}" },
      text: "no {% expression %} here",
    };
    expect(await run(template)).toEqual({
      sum: 6,
      list: [true, "text", 1],
      inner: { state: "S", big: 3 },
      text: "no {% expression %} here",
    });
  });

  it("knows the functions that Step Functions adds", async () => {
    expect(await run("{% $partition([1,2,3], 2) %}")).toEqual([[1, 2], [3]]);
    expect(await run("{% $range(0, 10, 5) %}")).toEqual([0, 5, 10]);
    expect(await run("{% $hash('input data', 'MD5') %}")).toBe("812f45842bc6d66ee14572ce20db8e86");
    expect(await run("{% $parse('{\"a\":[1]}').a %}")).toEqual([1]);
    expect(await run("{% $random(7) = $random(7) %}")).toBe(true);
    expect(await run("{% $uuid() %}")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  });

  it("takes the time from the simulation", async () => {
    expect(await run("{% $now() %}")).toBe("2026-01-05T00:00:00.000Z");
    expect(await run("{% $millis() %}")).toBe(Date.parse("2026-01-05T00:00:00Z"));
    expect(await run("{% $toMillis('10:30', '[H01]:[m01]') %}")).toBe(Date.parse("2026-01-05T10:30:00Z"));
  });

  it("takes chance from the simulation", async () => {
    const draw = () => run("{% [$random(), $uuid(), $shuffle([1..20])] %}");
    expect(await draw()).toEqual(await draw());
  });

  it("gives plain arrays, so that a list of one stays a list for the next expression", async () => {
    const filtered = (await run("{% $states.input.a[$ > 1] %}")) as number[];
    expect(Object.keys(filtered)).toEqual(["0", "1"]);
    const one = await run("{% [$states.input.a[$ = 1]] %}");
    const next = evaluate("{% $x %}", states, scopeOf({ variables: { x: one } }), "Output");
    expect(await next).toEqual([1]);
  });

  it.each([
    [
      "{% $doesNotExist %}",
      "The JSONata expression '$doesNotExist' specified for the field 'Output' returned nothing (undefined).",
    ],
    ["{% $fn := function($x){$x} %}", "returned an unsupported result type."],
    ["{% 1 + 'a' %}", "threw an error during evaluation. T2002: "],
    ["{% $eval('1') %}", "threw an error during evaluation. T1006: "],
    ["{% $partition([1], 0) %}", "must be greater than 0"],
    ["{% $parse('{') %}", "not a JSON text"],
    ["{% 1 / 0 %}", "returned an unsupported result type."],
    ["{% ($f := function($n){ 1 + $f($n + 1) }; $f(0)) %}", "threw an error during evaluation."],
  ])("fails for %s", async (template, cause) => {
    await expect(run(template)).rejects.toMatchObject({ error: "States.QueryEvaluationError", location: "Output" });
    await expect(run(template)).rejects.toThrow(cause);
  });

  it("names the place inside the template", async () => {
    await expect(run({ a: [{ b: "{% $no %}" }] })).rejects.toMatchObject({ location: "Output/a[0]/b" });
  });

  it("cannot be made to change its input", async () => {
    await run("{% $states.input ~> |$|{'name': 'Eve'}| %}");
    expect(states.input.name).toBe("Ada");
  });
});

describe("evaluateAs", () => {
  it("takes a value of the type, and says what else it got", async () => {
    const of = (template: unknown, type: Parameters<typeof evaluateAs>[0]) =>
      evaluateAs(type, template, states, scopeOf(), "Items");
    expect(await of("{% [1] %}", "array")).toEqual([1]);
    expect(await of(3, "integer")).toBe(3);
    await expect(of("{% true %}", "array")).rejects.toThrow(
      "The JSONata expression 'true' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'boolean' for value: true",
    );
    await expect(of("{% 1.5 %}", "integer")).rejects.toThrow("Expected 'integer', but was 'number' for value: 1.5");
    await expect(of("{% null %}", "array")).rejects.toThrow("but was 'null' for value: null");
  });
});

describe("hasExpressions", () => {
  it("tells templates that need evaluation from those that stand for themselves", () => {
    expect(hasExpressions({ a: ["{% 1 %}"] })).toBe(true);
    expect(hasExpressions({ a: ["{% 1", 2, null] })).toBe(false);
  });
});
