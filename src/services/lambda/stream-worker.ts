/**
 * What a mapping does with records of a stream: invokes the function with a batch, and sends what is given up to the
 * destination for failures, as the place of the batch in the stream, not as the records.
 * Source: Developer Guide, "Retaining discarded records for a DynamoDB event source" (read 2026-11).
 */
import { matchesOne } from "../event-source/filter";
import type {
  GivenUp,
  StreamBatch,
  StreamConsumer,
  StreamOutcome,
  StreamSettings,
} from "../event-source/stream-reader";
import { firstFailure, type StreamItem } from "../event-source/stream-record";
import { ServiceError } from "../service";
import type { Lambda } from "./context";
import { queueUrl, targetName } from "./destination";
import { type Outcome, start } from "./execution";
import type { Mapping } from "./mapping";
import { tableOf } from "./stream-settings";

const SECOND = 1_000; // ms

export class StreamWorker implements StreamConsumer {
  readonly #table: string;
  /** The latest attempt. */
  #last = { requestId: "", row: -1 };

  constructor(
    private readonly lambda: Lambda,
    private readonly mapping: Mapping,
  ) {
    this.#table = tableOf(mapping.sourceArn);
  }

  get stream(): StreamSettings {
    const { batchSize, windowSeconds, stream } = this.mapping.settings;
    const { maximumRetries, maximumAgeSeconds, bisects } = stream!;
    return {
      batchSize,
      windowSeconds,
      maximumRetries: maximumRetries < 0 ? undefined : maximumRetries,
      maximumAgeMs: maximumAgeSeconds < 0 ? undefined : maximumAgeSeconds * SECOND,
      bisects,
    };
  }

  isWanted({ record }: StreamItem): boolean {
    return matchesOne(this.mapping.settings.filters, record);
  }

  skip({ subject, row }: StreamItem): void {
    const { trace, facts } = this.lambda;
    trace.add(facts.Skipped, this.mapping.fn.nameId, subject, Number.NaN, trace.name(this.#table), row);
  }

  workOn(batch: StreamBatch, ended: (outcome: StreamOutcome) => void): void {
    const { lambda, mapping } = this;
    const { sim, trace, facts } = lambda;
    const { fn } = mapping;
    const requestId = lambda.id("request");
    const isDown = fn.isDeleted || (sim.faults.any && sim.faults.isDown(fn.name));
    const invocation = {
      requestId,
      subject: trace.subject(requestId),
      fn,
      how: this.#table,
      bytes: batch.items.reduce((sum, { bytes }) => sum + bytes, 0),
      event: () => ({ Records: batch.items.map(({ record }) => structuredClone(record)) }),
      done: (outcome: Outcome) => this.#done(batch, requestId, outcome, ended),
    };
    const started = isDown ? ("down" as const) : start(lambda, invocation, batch.items[0]!.row);
    if (typeof started !== "number") {
      mapping.lastResult = `PROBLEM: ${fn.isDeleted ? "the function does not exist" : "Function call was throttled"}`;
      sim.after(0, () => ended("throttled"));
      return;
    }
    for (const { subject } of batch.items) {
      trace.add(facts.Batched, fn.nameId, subject, batch.items.length, 0, started);
    }
  }

  #done(
    batch: StreamBatch,
    requestId: string,
    { payload, error, row }: Outcome,
    ended: (outcome: StreamOutcome) => void,
  ): void {
    const { trace, facts } = this.lambda;
    const { fn, settings } = this.mapping;
    this.#last = { requestId, row };
    const reported =
      error === undefined && settings.reportsItemFailures ? firstFailure(payload, batch.items) : undefined;
    if (error === undefined && reported === undefined) {
      this.mapping.lastResult = "OK";
      return ended("success");
    }
    this.mapping.lastResult = "PROBLEM: Function call failed";
    if (reported !== undefined) {
      trace.add(facts.ItemFailed, fn.nameId, batch.items[reported]!.subject, Number.NaN, 0, row);
    }
    ended({ failedFrom: reported ?? 0 });
  }

  giveUp(items: readonly StreamItem[], why: GivenUp, { retries }: StreamBatch): void {
    const { trace, facts } = this.lambda;
    const { fn, settings } = this.mapping;
    const text = trace.name(why);
    let row = -1;
    for (const { subject, row: cause } of items) {
      const from = this.#last.row < 0 ? cause : this.#last.row;
      row = trace.add(facts.Discarded, fn.nameId, subject, retries, text, from);
    }
    const target = settings.stream!.onFailure;
    // What has left the stream was not discarded by Lambda: nothing is said of it.
    if (target === undefined || why === "RecordExpired") return;
    const name = targetName(target);
    const failure = this.#send(target, JSON.stringify(this.#letter(items, why, retries)), row);
    const kind = failure === undefined ? facts.Delivered : facts.DeliveryFailed;
    const said = trace.name(failure === undefined ? name : `${name}: ${failure}`);
    for (const { subject } of items) trace.add(kind, fn.nameId, subject, retries, said, row);
  }

  #letter(items: readonly StreamItem[], condition: GivenUp, retries: number): object {
    const { sim } = this.lambda;
    const { fn, sourceArn } = this.mapping;
    const [first, last] = [items[0]!, items[items.length - 1]!];
    const requestId = this.#last.requestId === "" ? this.lambda.id("request") : this.#last.requestId;
    return {
      requestContext: { requestId, functionArn: `${fn.arn}:$LATEST`, condition, approximateInvokeCount: retries },
      ...(condition === "RetryAttemptsExhausted" && {
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      }),
      version: "1.0",
      timestamp: sim.date().toISOString(),
      DDBStreamBatchInfo: {
        shardId: this.#shardId(),
        startSequenceNumber: first.sequence,
        endSequenceNumber: last.sequence,
        approximateArrivalOfFirstRecord: sim.date(first.atMs).toISOString(),
        approximateArrivalOfLastRecord: sim.date(last.atMs).toISOString(),
        batchSize: items.length,
        streamArn: sourceArn,
      },
    };
  }

  #shardId(): string {
    const { world, sim } = this.lambda;
    const caller = this.lambda.callerFor(this.mapping.fn, this.#last.row);
    const answer = world
      .service("dynamodbstreams")
      .call("DescribeStream", { StreamArn: this.mapping.sourceArn }, caller) as {
      StreamDescription: { Shards: { ShardId: string }[] };
    };
    return answer.StreamDescription.Shards[0]?.ShardId ?? `shardId-${sim.start}`;
  }

  /** Returns why it has failed. */
  #send(target: string, text: string, cause: number): string | undefined {
    const { world } = this.lambda;
    const caller = this.lambda.callerFor(this.mapping.fn, cause);
    try {
      if (target.split(":")[2] === "sqs") {
        world.service("sqs").call("SendMessage", { QueueUrl: queueUrl(target), MessageBody: text }, caller);
      } else world.service("sns").call("Publish", { TopicArn: target, Message: text }, caller);
      return undefined;
    } catch (error) {
      if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
      throw error;
    }
  }
}
