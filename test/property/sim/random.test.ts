import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random, Simulation } from "../../../src/sim";

const SEED = 20_260_107;
const anySeed = fc.oneof(fc.integer(), fc.string());

describe(`substreams of chance (seed ${SEED})`, () => {
  it("do not feel each other: whoever else draws, and when, changes nothing", () => {
    fc.assert(
      fc.property(anySeed, fc.array(fc.constantFrom("mine", "other", "third"), { maxLength: 60 }), (seed, turns) => {
        const alone = new Simulation({ seed });
        const mixed = new Simulation({ seed });
        const drawn = turns.map((name) => ({ name, value: mixed.random(name).uniform() }));
        const mine = drawn.filter((draw) => draw.name === "mine").map((draw) => draw.value);
        expect(mine).toEqual(mine.map(() => alone.random("mine").uniform()));
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it("keep the arrivals when a consumer of chance is added", async () => {
    const arrivals = async (seed: number | string, consumers: number) => {
      const sim = new Simulation({ seed });
      const times: number[] = [];
      for (let i = 0; i < consumers; i++) {
        sim.every(7, () => sim.sleep(sim.random(`service ${i}`).exponential(5)), { times: 20, name: `consumer ${i}` });
      }
      sim.poisson({ name: "customers", perSecond: 20, times: 30 }, () => void times.push(sim.now));
      await sim.run();
      return times;
    };
    await fc.assert(
      fc.asyncProperty(anySeed, fc.integer({ min: 1, max: 4 }), async (seed, consumers) => {
        expect(await arrivals(seed, consumers)).toEqual(await arrivals(seed, 0));
      }),
      { seed: SEED, numRuns: 50 },
    );
  });

  it("stay in their ranges", () => {
    fc.assert(
      fc.property(anySeed, fc.integer(), fc.nat(1_000_000), (seed, low, span) => {
        const random = new Random(seed, "ranges");
        for (let i = 0; i < 20; i++) {
          const drawn = random.integer(low, low + span);
          expect(drawn >= low && drawn <= low + span && Number.isInteger(drawn)).toBe(true);
          const uniform = random.uniform();
          expect(uniform >= 0 && uniform < 1).toBe(true);
        }
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});
