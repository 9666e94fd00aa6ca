/**
 * The source of a pipe: a queue, or the stream of a table.
 * Left out, and refused by name: Kinesis, Kafka and MQ; ParallelizationFactor above 1.
 * Source: EventBridge User Guide, "Amazon EventBridge Pipes sources"; Pipes API reference (read 2026-11).
 */
import { type Filter, readFilter } from "../event-source/filter";
import type { StreamSettings } from "../event-source/stream-reader";
import { queueUrlOf } from "../retry";
import { type Caller, ServiceError, type World } from "../service";
import { checkBounds, checkOneOf, unsupported, validation, violation } from "./errors";
import type { SourceParameters, StreamParameters } from "./input";
import {
  FILTER_LENGTH,
  FILTERS,
  QUEUE_BATCH,
  RECORD_AGE_SECONDS,
  RETRIES,
  STREAM_BATCH,
  WINDOW_SECONDS,
} from "./limits";

export interface Source {
  readonly arn: string;
  readonly filters: readonly Filter[];
  readonly batchSize: number;
  readonly windowSeconds: number;
  /** Of a stream only. */
  readonly stream: (StreamSettings & { fromOldest: boolean; deadLetterArn: string | undefined }) | undefined;
  /** As DescribePipe shows them. */
  readonly shown: SourceParameters;
}

const STREAM = /^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\/[^/]+\/stream\/.+$/;
const QUEUE = /^arn:[^:]+:sqs:[^:]+:\d{12}:[\w.-]+$/;
const SECOND = 1_000; // ms

/** @throws ValidationException, UnsupportedOperation */
export function readSource(arn: string, parameters: SourceParameters): Source {
  const filters = readFilters(parameters);
  if (QUEUE.test(arn)) return readQueue(arn, filters, parameters);
  if (STREAM.test(arn)) return readStream(arn, filters, parameters);
  const service = /^arn:[^:]+:([^:]+):/.exec(arn)?.[1];
  if (service === undefined) throw violation(arn, "source", "be the ARN of a source");
  throw unsupported(
    `nubelab does not simulate ${service} as a source of Pipes; it simulates queues of SQS and streams of DynamoDB, unlike ${arn}.`,
  );
}

function readFilters({ FilterCriteria: criteria }: SourceParameters): Filter[] {
  const given = criteria?.Filters ?? [];
  if (given.length > FILTERS) {
    throw violation(
      `[${given.length} filters]`,
      "sourceParameters.filterCriteria.filters",
      `have length less than or equal to ${FILTERS}`,
    );
  }
  return given.map(({ Pattern: text = "{}" }) => {
    const field = "sourceParameters.filterCriteria.filters.pattern";
    if (text.length > FILTER_LENGTH)
      throw violation(`${text.slice(0, 40)}...`, field, `have length less than or equal to ${FILTER_LENGTH}`);
    const filter = readFilter(text);
    if (filter === undefined) throw validation(field, `Invalid filter pattern definition: ${text}`);
    return filter;
  });
}

function readQueue(arn: string, filters: Filter[], parameters: SourceParameters): Source {
  const { BatchSize: size = QUEUE_BATCH.default, MaximumBatchingWindowInSeconds: window = WINDOW_SECONDS.default } =
    onlyFor("SqsQueueParameters", parameters) ?? {};
  const field = "sourceParameters.sqsQueueParameters";
  checkBounds(size, `${field}.batchSize`, QUEUE_BATCH);
  checkBounds(window, `${field}.maximumBatchingWindowInSeconds`, WINDOW_SECONDS);
  if (arn.endsWith(".fifo") && size > QUEUE_BATCH.fifoMost) {
    throw validation(
      `${field}.batchSize`,
      `BatchSize of a FIFO queue must be at most ${QUEUE_BATCH.fifoMost}, not ${size}`,
    );
  }
  if (arn.endsWith(".fifo") && window > 0) {
    throw validation(`${field}.maximumBatchingWindowInSeconds`, "A FIFO queue takes no MaximumBatchingWindowInSeconds");
  }
  if (size > QUEUE_BATCH.withoutWindow && window === 0) {
    throw validation(
      `${field}.maximumBatchingWindowInSeconds`,
      `MaximumBatchingWindowInSeconds must be at least 1 when BatchSize is above ${QUEUE_BATCH.withoutWindow}`,
    );
  }
  const shown = { SqsQueueParameters: { BatchSize: size, MaximumBatchingWindowInSeconds: window } };
  return {
    arn,
    filters,
    batchSize: size,
    windowSeconds: window,
    stream: undefined,
    shown: { ...parameters, ...shown },
  };
}

function readStream(arn: string, filters: Filter[], parameters: SourceParameters): Source {
  const given: StreamParameters = onlyFor("DynamoDBStreamParameters", parameters) ?? {};
  const field = "sourceParameters.dynamoDBStreamParameters";
  const { BatchSize: size = STREAM_BATCH.default, MaximumBatchingWindowInSeconds: window = WINDOW_SECONDS.default } =
    given;
  const {
    MaximumRetryAttempts: retries = RETRIES.default,
    MaximumRecordAgeInSeconds: age = RECORD_AGE_SECONDS.default,
  } = given;
  const { StartingPosition: position, ParallelizationFactor: factor = 1, OnPartialBatchItemFailure: bisect } = given;
  checkBounds(size, `${field}.batchSize`, STREAM_BATCH);
  checkBounds(window, `${field}.maximumBatchingWindowInSeconds`, WINDOW_SECONDS);
  checkBounds(retries, `${field}.maximumRetryAttempts`, RETRIES);
  checkBounds(age, `${field}.maximumRecordAgeInSeconds`, RECORD_AGE_SECONDS);
  if (position === undefined) throw violation(null, `${field}.startingPosition`, "not be null");
  checkOneOf(position, `${field}.startingPosition`, ["TRIM_HORIZON", "LATEST"]);
  checkOneOf(bisect, `${field}.onPartialBatchItemFailure`, ["AUTOMATIC_BISECT"]);
  if (factor !== 1) throw unsupported(`nubelab simulates a ParallelizationFactor of 1 only, not ${factor}.`);
  const deadLetterArn = given.DeadLetterConfig?.Arn;
  if (deadLetterArn !== undefined && !/^arn:[^:]+:(sqs|sns):[^:]+:\d{12}:[\w.-]+$/.test(deadLetterArn)) {
    throw validation(`${field}.deadLetterConfig.arn`, `${deadLetterArn} is not the ARN of a queue or a topic`);
  }
  const stream = {
    batchSize: size,
    windowSeconds: window,
    maximumRetries: retries < 0 ? undefined : retries,
    maximumAgeMs: age < 0 ? undefined : age * SECOND,
    bisects: bisect === "AUTOMATIC_BISECT",
    fromOldest: position === "TRIM_HORIZON",
    deadLetterArn,
  };
  const all = {
    ...given,
    BatchSize: size,
    MaximumBatchingWindowInSeconds: window,
    MaximumRetryAttempts: retries,
    MaximumRecordAgeInSeconds: age,
  };
  const shown = { ...parameters, DynamoDBStreamParameters: all };
  return { arn, filters, batchSize: size, windowSeconds: window, stream, shown };
}

/** The parameters of this kind of source; those of another are refused. */
function onlyFor<K extends "SqsQueueParameters" | "DynamoDBStreamParameters">(
  name: K,
  parameters: SourceParameters,
): SourceParameters[K] {
  for (const other of Object.keys(parameters)) {
    if (other !== name && other !== "FilterCriteria" && parameters[other] !== undefined) {
      throw validation(`sourceParameters.${other}`, `${other} is not for this kind of source`);
    }
  }
  return parameters[name];
}

/** Visibility timeout of a queue, ms; undefined for a stream. Throws as the source's service does. */
export function askSource(world: World, { arn, stream }: Source, caller: Caller): number | undefined {
  if (stream !== undefined) {
    world.service("dynamodbstreams").call("DescribeStream", { StreamArn: arn }, caller);
    return undefined;
  }
  const input = { QueueUrl: queueUrlOf(arn), AttributeNames: ["VisibilityTimeout"] };
  const answer = world.service("sqs").call("GetQueueAttributes", input, caller) as {
    Attributes: { VisibilityTimeout: string };
  };
  return Number(answer.Attributes.VisibilityTimeout) * SECOND;
}

/** In a sentence, why a source, enrichment or target has refused. */
export function reasonOf(error: unknown): string {
  // The service is not simulated: the world says so.
  if (error instanceof RangeError) return error.message;
  if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
  throw error;
}
