/**
 * The errors of DynamoDB. Codes are the modelled exceptions of @aws-sdk/client-dynamodb and ValidationException, which is
 * not modelled; texts follow AWS's as recorded by dynalite's tests against the real service.
 */
import { ServiceError } from "../service";

export class DynamodbError extends ServiceError {
  constructor(code: string, message: string, detail: Record<string, unknown> = {}, retryable = false) {
    super("dynamodb", code, message, "client", retryable, detail);
  }
}

export const invalid = (message: string) => new DynamodbError("ValidationException", message);

/** "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must ..." */
export const constraint = (member: string, value: unknown, rule: string) =>
  invalid(`1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${rule}`);

export const invalidParameters = (what: string) => invalid(`One or more parameter values were invalid: ${what}`);

export const tableNotFound = (name: string) =>
  new DynamodbError("ResourceNotFoundException", `Requested resource not found: Table: ${name} not found`);

/** The shorter text of the calls that read and write items. */
export const resourceNotFound = (what = "Requested resource not found") =>
  new DynamodbError("ResourceNotFoundException", what);

export const inUse = (what: string) => new DynamodbError("ResourceInUseException", what);

export const limitExceeded = (what: string) => new DynamodbError("LimitExceededException", what);

export const conditionFailed = (item?: object) =>
  new DynamodbError(
    "ConditionalCheckFailedException",
    "The conditional request failed",
    item === undefined ? {} : { Item: item },
  );

export interface CancellationReason {
  Code: string;
  Message?: string;
  Item?: object;
}

export const transactionCancelled = (reasons: CancellationReason[]) =>
  new DynamodbError(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(", ")}]`,
    { CancellationReasons: reasons },
  );

export const tokenMismatch = () =>
  new DynamodbError(
    "IdempotentParameterMismatchException",
    "An error occurred: the same ClientRequestToken was used with different parameters",
  );

export const throttled = () =>
  new DynamodbError(
    "ProvisionedThroughputExceededException",
    "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
    {},
    true,
  );

export const unavailable = (table: string) =>
  new ServiceError("dynamodb", "InternalServerError", `The table ${table} does not answer.`, "server", true);

export const accessDenied = (reason: string) => new DynamodbError("AccessDeniedException", reason);

export const trimmed = () =>
  new DynamodbError(
    "TrimmedDataAccessException",
    "The requested sequence number is older than the oldest record that the stream still keeps.",
  );

export const expiredIterator = () => new DynamodbError("ExpiredIteratorException", "Shard iterator has expired.");

/** Operations that nubelab does not simulate. */
export const unsupported = (what: string) => new DynamodbError("UnsupportedOperation", what);
