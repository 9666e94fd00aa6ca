/** The numbers in a chart's sentence and data, counted by hand from the stories. */
import { afterEach, describe, expect, it } from "vitest";
import { fanout, latency, ordering, queueDepth, retries, timeline } from "../../../src/charts";
import { useLanguage } from "../../../src/sim/language";
import { fifoRun, lab, ownQueue, Story, standardRun } from "./stories";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

afterEach(() => useLanguage("en"));

describe("queueDepth", () => {
  it("reads off the peaks and what is left", () => {
    const text = plain(queueDepth(lab()).description);
    expect(text).toContain("orders: at most 3 visible messages (at 10.2 s), and 4 in flight at once (at 8.4 s)");
    expect(text).toContain("at the end none is left.");
    expect(text).toContain("orders-dlq: at most 1 visible message (at 29.4 s)");
    expect(text).toContain("at the end 1 left.");
  });

  it("reads the same in Spanish, with its comma", () => {
    useLanguage("es");
    const text = plain(queueDepth(lab()).description);
    expect(text).toContain("orders: como máximo 3 mensajes visibles (a los 10,2 s)");
    expect(text).toContain("al final queda 1.");
  });

  it("draws the exact counts of a short trace", () => {
    const rows = queueDepth(lab(), { resource: "orders" }).spec.data.values as Record<string, number>[];
    const at = (time: number) => rows.filter((row) => row.t! <= time).at(-1)!;
    expect(at(0.5)).toMatchObject({ visible: 0, inFlight: 0, delayed: 0 });
    expect(at(1.2)).toMatchObject({ visible: 1, inFlight: 0, delayed: 0 });
    expect(at(8.5)).toMatchObject({ inFlight: 4, delayed: 1 });
    expect(at(16)).toMatchObject({ visible: 1, delayed: 0 });
    expect(at(36)).toMatchObject({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it("keeps a peak that lasted no time at all", () => {
    const story = new Story();
    for (let i = 0; i < 9; i++) story.tell(5, "sqs.Sent", "q", `m${i}`);
    for (let i = 0; i < 9; i++) story.tell(5, "sqs.Received", "q", `m${i}`, 1);
    story.tell(9, "sqs.Deleted", "q", "m0");
    const chart = queueDepth(story.trace);
    expect(plain(chart.description)).toContain("at most 9 visible messages (at 5 s), and 9 in flight at once (at 5 s)");
    expect(Math.max(...chart.spec.data.values.map((row: { visible: number }) => row.visible))).toBe(9);
  });

  it("averages over time", () => {
    const story = new Story();
    story.tell(0, "sqs.Sent", "q", "m").tell(5, "sqs.Received", "q", "m", 1).tell(20, "sqs.Deleted", "q", "m");
    expect(plain(queueDepth(story.trace).description)).toContain("on average 0.25 visible");
  });

  it("starts a window with what was there before it", () => {
    const rows = queueDepth(lab(), { resource: "orders", from: { seconds: 8.2 }, to: { seconds: 12 } }).spec.data
      .values;
    expect(rows[0]).toMatchObject({ t: 8.2, visible: 2, inFlight: 3, delayed: 1 });
    expect(rows.at(-1)).toMatchObject({ t: 12 });
  });

  it("counts a purge and a move back to the source queue", () => {
    const story = new Story();
    story.tell(1, "sqs.Sent", "q", "a").tell(1, "sqs.Sent", "q", "b").tell(2, "sqs.Received", "q", "a", 1);
    story.tell(3, "sqs.Returned", "q", "a", 1);
    story.tell(4, "sqs.DeadLettered", "q", "a", 1, "dlq").tell(4, "sqs.Moved", "dlq", "a", 1, "q");
    story.tell(5, "sqs.Purged", "q", "", 1);
    story.tell(6, "sqs.Deleted", "dlq", "a", 1, "moved").tell(6, "sqs.Moved", "q", "a", 1, "dlq");
    story.tell(7, "sqs.Received", "q", "a", 1).tell(8, "sqs.Deleted", "q", "a", 1);
    const text = plain(queueDepth(story.trace).description);
    expect(text).toMatch(/q: at most 2 visible.*none is left\. dlq: at most 1 visible.*none is left\./);
    expect(plain(retries(story.trace).description)).toContain("1 processed, 1 dead-lettered, 1 purged");
  });
});

describe("retries", () => {
  it("counts attempts and ends", () => {
    expect(plain(retries(lab()).description)).toBe(
      "orders: 10 messages; 2 needed more than one attempt (3 retries in all, at most 3 attempts); 9 processed, 1 dead-lettered.",
    );
  });

  it("draws a cell per attempt, coloured by how it ended", () => {
    const rows = retries(lab()).spec.data.values as { message: number; attempt: number; end: string }[];
    expect(rows.filter((row) => row.message === 6).map((row) => row.end)).toEqual([
      "↻ tried again",
      "↻ tried again",
      "✗ dead-lettered",
    ]);
    expect(rows.filter((row) => row.message === 3).map((row) => row.end)).toEqual(["↻ tried again", "✓ processed"]);
    expect(rows).toHaveLength(13);
  });

  it("adds up the messages of a larger queue by attempts and end", () => {
    const rows = retries(ownQueue()).spec.data.values as { attempts: number; end: string; messages: number }[];
    expect(rows.reduce((sum, row) => sum + row.messages, 0)).toBe(60);
    expect(rows.find((row) => row.end === "! expired" && row.attempts === 0)!.messages).toBe(12);
  });
});

describe("ordering", () => {
  it("counts who was overtaken and what came twice", () => {
    const chart = ordering([
      { name: "Standard", trace: standardRun() },
      { name: "FIFO", trace: fifoRun(), resource: "pedidos.fifo" },
    ]);
    expect(plain(chart.description)).toBe(
      "Standard: 12 messages received, 1 out of order, 1 repeated delivery. " +
        "FIFO: 12 messages received, 0 out of order, 0 repeated deliveries.",
    );
    const rows = chart.spec.data.values as { run: string; sent: number; received: number; how: string }[];
    expect(rows.find((row) => row.run === "Standard" && row.sent === 5)).toMatchObject({
      received: 9,
      how: "overtaken by a later one",
    });
    expect(rows.filter((row) => row.how === "delivered again")).toMatchObject([
      { run: "Standard", sent: 8, received: 10 },
    ]);
    expect(
      rows.filter((row) => row.run === "FIFO" && row.sent !== undefined).every((row) => row.sent === row.received),
    ).toBe(true);
  });

  it("judges a queue with message groups within each group", () => {
    const story = new Story();
    story.tell(1, "sqs.Sent", "q.fifo", "a1", 1, "a").tell(2, "sqs.Sent", "q.fifo", "b1", 1, "b");
    story.tell(3, "sqs.Sent", "q.fifo", "a2", 1, "a").tell(4, "sqs.Sent", "q.fifo", "b2", 1, "b");
    for (const [i, id] of ["b1", "b2", "a1", "a2"].entries()) story.tell(5 + i, "sqs.Received", "q.fifo", id, 1);
    expect(plain(ordering(story.trace).description)).toContain(
      "4 messages received, 0 out of order (within their group)",
    );
  });

  it("asks of a queue with priorities whether a more urgent one had to wait", () => {
    const story = new Story();
    story
      .tell(1, "queue.Sent", "mine", "low", 5)
      .tell(2, "queue.Sent", "mine", "high", 0)
      .tell(2, "queue.Sent", "mine", "mid", 2);
    story
      .tell(3, "queue.Received", "mine", "low", 1)
      .tell(4, "queue.Received", "mine", "high", 1)
      .tell(5, "queue.Received", "mine", "mid", 1);
    const chart = ordering(story.trace);
    expect(chart.title).toBe("Was the most urgent served first?");
    expect(plain(chart.description)).toContain("3 served; 1 time one was served while a more urgent one waited");
    expect(plain(ordering(ownQueue()).description)).toContain("0 times one was served while a more urgent one waited");
  });
});

describe("timeline", () => {
  it("follows a message into the dead-letter queue", () => {
    const chart = timeline(lab());
    expect(plain(chart.description)).toBe(
      "Of 10 messages, 9 processed, 2 delivered more than once, 1 dead-lettered, 0 still in the queue.",
    );
    const bars = chart.spec.layer[0].data.values.filter((bar: { message: string }) => bar.message === "6");
    expect(bars.map((bar: { state: string }) => bar.state)).toEqual([
      "visible, waiting",
      "in flight",
      "visible, waiting",
      "in flight",
      "visible, waiting",
      "in flight",
      "visible, waiting",
      "in the dead-letter queue",
    ]);
    expect(bars[1]).toMatchObject({ from: 8.4, to: 14.4, shown: "in flight (attempt 1)" });
    expect(bars.at(-1)).toMatchObject({ from: 29.4, to: 36 });
    const marks = chart.spec.layer[1].data.values.filter((mark: { message: string }) => mark.message === "6");
    expect(marks.map((mark: { what: string }) => mark.what)).toEqual([
      "returned",
      "returned",
      "returned",
      "dead-lettered",
    ]);
  });

  it("says how many messages it leaves out", () => {
    const chart = timeline(ownQueue());
    expect(chart.spec.title.subtitle).toContain(
      "40 of 60 messages: those with most deliveries and, among equals, the earliest.",
    );
  });

  it("marks a delivery while another consumer still has the message", () => {
    const story = new Story();
    story.tell(1, "sqs.Sent", "q", "m").tell(2, "sqs.Received", "q", "m", 1).tell(3, "sqs.Received", "q", "m", 2);
    story.tell(4, "sqs.Deleted", "q", "m");
    const marks = timeline(story.trace).spec.layer[1].data.values;
    expect(marks.map((mark: { what: string; at: number }) => [mark.what, mark.at])).toEqual([
      ["delivered again", 3],
      ["processed", 4],
    ]);
  });
});

describe("latency", () => {
  const story = new Story();
  for (let n = 1; n <= 20; n++) story.tell(0, "sqs.Sent", "q", `m${n}`);
  for (let n = 1; n <= 20; n++)
    story.tell(n, "sqs.Received", "q", `m${n}`, 1).tell(n + 0.5, "sqs.Deleted", "q", `m${n}`);

  it("gives the median and the 95th percentile until processed", () => {
    expect(plain(latency(story.trace).description)).toBe(
      "q: 20 messages processed; half within 10.5 s (median), 95% within 19.5 s (p95), the slowest 20.5 s.",
    );
  });

  it("gives them until received when asked, or when nothing was deleted", () => {
    expect(plain(latency(story.trace, { until: "received" }).description)).toContain(
      "20 messages received; half within 10 s",
    );
  });

  it("counts every message in one bar", () => {
    const bars = latency(story.trace).spec.layer[0].data.values as {
      from: number;
      to: number;
      messages: number;
      share: number;
    }[];
    expect(bars.reduce((sum, bar) => sum + bar.messages, 0)).toBe(20);
    expect(bars.at(-1)!.share).toBe(1);
    expect(bars.filter((bar) => bar.to <= 10.2).reduce((sum, bar) => sum + bar.messages, 0)).toBe(9);
  });

  it("ends the axis before a long tail and says so", () => {
    const tail = new Story();
    for (let n = 1; n <= 100; n++) tail.tell(0, "sqs.Sent", "q", `m${n}`);
    for (let n = 1; n <= 99; n++)
      tail.tell(n / 100, "sqs.Received", "q", `m${n}`, 1).tell(n / 100, "sqs.Deleted", "q", `m${n}`);
    tail.tell(500, "sqs.Received", "q", "m100", 1).tell(500, "sqs.Deleted", "q", "m100");
    const chart = latency(tail.trace);
    expect(plain(chart.spec.title.subtitle!.join())).toContain(
      "The axis ends at 1.95 s; 1 took longer, up to 8.33 min.",
    );
  });
});

describe("agreement with the number", () => {
  /** A topic whose subscriber gets n messages, and loses n. */
  const topic = (n: number) => {
    const story = new Story();
    for (let i = 0; i < 2 * n; i++) {
      story.tell(i, "sns.Published", "news", `m${i}`);
      story.tell(i, i < n ? "sns.Attempted" : "sns.FilteredOut", "news", `m${i}`, Number.NaN, "sqs:a");
    }
    return story.trace;
  };

  it.each([
    ["es", 1, "sqs:a: 1 filtrado, 1 aún se reintenta (1 intento)."],
    ["es", 3, "sqs:a: 3 filtrados, 3 aún se reintentan (3 intentos)."],
    ["en", 1, "sqs:a: 1 filtered out, 1 still being tried (1 attempt)."],
    ["en", 3, "sqs:a: 3 filtered out, 3 still being tried (3 attempts)."],
  ] as const)("fanout, in %s, of %d", (lang, n, text) => {
    useLanguage(lang);
    expect(plain(fanout(topic(n)).description)).toBe(text);
  });

  /** n messages that are served twice each before they expire. */
  const again = (n: number) => {
    const story = new Story();
    for (let i = 0; i < n; i++) story.tell(1, "sqs.Sent", "q", `m${i}`);
    for (let i = 0; i < n; i++) story.tell(2, "sqs.Received", "q", `m${i}`, 1);
    for (let i = 0; i < n; i++) story.tell(3, "sqs.Received", "q", `m${i}`, 2);
    for (let i = 0; i < n; i++) story.tell(4, "sqs.Expired", "q", `m${i}`);
    return story.trace;
  };

  it("timeline and retries, in Spanish", () => {
    useLanguage("es");
    expect(plain(timeline(again(1)).description)).toBe(
      "De 1 mensaje, 0 procesados, 1 entregado más de una vez, 0 a la cola de fallidos, 1 caducado o purgado, 0 aún en la cola.",
    );
    expect(plain(timeline(again(2)).description)).toContain("2 entregados más de una vez");
    expect(plain(retries(again(1)).description)).toContain("1 necesitó más de un intento (1 reintento");
    expect(plain(retries(again(2)).description)).toContain("2 necesitaron más de un intento (2 reintentos");
  });
});
