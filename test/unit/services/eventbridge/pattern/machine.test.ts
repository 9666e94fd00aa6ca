import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Machine, matchesPattern, parsePattern, whyUnmet } from "../../../../../src/services/eventbridge/pattern";
import { openReadings, readWildcard } from "../../../../../src/services/eventbridge/pattern/wildcard";

const SEED = 20260105;
const names = ["source", "detail-type", "a", "b", "c"];
const texts = ["", "a", "ab", "abc", "ABC", "bab", "x/y", "10.0.0.1", "10.0.0.77"];
const text = fc.constantFrom(...texts);
const number = fc.constantFrom(-1, 0, 0.5, 1, 2, 300);
const scalar = fc.oneof(text, number, fc.constantFrom(true, false, null));

/** Small patterns over few names and values, so that they often meet the events. */
const operator = fc.oneof(
  text.map((prefix) => ({ prefix })),
  text.map((suffix) => ({ suffix })),
  text.map((each) => ({ prefix: { "equals-ignore-case": each } })),
  text.map((each) => ({ "equals-ignore-case": each })),
  fc.constantFrom("a*", "*b", "*a*", "a*c", "*").map((wildcard) => ({ wildcard })),
  fc.constantFrom("10.0.0.0/26", "10.0.0.64/26").map((cidr) => ({ cidr })),
  fc.boolean().map((exists) => ({ exists })),
  fc.uniqueArray(text, { minLength: 1, maxLength: 3 }).map((each) => ({ "anything-but": each })),
  number.map((each) => ({ "anything-but": each })),
  fc
    .constantFrom("a", "ab")
    .chain((each) => fc.constantFrom({ prefix: each }, { suffix: each }, { wildcard: `*${each}*` }))
    .map((each) => ({ "anything-but": each })),
  fc.tuple(fc.constantFrom(">", ">="), number).map((numeric) => ({ numeric })),
  fc.tuple(fc.constantFrom("<", "<=", "="), number).map((numeric) => ({ numeric })),
  number.map((low) => ({ numeric: [">", low, "<=", low + 1] })),
);
const tests = fc.array(fc.oneof(scalar, operator), { minLength: 1, maxLength: 3 });
const flat = fc.dictionary(fc.constantFrom(...names), tests, { minKeys: 1, maxKeys: 3 });
const pattern = fc.oneof(
  { weight: 3, arbitrary: flat },
  flat.map((detail) => ({ detail })),
  fc.tuple(flat, flat).map((both) => ({ $or: both })),
  fc.tuple(flat, flat, tests).map(([one, other, source]) => ({ source, detail: { $or: [one, other] } })),
);
const values = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }));
const object = fc.dictionary(fc.constantFrom(...names), values, { maxKeys: 4 });
const event = fc.record(
  {
    source: values,
    "detail-type": values,
    a: values,
    b: fc.oneof(values, object),
    detail: fc.oneof(object, fc.array(object, { maxLength: 3 })),
  },
  { requiredKeys: [] },
);

describe("Machine", () => {
  it(`finds what reading each pattern alone finds (seed ${SEED})`, () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { minLength: 1, maxLength: 8 }),
        fc.array(event, { minLength: 1, maxLength: 6 }),
        (patterns, events) => {
          const machine = new Machine<number>();
          const read = patterns.map((each) => parsePattern(JSON.stringify(each)));
          read.forEach((each, i) => {
            machine.set(i, each);
          });
          for (const each of events) {
            expect(machine.match(each)).toEqual(read.flatMap((one, i) => (matchesPattern(one, each) ? [i] : [])));
          }
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });

  it(`forgets what is deleted and keeps the rest (seed ${SEED})`, () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { minLength: 2, maxLength: 8 }),
        fc.array(fc.nat(7), { maxLength: 12 }),
        event,
        (patterns, deletions, each) => {
          const machine = new Machine<number>();
          const kept = new Map(patterns.map((one, i) => [i, parsePattern(JSON.stringify(one))]));
          for (const [i, one] of kept) machine.set(i, one);
          for (const i of deletions) {
            expect(machine.delete(i)).toBe(kept.delete(i));
            expect(machine.size).toBe(kept.size);
          }
          expect(machine.match(each)).toEqual([...kept].flatMap(([i, one]) => (matchesPattern(one, each) ? [i] : [])));
        },
      ),
      { seed: SEED, numRuns: 200 },
    );
  });

  it("gives a rule that is set again its place but another pattern", () => {
    const machine = new Machine<string>();
    machine.set("one", parsePattern('{"a": ["x"]}'));
    machine.set("two", parsePattern('{"a": ["y"]}'));
    machine.set("one", parsePattern('{"a": ["y"]}'));
    expect(machine.match({ a: "x" })).toEqual([]);
    expect(machine.match({ a: "y" })).toEqual(["one", "two"]);
  });

  it("looks at no more patterns than share their beginning with the event", () => {
    const machine = new Machine<number>();
    for (let i = 0; i < 5_000; i++)
      machine.set(i, parsePattern(`{"source": ["s${i}"], "detail": {"n": [{"numeric": [">", ${i}]}]}}`));
    expect(machine.match({ source: "s4321", detail: { n: 4_322 } })).toEqual([4_321]);
    expect(machine.match({ source: "s4321", detail: { n: 4_321 } })).toEqual([]);
  });
});

describe("whyUnmet", () => {
  const read = parsePattern('{"e": {"f": ["x"], "g": ["y"]}, "h": [1]}');
  it("is undefined when the event matches", () => {
    expect(whyUnmet(read, { e: { f: "x", g: "y" }, h: 1 })).toBeUndefined();
  });
  it("names the first field that is not met", () => {
    expect(whyUnmet(read, { e: { f: "x", g: "z" }, h: 2 })).toBe("e.g");
  });
  it('is "" when fields are met in different elements', () => {
    expect(whyUnmet(read, { e: [{ f: "x" }, { g: "y" }], h: 1 })).toBe("");
  });
});

describe("openReadings", () => {
  it.each([
    ["abc", 0],
    ["a*", 2],
    ["*.png", 2],
    ["/Users/*/dir/dir/dir/dir/dir/doc.txt", 7],
  ])("of %s is %i", (wildcard, open) => {
    expect(openReadings([readWildcard(wildcard)])).toBe(open);
  });
  it("has no end for a wildcard that AWS refuses", () => {
    expect(openReadings([readWildcard("*:*:*:*:*:event-bus/*")])).toBe(Number.POSITIVE_INFINITY);
  });
});
