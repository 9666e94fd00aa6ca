import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Simulation } from "../../../src/sim";
import { play, program, type Step } from "./programs";

const SEED = 20_260_105;

describe(`the clock (seed ${SEED})`, () => {
  it("never runs back, whatever processes do", async () => {
    await fc.assert(
      fc.asyncProperty(program, async (given) => {
        const { times, sim } = await play(given);
        for (let i = 1; i < times.length; i++) expect(times[i]).toBeGreaterThanOrEqual(times[i - 1]!);
        for (let row = 1; row < sim.trace.length; row++) {
          expect(sim.trace.at(row)).toBeGreaterThanOrEqual(sim.trace.at(row - 1));
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("gives the same run for the same seed on every flush path", async () => {
    await fc.assert(
      fc.asyncProperty(program, fc.integer(), async (given, seed) => {
        const tick = await play(given, { seed, flush: "tick" });
        const immediate = await play(given, { seed, flush: "immediate" });
        expect(immediate.sim.trace.hash()).toBe(tick.sim.trace.hash());
        expect(immediate.sim.now).toBe(tick.sim.now);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it("gives the same hash in a hundred runs of one busy program, between which only the flush path changes", async () => {
    const busy = fc.sample(fc.array(program, { minLength: 5, maxLength: 5 }), { seed: SEED, numRuns: 1 })[0]!.flat();
    const hashes = new Set<string>();
    for (let run = 0; run < 100; run++) {
      const { sim } = await play(busy, { seed: 42, flush: run % 2 === 0 ? "tick" : "immediate" });
      hashes.add(sim.trace.hash());
    }
    expect(hashes.size).toBe(1);
    expect((await play(busy, { seed: 43 })).sim.trace.hash()).not.toBe([...hashes][0]);
  });

  it("wakes each process at its own time and no later", async () => {
    const sleeper = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(fc.array(sleeper, { minLength: 1, maxLength: 8 }), async (sleepers) => {
        const given = sleepers.map((all) => all.map((ms): Step => ({ do: "sleep", ms })));
        const { sim } = await play(given);
        sleepers.forEach((all, i) => {
          const seen = sim.trace.for(`p${i}`).map((event) => event.at);
          let sum = 0;
          expect(seen).toEqual(all.map((ms) => (sum += ms)));
        });
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it("moves for a call at the top level exactly to its answer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(50), { maxLength: 30 }), fc.nat(50), async (others, mine) => {
        const sim = new Simulation();
        const fired: number[] = [];
        for (const at of others) sim.at(at, () => void fired.push(at));
        const waiter = sim.waiter();
        sim.at(mine, () => waiter.resolve(undefined));
        await waiter.promise;
        expect(sim.now).toBe(mine);
        expect(fired).toEqual(others.filter((at) => at <= mine).sort((a, b) => a - b));
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});
