import { describe, expect, it } from "vitest";
import { compileIntrinsic, INTRINSICS } from "../../../../../src/services/stepfunctions/intrinsics";
import { scopeOf } from "../scope";

const data = { list: [1, 2, 3, 4, 5], text: "a,b;c", object: { a: 1, list: [] }, n: 2.5, word: "héllo", nothing: null };

const run = (text: string, scope = scopeOf()) => compileIntrinsic(text)(data, scope);

describe("intrinsic functions", () => {
  it("are the eighteen of the language", () => {
    expect(INTRINSICS.size).toBe(18);
  });

  it.each([
    ["States.Array(1, 'a', $.nothing, $.object)", [1, "a", null, { a: 1, list: [] }]],
    ["States.Array()", []],
    ["States.ArrayPartition($.list, 2)", [[1, 2], [3, 4], [5]]],
    ["States.ArrayContains($.list, 3)", true],
    ["States.ArrayContains(States.Array($.object), $.object)", true],
    ["States.ArrayContains($.list, '3')", false],
    ["States.ArrayRange(1, 9, 2)", [1, 3, 5, 7, 9]],
    ["States.ArrayRange(5, 1, -2)", [5, 3, 1]],
    ["States.ArrayGetItem($.list, 4)", 5],
    ["States.ArrayLength($.list)", 5],
    ["States.ArrayUnique(States.Array(1, 1, $.object, $.object, '1'))", [1, { a: 1, list: [] }, "1"]],
    ["States.Base64Encode($.word)", "aMOpbGxv"],
    ["States.Base64Decode('aMOpbGxv')", "héllo"],
    ["States.Hash('input data', 'SHA-256')", "b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3"],
    ["States.JsonMerge($.object, States.StringToJson('{\"a\":2}'), false)", { a: 2, list: [] }],
    ["States.MathAdd($.n, -1)", 2],
    ["States.MathAdd(-1.5, 0)", -1],
    ["States.StringSplit($.text, ',;')", ["a", "b", "c"]],
    ["States.Format('{} and {}', $.n, $.object)", "2.5 and {a=1, list=[]}"],
    ["States.Format('It\\'s \\{\\} {}', 'x')", "It's {} x"],
    ["States.StringToJson('[1, {\"a\": null}]')", [1, { a: null }]],
    ["States.StringToJson(' ')", null],
    ["States.JsonToString($.object)", '{"a":1,"list":[]}'],
    ["States.ArrayLength($.list[?(@ > 2)])", 3],
    ["States.Format('{}', States.ArrayGetItem(States.StringSplit('a/b', '/'), 1))", "b"],
  ])("evaluates %s", (text, expected) => {
    expect(run(text)).toEqual(expected);
  });

  it.each([
    ["States.ArrayPartition($.list, 0)", "must be greater than 0"],
    ["States.ArrayPartition('x', 2)", "argument 1 of States.ArrayPartition must be of type array, not string"],
    ["States.ArrayRange(0, 1, 0)", "must not be 0"],
    ["States.ArrayRange(0, 5000, 1)", "at most 1000 elements, not 5001"],
    ["States.ArrayGetItem($.list, 5)", "out of bounds for an array of length 5"],
    ["States.ArrayLength($.text)", "must be of type array, not string"],
    ["States.Base64Decode('%%%')", "not Base64"],
    ["States.Hash('x', 'CRC32')", "must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512"],
    ["States.JsonMerge($.object, $.object, true)", "the third argument must be false"],
    ["States.MathRandom(3, 3)", "must be greater than its start"],
    ["States.MathAdd('1', 2)", "must be of type number, not string"],
    ["States.MathAdd(1, 99999999999)", "from -2147483648 to 2147483647"],
    ["States.Format('{}')", "0 and 1"],
    ["States.StringToJson('{')", "no JSON text"],
    ["States.UUID(1)", "takes 0 arguments, not 1"],
    ["States.ArrayLength($.no)", "The JsonPath argument for the field '$.no' could not be found in the input"],
  ])("refuses %s", (text, reason) => {
    expect(() => run(text)).toThrow(`The function '${text}' had the following error: `);
    expect(() => run(text)).toThrow(reason);
  });

  it.each(["States.Nope()", "States.Array(", "States.Array(1,)", "States.Array('x)", "nonsense", "States.Array(1) 2"])(
    "does not take %s for a call",
    (text) => {
      expect(() => run(text)).toThrow(expect.objectContaining({ error: "States.Runtime" }));
    },
  );

  it("nests ten deep and no deeper", () => {
    const nested = (depth: number): string => (depth === 0 ? "1" : `States.Array(${nested(depth - 1)})`);
    expect(run(nested(10))).toBeDefined();
    expect(() => run(nested(11))).toThrow("at most 10 deep");
  });

  it("draws from the simulation's chance, or from a seed", () => {
    const draws = Array.from({ length: 200 }, () => run("States.MathRandom(1, 4)") as number);
    expect(new Set(draws)).toEqual(new Set([run("States.MathRandom(1, 4)")])); // a fresh scope draws the same
    const scope = scopeOf();
    const more = Array.from({ length: 200 }, () => run("States.MathRandom(1, 4)", scope) as number);
    expect(new Set(more)).toEqual(new Set([1, 2, 3])); // the end is excluded
    expect(run("States.MathRandom(1, 1000, 7)", scope)).toBe(run("States.MathRandom(1, 1000, 7)", scope));
    expect(run("States.UUID()", scope)).not.toBe(run("States.UUID()", scope));
  });
});
