/** A pipe that reads a queue. Messages that do not pass the filter are deleted; those that fail come again by themselves. */
import { passes } from "../event-source/filter";
import { type Batch, deleteItems, type Item } from "../event-source/queue-batch";
import type { QueueConsumer, Watcher } from "../event-source/queue-poller";
import { bytesOf, recordOf, type SqsMessage } from "../event-source/sqs-record";
import { queueUrlOf } from "../retry";
import { callerAs } from "../role";
import type { Caller } from "../service";
import { type About, execute } from "./execution";

export class QueueSource implements QueueConsumer {
  readonly problem = undefined;

  constructor(
    private readonly about: About,
    readonly visibilityMs: number,
  ) {}

  get queueArn(): string {
    return this.about.settings.source.arn;
  }

  get settings(): QueueConsumer["settings"] {
    const { batchSize, windowSeconds } = this.about.settings.source;
    return { batchSize, windowSeconds, maximumConcurrency: undefined };
  }

  get caller(): Caller {
    const { pipes, settings, name } = this.about;
    return callerAs(pipes.world, settings.roleArn, name, -1);
  }

  isWanted(message: SqsMessage): boolean {
    const { filters } = this.about.settings.source;
    return filters.length === 0 || passes(filters, recordOf(message, this.queueArn, this.about.pipes.world.region));
  }

  drop(items: readonly Item[], caller: Caller): void {
    const { pipes, nameId, settings } = this.about;
    const { trace, facts } = pipes;
    const queue = trace.name(settings.sourceName);
    for (const { subject, row } of items) trace.add(facts.Filtered, nameId, subject, Number.NaN, queue, row);
    this.#delete(items, caller);
  }

  work(batch: Batch, { caller, ended }: Watcher): void {
    const { sim, world } = this.about.pipes;
    sim.touch();
    const items = batch.items.map(({ message, subject, row }) => ({
      event: recordOf(message, this.queueArn, world.region),
      ids: [message.MessageId],
      subject,
      row,
      bytes: bytesOf(message),
    }));
    void execute(this.about, items).then(({ failed }) => {
      const done = batch.items.filter((_item, i) => !failed.includes(i));
      this.#delete(done, caller);
      ended(done.length === 0 ? "failure" : "success");
    });
  }

  #delete(items: readonly Item[], caller: Caller): void {
    const problem = deleteItems(this.about.pipes.world, queueUrlOf(this.queueArn), items, caller);
    if (problem !== undefined) this.report(`PROBLEM: ${problem}`);
  }

  /** A pipe has no place to show how it went last; the trace has it. */
  report(_result: string): void {}

  scaled(_processes: number): void {}
}
