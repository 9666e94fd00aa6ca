import { afterEach, describe, expect, it } from "vitest";
import { bill, PRICES } from "../../../../src/services/billing";
import { useLanguage } from "../../../../src/sim";
import { FIFO, makeWorld } from "../world";

/** Quantities by the English name of the unit. */
function quantities(...args: Parameters<typeof bill>): Record<string, number> {
  return Object.fromEntries(bill(...args).lines.map(({ unit, quantity }) => [unit.en, quantity]));
}

async function setUp(attributes: Record<string, string> = {}, name = "q") {
  const world = makeWorld();
  const url = await world.queue(name, attributes);
  const send = (MessageBody: string, more: object = {}) =>
    world.call("SendMessage", { QueueUrl: url, MessageBody, ...more });
  return { ...world, url, send };
}

describe("the bill", () => {
  afterEach(() => useLanguage("en"));

  it("counts each call once, whatever a batch holds, and empty receives too", async () => {
    const { call, url, sim } = await setUp();
    await call("SendMessageBatch", {
      QueueUrl: url,
      Entries: [1, 2, 3].map((n) => ({ Id: `${n}`, MessageBody: "x" })),
    });
    const { Messages } = await call("ReceiveMessage", { QueueUrl: url, MaxNumberOfMessages: 10 });
    const Entries = Messages.map(({ ReceiptHandle }: { ReceiptHandle: string }, i: number) => ({
      Id: `${i}`,
      ReceiptHandle,
    }));
    await call("DeleteMessageBatch", { QueueUrl: url, Entries });
    await call("ReceiveMessage", { QueueUrl: url });
    await call("ReceiveMessage", { QueueUrl: url });
    expect(quantities(sim.trace)).toEqual({
      "standard request: sends": 1,
      "standard request: receives with messages": 1,
      "standard request: empty receives": 2,
      "standard request: deletes": 1,
      "standard request: management": 1,
    });
  });

  it("counts a request for each 64 KB of payload", async () => {
    const { send, sim } = await setUp();
    await send("a".repeat(65_536));
    await send("a".repeat(65_537));
    await send("a".repeat(1_048_576));
    expect(quantities(sim.trace)["standard request: sends"]).toBe(1 + 2 + 16);
  });

  it("prices FIFO apart, and adds the surcharge to sends with a tenant on a standard queue", async () => {
    const { send, queue, call, sim } = await setUp();
    const fifo = await queue("q.fifo", FIFO);
    await call("SendMessage", { QueueUrl: fifo, MessageBody: "x", MessageGroupId: "g", MessageDeduplicationId: "1" });
    await send("plain");
    await send("x", { MessageGroupId: "tenant" });
    const lines = Object.fromEntries(bill(sim.trace).lines.map((line) => [line.unit.en, line]));
    expect(lines["FIFO request: sends"]).toMatchObject({ quantity: 1, perMillion: 0.5 });
    expect(lines["standard request: sends"]).toMatchObject({ quantity: 2, perMillion: 0.4 });
    expect(lines["fair queue surcharge"]).toMatchObject({ quantity: 1, free: 0, perMillion: 0.1 });
    expect(lines["fair queue surcharge"]!.cost).toBeCloseTo(1e-7, 12);
    expect(bill(sim.trace).requests).toBe(5);
  });

  it("takes a million requests a month off, in every month anew", async () => {
    const { send, sim } = await setUp();
    for (let i = 0; i < 600; i++) await send("x");
    const now = bill(sim.trace, { whatIf: { scale: 1_000 } });
    expect(now.lines.find(({ unit }) => unit.en.endsWith("sends"))).toMatchObject({
      quantity: 600_000,
      free: 600_000,
      cost: 0,
    });
    for (let i = 0; i < 1_400; i++) await send("x");
    expect(bill(sim.trace, { whatIf: { scale: 1_000 } }).total).toBeCloseTo((1_001_000 * 0.4) / 1e6, 6);
    await sim.run({ for: { days: 31 } });
    for (let i = 0; i < 900; i++) await send("x");
    // 0.9 million more, in a new month: free.
    expect(bill(sim.trace, { whatIf: { scale: 1_000 } }).total).toBeCloseTo((1_001_000 * 0.4) / 1e6, 6);
  });

  it("is a table that says of when its prices are, in both languages", async () => {
    const { send, sim } = await setUp();
    await send("x");
    expect(String(bill(sim.trace))).toBe(
      [
        `Bill (prices of us-east-1 of ${PRICES.date})`,
        "--------------------------------------------------------------------------",
        "unit                          quantity  free  USD a million  cost USD",
        "--------------------------------------------------------------------------",
        "standard request: sends              1     1           0.40         0",
        "standard request: management         1     1           0.40         0",
        "--------------------------------------------------------------------------",
        "total                                2     2                        0",
        "",
      ]
        .join("\n")
        .replace(/^-+$/gm, "-".repeat(69)),
    );
    useLanguage("es");
    expect(String(bill(sim.trace))).toContain("petición estándar: envíos");
    const month = String(bill(sim.trace, { whatIf: { scale: 2_500_000 } })).replaceAll("\u00a0", " ");
    expect(month).toContain("tráfico x 2 500 000");
    expect(month).toMatch(/petición estándar: envíos +2 500 000 +1 000 000 +0,40 +0,60*\n/);
    expect(month).toMatch(/petición estándar: gestión +2 500 000 +0 +0,40 +1,00\n/);
    const shown = (bill(sim.trace) as unknown as Record<symbol, () => Record<string, string>>)[
      Symbol.for("Jupyter.display")
    ]!.call(bill(sim.trace));
    expect(shown["text/html"]).toContain("<caption>Factura (precios de us-east-1");
  });

  it("is empty for a trace without SQS", async () => {
    const { sim } = makeWorld();
    expect(bill(sim.trace).lines).toEqual([]);
    expect(bill(sim.trace).total).toBe(0);
  });
});

describe("what if", () => {
  it("messages went in batches of ten", async () => {
    const { call, url, send, sim } = await setUp();
    for (let i = 0; i < 25; i++) await send("x");
    for (let i = 0; i < 25; i++) {
      const { Messages } = await call("ReceiveMessage", { QueueUrl: url });
      await call("DeleteMessage", { QueueUrl: url, ReceiptHandle: Messages[0].ReceiptHandle });
    }
    const result = bill(sim.trace, { whatIf: { batchSize: 10 } });
    const other = Object.fromEntries(result.alternative!.lines.map(({ unit, quantity }) => [unit.en, quantity]));
    expect(other).toEqual({
      "standard request: sends": 3,
      "standard request: receives with messages": 3,
      "standard request: deletes": 3,
      "standard request: management": 1,
    });
    expect(result.requests).toBe(76);
    expect(String(result)).toContain("Requests: 76 against 10.");
    expect(String(result)).toContain("(87 % less)");
  });

  it("large messages in batches still pay by the 64 KB", async () => {
    const { send, sim } = await setUp();
    for (let i = 0; i < 4; i++) await send("a".repeat(64 * 1_024));
    const result = bill(sim.trace, { whatIf: { batchSize: 10 } });
    expect(result.alternative!.lines[0]!.quantity).toBe(4);
  });

  it("receives waited 20 seconds", async () => {
    const { sim, call, url } = await setUp();
    sim.spawn("poller", async () => {
      for (let i = 0; i < 100; i++) {
        await call("ReceiveMessage", { QueueUrl: url });
        await sim.sleep(980);
      }
    });
    await sim.run();
    const result = bill(sim.trace, { whatIf: { waitTimeSeconds: 20 } });
    expect(result.lines.find(({ unit }) => unit.en.endsWith("empty receives"))!.quantity).toBe(100);
    // Idle from 0 to 99 s: four waits of 20 s fit, the fifth is still under way.
    expect(result.alternative!.lines.find(({ unit }) => unit.en.endsWith("empty receives"))!.quantity).toBe(4);
  });

  it("tells consumers apart, and idle times with a message between", async () => {
    const { sim, call, url, send } = await setUp();
    for (const name of ["a", "b"]) {
      sim.spawn(name, async () => {
        for (let i = 0; i < 50; i++) {
          await call("ReceiveMessage", { QueueUrl: url });
          await sim.sleep(980);
        }
      });
    }
    sim.spawn("sender", async () => {
      await sim.sleep({ seconds: 25 });
      for (let i = 0; i < 2; i++) await send("x");
    });
    await sim.run();
    const result = bill(sim.trace, { whatIf: { waitTimeSeconds: 20 } });
    expect(result.alternative!.lines.find(({ unit }) => unit.en.endsWith("empty receives"))!.quantity).toBe(4);
  });

  it("refuses what makes no sense, by name and value", async () => {
    const { sim } = makeWorld();
    expect(() => bill(sim.trace, { whatIf: { batchSize: 11 } })).toThrow(
      "whatIf.batchSize must be a whole number from 1 to 10, not 11",
    );
    expect(() => bill(sim.trace, { whatIf: { waitTimeSeconds: -1 } })).toThrow(RangeError);
    expect(() => bill(sim.trace, { whatIf: { scale: 0 } })).toThrow(RangeError);
  });
});
