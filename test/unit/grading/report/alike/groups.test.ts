import { describe, expect, it } from "vitest";
import { fingerprintsOf, RUN, WINDOW } from "../../../../../src/grading/report/alike/fingerprints";
import { alikeGroups, THRESHOLD } from "../../../../../src/grading/report/alike/groups";

/** A class with as many different methods as asked for, from a seed. */
function code(seed: number, methods = 12): string {
  let state = seed;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor(state / 65_536) % below;
  };
  const bodies = [
    "x = x + y;",
    "if (x > y) { return x; }",
    "while (x) { x--; }",
    "y.push(x);",
    "for (const a of b) { c(a); }",
    "x = [y, z];",
  ];
  const body = () => Array.from({ length: 5 }, () => bodies[next(bodies.length)]).join(" ");
  return `class Q { ${Array.from({ length: methods }, (_, i) => `m${i}() { ${body()} }`).join("\n")} }`;
}

const cells = (source: string) => new Map([["x2-queue", source]]);
const membersOf = (sources: string[], starter = "") =>
  alikeGroups(sources.map(cells), [cells(starter)]).groups.map(({ members }) => members);

describe("fingerprints", () => {
  it("do not change with names, numbers, texts, comments and layout", () => {
    const a =
      'function total(items: number[]) { let sum = 0; for (const item of items) sum += item * 2; return "a" + sum; }';
    const b =
      'function t(xs: number[]) { // mine\n  let s = 9;\n\n  for (const x of xs) s += x * 7;\n  return "b" + s;\n}';
    expect([...fingerprintsOf(cells(a)).keys()]).toEqual([...fingerprintsOf(cells(b)).keys()]);
    expect([...fingerprintsOf(cells(a.replace("+=", "-="))).keys()]).not.toEqual([...fingerprintsOf(cells(a)).keys()]);
  });

  it(`find every run of ${RUN + WINDOW - 1} tokens that two answers share, wherever it stands`, () => {
    const shared = "x = a + b * c - d / e + f ( g , h ) ;"; // 19 tokens
    for (let seed = 1; seed <= 20; seed++) {
      const [one, other] = [
        `${code(seed, 2)} ${shared} ${code(seed + 50, 1)}`,
        `${code(seed + 100, 1)} ${shared} ${code(seed + 150, 2)}`,
      ];
      const mine = fingerprintsOf(cells(one));
      expect(
        [...fingerprintsOf(cells(other)).keys()].some((hash) => mine.has(hash)),
        `seed ${seed}`,
      ).toBe(true);
    }
  });

  it("say on which lines they stand, and take whatever text there is", () => {
    const spans = [...fingerprintsOf(cells(`\n\n${code(1, 3)}`)).values()].flat();
    expect(Math.min(...spans.map(({ from }) => from))).toBe(2);
    for (const text of ["", "`${", "'\u0000", "/* never closed", "ñ 😀 \u2028"])
      expect(fingerprintsOf(cells(text))).toBeInstanceOf(Map);
  });
});

describe("groups", () => {
  it("hold the copies, renamed or laid out anew, and nobody else", () => {
    const copy = code(1).replaceAll("x", "value").replaceAll("\n", "\n\n // note\n");
    const more = `${code(1)}\nfunction extra() { return 1; }`;
    expect(membersOf([code(1), code(2), copy, code(3), more])).toEqual([[0, 2, 4]]);
    expect(membersOf([code(1), code(2), code(3), code(4)])).toEqual([]);
  });

  it("show each member beside the one most like it", () => {
    const { groups } = alikeGroups([code(1), code(1), `${code(1)} ${code(9, 1)}`].map(cells), []);
    expect(groups[0]?.pairs.map(({ a, b, share }) => [a, b, share === 1])).toEqual([
      [0, 1, true],
      [0, 2, false],
    ]);
    expect(groups[0]?.pairs[1]?.share).toBeGreaterThanOrEqual(THRESHOLD);
  });

  it("do not count what everyone was given, nor compare what is short", () => {
    const starter = code(5);
    expect(membersOf([starter, `${starter} const a = 1;`], starter)).toEqual([]);
    expect(membersOf([starter, `${starter} const a = 1;`])).toEqual([[0, 1]]);
    expect(membersOf(["const a = 1;", "const b = 2;"])).toEqual([]);
  });

  it("need no more time than the class deserves: 300 equal submissions", () => {
    const { groups } = alikeGroups(
      Array.from({ length: 300 }, () => cells(code(1))),
      [],
    );
    expect(groups).toHaveLength(1);
    expect(groups[0]?.pairs).toHaveLength(299);
  });
});
