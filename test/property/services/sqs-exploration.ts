/**
 * Random operations on SQS and on the reference model, which must agree after each. Seeds are fixed and stand in the
 * titles; on a failure the step and the seed say where to look.
 */
import { afterAll, describe, expect, it } from "vitest";
import { ServiceError } from "../../../src/services/service";
import { FIFO, makeWorld, redrive, type TestWorld } from "../../unit/services/world";
import { type ModelOptions, type Received, SqsModel } from "./sqs-model";

const STEPS = 1_000;
const SECOND = 1_000; // ms
let operations = 0;

/** mulberry32: a generator of the test's own, apart from the simulation's. */
class Dice {
  constructor(private state: number) {}

  below(n: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  }

  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

class Run {
  readonly dice: Dice;
  readonly model: SqsModel;
  readonly cloud: TestWorld;
  readonly handles: string[] = [];
  readonly deadHandles = new Set<string>();
  url = "";
  deadUrl = "";
  #bodies = 0;
  #purgedMs = Number.NEGATIVE_INFINITY;

  constructor(
    readonly seed: number,
    readonly options: ModelOptions,
  ) {
    this.dice = new Dice(seed);
    this.model = new SqsModel(options);
    this.cloud = makeWorld({ seed });
  }

  get nowMs(): number {
    return this.cloud.sim.now;
  }

  async start(): Promise<void> {
    const { isFifo, maxReceiveCount, visibilityMs, retentionMs, delayMs, contentBased } = this.options;
    const suffix = isFifo ? ".fifo" : "";
    const type: Record<string, string> = isFifo ? FIFO : {};
    const times = {
      VisibilityTimeout: String(visibilityMs / SECOND),
      MessageRetentionPeriod: String(retentionMs / SECOND),
    };
    this.deadUrl = await this.cloud.queue(`dlq${suffix}`, { ...type, ...times });
    this.url = await this.cloud.queue(`q${suffix}`, {
      ...type,
      ...times,
      DelaySeconds: String(delayMs / SECOND),
      ...(contentBased && { ContentBasedDeduplication: "true" }),
      ...(maxReceiveCount > 0 && redrive(`dlq${suffix}`, maxReceiveCount)),
    });
  }

  async step(): Promise<unknown> {
    operations++;
    const roll = this.dice.below(100);
    if (roll < 26) return this.send();
    if (roll < 32) return this.sendBatch();
    if (roll < 60) return this.receive();
    if (roll < 64) return this.receiveDead();
    if (roll < 80) return this.remove();
    if (roll < 86) return this.changeVisibility();
    if (roll < 96) return this.pass();
    if (roll < 99) return this.count();
    return this.purge();
  }

  message(): { input: Record<string, unknown>; body: string; group: string; key: string; delayMs?: number } {
    const { isFifo, contentBased } = this.options;
    // FIFO: a fifth of the sends repeats an earlier one.
    const number = isFifo && this.#bodies > 0 && this.dice.chance(20) ? this.dice.below(this.#bodies) : this.#bodies++;
    const body = `body ${number}`;
    const group = isFifo ? `g${number % 4}` : "";
    if (isFifo) {
      const input = {
        MessageBody: body,
        MessageGroupId: group,
        ...(!contentBased && { MessageDeduplicationId: `d${number}` }),
      };
      return { input, body, group, key: contentBased ? body : `d${number}` };
    }
    const delay = this.dice.chance(30) ? this.dice.below(8) : undefined;
    const input = { MessageBody: body, ...(delay !== undefined && { DelaySeconds: delay }) };
    return { input, body, group, key: "", delayMs: delay === undefined ? undefined : delay * SECOND };
  }

  async send(): Promise<void> {
    const { input, body, group, key, delayMs } = this.message();
    const { MessageId } = await this.cloud.call("SendMessage", { QueueUrl: this.url, ...input });
    this.model.sent(this.nowMs, MessageId, body, group, key, delayMs);
  }

  async sendBatch(): Promise<void> {
    const messages = Array.from({ length: 1 + this.dice.below(10) }, () => this.message());
    const Entries = messages.map(({ input }, i) => ({ Id: `e${i}`, ...input }));
    const { Successful } = await this.cloud.call("SendMessageBatch", { QueueUrl: this.url, Entries });
    expect(Successful).toHaveLength(messages.length);
    messages.forEach(({ body, group, key, delayMs }, i) => {
      this.model.sent(this.nowMs, Successful[i].MessageId, body, group, key, delayMs);
    });
  }

  async receive(most = 1 + this.dice.below(10)): Promise<number> {
    const seconds = this.dice.chance(40) ? this.dice.below(12) : undefined;
    const wait = this.dice.chance(25) ? this.dice.below(4) : 0;
    const before = this.model.receivable(this.nowMs);
    const { Messages = [] } = await this.cloud.call("ReceiveMessage", {
      QueueUrl: this.url,
      MaxNumberOfMessages: most,
      MessageSystemAttributeNames: ["All"],
      ...(wait > 0 && { WaitTimeSeconds: wait }),
      ...(seconds !== undefined && { VisibilityTimeout: seconds }),
    });
    const messages = Messages as Received[];
    if (messages.length === 0) expect(before, "messages were waiting when an empty receive began").toBe(0);
    // A short poll that found nothing was answered for its first instant, which `before` has judged.
    if (messages.length === 0 && wait > 0) this.model.foundNothing(this.nowMs);
    if (messages.length > 0) {
      const visibilityMs = seconds === undefined ? this.options.visibilityMs : seconds * SECOND;
      this.model.received(this.nowMs, messages, most, visibilityMs);
    }
    this.handles.push(...messages.map(({ ReceiptHandle }) => ReceiptHandle));
    return messages.length;
  }

  async receiveDead(): Promise<number> {
    if (this.options.maxReceiveCount === 0) return 0;
    const seconds = this.dice.below(5);
    const { Messages = [] } = await this.cloud.call("ReceiveMessage", {
      QueueUrl: this.deadUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: seconds,
      MessageSystemAttributeNames: ["All"],
    });
    this.model.receivedDead(this.nowMs, Messages, seconds * SECOND);
    for (const { ReceiptHandle } of Messages) {
      this.deadHandles.add(ReceiptHandle);
      this.handles.push(ReceiptHandle);
    }
    return Messages.length;
  }

  /** Mostly a recent handle, now and then an old one. */
  handle(): string | undefined {
    const recent = this.handles.slice(-12);
    return this.handles.length === 0 ? undefined : this.dice.one(this.dice.chance(80) ? recent : this.handles);
  }

  urlOf(handle: string): string {
    return this.deadHandles.has(handle) ? this.deadUrl : this.url;
  }

  async remove(): Promise<void> {
    const ReceiptHandle = this.handle();
    // Deleting a spent message by a handle of the main queue works only as long as no receive has passed it.
    if (ReceiptHandle === undefined || this.whereabouts(ReceiptHandle) === "unknown") return;
    const outcome = await this.attempt("DeleteMessage", { QueueUrl: this.urlOf(ReceiptHandle), ReceiptHandle });
    const isGoneFromThere = this.whereabouts(ReceiptHandle) === "moved";
    const succeeds = isGoneFromThere || this.model.deleted(this.nowMs, ReceiptHandle);
    expect(outcome).toBe(succeeds ? "done" : "InvalidParameterValue");
  }

  async changeVisibility(): Promise<void> {
    const ReceiptHandle = this.handle();
    if (ReceiptHandle === undefined) return;
    const seconds = this.dice.below(10);
    const input = { QueueUrl: this.urlOf(ReceiptHandle), ReceiptHandle, VisibilityTimeout: seconds };
    const where = this.whereabouts(ReceiptHandle);
    const outcome = await this.attempt("ChangeMessageVisibility", input);
    const succeeds = where === "here" && this.model.visibilityChanged(this.nowMs, ReceiptHandle, seconds * SECOND);
    expect(outcome === "done", outcome).toBe(succeeds);
  }

  /** Is the message still in the queue that gave out the handle? */
  whereabouts(handle: string): "here" | "moved" | "unknown" {
    this.model.advance(this.nowMs);
    const message = this.model.live.get(this.model.byHandle.get(handle) ?? "");
    if (message === undefined || this.deadHandles.has(handle)) return "here";
    if (message.isInDeadLetterQueue) return "moved";
    return this.model.isSpent(message) && message.state === "available" ? "unknown" : "here";
  }

  async attempt(operation: string, input: object): Promise<string> {
    try {
      await this.cloud.call(operation, input);
      return "done";
    } catch (error) {
      if (error instanceof ServiceError) return error.code;
      throw error;
    }
  }

  async pass(): Promise<void> {
    const ms = this.dice.one([1, 500, 1_000, 2_500, 5_000, 12_000, 30_000, 130_000]);
    await this.cloud.sim.run({ for: ms });
  }

  async count(): Promise<void> {
    const read = async (QueueUrl: string): Promise<number[]> => {
      const { Attributes } = await this.cloud.call("GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
      return ["", "NotVisible", "Delayed"].map((part) => Number(Attributes[`ApproximateNumberOfMessages${part}`]));
    };
    const [main, dead] = [await read(this.url), await read(this.deadUrl)];
    const sum = main.map((n, i) => n + dead[i]!);
    const { available, inFlight, delayed } = this.model.counts(this.nowMs);
    expect(sum).toEqual([available, inFlight, delayed]);
  }

  async purge(): Promise<void> {
    this.model.advance(this.nowMs);
    if (this.model.hasSpent || this.nowMs - this.#purgedMs < 60 * SECOND) return;
    this.#purgedMs = this.nowMs;
    await this.cloud.call("PurgeQueue", { QueueUrl: this.url });
    this.model.purged(this.nowMs);
  }

  /** Until nothing moves: whatever was not deleted must still come, or be found among the dead letters. */
  async drain(): Promise<void> {
    const left = new Set(this.model.live.keys());
    const isRetainedLongEnough = this.options.retentionMs > 86_400_000;
    for (let idle = 0; idle < 12; ) {
      const got = (await this.receive(10)) + (await this.receiveDead());
      for (const ReceiptHandle of this.handles.splice(0)) {
        if (this.whereabouts(ReceiptHandle) !== "here") continue;
        this.model.deleted(this.nowMs, ReceiptHandle);
        await this.attempt("DeleteMessage", { QueueUrl: this.urlOf(ReceiptHandle), ReceiptHandle });
      }
      idle = got === 0 ? idle + 1 : 0;
      if (got === 0) await this.cloud.sim.run({ for: 15 * SECOND });
    }
    if (isRetainedLongEnough) {
      for (const id of left) expect(this.model.everReceived.has(id), `${id} was never received`).toBe(true);
    }
    expect(this.model.live.size).toBe(0);
    expect(this.model.counts(this.nowMs)).toEqual({ available: 0, inFlight: 0, delayed: 0 });
    await this.count();
  }
}

async function explore(seed: number, options: ModelOptions): Promise<void> {
  const run = new Run(seed, options);
  await run.start();
  for (let step = 0; step < STEPS; step++) {
    try {
      await run.step();
    } catch (error) {
      throw new Error(`seed ${seed}, step ${step}, ${run.nowMs} ms: ${(error as Error).message}`, { cause: error });
    }
  }
  await run.drain();
}

const DAYS = 86_400 * SECOND;
const base = { visibilityMs: 5 * SECOND, retentionMs: 14 * DAYS, delayMs: 0 };
const kinds: Record<string, ModelOptions> = {
  "a standard queue": { ...base, isFifo: false, maxReceiveCount: 0 },
  "a standard queue with dead letters after 3 receives": { ...base, isFifo: false, maxReceiveCount: 3 },
  "a standard queue that keeps messages for 60 s and delays them": {
    ...base,
    isFifo: false,
    maxReceiveCount: 0,
    retentionMs: 60 * SECOND,
    delayMs: 3 * SECOND,
  },
  "a FIFO queue": { ...base, isFifo: true, maxReceiveCount: 0 },
  "a FIFO queue with dead letters after 2 receives": { ...base, isFifo: true, maxReceiveCount: 2 },
  "a FIFO queue with delays and content-based deduplication": {
    ...base,
    isFifo: true,
    maxReceiveCount: 0,
    delayMs: 2 * SECOND,
    contentBased: true,
  },
};

/**
 * A suite that explores each kind of queue.
 * @param runs of each kind, 1,000 operations each
 * @param offset added to the seeds, so that two suites do not walk the same way
 */
export function exploreSqs(runs: number, offset: number): void {
  describe("SQS against the reference model", () => {
    Object.entries(kinds).forEach(([name, options], kind) => {
      const first = offset + 1_000 * (kind + 1);
      it(`${name}: nothing lost, nothing invented (seeds ${first} to ${first + runs - 1})`, async () => {
        for (let i = 0; i < runs; i++) await explore(first + i, options);
      });
    });

    afterAll(() => {
      expect(operations).toBeGreaterThanOrEqual(runs * STEPS * Object.keys(kinds).length);
    });
  });
}
