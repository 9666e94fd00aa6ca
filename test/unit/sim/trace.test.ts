import { describe, expect, it } from "vitest";
import { Trace } from "../../../src/sim/trace";

function traceWithClock() {
  const clock = { now: 0 };
  return { clock, trace: new Trace(clock) };
}

describe("the trace", () => {
  it("keeps a fact as it was told", () => {
    const { clock, trace } = traceWithClock();
    const message = trace.subject("m-1");
    clock.now = 1.5;
    trace.actor = trace.name("producer");
    const sent = trace.append("sqs.Sent", "orders", {
      subject: message,
      value: 12,
      text: "g1",
      detail: { delayMs: 5 },
    });
    clock.now = 3;
    trace.actor = 0;
    trace.append("sqs.Received", "orders", { subject: message, value: 1, cause: sent });

    expect(trace.length).toBe(2);
    expect(trace.event(0)).toEqual({
      index: 0,
      at: 1.5,
      kind: "sqs.Sent",
      resource: "orders",
      subject: "m-1",
      actor: "producer",
      value: 12,
      text: "g1",
      cause: -1,
      detail: { delayMs: 5 },
    });
    expect(trace.event(1)).toMatchObject({
      at: 3,
      kind: "sqs.Received",
      subject: "m-1",
      actor: "",
      value: 1,
      cause: 0,
    });
    expect(trace.event(1)).not.toHaveProperty("detail");
  });

  it("leaves out nothing when all that a fact has is its kind and resource", () => {
    const { trace } = traceWithClock();
    trace.append("sqs.Purged", "orders");
    expect(trace.event(0)).toEqual({
      index: 0,
      at: 0,
      kind: "sqs.Purged",
      resource: "orders",
      subject: "",
      actor: "",
      value: Number.NaN,
      text: "",
      cause: -1,
    });
  });

  it("has no other rows than its own", () => {
    const { trace } = traceWithClock();
    trace.append("a.B", "r");
    for (const row of [-1, 1, 0.5]) expect(() => trace.event(row)).toThrow(`there is no row ${row}`);
  });

  it("finds facts by kind, resource and subject, all that are given", () => {
    const { trace } = traceWithClock();
    const [a, b] = [trace.subject("a"), trace.subject("b")];
    trace.append("sqs.Sent", "one", { subject: a });
    trace.append("sqs.Sent", "two", { subject: b });
    trace.append("sqs.Received", "one", { subject: a });
    const rows = (filter: Parameters<Trace["events"]>[0]) => [...trace.events(filter)].map((event) => event.index);
    expect(rows({})).toEqual([0, 1, 2]);
    expect(rows({ kinds: ["sqs.Sent"] })).toEqual([0, 1]);
    expect(rows({ resource: "one" })).toEqual([0, 2]);
    expect(rows({ subject: "b" })).toEqual([1]);
    expect(rows({ kinds: ["sqs.Sent"], resource: "one", subject: "a" })).toEqual([0]);
    expect(rows({ kinds: ["never.Seen"] })).toEqual([]);
    expect(rows({ resource: "nowhere" })).toEqual([]);
    expect(trace.for("one").map((event) => event.index)).toEqual([0, 2]);
    expect(trace.for("a").map((event) => event.index)).toEqual([0, 2]);
  });

  it("reads on across its chunks", () => {
    const { clock, trace } = traceWithClock();
    const kind = trace.name("a.B");
    const resource = trace.name("r");
    const rows = 200_000;
    for (let i = 0; i < rows; i++) {
      clock.now = i;
      trace.add(kind, resource, 0, i * 2, 0, i - 1);
    }
    for (const row of [0, 65_535, 65_536, 131_072, rows - 1]) {
      expect(trace.event(row)).toMatchObject({ index: row, at: row, value: row * 2, cause: row - 1 });
    }
  });

  it("has a hash that every field of every fact changes", () => {
    const told = (
      change: Partial<Record<"kind" | "resource" | "id" | "text" | "actor" | "note", string>> & {
        at?: number;
        value?: number;
        cause?: number;
      },
    ) => {
      const { clock, trace } = traceWithClock();
      trace.append("a.Start", "r");
      clock.now = change.at ?? 10;
      trace.actor = trace.name(change.actor ?? "p");
      trace.append(change.kind ?? "a.B", change.resource ?? "r", {
        subject: trace.subject(change.id ?? "m"),
        value: change.value ?? 1,
        text: change.text ?? "t",
        cause: change.cause ?? 0,
        detail: { note: change.note ?? "n" },
      });
      return trace.hash();
    };
    const changed = [
      told({ kind: "a.C" }),
      told({ resource: "s" }),
      told({ id: "n" }),
      told({ text: "u" }),
      told({ actor: "q" }),
      told({ note: "o" }),
      told({ at: 11 }),
      told({ value: 2 }),
      told({ cause: -1 }),
    ];
    expect(told({})).toMatch(/^[\da-f]{64}$/);
    expect(told({})).toBe(told({}));
    expect(new Set([told({}), ...changed]).size).toBe(changed.length + 1);
  });

  it("has a hash that names which no fact uses do not change", () => {
    const { trace } = traceWithClock();
    const { trace: other } = traceWithClock();
    other.name("looked up, never told");
    for (const each of [trace, other]) each.append("a.B", "r");
    expect(other.hash()).toBe(trace.hash());
  });
});
