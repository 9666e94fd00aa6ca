import { describe, expect, it } from "vitest";
import {
  fillTemplate,
  isReferencePath,
  readPath,
  readPathFor,
  writePath,
} from "../../../../../src/services/stepfunctions/paths";
import { isPath } from "../../../../../src/services/stepfunctions/paths/parse";
import { scopeOf } from "../scope";

const data = {
  order: {
    id: 7,
    "a.b": "dotted",
    lines: [
      { sku: "x", n: 1 },
      { sku: "y", n: 5 },
      { sku: "z", n: 9 },
    ],
  },
  empty: null,
};
const scope = scopeOf({ context: { Execution: { Name: "run" } }, variables: { who: { name: "Ada", ages: [36, 37] } } });

describe("readPath", () => {
  it.each([
    ["$", data],
    ["$.order.id", 7],
    ["$['order']['id']", 7],
    ['$["order"].id', 7],
    ["$.order['a.b']", "dotted"],
    ["$.order.lines[1].sku", "y"],
    ["$.order.lines[-1].sku", "z"],
    ["$.empty", null],
    ["$$.Execution.Name", "run"],
    ["$$", { Execution: { Name: "run" } }],
    ["$who", { name: "Ada", ages: [36, 37] }],
    ["$who.ages[1]", 37],
    ["$.order.lines.length()", 3],
  ])("reads %s", (path, expected) => {
    expect(readPath(path, data, scope)).toEqual(expected);
  });

  it.each([
    ["$.order.lines[*].sku", ["x", "y", "z"]],
    ["$.order.lines[1:].sku", ["y", "z"]],
    ["$.order.lines[:1].sku", ["x"]],
    ["$.order.lines[0,2].n", [1, 9]],
    ["$..sku", ["x", "y", "z"]],
    ["$.order.lines[?(@.n > 4)].sku", ["y", "z"]],
    ["$.order.lines[?(@.n > 4 && @.sku == 'z')].n", [9]],
    ["$who.ages[?(@ > 36)]", [37]],
    ["$.nothing[1:5]", []],
    ["$.order.lines[?(@.n > 100)]", []],
  ])("selects with %s, always as a list", (path, expected) => {
    expect(readPath(path, data, scope)).toEqual(expected);
  });

  it.each([
    ["$.no", "Invalid path '$.no' : No results for path: $['no']"],
    ["$.order.lines[7]", "Invalid path '$.order.lines[7]' : No results for path: $['order']['lines'][7]"],
    ["$.no.such", "Invalid path '$.no.such' : Missing property in path $['no']"],
    ["$nobody", "Invalid path '$nobody' : No results for path: $"],
  ])("fails with AWS's words for %s", (path, cause) => {
    expect(() => readPath(path, data, scope)).toThrow(
      expect.objectContaining({ error: "States.Runtime", cause, isInState: true }),
    );
  });

  it("names the field where a template or ErrorPath asks", () => {
    expect(() => readPathFor("value.$", "$.no", { a: 1 }, scope)).toThrow(
      expect.objectContaining({
        cause: `The JSONPath '$.no' specified for the field 'value.$' could not be found in the input '{"a":1}'`,
      }),
    );
  });

  it("runs no code in a filter", () => {
    const path = "$.order.lines[?(globalThis.hacked = true)]";
    expect(readPath(path, data, scope)).toEqual([]);
    expect((globalThis as { hacked?: boolean }).hacked).toBeUndefined();
    expect(readPath("$.order.lines[?(@.constructor.constructor('return 1')())]", data, scope)).toEqual([]);
  });

  it("does not see what an object inherits", () => {
    expect(() => readPath("$.order.constructor", data, scope)).toThrow("No results");
  });
});

describe("what a path is", () => {
  it.each(["$", "$.a", "$.a[0]", "$['a b']", "$.a[*]", "$..a", "$.a[?(@.b == ')')]", "$x.y"])("takes %s", (path) => {
    expect(isPath(path)).toBe(true);
  });

  it.each(["", "a", "$.", "$.a[", "$.a]", "$.a b[", "$a.", "$.a[?(@.b]", "$.a[]"])("refuses %j", (path) => {
    expect(isPath(path)).toBe(false);
  });

  it("tells a reference path, which names one place of the input", () => {
    expect(["$", "$.a.b[0]"].every(isReferencePath)).toBe(true);
    expect(["$.a[*]", "$..a", "$$.a", "$x", "$.a.length()", "$.a[1:2]"].some(isReferencePath)).toBe(false);
  });
});

describe("writePath", () => {
  it("makes what is missing and leaves the input as it was", () => {
    const input = { a: { b: 1 } };
    expect(writePath("$.a.c.d", input, 2)).toEqual({ a: { b: 1, c: { d: 2 } } });
    expect(input).toEqual({ a: { b: 1 } });
  });

  it("replaces everything at $ and nothing at null", () => {
    expect(writePath("$", { a: 1 }, 2)).toBe(2);
    expect(writePath(null, { a: 1 }, 2)).toEqual({ a: 1 });
  });

  it("sets an element of an array that is there", () => {
    expect(writePath("$.a[1]", { a: [1, 2] }, 9)).toEqual({ a: [1, 9] });
  });

  it.each([
    ["$.a.b", { a: 1 }],
    ["$.a", [1]],
    ["$.a[5]", { a: [1] }],
    ["$.a", "text"],
  ])("fails where something is in the way: %s", (path, input) => {
    expect(() => writePath(path, input, 2)).toThrow(
      expect.objectContaining({ error: "States.ResultPathMatchFailure" }),
    );
  });
});

describe("fillTemplate", () => {
  it("fills marked fields at any depth and keeps the rest", () => {
    const template = {
      "id.$": "$.order.id",
      fixed: "$.order.id",
      inner: { "run.$": "$$.Execution.Name", list: [1, { "who.$": "$who.name" }] },
      "text.$": "States.Format('{} of {}', $.order.id, $who.name)",
    };
    expect(fillTemplate(template, data, scope)).toEqual({
      id: 7,
      fixed: "$.order.id",
      inner: { run: "run", list: [1, { who: "Ada" }] },
      text: "7 of Ada",
    });
  });

  it("hands a constant on as it stands", () => {
    const template = { a: { b: [1, 2] } };
    expect(fillTemplate(template, data, scope)).toBe(template);
    expect(fillTemplate("text", data, scope)).toBe("text");
  });

  it("reads afresh each time, though it is taken apart once", () => {
    const template = { "n.$": "$.n" };
    expect([1, 2].map((n) => fillTemplate(template, { n }, scope))).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it("fails when a path names nothing, or a function is none", () => {
    expect(() => fillTemplate({ "x.$": "$.no" }, {}, scope)).toThrow("specified for the field 'x.$'");
    expect(() => fillTemplate({ "x.$": "States.Nope(1)" }, {}, scope)).toThrow("there is no function States.Nope");
  });
});
