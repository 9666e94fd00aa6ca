import { describe, expect, it } from "vitest";
import { Simulation } from "../../../src/sim";

describe("a process", () => {
  it("starts at the present instant, when the clock is next driven", async () => {
    const sim = new Simulation();
    await sim.sleep(3);
    const started: number[] = [];
    sim.spawn("p", () => void started.push(sim.now));
    expect(started).toEqual([]);
    await sim.run();
    expect(started).toEqual([3]);
  });

  it("is awaited at the top level: the clock advances until it has ended", async () => {
    const sim = new Simulation();
    const process = sim.spawn("p", async () => {
      await sim.sleep(10);
      return "done";
    });
    sim.at(11, () => expect.unreachable("that is further than needed"));
    expect(process.state).toBe("running");
    expect(await process.done).toBe("done");
    expect([process.state, sim.now]).toEqual(["done", 10]);
    expect(await process.done).toBe("done");
  });

  it("is awaited by another process", async () => {
    const sim = new Simulation();
    const first = sim.spawn("first", () => sim.sleep(10));
    const second = sim.spawn("second", async () => {
      await first.done;
      return sim.now;
    });
    expect(await second.done).toBe(10);
  });

  it("is stopped where it stands: what it waits for never comes, and run() does not miss it", async () => {
    const sim = new Simulation();
    const steps: number[] = [];
    const process = sim.spawn("p", async () => {
      for (let i = 0; ; i++) {
        steps.push(i);
        await sim.sleep(10);
      }
    });
    sim.at(25, () => sim.stop(process));
    const done = sim.spawn("other", () => process.done);
    await sim.run();
    expect([steps, process.state, done.state, sim.now]).toEqual([[0, 1, 2], "stopped", "done", 30]);
    expect(await process.done).toBeUndefined();
  });

  it("that is stopped before it has begun never begins", async () => {
    const sim = new Simulation();
    const process = sim.spawn("p", () => expect.unreachable("it was stopped"));
    sim.stop(process);
    await sim.run();
    expect(process.state).toBe("stopped");
  });

  it("fails with the error of its body, for whoever awaits it", async () => {
    const sim = new Simulation();
    const process = sim.spawn("p", async () => {
      await sim.sleep(1);
      throw new Error("broken");
    });
    await expect(process.done).rejects.toThrow("broken");
    expect(process.state).toBe("failed");
    await expect(process.done).rejects.toThrow("broken");
  });

  it("needs a name", () => {
    expect(() => new Simulation().spawn("", () => {})).toThrow("a process needs a name");
  });
});

describe("every", () => {
  it("fires one period from now, then each period, so many times", async () => {
    const sim = new Simulation();
    await sim.sleep(5);
    const fired: number[] = [];
    const process = sim.every(10, () => void fired.push(sim.now), { times: 3 });
    await sim.run();
    expect(fired).toEqual([15, 25, 35]);
    expect(process.state).toBe("done");
  });

  it("fires until a last instant, which is included", async () => {
    const sim = new Simulation();
    const fired: number[] = [];
    sim.every(10, () => void fired.push(sim.now), { until: 30 });
    await sim.run();
    expect(fired).toEqual([10, 20, 30]);
  });

  it("does not overlap itself: a late handler goes on at the next multiple", async () => {
    const sim = new Simulation();
    const starts: number[] = [];
    sim.every(
      10,
      async () => {
        starts.push(sim.now);
        await sim.sleep(15);
      },
      { times: 3 },
    );
    await sim.run();
    expect(starts).toEqual([10, 30, 50]);
  });

  it("does not drift over a hundred thousand periods", async () => {
    const sim = new Simulation();
    let fired = 0;
    sim.every(0.1, () => void fired++, { times: 100_000 });
    await sim.run();
    expect(fired).toBe(100_000);
    expect(sim.now).toBeCloseTo(10_000, 6);
  });

  it.each([
    [(s: Simulation) => s.every(0, () => {}), "every: the period must be > 0"],
    [(s: Simulation) => s.every(1, () => {}, { times: -1 }), "every: times must be a whole number >= 0, not -1"],
    [(s: Simulation) => s.every(1, () => {}, { times: 1.5 }), "every: times must be a whole number >= 0, not 1.5"],
  ])("refuses what makes no sense (%#)", (start, message) => {
    expect(() => start(new Simulation())).toThrow(message);
  });
});

describe("poisson", () => {
  it("numbers its arrivals and keeps to times and until", async () => {
    const sim = new Simulation({ seed: 2 });
    const numbers: number[] = [];
    sim.poisson({ name: "customers", perSecond: 10, times: 5 }, (i) => void numbers.push(i));
    let last = 0;
    sim.poisson({ name: "others", perSecond: 100, until: { seconds: 1 } }, () => {
      last = sim.now;
    });
    await sim.run();
    expect(numbers).toEqual([0, 1, 2, 3, 4]);
    expect(last).toBeGreaterThan(900);
    expect(last).toBeLessThanOrEqual(1_000);
  });

  it("has the rate asked for", async () => {
    const sim = new Simulation({ seed: 2 });
    let arrivals = 0;
    sim.poisson({ name: "customers", perSecond: 50, until: { seconds: 400 } }, () => void arrivals++);
    await sim.run();
    expect(arrivals / 400).toBeGreaterThan(49);
    expect(arrivals / 400).toBeLessThan(51);
  });

  it("does not let a slow handler hold up the next arrival", async () => {
    const arrivals = async (work: number) => {
      const sim = new Simulation({ seed: 2 });
      const times: number[] = [];
      const process = sim.poisson({ name: "customers", perSecond: 10, times: 20 }, async () => {
        times.push(sim.now);
        await sim.sleep(work);
      });
      await process.done;
      return { times, end: sim.now };
    };
    const [fast, slow] = [await arrivals(0), await arrivals(60_000)];
    expect(slow.times).toEqual(fast.times);
    expect(slow.end).toBe(slow.times.at(-1)! + 60_000);
  });

  it("refuses a rate that makes no sense", () => {
    expect(() => new Simulation().poisson({ name: "x", perSecond: 0 }, () => {})).toThrow(
      "poisson: perSecond must be > 0, not 0",
    );
  });
});
