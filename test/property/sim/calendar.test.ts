import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Calendar, type Scheduled } from "../../../src/sim/calendar";

const SEED = 20_260_106;

interface Model {
  waiting: Scheduled[];
  now: number;
}

type Order = { do: "schedule"; delay: number } | { do: "cancel"; which: number } | { do: "take" };

const orders = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant("schedule" as const), delay: fc.nat(10) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel" as const), which: fc.nat() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("take" as const) }) },
  ),
  { maxLength: 400, size: "max" },
);

/** What the calendar must do, said as plainly as possible: the first of the smallest times. */
function first(model: Model): Scheduled | undefined {
  const earliest = Math.min(...model.waiting.map((entry) => entry.time));
  return model.waiting.find((entry) => entry.time === earliest);
}

function play(orders: Order[], calendar: Calendar): void {
  const model: Model = { waiting: [], now: 0 };
  for (const order of orders) {
    if (order.do === "schedule") model.waiting.push(calendar.schedule(model.now + order.delay, () => {}, null));
    else if (order.do === "cancel" && model.waiting.length > 0) {
      const [entry] = model.waiting.splice(order.which % model.waiting.length, 1);
      expect(entry!.cancel()).toBe(true);
    } else if (order.do === "take") {
      const expected = first(model);
      const entry = calendar.peek();
      expect(entry).toBe(expected);
      if (entry === undefined) continue;
      calendar.take(entry);
      model.waiting.splice(model.waiting.indexOf(entry), 1);
      model.now = entry.time;
    }
    expect(calendar.size).toBe(model.waiting.length);
  }
}

describe(`the calendar (seed ${SEED})`, () => {
  it("agrees with a plain list: earliest first, equal times in their order, nothing cancelled", () => {
    fc.assert(
      fc.property(orders, (given) => play(given, new Calendar())),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("agrees with it while most of a large calendar is cancelled", () => {
    const delays = fc.array(fc.nat(50), { minLength: 2_500, maxLength: 3_000, size: "max" });
    fc.assert(
      fc.property(delays, fc.integer({ min: 2, max: 20 }), (given, keepOneOf) => {
        const calendar = new Calendar();
        const entries = given.map((delay) => calendar.schedule(delay, () => {}, null));
        const kept = entries.filter((entry, i) => i % keepOneOf === 0 || !entry.cancel());
        const taken: Scheduled[] = [];
        for (let entry = calendar.peek(); entry !== undefined; entry = calendar.peek()) {
          calendar.take(entry);
          taken.push(entry);
        }
        expect(taken).toEqual([...kept].sort((a, b) => a.time - b.time || a.sequence - b.sequence));
      }),
      { seed: SEED, numRuns: 10 },
    );
  });
});
