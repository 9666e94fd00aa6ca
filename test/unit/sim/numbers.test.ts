import { describe, expect, it } from "vitest";
import { Trace } from "../../../src/sim";
import { RowNumbers } from "../../../src/sim/numbers";

describe("numbers of some rows", () => {
  it("are found again, and nothing between, before or after them", () => {
    const numbers = new RowNumbers();
    expect(numbers.get(0)).toBeUndefined();
    for (let row = 3; row < 30_000; row += 3) numbers.put(row, row / 2);
    for (let row = 0; row < 30_010; row++) {
      const isPut = row >= 3 && row < 30_000 && row % 3 === 0;
      expect(numbers.get(row)).toBe(isPut ? row / 2 : undefined);
    }
  });
});

describe("a detail of one number", () => {
  /** The same facts, the details as objects or as numbers. */
  function tell(asNumbers: boolean, last = 7.5): Trace {
    const trace = new Trace({ now: 0 });
    const detail = (row: number, name: string, value: number) => {
      const kind = trace.name(`queue.${name}`);
      if (!asNumbers) trace.append(kind, "orders", { value: row, detail: { [name]: value } });
      else {
        trace.append(kind, "orders", { value: row });
        trace.detail(name, value);
      }
    };
    detail(0, "visibleAt", 0);
    trace.append("queue.Sent", "orders", { detail: { note: "an object" } });
    detail(2, "delayMs", 5_000);
    trace.append("queue.Sent", "orders");
    detail(4, "visibleAt", last);
    return trace;
  }

  it("reads as an object would", () => {
    expect([...tell(true).events()]).toEqual([...tell(false).events()]);
    expect(tell(true).event(4).detail).toEqual({ visibleAt: 7.5 });
    expect(tell(true).event(3)).not.toHaveProperty("detail");
  });

  it("counts in the hash as an object would", () => {
    expect(tell(true).hash()).toBe(tell(false).hash());
    expect(tell(true, 8).hash()).not.toBe(tell(true).hash());
  });
});
