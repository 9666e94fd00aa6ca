/**
 * What takes messages from a queue for a consumer, a mapping of Lambda or a pipe: processes that each poll, or have a batch at
 * work.
 *
 *   idle processes hold long polls -> messages -> filter -> the open batch -> full, window over or 6 MB -> ready -> at work
 *
 * Invariants: no more batches at work than `#processes`; a message that was received is deleted only after the consumer has
 * answered for it, or because it did not pass the filter.
 * Processes begin at 5 and grow by 300 a minute while all are busy, up to 1,250 or MaximumConcurrency; each failure and each
 * poll that finds nothing takes one away again, down to 5. AWS says "gradually" of failures; one at a time is our choice.
 * AWS does not say how processes share a batching window; we keep one open batch for a mapping. Below one second of
 * window left nothing more is received, for a long poll waits whole seconds.
 * Source: Developer Guide, "Using Lambda with Amazon SQS" and the pages below it (read 2026-11).
 */
import type { Scheduled } from "../../sim";
import { POLL_RETRY_MS, POLL_SECONDS, PROCESSES, RAMP, RECEIVE_MOST, SYNC_PAYLOAD_BYTES } from "../lambda/limits";
import { queueUrlOf } from "../retry";
import { type Caller, ServiceError, type World } from "../service";
import { type Batch, type Item, itemsOf } from "./queue-batch";
import { bytesOf, type SqsMessage } from "./sqs-record";

/** Whoever the messages are for. */
export interface QueueConsumer {
  readonly queueArn: string;
  readonly settings: {
    readonly batchSize: number;
    readonly windowSeconds: number;
    readonly maximumConcurrency: number | undefined;
  };
  /** Visibility timeout of the queue. */
  readonly visibilityMs: number;
  readonly caller: Caller;
  /** Why nothing can be taken now. */
  readonly problem: string | undefined;
  isWanted(message: SqsMessage): boolean;
  /** These did not pass the filter. */
  drop(items: readonly Item[], caller: Caller): void;
  work(batch: Batch, watcher: Watcher): void;
  /** How it went last. */
  report(result: string): void;
  scaled(processes: number): void;
}

/** What the poller wants to know of a batch at work. */
export interface Watcher {
  /** Who deletes what is done. */
  readonly caller: Caller;
  /** It begins, or ends, to wait for a place. */
  waits(begins: boolean): void;
  /** Called once. */
  ended(how: "success" | "failure"): void;
}

const SECOND = 1_000; // ms
const ALL = ["All"];

export class QueuePoller {
  /** Batches and polls at once. */
  #processes: number;
  #polls = 0;
  #working = 0;
  /** Batches that wait after a throttle, of those at work. */
  #throttled = 0;
  #open: Batch | undefined;
  /** Closed, and every process is at work: they are next. */
  readonly #ready: Batch[] = [];
  #windowEnds: Scheduled | undefined;
  #ramp: Scheduled | undefined;
  #refusals = 0;
  #isResting = false;
  readonly #watcher: Watcher;
  readonly #queueUrl: string;
  /** No further messages: for good. */
  isStopped = false;

  constructor(
    private readonly world: World,
    private readonly consumer: QueueConsumer,
  ) {
    this.#processes = Math.min(PROCESSES.start, this.#most);
    this.#queueUrl = queueUrlOf(consumer.queueArn);
    this.#watcher = {
      caller: { ...consumer.caller, poller: this },
      waits: (begins) => this.#waits(begins),
      ended: (how) => this.#ended(how),
    };
    // In an event of its own: a poll must not wait on behalf of whoever made the mapping.
    world.sim.after(0, () => this.#fill());
  }

  /** No further polls; what is at work goes on, what has been gathered is still processed. */
  stop(): void {
    this.isStopped = true;
    this.#close();
  }

  get #most(): number {
    return this.consumer.settings.maximumConcurrency ?? PROCESSES.most;
  }

  /** Polls that there may be. The process that has the open batch goes on polling for it. */
  get #room(): number {
    return this.#processes - this.#working - this.#ready.length;
  }

  /** Every process that has nothing to do takes a batch that is ready, or polls. */
  #fill(): void {
    this.#dispatch();
    while (!this.isStopped && !this.#isResting && this.#polls < this.#room) {
      const { problem } = this.consumer;
      if (problem !== undefined) return this.#rest(problem);
      const seconds = this.#pollSeconds;
      if (seconds === undefined) return;
      let answer: unknown;
      try {
        answer = this.#receive(seconds);
      } catch (error) {
        return this.#refused(error);
      }
      if (answer instanceof Promise) this.#await(answer);
      else this.#take(answer as { Messages?: SqsMessage[] });
    }
    this.#watch();
  }

  #await(answer: Promise<{ Messages?: SqsMessage[] }>): void {
    this.#polls++;
    answer.then(
      (output) => {
        this.#polls--;
        this.#take(output);
        this.#fill();
      },
      (error: unknown) => {
        this.#polls--;
        this.#refused(error);
      },
    );
  }

  /** How long a poll waits; undefined when the window is about to close. */
  get #pollSeconds(): number | undefined {
    if (this.#windowEnds === undefined) return POLL_SECONDS;
    const left = Math.floor((this.#windowEnds.time - this.world.sim.now) / SECOND);
    return left < 1 ? undefined : Math.min(POLL_SECONDS, left);
  }

  #receive(seconds: number): unknown {
    const { settings } = this.consumer;
    const missing = settings.batchSize - (this.#open?.items.length ?? 0);
    return this.world.service("sqs").call(
      "ReceiveMessage",
      {
        QueueUrl: this.#queueUrl,
        MaxNumberOfMessages: Math.min(RECEIVE_MOST, missing),
        WaitTimeSeconds: seconds,
        MessageSystemAttributeNames: ALL,
        MessageAttributeNames: ALL,
      },
      this.#watcher.caller,
    );
  }

  /** The queue is gone, down or forbidden. */
  #refused(error: unknown): void {
    if (!(error instanceof ServiceError)) throw error;
    this.#rest(error.message);
  }

  /** Tries again after a while, in the background. */
  #rest(problem: string): void {
    if (this.#isResting) return;
    this.#isResting = true;
    this.consumer.report(`PROBLEM: ${problem}`);
    const waitMs = Math.min(POLL_RETRY_MS.last, POLL_RETRY_MS.first * 2 ** this.#refusals++);
    const again = () => {
      this.#isResting = false;
      this.#fill();
    };
    this.world.sim.after(waitMs, again, true);
  }

  #take({ Messages: messages = [] }: { Messages?: SqsMessage[] }): void {
    this.#refusals = 0;
    if (messages.length === 0) {
      if (this.#windowEnds === undefined) this.#shrink();
      return;
    }
    const { windowSeconds } = this.consumer.settings;
    const { sim } = this.world;
    const dropped: Item[] = [];
    for (const item of itemsOf(sim.trace, sim.now, messages)) {
      if (this.consumer.isWanted(item.message)) this.#add(item);
      else dropped.push(item);
    }
    if (dropped.length > 0) this.consumer.drop(dropped, this.#watcher.caller);
    if (this.#open !== undefined && (windowSeconds === 0 || this.isStopped)) this.#close();
  }

  /** Into the open batch, which may close for it. */
  #add(item: Item): void {
    const { sim } = this.world;
    const { settings, visibilityMs } = this.consumer;
    const bytes = bytesOf(item.message);
    if (this.#open !== undefined && this.#open.bytes + bytes > SYNC_PAYLOAD_BYTES) this.#close();
    if (this.#open === undefined) {
      this.#open = { items: [], bytes: 0, visibleMs: sim.now + visibilityMs, throttles: 0, requestId: "", subject: 0 };
      if (settings.windowSeconds > 0) {
        this.#windowEnds = sim.after(settings.windowSeconds * SECOND, () => {
          this.#close();
          this.#fill();
        });
      }
    }
    this.#open.items.push(item);
    this.#open.bytes += bytes;
    if (this.#open.items.length >= settings.batchSize) this.#close();
  }

  #close(): void {
    const batch = this.#open;
    this.#windowEnds?.cancel();
    this.#windowEnds = undefined;
    this.#open = undefined;
    if (batch !== undefined) this.#ready.push(batch);
    this.#dispatch();
  }

  #dispatch(): void {
    while (this.#working < this.#processes) {
      const batch = this.#ready.shift();
      if (batch === undefined) return;
      this.#working++;
      this.consumer.work(batch, this.#watcher);
    }
  }

  #waits(begins: boolean): void {
    this.#throttled += begins ? 1 : -1;
    if (begins) this.#shrink();
  }

  #ended(how: "success" | "failure"): void {
    this.#working--;
    if (how === "failure") this.#shrink();
    this.consumer.report(how === "failure" ? "PROBLEM: Function call failed" : "OK");
    this.#fill();
  }

  #shrink(): void {
    if (this.#processes > Math.min(PROCESSES.start, this.#most)) this.#processes--;
  }

  /** While all are busy there are more of them every second. */
  #watch(): void {
    if (this.#ramp?.pending === true || this.isStopped) return;
    if (this.#working < this.#processes || this.#processes >= this.#most) return;
    this.#ramp = this.world.sim.after(RAMP.everyMs, () => {
      if (this.isStopped || this.#throttled > 0 || this.#working < this.#processes) return;
      this.#processes = Math.min(this.#most, this.#processes + RAMP.by);
      this.consumer.scaled(this.#processes);
      this.#fill();
    });
  }
}
