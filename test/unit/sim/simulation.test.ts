import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { Simulation } from "../../../src/sim";

/** An answer that comes after so long, as a service gives one. */
function answerAfter<T>(sim: Simulation, ms: number, value: T): Promise<T> {
  const waiter = sim.waiter<T>();
  sim.after(ms, () => waiter.resolve(value));
  return waiter.promise;
}

describe("a simulation", () => {
  it("starts at 0, on a Monday, with seed 1", () => {
    const sim = new Simulation();
    expect([sim.now, sim.seed, sim.date().toISOString()]).toEqual([0, 1, "2026-01-05T00:00:00.000Z"]);
    expect(sim.date(90_000).toISOString()).toBe("2026-01-05T00:01:30.000Z");
  });

  it("starts at any date", () => {
    expect(new Simulation({ start: "2030-02-03T04:05:06Z" }).date().toISOString()).toBe("2030-02-03T04:05:06.000Z");
    expect(() => new Simulation({ start: "soon" })).toThrow('start must be a date, not "soon"');
    expect(() => new Simulation({ seed: Number.NaN })).toThrow("seed must be a finite number or a string, not NaN");
  });

  it("keeps one generator for a name", () => {
    const sim = new Simulation({ seed: 5 });
    expect(sim.random("a")).toBe(sim.random("a"));
    expect(sim.random("a")).not.toBe(sim.random("b"));
  });

  it("refuses to schedule in the past", async () => {
    const sim = new Simulation();
    await sim.sleep(10);
    expect(() => sim.at(9, () => {})).toThrow("at: 9 ms is not a time from now (10 ms) on");
    expect(() => sim.after(-1, () => {})).toThrow("is not a time from now");
    expect(() => sim.at(Number.NaN, () => {})).toThrow("is not a time from now");
  });
});

describe("a call at the top level", () => {
  it("advances the clock just far enough to be answered", async () => {
    const sim = new Simulation();
    const fired: number[] = [];
    for (const at of [5, 10, 11]) sim.at(at, () => void fired.push(at));
    expect(await answerAfter(sim, 10, "answer")).toBe("answer");
    expect([sim.now, fired]).toEqual([10, [5, 10]]);
  });

  it("takes no time when the answer is there", async () => {
    const sim = new Simulation();
    sim.at(5, () => expect.unreachable("nobody asked the clock to move"));
    await Promise.resolve("answer");
    expect(sim.now).toBe(0);
  });

  it("sleeps exactly as long as it says", async () => {
    const sim = new Simulation();
    await sim.sleep({ minutes: 1, seconds: 30 });
    expect(sim.now).toBe(90_000);
    await sim.sleep(0);
    expect(sim.now).toBe(90_000);
  });

  it("waits for several at once until the last", async () => {
    const sim = new Simulation();
    expect(await Promise.all([answerAfter(sim, 30, "slow"), answerAfter(sim, 10, "fast")])).toEqual(["slow", "fast"]);
    expect(sim.now).toBe(30);
  });

  it("hears the error that the service answers with", async () => {
    const sim = new Simulation();
    const waiter = sim.waiter();
    sim.after(3, () => waiter.reject(new Error("no")));
    await expect(waiter.promise).rejects.toThrow("no");
    expect(sim.now).toBe(3);
  });

  it("says so when nothing can ever answer it", async () => {
    const sim = new Simulation();
    await expect(sim.waiter().promise).rejects.toThrow("this call waits for something that will never happen");
  });

  it("lets processes that are due go first", async () => {
    const sim = new Simulation();
    const log: string[] = [];
    sim.spawn("worker", async () => {
      for (const i of [1, 2, 3]) {
        await sim.sleep(4);
        log.push(`worker ${i} at ${sim.now}`);
      }
    });
    await sim.sleep(10);
    log.push(`cell at ${sim.now}`);
    expect(log).toEqual(["worker 1 at 4", "worker 2 at 8", "cell at 10"]);
  });
});

describe("a call inside a process", () => {
  it("only waits: the clock stands still until somebody drives it", async () => {
    const sim = new Simulation();
    const seen: number[] = [];
    sim.spawn("worker", async () => {
      await answerAfter(sim, 10, undefined);
      seen.push(sim.now);
    });
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    expect([sim.now, seen]).toEqual([0, []]);
    await sim.run({ for: 9 });
    expect([sim.now, seen]).toEqual([9, []]);
    await sim.run({ for: 1 });
    expect([sim.now, seen]).toEqual([10, [10]]);
  });

  it("never sees a later time than its own, however deep its promises", async () => {
    const sim = new Simulation();
    const seen: number[] = [];
    const deep = async (levels: number): Promise<void> => {
      if (levels > 0) await deep(levels - 1);
    };
    sim.spawn("deep", async () => {
      await sim.sleep(1);
      await deep(500);
      seen.push(sim.now);
    });
    for (let at = 2; at < 50; at++) sim.at(at, () => {});
    await sim.run();
    expect(seen).toEqual([1]);
  });

  it("knows whose code is running", async () => {
    const sim = new Simulation();
    const seen: string[] = [];
    const work = async () => {
      seen.push(sim.current);
      await sim.sleep(1);
      seen.push(sim.current);
      sim.trace.append("x.Done", "r");
    };
    sim.spawn("a", work);
    sim.spawn("b", work);
    expect(sim.current).toBe("");
    await sim.run();
    expect(seen).toEqual(["a", "b", "a", "b"]);
    expect([...sim.trace.events()].map((event) => event.actor)).toEqual(["a", "b"]);
    expect(sim.current).toBe("");
  });

  it("may not drive the clock", async () => {
    const sim = new Simulation();
    const process = sim.spawn("worker", () => sim.run());
    await expect(process.done).rejects.toThrow(
      'run() drives the clock and belongs at the top level of a cell; inside process "worker"',
    );
  });
});

describe("run", () => {
  it("goes on until nothing is left to do", async () => {
    const sim = new Simulation();
    sim.at(7, () => void sim.after(5, () => {}));
    await sim.run();
    expect(sim.now).toBe(12);
  });

  it("does not wait for background events, but runs those that come before the others", async () => {
    const sim = new Simulation();
    const fired: string[] = [];
    sim.at(5, () => void fired.push("early"), true);
    sim.at(10, () => void fired.push("work"));
    sim.at(1_000, () => void fired.push("late"), true);
    await sim.run();
    expect([sim.now, fired]).toEqual([10, ["early", "work"]]);
  });

  it("runs for a time, and leaves the clock at its end", async () => {
    const sim = new Simulation();
    const fired: number[] = [];
    for (const at of [10, 20, 21]) sim.at(at, () => void fired.push(at));
    await sim.run({ for: { milliseconds: 20 } });
    expect([sim.now, fired]).toEqual([20, [10, 20]]);
    await sim.run({ for: 100 });
    expect([sim.now, fired]).toEqual([120, [10, 20, 21]]);
  });

  it("refuses to start when a process repeats for ever", async () => {
    const sim = new Simulation();
    sim.every({ seconds: 1 }, () => {}, { name: "tick" });
    await expect(sim.run()).rejects.toThrow('run() would never end: "tick" repeats for ever. Use run({ for:');
    await sim.run({ for: { seconds: 3 } });
    expect(sim.now).toBe(3_000);
  });

  it("names the process that waits on something outside the simulation", async () => {
    const sim = new Simulation();
    sim.spawn("stuck", () => new Promise(() => {}));
    sim.spawn("fine", () => sim.sleep(5));
    await expect(sim.run()).rejects.toThrow('process "stuck" waits on something outside the simulation');
    expect(sim.now).toBe(5);
  });

  it("passes on the error of a process that nobody awaits, with its cause", async () => {
    const sim = new Simulation();
    const cause = new RangeError("too much");
    sim.spawn("worker", async () => {
      await sim.sleep(1);
      throw cause;
    });
    const error = await sim.run().then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect(error?.message).toBe('process "worker" failed: too much');
    expect(error?.cause).toBe(cause);
  });
});

describe("an error", () => {
  const rest = async () => {
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
  };

  it("of a process that fails when nobody drives the clock is told to the next who does", async () => {
    const sim = new Simulation();
    sim.spawn("late", async () => {
      await rest();
      throw new Error("too late");
    });
    await sim.run({ for: 10 });
    await rest();
    await rest();
    await expect(sim.sleep(5)).rejects.toThrow('process "late" failed: too late');
    await sim.sleep(5);
    expect(sim.now).toBe(15);
  });

  it("of a service's timer is told to whoever drives the clock, and the run can go on", async () => {
    const sim = new Simulation();
    sim.at(5, () => {
      throw new TypeError("a mistake in a service");
    });
    sim.at(6, () => {});
    await expect(sim.run()).rejects.toThrow("a mistake in a service");
    await sim.run();
    expect(sim.now).toBe(6);
  });

  it("of a predicate ends its own run and no other", async () => {
    const sim = new Simulation();
    sim.every(10, () => {}, { times: 3 });
    const run = sim.run();
    const until = sim.runUntil(() => {
      throw new Error("no such thing");
    });
    await expect(until).rejects.toThrow("no such thing");
    await run;
    expect(sim.now).toBe(30);
  });
});

describe("runs side by side", () => {
  it("end each at its own time", async () => {
    const sim = new Simulation();
    sim.every(10, () => {}, { times: 10 });
    const ends: [string, number][] = [];
    const note = (name: string) => () => void ends.push([name, sim.now]);
    const waiter = sim.waiter();
    sim.at(40, () => waiter.resolve(undefined));
    const all = [
      sim.run({ for: 25 }).then(note("for")),
      sim.run().then(note("to rest")),
      waiter.promise.then(note("call")),
    ];
    await Promise.all(all);
    expect(ends).toEqual([
      ["for", 25],
      ["call", 40],
      ["to rest", 100],
    ]);
  });
});

describe("the place of a recorded run", () => {
  it("is reached by running so many of the services' events, then waiting until that time", async () => {
    const sim = new Simulation();
    const fired: number[] = [];
    for (const at of [10, 10, 10, 50]) sim.at(at, () => void fired.push(at));
    expect(await sim.arrive(10, 2)).toBe(true);
    expect([sim.now, fired, sim.serviceEvents]).toEqual([10, [10, 10], 2]);
    expect(await sim.arrive(30, 3)).toBe(true);
    expect([sim.now, fired]).toEqual([30, [10, 10, 10]]);
  });

  it("is not there when the events come too early or too late", async () => {
    const sim = new Simulation();
    sim.at(10, () => {});
    sim.at(20, () => {});
    expect(await sim.arrive(15, 0)).toBe(false);
    expect(await sim.arrive(15, 2)).toBe(false);
    expect(await sim.arrive(15, 1)).toBe(true);
    expect(await sim.arrive(14, 1)).toBe(false);
  });

  it("lets a call be made in the name of a process, which waits and does not drive", async () => {
    const sim = new Simulation();
    let answered = false;
    sim.enact("worker", () => {
      sim.trace.append("x.Called", "r");
      const waiter = sim.waiter();
      sim.after(10, () => waiter.resolve(undefined));
      void waiter.promise.then(() => {
        answered = true;
      });
    });
    expect([sim.trace.event(0).actor, sim.current]).toEqual(["worker", ""]);
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
    expect([sim.now, answered]).toEqual([0, false]);
    expect(await sim.arrive(10, 1)).toBe(true);
    await sim.run({ for: 1 });
    expect(answered).toBe(true);
  });
});

describe("runUntil and step", () => {
  it("stops as soon as the predicate holds", async () => {
    const sim = new Simulation();
    let count = 0;
    sim.every(10, () => void count++);
    expect(await sim.runUntil(() => count === 3)).toBe(true);
    expect(sim.now).toBe(30);
    expect(await sim.runUntil(() => true)).toBe(true);
    expect(sim.now).toBe(30);
  });

  it("says when it gave up", async () => {
    const sim = new Simulation();
    sim.every(10, () => {});
    expect(await sim.runUntil(() => false, { within: { seconds: 1 } })).toBe(false);
    expect(sim.now).toBe(1_000);
  });

  it("says when nothing is left to do", async () => {
    const sim = new Simulation();
    sim.at(5, () => {});
    expect(await sim.runUntil(() => false)).toBe(false);
    expect(sim.now).toBe(5);
  });

  it("steps one event at a time", async () => {
    const sim = new Simulation();
    const fired: number[] = [];
    for (const at of [1, 1, 2]) sim.at(at, () => void fired.push(at));
    expect(await sim.step()).toBe(true);
    expect([sim.now, fired]).toEqual([1, [1]]);
    expect(await sim.step()).toBe(true);
    expect(await sim.step()).toBe(true);
    expect([sim.now, fired]).toEqual([2, [1, 1, 2]]);
    expect(await sim.step()).toBe(false);
    expect(sim.now).toBe(2);
  });
});

describe("hold", () => {
  it.each(["tick", "immediate"] as const)("stops the clock for real input and output (flush %s)", async (flush) => {
    const sim = new Simulation({ flush });
    const log: string[] = [];
    sim.spawn("reader", async () => {
      const text = await sim.hold(readFile(__filename, "utf8"));
      log.push(`read at ${sim.now}: ${text.includes("stops the clock")}`);
    });
    sim.at(5, () => void log.push("event at 5"));
    await sim.run();
    expect(log).toEqual(["read at 0: true", "event at 5"]);
  });

  it("settles as the promise does", async () => {
    const sim = new Simulation();
    await expect(sim.hold(readFile("/no/such/file"))).rejects.toThrow("ENOENT");
    await expect(sim.hold(Promise.resolve(7))).resolves.toBe(7);
    expect(sim.now).toBe(0);
  });

  it("waits for all that is held", async () => {
    const sim = new Simulation();
    const log: number[] = [];
    for (const _ of [1, 2, 3]) {
      sim.spawn("reader", async () => {
        await sim.hold(readFile(__filename));
        log.push(sim.now);
      });
    }
    sim.at(1, () => {});
    await sim.run();
    expect(log).toEqual([0, 0, 0]);
  });
});
