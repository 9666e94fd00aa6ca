/**
 * A pipe that reads a stream. What is given up goes to the dead-letter queue or topic, as its place in the stream.
 * Source: EventBridge User Guide, "Amazon DynamoDB stream as a source for EventBridge Pipes" (read 2026-11).
 */
import { matchesOne } from "../event-source/filter";
import type {
  GivenUp,
  StreamBatch,
  StreamConsumer,
  StreamOutcome,
  StreamSettings,
} from "../event-source/stream-reader";
import type { StreamItem } from "../event-source/stream-record";
import { nameOf, queueUrlOf } from "../retry";
import { callerAs } from "../role";
import { type About, execute } from "./execution";
import { reasonOf } from "./source";

export class StreamSource implements StreamConsumer {
  /** Row of the last failure. */
  #row = -1;

  constructor(private readonly about: About) {}

  get stream(): StreamSettings {
    return this.about.settings.source.stream!;
  }

  isWanted({ record }: StreamItem): boolean {
    return matchesOne(this.about.settings.source.filters, record);
  }

  skip({ subject, row }: StreamItem): void {
    const { pipes, nameId, settings } = this.about;
    const { trace, facts } = pipes;
    trace.add(facts.Skipped, nameId, subject, Number.NaN, trace.name(settings.sourceName), row);
  }

  workOn(batch: StreamBatch, ended: (outcome: StreamOutcome) => void): void {
    this.about.pipes.sim.touch();
    const items = batch.items.map(({ record, sequence, subject, row, bytes }) => ({
      event: structuredClone(record),
      ids: [sequence, String(record.eventID)],
      subject,
      row,
      bytes,
    }));
    void execute(this.about, items).then(({ failed, row }) => {
      if (failed.length === 0) return ended("success");
      this.#row = row;
      ended({ failedFrom: failed[0]! });
    });
  }

  giveUp(items: readonly StreamItem[], why: GivenUp, { retries }: StreamBatch): void {
    const { pipes, nameId, settings } = this.about;
    const { trace, facts } = pipes;
    const text = trace.name(why);
    let last = -1;
    for (const { subject, row } of items) {
      last = trace.add(facts.Discarded, nameId, subject, retries, text, this.#row < 0 ? row : this.#row);
    }
    const target = settings.source.stream!.deadLetterArn;
    if (target === undefined || why === "RecordExpired") return;
    const problem = this.#bury(target, JSON.stringify(this.#letter(items, why)), last);
    const name = nameOf(target);
    const said = trace.name(problem === undefined ? name : `${name}: ${problem}`);
    const kind = problem === undefined ? facts.DeadLettered : facts.Dropped;
    for (const { subject } of items) trace.add(kind, nameId, subject, retries, said, last);
  }

  #letter(items: readonly StreamItem[], condition: GivenUp): object {
    const { pipes, arn, settings } = this.about;
    const [first, last] = [items[0]!, items[items.length - 1]!];
    return {
      context: { partnerResourceArn: arn, condition },
      version: "1.0",
      timestamp: pipes.sim.date().toISOString(),
      DDBStreamBatchInfo: {
        startSequenceNumber: first.sequence,
        endSequenceNumber: last.sequence,
        approximateArrivalOfFirstRecord: pipes.sim.date(first.atMs).toISOString(),
        approximateArrivalOfLastRecord: pipes.sim.date(last.atMs).toISOString(),
        batchSize: items.length,
        streamArn: settings.source.arn,
      },
    };
  }

  /** Returns why it has failed. */
  #bury(target: string, text: string, cause: number): string | undefined {
    const { pipes, settings, name } = this.about;
    const caller = callerAs(pipes.world, settings.roleArn, name, cause);
    try {
      if (target.split(":")[2] === "sqs") {
        pipes.world.service("sqs").call("SendMessage", { QueueUrl: queueUrlOf(target), MessageBody: text }, caller);
      } else pipes.world.service("sns").call("Publish", { TopicArn: target, Message: text }, caller);
      return undefined;
    } catch (error) {
      return reasonOf(error);
    }
  }
}
