/**
 * A batch of messages at work: invoked, and then deleted, left to the visibility timeout, or some of each. When the function
 * is throttled the batch waits and is invoked again, until its messages are visible again; then it is given up, and they come
 * back by themselves.
 */
import { passes } from "../event-source/filter";
import { type Batch, deleteItems, type Item } from "../event-source/queue-batch";
import type { QueueConsumer, Watcher } from "../event-source/queue-poller";
import { failuresIn, recordOf, type SqsMessage } from "../event-source/sqs-record";
import type { Caller } from "../service";
import type { Lambda } from "./context";
import { queueUrl, targetName } from "./destination";
import { type Outcome, start } from "./execution";
import { BATCH_RETRY_MS } from "./limits";
import type { Mapping } from "./mapping";

/** What a mapping does with messages of a queue. */
export class Worker implements QueueConsumer {
  readonly #queue: string;
  readonly #queueUrl: string;

  constructor(
    private readonly lambda: Lambda,
    private readonly mapping: Mapping,
  ) {
    this.#queue = targetName(mapping.sourceArn);
    this.#queueUrl = queueUrl(mapping.sourceArn);
  }

  get queueArn(): string {
    return this.mapping.sourceArn;
  }

  get settings(): QueueConsumer["settings"] {
    return this.mapping.settings;
  }

  get visibilityMs(): number {
    return this.mapping.visibilityMs;
  }

  get caller(): Caller {
    return this.lambda.callerFor(this.mapping.fn, -1);
  }

  get problem(): string | undefined {
    return this.mapping.fn.isDeleted ? "the function does not exist" : undefined;
  }

  report(result: string): void {
    this.mapping.lastResult = result;
  }

  scaled(processes: number): void {
    const { trace, facts } = this.lambda;
    trace.add(facts.Scaled, this.mapping.fn.nameId, 0, processes, trace.name(this.#queue), -1);
  }

  isWanted(message: SqsMessage): boolean {
    const { filters } = this.mapping.settings;
    return filters.length === 0 || passes(filters, recordOf(message, this.queueArn, this.lambda.world.region));
  }

  drop(items: readonly Item[], caller: Caller): void {
    const { trace, facts } = this.lambda;
    const queue = trace.name(this.#queue);
    for (const { subject, row } of items) {
      trace.add(facts.Filtered, this.mapping.fn.nameId, subject, Number.NaN, queue, row);
    }
    this.#delete(items, caller);
  }

  work(batch: Batch, watcher: Watcher): void {
    const { lambda, mapping } = this;
    const { sim, trace, facts } = lambda;
    const { fn } = mapping;
    if (fn.isDeleted) {
      sim.after(0, () => watcher.ended("failure"));
      return;
    }
    if (batch.requestId === "") {
      batch.requestId = lambda.id("request");
      batch.subject = trace.subject(batch.requestId);
    }
    const isDown = sim.faults.any && sim.faults.isDown(fn.name);
    const started = isDown
      ? ("down" as const)
      : start(
          lambda,
          {
            requestId: batch.requestId,
            subject: batch.subject,
            fn,
            how: this.#queue,
            bytes: batch.bytes,
            event: () => ({
              Records: batch.items.map(({ message }) => recordOf(message, mapping.sourceArn, lambda.world.region)),
            }),
            done: (outcome) => this.#done(batch, outcome, watcher),
          },
          batch.items[0]!.row,
        );
    if (typeof started !== "number") return this.#wait(batch, watcher);
    for (const { subject } of batch.items) {
      trace.add(facts.Batched, fn.nameId, subject, batch.items.length, 0, started);
    }
  }

  #wait(batch: Batch, watcher: Watcher): void {
    const { sim } = this.lambda;
    const waitMs = Math.min(BATCH_RETRY_MS.last, BATCH_RETRY_MS.first * 2 ** batch.throttles++);
    const isTooLate = sim.now + waitMs >= batch.visibleMs;
    watcher.waits(true);
    // Given up only when they are visible: else this process would at once take others, and throttle them too.
    sim.at(isTooLate ? Math.max(sim.now, batch.visibleMs) : sim.now + waitMs, () => {
      watcher.waits(false);
      if (isTooLate) watcher.ended("failure");
      else this.work(batch, watcher);
    });
  }

  #done(batch: Batch, { payload, error, row }: Outcome, watcher: Watcher): void {
    if (error !== undefined) return watcher.ended("failure");
    const { trace, facts } = this.lambda;
    const { fn, settings } = this.mapping;
    const ids = new Set(batch.items.map(({ message }) => message.MessageId));
    const failures = settings.reportsItemFailures ? failuresIn(payload, ids) : new Set<string>();
    const done: Item[] = [];
    for (const item of batch.items) {
      if (failures !== "all" && !failures.has(item.message.MessageId)) done.push(item);
      else trace.add(facts.ItemFailed, fn.nameId, item.subject, Number.NaN, 0, row);
    }
    this.#delete(done, watcher.caller);
    watcher.ended(failures === "all" ? "failure" : "success");
  }

  #delete(items: readonly Item[], caller: Caller): void {
    const problem = deleteItems(this.lambda.world, this.#queueUrl, items, caller);
    if (problem !== undefined) this.mapping.lastResult = `PROBLEM: ${problem}`;
  }
}
