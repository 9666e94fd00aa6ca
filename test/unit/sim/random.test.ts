import { describe, expect, it } from "vitest";
import { Random } from "../../../src/sim/random";

const many = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("a substream of chance", () => {
  it("gives the same draws for the same seed and name", () => {
    const draws = () => {
      const random = new Random(7, "arrivals");
      return [random.uniform(), random.integer(1, 6), random.exponential(2), random.uuid(), random.bytes(4)];
    };
    expect(draws()).toEqual(draws());
  });

  it("gives draws that are written down, so that no release changes old runs unseen", () => {
    const random = new Random(1, "regression");
    expect([random.uniform(), random.integer(1, 1_000_000), random.uuid()]).toMatchInlineSnapshot(`
      [
        0.901533251496442,
        618957,
        "056328ca-686f-4503-88f1-07e76da49005",
      ]
    `);
  });

  it("gives other draws for another name, another seed, or a seed of another type", () => {
    const first = new Set([
      new Random(7, "a").uniform(),
      new Random(7, "b").uniform(),
      new Random(8, "a").uniform(),
      new Random("7", "a").uniform(),
    ]);
    expect(first.size).toBe(4);
  });

  it("draws whole numbers evenly, both ends included", () => {
    const random = new Random(1, "die");
    const counts = new Map<number, number>();
    for (const face of many(60_000, () => random.integer(1, 6))) counts.set(face, (counts.get(face) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    // Chi-square with 5 degrees of freedom stays below 20.5 in 99.9 % of seeds; this seed is fixed.
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(20.5);
  });

  it("draws exponential gaps with the mean asked for", () => {
    const random = new Random(1, "gaps");
    const gaps = many(50_000, () => random.exponential(4));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    expect(mean(gaps)).toBeCloseTo(4, 1);
  });

  it("draws events with the probability asked for", () => {
    const random = new Random(1, "coin");
    expect(mean(many(50_000, () => (random.bernoulli(0.3) ? 1 : 0)))).toBeCloseTo(0.3, 2);
    expect(many(100, () => random.bernoulli(0)).some(Boolean)).toBe(false);
    expect(many(100, () => random.bernoulli(1)).every(Boolean)).toBe(true);
  });

  it("picks and shuffles without touching the list", () => {
    const random = new Random(1, "list");
    const list = Object.freeze(["a", "b", "c", "d", "e"]);
    expect(list).toContain(random.pick(list));
    const shuffled = random.shuffle(list);
    expect(shuffled).not.toBe(list);
    expect([...shuffled].sort()).toEqual(list);
  });

  it("makes version 4 UUIDs", () => {
    const random = new Random(1, "ids");
    const ids = many(1_000, () => random.uuid());
    expect(new Set(ids).size).toBe(1_000);
    for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it.each([
    [(r: Random) => r.integer(3, 2), "integer: needs whole numbers low <= high"],
    [(r: Random) => r.integer(0.5, 2), "integer: needs whole numbers low <= high"],
    [(r: Random) => r.exponential(0), "exponential: the mean must be > 0, not 0"],
    [(r: Random) => r.bernoulli(1.5), "bernoulli: a probability lies between 0 and 1, not 1.5"],
    [(r: Random) => r.pick([]), "pick: the list is empty"],
  ])("refuses what makes no sense (%#)", (draw, message) => {
    expect(() => draw(new Random(1, "x"))).toThrow(message);
  });
});
