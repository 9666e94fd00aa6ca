import { describe, expect, it } from "vitest";
import { Simulation } from "../../../src/sim";

describe("a fault", () => {
  it("holds in its window: the first instant included, the last not", async () => {
    const sim = new Simulation();
    sim.faults.down("orders", { from: { seconds: 1 }, until: { seconds: 2 } });
    const seen: [number, boolean][] = [];
    for (const at of [0, 999, 1_000, 1_999, 2_000]) sim.at(at, () => void seen.push([at, sim.faults.isDown("orders")]));
    await sim.run();
    expect(seen).toEqual([
      [0, false],
      [999, false],
      [1_000, true],
      [1_999, true],
      [2_000, false],
    ]);
  });

  it("holds from the start and without end when no window is given, and only for its target", () => {
    const sim = new Simulation();
    expect(sim.faults.any).toBe(false);
    sim.faults.down("orders");
    expect([sim.faults.any, sim.faults.isDown("orders"), sim.faults.isDown("other")]).toEqual([true, true, false]);
  });

  it("slows the work of a process by the product of the factors", async () => {
    const sim = new Simulation();
    sim.faults.slow("consumer", { factor: 3 });
    sim.faults.slow("consumer", { factor: 2, until: 100 });
    const ends: number[] = [];
    sim.spawn("consumer", async () => {
      await sim.work(10);
      ends.push(sim.now);
      await sim.sleep(100);
      await sim.work(10);
      ends.push(sim.now);
    });
    await sim.run();
    expect(ends).toEqual([60, 190]);
  });

  it("poisons the messages that match", () => {
    const { faults } = new Simulation();
    faults.poison("orders", (body) => body.includes("bad"));
    expect(() => faults.check("orders", "good")).not.toThrow();
    expect(() => faults.check("other", "bad")).not.toThrow();
    expect(() => faults.check("orders", "a bad one")).toThrow('poison message on "orders": "a bad one"');
  });

  it("strikes with its probability, from a substream of its own", () => {
    const sim = new Simulation({ seed: 3 });
    const before = sim.random("arrivals").uniform();
    sim.faults.throttle("orders", { probability: 0.25 });
    const strikes = Array.from({ length: 4_000 }, () => sim.faults.strikes("throttle", "orders")).filter(
      Boolean,
    ).length;
    expect(strikes / 4_000).toBeCloseTo(0.25, 1);
    expect(sim.faults.strikes("lostAcknowledgement", "orders")).toBe(false);
    expect(new Simulation({ seed: 3 }).random("arrivals").uniform()).toBe(before);
  });

  it("parts two groups of nodes both ways", () => {
    const { faults } = new Simulation();
    faults.partition(["a", "b"], ["c"]);
    const pairs = ["ac", "ca", "bc", "ab", "cd"].map((pair) => faults.separated(pair[0]!, pair[1]!));
    expect(pairs).toEqual([true, true, true, false, false]);
  });

  it.each([
    [(s: Simulation) => s.faults.down(""), "down: name the target"],
    [(s: Simulation) => s.faults.down("q", { from: 5, until: 5 }), "down: until (5 ms) must be later than from (5 ms)"],
    [(s: Simulation) => s.faults.slow("p", { factor: 0.5 }), "slow: factor must be >= 1, not 0.5"],
    [
      (s: Simulation) => s.faults.throttle("q", { probability: 2 }),
      "throttle: probability lies between 0 and 1, not 2",
    ],
  ])("that makes no sense is refused (%#)", (declare, message) => {
    expect(() => declare(new Simulation())).toThrow(message);
  });
});
