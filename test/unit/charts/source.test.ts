import { describe, expect, it } from "vitest";
import { latency, ordering, queueDepth, retries, timeline } from "../../../src/charts";
import { warningsOf } from "../../../src/charts/render";
import { Trace } from "../../../src/sim/trace";
import { lab, Story } from "./stories";

const ALL = [queueDepth, retries, ordering, timeline, latency];

describe("what a chart is drawn from", () => {
  it("is a trace, or whatever carries one", () => {
    const trace = lab();
    expect(retries({ trace }).spec).toEqual(retries(trace).spec);
    expect(retries([{ name: "orders", cloud: { trace } }]).description).toBe(retries(trace).description);
  });

  it("is refused with a plain word when it is something else", () => {
    for (const chart of ALL)
      expect(() => chart(42 as never)).toThrow("a chart is drawn from a Cloud, a Simulation or its trace");
    expect(() => ordering([{ name: "x" }])).toThrow("run 1 needs { name, cloud } or { name, trace }");
  });

  it("must have the queue that is asked for: the error lists those it has", () => {
    for (const chart of ALL) {
      expect(() => chart(lab(), { resource: "oders" })).toThrow(
        new RangeError('there is no queue "oders" in this trace; there are: "orders", "orders-dlq"'),
      );
    }
  });

  it("may be empty: the chart says that there is nothing to show", async () => {
    const created = new Story().tell(0, "sqs.QueueCreated", "q").trace;
    for (const trace of [new Trace({ now: 0 }), created]) {
      for (const chart of ALL) {
        const empty = chart(trace);
        expect(empty.description).toMatch(/^There is nothing to show: no message has /);
        expect(await warningsOf(empty.spec)).toEqual([]);
        expect(await empty.toSVG()).toContain("There is nothing to show");
      }
    }
  });

  it("may be cut to a time, which must run forwards", () => {
    expect(retries(lab(), { from: { seconds: 4 }, to: { seconds: 12 } }).description).toContain("7\u00a0messages");
    expect(() => retries(lab(), { from: 5, to: 4 })).toThrow("to (4 ms) lies before from (5 ms)");
  });

  it("may hold two queues whose messages have the same ids", () => {
    const story = new Story();
    for (const queue of ["a", "b"]) story.tell(1, "queue.Sent", queue, "1", 0);
    story.tell(2, "queue.Received", "a", "1", 1).tell(2, "queue.Deleted", "a", "1");
    expect(retries(story.trace).description).toMatch(/a: .*1 processed, 0 dead-lettered\. b: .*1 still in the queue\./);
  });
});
