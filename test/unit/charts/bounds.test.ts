/** Whatever the trace: at most 2,000 marks, 200 KB of specification and 500 KB of bundle, and no peak lost. */
import { describe, expect, it } from "vitest";
import { type Chart, latency, ordering, queueDepth, retries, timeline } from "../../../src/charts";
import { MAX_BUNDLE_BYTES, MAX_MARKS, MAX_SPEC_BYTES } from "../../../src/charts/chart";
import { Random } from "../../../src/sim/random";
import { Trace } from "../../../src/sim/trace";
import { million, Story } from "./stories";

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

async function expectBounded(chart: Chart) {
  const show = (chart as unknown as Record<symbol, () => Promise<unknown>>)[Symbol.for("Jupyter.display")]!;
  expect(bytes(chart.spec)).toBeLessThanOrEqual(MAX_SPEC_BYTES);
  expect(bytes(await show.call(chart))).toBeLessThanOrEqual(MAX_BUNDLE_BYTES);
  expect(await chart.marks()).toBeLessThanOrEqual(MAX_MARKS);
  expect(await chart.marks()).toBeGreaterThan(0);
}

describe("charts of a million facts", () => {
  const trace = million();

  it("has a million facts to draw", () => expect(trace.length).toBeGreaterThanOrEqual(1_000_000));

  it.each([
    ["queueDepth", queueDepth],
    ["retries", retries],
    ["ordering", ordering],
    ["timeline", timeline],
    ["latency", latency],
  ] as const)("%s stays within its bounds", async (_, chart) => {
    await expectBounded(chart(trace));
  });

  it("queueDepth keeps the highest peak and says that it summarises", () => {
    const chart = queueDepth(trace);
    const rows = chart.spec.data.values as { visibleHigh: number; visibleLow: number; visible: number }[];
    const peak = Number(/at most ([\d,]+)/.exec(chart.description)![1]!.replaceAll(",", ""));
    expect(peak).toBeGreaterThan(5_000);
    expect(Math.max(...rows.map((row) => row.visibleHigh))).toBe(peak);
    expect(rows.every((row) => row.visibleLow <= row.visible && row.visible <= row.visibleHigh)).toBe(true);
    expect(chart.spec.title.subtitle!.join()).toContain("Summarised in intervals of");
  });

  it("ordering keeps every delivery in some dot", () => {
    const chart = ordering(trace);
    const rows = chart.spec.data.values as { n?: number }[];
    const received = [...trace.events({ kinds: ["sqs.Received"] })].length;
    expect(rows.reduce((sum, row) => sum + (row.n ?? 0), 0)).toBe(received);
  });
});

describe("charts of hostile traces", () => {
  it("cut ids and queue names of ten thousand letters", async () => {
    const story = new Story();
    const queue = "q".repeat(10_000);
    for (let n = 0; n < 1_150; n++) {
      const id = `${n}${"m".repeat(10_000)}`;
      story
        .tell(n, "sqs.Sent", queue, id, 1)
        .tell(n + 0.25, "sqs.Received", queue, id, 1)
        .tell(n + 0.5, "sqs.Deleted", queue, id);
    }
    for (const chart of [queueDepth, retries, ordering, timeline, latency]) await expectBounded(chart(story.trace));
  });

  it("share the bounds among many queues and runs", async () => {
    const random = new Random(4, "queues");
    const clock = { now: 0 };
    const trace = new Trace(clock);
    for (let n = 0; n < 20_000; n++) {
      clock.now += 10;
      const queue = `queue-with-a-rather-long-name-number-${random.integer(1, 40)}`;
      const subject = trace.subject(`id-${n}`);
      trace.append("queue.Sent", queue, { subject, value: random.integer(0, 5_000) });
      if (random.bernoulli(0.9)) trace.append("queue.Received", queue, { subject, value: 1 });
      if (random.bernoulli(0.3)) trace.append("queue.Expired", queue, { subject });
      if (random.bernoulli(0.1)) trace.append("queue.Swept", queue, { value: 0 });
    }
    for (const chart of [queueDepth, retries, ordering, timeline, latency]) await expectBounded(chart(trace));
    const runs = Array.from({ length: 12 }, (_, i) => ({ name: `run ${i} ${"x".repeat(60)}`, trace }));
    for (const chart of [retries, ordering, latency]) await expectBounded(chart(runs));
    expect(queueDepth(trace).spec.title.subtitle![0]).toBe("The 6 busiest queues of 40.");
  });

  it("stop drawing a message that is returned fifty thousand times, and say so", async () => {
    const story = new Story();
    story.tell(0, "sqs.Sent", "q", "poison");
    for (let n = 1; n <= 50_000; n++)
      story.tell(n, "sqs.Received", "q", "poison", n).tell(n + 0.5, "sqs.Returned", "q", "poison", n);
    for (const chart of [queueDepth, retries, ordering, timeline, latency]) await expectBounded(chart(story.trace));
    expect(timeline(story.trace).spec.title.subtitle!.join()).toMatch(/In grey, [\d,]+.changes that are not drawn/);
  });
});
