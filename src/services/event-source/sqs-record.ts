/** What a function or a pipe gets of a queue, and what it may answer. Source: Lambda Developer Guide, "Using Lambda with Amazon SQS" (read 2026-11). */

/** A message as ReceiveMessage gives it. */
export interface SqsMessage {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  Attributes?: Record<string, string>;
  MessageAttributes?: Record<string, { DataType: string; StringValue?: string; BinaryValue?: Uint8Array }>;
  MD5OfMessageAttributes?: string;
}

export interface SqsRecord {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: Record<string, string>;
  messageAttributes: Record<string, object>;
  md5OfMessageAttributes?: string;
  md5OfBody: string;
  eventSource: "aws:sqs";
  eventSourceARN: string;
  awsRegion: string;
}

const RECORD_BYTES = 700; // names, ids and times around a body: our estimate

export function recordOf(message: SqsMessage, queueArn: string, region: string): SqsRecord {
  const attributes: Record<string, object> = {};
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(message.MessageAttributes ?? {})) {
    attributes[name] = {
      ...(StringValue !== undefined && { stringValue: StringValue }),
      ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString("base64") }),
      stringListValues: [],
      binaryListValues: [],
      dataType: DataType,
    };
  }
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: { ...message.Attributes },
    messageAttributes: attributes,
    ...(message.MD5OfMessageAttributes && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    md5OfBody: message.MD5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

/** Size of a message in the event, for the limit of 6 MB. */
export function bytesOf(message: SqsMessage): number {
  return RECORD_BYTES + Buffer.byteLength(message.Body);
}

/**
 * The messages that the function has reported as failed, of an answer to ReportBatchItemFailures.
 * @returns their ids, empty for none; "all" when the answer is not of the form, which fails the whole batch
 */
export function failuresIn(payload: string, ids: ReadonlySet<string>): ReadonlySet<string> | "all" {
  const answer = JSON.parse(payload) as unknown;
  if (answer === null || answer === "") return new Set();
  if (typeof answer !== "object" || Array.isArray(answer)) return "all";
  const { batchItemFailures: failures = null } = answer as { batchItemFailures?: unknown };
  if (failures === null) return new Set();
  if (!Array.isArray(failures)) return "all";
  const found = new Set<string>();
  for (const failure of failures as ({ itemIdentifier?: unknown } | null)[]) {
    const id = failure?.itemIdentifier;
    if (typeof id !== "string" || !ids.has(id)) return "all";
    found.add(id);
  }
  return found;
}
