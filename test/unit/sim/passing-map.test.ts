import { describe, expect, it } from "vitest";
import { PassingMap, Random } from "../../../src/sim";

describe("a map whose members come and go", () => {
  it("answers as a Map would, whatever the order, also when it has been empty (seed 1)", () => {
    const [map, model] = [new PassingMap<number, string>(), new Map<number, string>()];
    const random = new Random(1, "passing map");
    let timesEmpty = 0;
    for (let i = 0; i < 20_000; i++) {
      const key = random.integer(0, 5);
      if (random.bernoulli(0.4)) {
        map.set(key, `value ${i}`);
        model.set(key, `value ${i}`);
      } else expect(map.delete(key)).toBe(model.delete(key));
      expect(map.get(key)).toBe(model.get(key));
      expect(map.size).toBe(model.size);
      if (map.size === 0) timesEmpty++;
    }
    expect(timesEmpty).toBeGreaterThan(100);
  });
});
