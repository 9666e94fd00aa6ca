/**
 * An event source mapping: from a queue or a stream to a function, with its settings.
 *   Enabled <-> Disabled -> deleted
 * AWS passes through Creating, Updating, Deleting and the like for some seconds; the answers say so, the next look finds it done.
 * Left out: other sources than SQS and DynamoDB streams, provisioned pollers, metrics configuration, encryption of filters (kept, without effect).
 * Source: API reference, CreateEventSourceMapping; texts as recorded (read 2026-11).
 */
import type { Filter } from "../event-source/filter";
import { QueuePoller } from "../event-source/queue-poller";
import { StreamReader } from "../event-source/stream-reader";
import { type Caller, ServiceError } from "../service";
import { Worker } from "./batch";
import type { Lambda } from "./context";
import { queueUrl } from "./destination";
import { checkBounds, checkOneOf, invalidParameter } from "./errors";
import { type FilterCriteria, readFilters } from "./filter";
import type { LambdaFunction } from "./function";
import { BATCH, MAXIMUM_CONCURRENCY, STREAM_BATCH, WINDOW } from "./limits";
import { isStream, type StreamMappingSettings, withStreamInput } from "./stream-settings";
import { StreamWorker } from "./stream-worker";

export interface MappingInput {
  UUID?: string;
  EventSourceArn?: string;
  FunctionName?: string;
  Enabled?: boolean;
  BatchSize?: number;
  MaximumBatchingWindowInSeconds?: number;
  FilterCriteria?: FilterCriteria;
  FunctionResponseTypes?: string[];
  ScalingConfig?: { MaximumConcurrency?: number };
  StartingPosition?: string;
  MaximumRetryAttempts?: number;
  MaximumRecordAgeInSeconds?: number;
  BisectBatchOnFunctionError?: boolean;
  ParallelizationFactor?: number;
  TumblingWindowInSeconds?: number;
  DestinationConfig?: { OnFailure?: { Destination?: string } };
  Tags?: Record<string, string>;
  [other: string]: unknown;
}

export interface MappingSettings {
  readonly isEnabled: boolean;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly filters: readonly Filter[];
  readonly reportsItemFailures: boolean;
  readonly maximumConcurrency: number | undefined;
  /** Of a stream only. */
  readonly stream: StreamMappingSettings | undefined;
}

const DEFAULTS: MappingSettings = {
  isEnabled: true,
  batchSize: BATCH.default,
  windowSeconds: WINDOW.default,
  filters: [],
  reportsItemFailures: false,
  maximumConcurrency: undefined,
  stream: undefined,
};

/** Members for streams and brokers, which a queue has no use for. */
const NOT_FOR_QUEUES = [
  "StartingPosition",
  "StartingPositionTimestamp",
  "ParallelizationFactor",
  "BisectBatchOnFunctionError",
  "MaximumRetryAttempts",
  "MaximumRecordAgeInSeconds",
  "TumblingWindowInSeconds",
  "DestinationConfig",
];

export class Mapping {
  settings: MappingSettings;
  modifiedMs: number;
  lastResult = "No records processed";
  /** Of the queue, when the mapping was made. */
  visibilityMs: number;
  readonly tags = new Map<string, string>();
  #functionName: string;
  #fn: LambdaFunction;
  #poller: QueuePoller | undefined;
  readonly #reader: StreamReader | undefined;

  constructor(
    private readonly lambda: Lambda,
    readonly uuid: string,
    readonly sourceArn: string,
    fn: LambdaFunction,
    visibilityMs: number,
    settings: MappingSettings,
  ) {
    this.#fn = fn;
    this.#functionName = fn.name;
    this.visibilityMs = visibilityMs;
    this.settings = settings;
    this.modifiedMs = lambda.sim.now;
    if (settings.stream !== undefined) {
      const fromOldest = settings.stream.startingPosition === "TRIM_HORIZON";
      const worker = new StreamWorker(lambda, this);
      this.#reader = new StreamReader(lambda.world, worker, sourceArn, fromOldest, !settings.isEnabled);
    } else if (settings.isEnabled) this.#poller = new QueuePoller(lambda.world, new Worker(lambda, this));
  }

  /** The function of that name; the last one there was, when it is deleted. */
  get fn(): LambdaFunction {
    this.#fn = this.lambda.functions.get(this.#functionName) ?? this.#fn;
    return this.#fn;
  }

  set fn(fn: LambdaFunction) {
    this.#functionName = fn.name;
    this.#fn = fn;
  }

  change(settings: MappingSettings): void {
    const isOther = settings.isEnabled !== this.settings.isEnabled;
    const hasOtherLimit = settings.maximumConcurrency !== this.settings.maximumConcurrency;
    this.settings = settings;
    this.modifiedMs = this.lambda.sim.now;
    if (!isOther && !hasOtherLimit) return;
    if (this.#reader !== undefined) return settings.isEnabled ? this.#reader.resume() : this.#reader.pause();
    this.#poller?.stop();
    this.#poller = undefined;
    if (settings.isEnabled) this.#poller = new QueuePoller(this.lambda.world, new Worker(this.lambda, this));
  }

  /** No further messages are taken; those that were are still processed. */
  close(): void {
    this.#reader?.close();
    this.#poller?.stop();
    this.#poller = undefined;
  }
}

/** The settings with what the input says. Throws ValidationException, InvalidParameterValueException; changes nothing. */
export function withMappingInput(
  before: MappingSettings | undefined,
  input: MappingInput,
  sourceArn: string,
): MappingSettings {
  const isFifo = sourceArn.endsWith(".fifo");
  const { BatchSize: batchSize, MaximumBatchingWindowInSeconds: window, ScalingConfig: scaling } = input;
  const stream = isStream(sourceArn) ? withStreamInput(before?.stream, input, sourceArn) : undefined;
  if (stream === undefined) checkQueueInput(input);
  for (const each of input.FunctionResponseTypes ?? []) {
    checkOneOf(each, "functionResponseTypes", ["ReportBatchItemFailures"]);
  }
  const base = before ?? (stream === undefined ? DEFAULTS : { ...DEFAULTS, batchSize: STREAM_BATCH.default });
  const settings: MappingSettings = {
    isEnabled: input.Enabled ?? base.isEnabled,
    batchSize: batchSize ?? base.batchSize,
    windowSeconds: window ?? base.windowSeconds,
    filters: input.FilterCriteria === undefined ? base.filters : readFilters(input.FilterCriteria),
    reportsItemFailures:
      input.FunctionResponseTypes === undefined ? base.reportsItemFailures : input.FunctionResponseTypes.length > 0,
    maximumConcurrency: scaling === undefined ? base.maximumConcurrency : scaling.MaximumConcurrency,
    stream,
  };
  if (stream !== undefined) return settings;
  if (isFifo && settings.windowSeconds > 0) {
    throw invalidParameter("Batching window is not supported for FIFO queues");
  }
  if (isFifo && settings.batchSize > BATCH.fifoMost) {
    throw invalidParameter(`Batch size must be between ${BATCH.least} and ${BATCH.fifoMost} for FIFO queues`);
  }
  if (settings.batchSize > BATCH.withoutWindow && settings.windowSeconds === 0) {
    throw invalidParameter(
      "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    );
  }
  return settings;
}

function checkQueueInput(input: MappingInput): void {
  checkBounds(input.BatchSize, "batchSize", BATCH);
  checkBounds(input.MaximumBatchingWindowInSeconds, "maximumBatchingWindowInSeconds", WINDOW);
  checkBounds(input.ScalingConfig?.MaximumConcurrency, "scalingConfig.maximumConcurrency", MAXIMUM_CONCURRENCY);
  for (const name of NOT_FOR_QUEUES) {
    if (input[name] !== undefined) throw invalidParameter(`${name} isn't supported for this event source type`);
  }
}

const SECOND = 1_000; // ms

/** Asks the queue for its visibility timeout, in ms. Throws InvalidParameterValueException when it does not suit the function. */
export function checkQueue(lambda: Lambda, queueArn: string, fn: LambdaFunction, cause: number): number {
  const caller: Caller = lambda.callerFor(fn, cause);
  let answer: { Attributes: { VisibilityTimeout: string } };
  try {
    answer = lambda.world
      .service("sqs")
      .call(
        "GetQueueAttributes",
        { QueueUrl: queueUrl(queueArn), AttributeNames: ["VisibilityTimeout"] },
        caller,
      ) as typeof answer;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code === "AccessDenied") {
      throw invalidParameter("The function execution role does not have permissions to call ReceiveMessage on SQS");
    }
    const code = error.code === "QueueDoesNotExist" ? "AWS.SimpleQueueService.NonExistentQueue" : error.code;
    throw invalidParameter(
      `Error occurred while ReceiveMessage. SQS Error Code: ${code}. SQS Error Message: ${error.message}`,
    );
  }
  const visibility = Number(answer.Attributes.VisibilityTimeout);
  if (visibility < fn.settings.timeout) {
    throw invalidParameter(
      `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${fn.settings.timeout} seconds`,
    );
  }
  return visibility * SECOND;
}
