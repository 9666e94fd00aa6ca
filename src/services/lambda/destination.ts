/**
 * Where asynchronous events end: a record of the invocation to a queue, topic, bus or function, and the bare event to the
 * dead-letter queue. What cannot be delivered is lost, and the trace says so.
 * Left out: buckets of S3 as destination.
 * Source: Developer Guide, "Capturing records of Lambda asynchronous invocations"; records as recorded (read 2026-11).
 */
import { ServiceError } from "../service";
import type { AsyncEvent, Condition } from "./async";
import type { Lambda } from "./context";
import type { Outcome } from "./execution";
import { DLQ_ERROR_LENGTH } from "./limits";

/** arn:aws:sqs:us-east-1:123456789012:orders -> orders; arn:...:event-bus/default -> default */
export function targetName(arn: string): string {
  return arn.replace(/:\$LATEST$/, "").replace(/^.*[:/]/, "");
}

export function queueUrl(arn: string): string {
  const [, , , region, account, name] = arn.split(":");
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

/** Sends the record. Returns why that has failed. */
export function deliverRecord(
  lambda: Lambda,
  event: AsyncEvent,
  target: string,
  condition: Condition,
  outcome: Outcome | undefined,
): string | undefined {
  const record = recordOf(lambda, event, condition, outcome);
  const text = JSON.stringify(record);
  switch (target.split(":")[2]) {
    case "sqs":
      return call(lambda, event, "sqs", "SendMessage", { QueueUrl: queueUrl(target), MessageBody: text });
    case "sns":
      return call(lambda, event, "sns", "Publish", { TopicArn: target, Message: text });
    case "lambda":
      return call(lambda, event, "lambda", "Invoke", {
        FunctionName: target,
        InvocationType: "Event",
        Payload: Buffer.from(text),
      });
    default:
      return call(lambda, event, "eventbridge", "PutEvents", {
        Entries: [
          {
            Source: "lambda",
            DetailType: `Lambda Function Invocation Result - ${condition === "Success" ? "Success" : "Failure"}`,
            Detail: text,
            EventBusName: target,
            Resources: [target, `${event.fn.arn}:$LATEST`],
            Time: lambda.sim.date(),
          },
        ],
      });
  }
}

/** Sends the event as it was, with the error as attributes. Returns why that has failed. */
export function deliverDeadLetter(
  lambda: Lambda,
  event: AsyncEvent,
  target: string,
  condition: Condition,
  outcome: Outcome | undefined,
): string | undefined {
  const message = outcome === undefined ? `Rate Exceeded: ${condition}` : errorMessageOf(outcome);
  const MessageAttributes = {
    RequestID: { DataType: "String", StringValue: event.requestId },
    ErrorCode: { DataType: "Number", StringValue: outcome === undefined ? "429" : "200" },
    ErrorMessage: { DataType: "String", StringValue: message.slice(0, DLQ_ERROR_LENGTH) || "-" },
  };
  return target.split(":")[2] === "sqs"
    ? call(lambda, event, "sqs", "SendMessage", {
        QueueUrl: queueUrl(target),
        MessageBody: event.payload,
        MessageAttributes,
      })
    : call(lambda, event, "sns", "Publish", { TopicArn: target, Message: event.payload, MessageAttributes });
}

function recordOf(lambda: Lambda, event: AsyncEvent, condition: Condition, outcome: Outcome | undefined): object {
  return {
    version: "1.0",
    timestamp: lambda.sim.date().toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: `${event.fn.arn}:$LATEST`,
      condition,
      approximateInvokeCount: event.attempts,
    },
    requestPayload: JSON.parse(event.payload),
    ...(outcome !== undefined && {
      responseContext: {
        statusCode: 200,
        executedVersion: "$LATEST",
        ...(outcome.error !== undefined && { functionError: "Unhandled" }),
      },
      responsePayload: JSON.parse(outcome.payload),
    }),
  };
}

function errorMessageOf({ payload }: Outcome): string {
  return (JSON.parse(payload) as { errorMessage: string }).errorMessage;
}

function call(
  lambda: Lambda,
  event: AsyncEvent,
  service: string,
  operation: string,
  input: object,
): string | undefined {
  try {
    const answer = lambda.world.service(service).call(operation, input, lambda.callerFor(event.fn, event.row));
    const entries = (answer as { Entries?: { ErrorCode?: string; ErrorMessage?: string }[] } | undefined)?.Entries;
    const refused = entries?.find(({ ErrorCode }) => ErrorCode !== undefined);
    return refused && `${refused.ErrorCode}: ${refused.ErrorMessage}`;
  } catch (error) {
    if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
    // The service is not simulated: the world says so.
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
