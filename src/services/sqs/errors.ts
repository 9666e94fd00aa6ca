/**
 * The errors of SQS. Codes are the modelled exceptions of @aws-sdk/client-sqs where there is one, else AWS's own words
 * (InvalidParameterValue, MissingParameter, AccessDenied); texts follow AWS's as recorded by LocalStack's snapshot tests.
 */
import { ServiceError } from "../service";
import { BATCH_ENTRIES } from "./limits";

export class SqsError extends ServiceError {
  constructor(code: string, message: string, retryable = false, fault: "client" | "server" = "client") {
    super("sqs", code, message, fault, retryable);
  }
}

export const queueDoesNotExist = () => new SqsError("QueueDoesNotExist", "The specified queue does not exist.");

export const invalidAddress = (given: unknown) =>
  new SqsError("InvalidAddress", `The address ${String(given)} is not valid for this endpoint.`);

export const queueNameExists = (attribute: string) =>
  new SqsError(
    "QueueNameExists",
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
  );

export const queueDeletedRecently = (seconds: number) =>
  new SqsError(
    "QueueDeletedRecently",
    `You must wait ${seconds} seconds after deleting a queue before you can create another with the same name.`,
  );

export const purgeInProgress = (name: string, seconds: number) =>
  new SqsError("PurgeQueueInProgress", `Only one PurgeQueue operation on ${name} is allowed every ${seconds} seconds.`);

export const overLimit = (message: string) => new SqsError("OverLimit", message);

export const missingParameter = (name: string) =>
  new SqsError("MissingParameter", `The request must contain the parameter ${name}.`);

/** "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided." */
export const invalidParameter = (name: string, value: unknown, reason: string) =>
  new SqsError("InvalidParameterValue", `Value ${String(value)} for parameter ${name} is invalid. Reason: ${reason}`);

/** The same code with a text of its own. */
export const invalidParameterText = (message: string) => new SqsError("InvalidParameterValue", message);

export const wrongQueueType = (name: string, value: unknown) =>
  invalidParameter(name, value, "The request includes a parameter that is not valid for this queue type.");

export const unknownAttribute = (name: string) => new SqsError("InvalidAttributeName", `Unknown Attribute ${name}.`);

export const invalidAttributeName = (message: string) => new SqsError("InvalidAttributeName", message);

export const invalidAttribute = (name: string, reason?: string) =>
  new SqsError(
    "InvalidAttributeValue",
    `Invalid value for the parameter ${name}.${reason === undefined ? "" : ` Reason: ${reason}`}`,
  );

export const invalidContents = (message: string) => new SqsError("InvalidMessageContents", message);

export const receiptHandleIsInvalid = (handle: string) =>
  new SqsError("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not a valid receipt handle.`);

export const messageNotInflight = (handle: string) =>
  new SqsError(
    "MessageNotInflight",
    `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
  );

export const emptyBatch = (entry: string) =>
  new SqsError("EmptyBatchRequest", `There should be at least one ${entry} in the request.`);

export const tooManyEntries = (sent: number) =>
  new SqsError(
    "TooManyEntriesInBatchRequest",
    `Maximum number of entries per request are ${BATCH_ENTRIES}. You have sent ${sent}.`,
  );

export const invalidBatchId = () =>
  new SqsError(
    "InvalidBatchEntryId",
    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
  );

export const repeatedBatchId = (id: string) => new SqsError("BatchEntryIdsNotDistinct", `Id ${id} repeated.`);

export const batchTooLong = (most: number, sent: number) =>
  new SqsError(
    "BatchRequestTooLong",
    `Batch requests cannot be longer than ${most} bytes. You have sent ${sent} bytes.`,
  );

export const resourceNotFound = (message: string) => new SqsError("ResourceNotFoundException", message);

export const unsupportedOperation = (message: string) => new SqsError("UnsupportedOperation", message);

export const accessDenied = (message: string) => new SqsError("AccessDenied", message);

export const throttled = (why: string) => new SqsError("RequestThrottled", `The request was throttled: ${why}`, true);

export const serviceUnavailable = (name: string) =>
  new SqsError("ServiceUnavailable", `The endpoint of ${name} does not answer.`, true, "server");
