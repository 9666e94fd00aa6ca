import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { Random, Trace } from "../../../src/sim";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes held, after a collection. */
function held(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const MIB = 1_048_576;
const FACTS = 1_000_000;

describe("a trace of a million facts", () => {
  it("stays under 100 MiB when every message has an id of its own and three facts", () => {
    const clock = { now: 0 };
    const before = held();
    const trace = new Trace(clock);
    const ids = new Random(1, "ids");
    const kinds = ["sqs.Sent", "sqs.Received", "sqs.Deleted"].map((kind) => trace.name(kind));
    const queue = trace.name("orders");
    for (let i = 0; i < FACTS; ) {
      const message = trace.subject(ids.uuid());
      for (const kind of kinds) {
        clock.now = i;
        trace.add(kind, queue, message, 1, 0, -1);
        i++;
      }
    }
    const mib = (held() - before) / MIB;
    expect(trace.length).toBeGreaterThanOrEqual(FACTS);
    expect(mib).toBeLessThan(100);
  });
});
