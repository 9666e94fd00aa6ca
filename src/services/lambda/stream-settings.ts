/**
 * What a mapping of a DynamoDB stream is told beside what all mappings are.
 * Left out, and refused: ParallelizationFactor above 1, tumbling windows, buckets and functions as destination.
 * Source: API reference, CreateEventSourceMapping; texts as recorded (read 2026-11).
 */
import { type Caller, ServiceError } from "../service";
import type { Lambda } from "./context";
import { checkBounds, checkOneOf, invalidParameter, LambdaError } from "./errors";
import type { LambdaFunction } from "./function";
import { RECORD_AGE, STREAM_BATCH, STREAM_RETRIES, WINDOW } from "./limits";
import type { MappingInput } from "./mapping";

export interface StreamMappingSettings {
  readonly startingPosition: string;
  /** -1: until the records leave the stream. */
  readonly maximumRetries: number;
  /** -1: as long as the stream keeps them. */
  readonly maximumAgeSeconds: number;
  readonly bisects: boolean;
  readonly onFailure: string | undefined;
}

const DEFAULTS = {
  maximumRetries: STREAM_RETRIES.default,
  maximumAgeSeconds: RECORD_AGE.default,
  bisects: false,
  onFailure: undefined,
};

export function isStream(sourceArn: string): boolean {
  return /^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\/[^/]+\/stream\/.+$/.test(sourceArn);
}

/** The table's name in a stream's ARN. */
export function tableOf(streamArn: string): string {
  return /:table\/([^/]+)\//.exec(streamArn)?.[1] ?? streamArn;
}

/** The settings with what the input says. Throws ValidationException, InvalidParameterValueException. */
export function withStreamInput(
  before: StreamMappingSettings | undefined,
  input: MappingInput,
  sourceArn: string,
): StreamMappingSettings {
  const { MaximumRetryAttempts: retries, MaximumRecordAgeInSeconds: age } = input;
  checkBounds(input.BatchSize, "batchSize", STREAM_BATCH);
  checkBounds(input.MaximumBatchingWindowInSeconds, "maximumBatchingWindowInSeconds", WINDOW);
  checkBounds(retries, "maximumRetryAttempts", STREAM_RETRIES);
  if (age !== RECORD_AGE.default) checkBounds(age, "maximumRecordAgeInSeconds", RECORD_AGE);
  refuseWhatIsNotSimulated(input);
  const startingPosition = before?.startingPosition ?? input.StartingPosition;
  if (startingPosition === undefined) {
    throw new LambdaError(
      "ValidationException",
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  checkOneOf(startingPosition, "startingPosition", ["LATEST", "AT_TIMESTAMP", "TRIM_HORIZON"]);
  if (startingPosition === "AT_TIMESTAMP") {
    throw invalidParameter(`Unsupported starting position for arn type: ${sourceArn}`);
  }
  const base = before ?? DEFAULTS;
  const destination = input.DestinationConfig === undefined ? base.onFailure : readDestination(input);
  return {
    startingPosition,
    maximumRetries: retries ?? base.maximumRetries,
    maximumAgeSeconds: age ?? base.maximumAgeSeconds,
    bisects: input.BisectBatchOnFunctionError ?? base.bisects,
    onFailure: destination,
  };
}

function refuseWhatIsNotSimulated(input: MappingInput): void {
  if (input.ScalingConfig !== undefined) {
    throw invalidParameter("ScalingConfig isn't supported for this event source type");
  }
  const { ParallelizationFactor: factor = 1, TumblingWindowInSeconds: tumbling = 0 } = input;
  if (factor !== 1) throw invalidParameter(`nubelab simulates a ParallelizationFactor of 1 only, not ${factor}.`);
  if (tumbling !== 0) throw invalidParameter(`nubelab simulates no TumblingWindowInSeconds, such as ${tumbling}.`);
}

function readDestination({ DestinationConfig: config }: MappingInput): string | undefined {
  const arn = config?.OnFailure?.Destination;
  if (arn === undefined || arn === "") return undefined;
  if (!/^arn:[^:]+:(sqs|sns):[^:]+:\d{12}:[\w.-]+$/.test(arn)) {
    throw invalidParameter(`DestinationConfig.OnFailure.Destination must be the ARN of a queue or a topic, not ${arn}`);
  }
  return arn;
}

/** Throws InvalidParameterValueException when there is no such stream, or the function's role may not read it. */
export function checkStream(lambda: Lambda, sourceArn: string, fn: LambdaFunction, cause: number): void {
  const caller: Caller = lambda.callerFor(fn, cause);
  try {
    lambda.world.service("dynamodbstreams").call("DescribeStream", { StreamArn: sourceArn }, caller);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code === "ResourceNotFoundException") throw invalidParameter(`Stream not found: ${sourceArn}`);
    throw invalidParameter(
      `Cannot access stream ${sourceArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
    );
  }
}
