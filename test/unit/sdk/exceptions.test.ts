import {
  InvalidMessageContents,
  KmsThrottled,
  QueueDoesNotExist,
  SendMessageCommand,
  SQSServiceException,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Misshapen } from "../../../src/sdk/copy";
import { refuseAsJson } from "../../../src/sdk/exceptions";
import { ServiceError } from "../../../src/services/service";
import { boundAggregated, boundClient, URL } from "./fake";

async function thrownFor(error: unknown): Promise<unknown> {
  const { client } = boundClient(() => {
    throw error;
  });
  return client.send(new SendMessageCommand({ QueueUrl: URL, MessageBody: "x" })).then(
    () => expect.unreachable("it must fail"),
    (reason: unknown) => reason,
  );
}

describe("a service's error", () => {
  it("arrives as the client's own modelled class", async () => {
    const error = await thrownFor(new ServiceError("sqs", "QueueDoesNotExist", "The specified queue does not exist."));
    expect(error).toBeInstanceOf(QueueDoesNotExist);
    expect(error).toBeInstanceOf(SQSServiceException);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(InvalidMessageContents);
    expect(error).toMatchObject({
      name: "QueueDoesNotExist",
      message: "The specified queue does not exist.",
      $fault: "client",
      $metadata: { httpStatusCode: 400, requestId: "request-1", attempts: 1 },
    });
  });

  it("tells the code of the older protocol beside its name, as the SDK does", async () => {
    const error = await thrownFor(new ServiceError("sqs", "QueueDoesNotExist", "gone"));
    expect(error).toMatchObject({
      Code: "AWS.SimpleQueueService.NonExistentQueue",
      Type: "Sender",
      Error: { Code: "AWS.SimpleQueueService.NonExistentQueue", Type: "Sender", Message: "gone" },
    });
  });

  it("has the status that the model gives it", async () => {
    expect(await thrownFor(new ServiceError("sqs", "OverLimit", "too many"))).toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    expect(await thrownFor(new ServiceError("sqs", "KmsThrottled", "slow down"))).toBeInstanceOf(KmsThrottled);
  });

  it("that is not modelled becomes the base exception with the code as its name", async () => {
    const error = await thrownFor(
      new ServiceError("sqs", "InvalidParameterValue", "Value 12 for parameter X is invalid."),
    );
    expect(error).toBeInstanceOf(SQSServiceException);
    expect((error as Error).constructor).toBe(SQSServiceException);
    expect(error).toMatchObject({
      name: "InvalidParameterValue",
      message: "Value 12 for parameter X is invalid.",
      $fault: "client",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("of the server's has its fault and status", async () => {
    const error = await thrownFor(new ServiceError("sqs", "ServiceUnavailable", "later", "server", true));
    expect(error).toMatchObject({ name: "ServiceUnavailable", $fault: "server", $metadata: { httpStatusCode: 500 } });
  });

  it("carries the further members of its model", async () => {
    const detail = { CancellationReasons: [{ Code: "None" }] };
    const error = await thrownFor(new ServiceError("sqs", "TransactionCanceled", "cancelled", "client", false, detail));
    expect(error).toMatchObject(detail);
  });

  it("arrives the same way when the answer took time", async () => {
    const { client } = boundClient(() =>
      Promise.reject(new ServiceError("sqs", "QueueDoesNotExist", "deleted meanwhile")),
    );
    const sent = client.send(new SendMessageCommand({ QueueUrl: URL, MessageBody: "x" }));
    await expect(sent).rejects.toBeInstanceOf(QueueDoesNotExist);
  });

  it("shows the line of the cell that called", async () => {
    const error = (await thrownFor(new ServiceError("sqs", "QueueDoesNotExist", "gone"))) as Error;
    expect(error.stack).toContain("exceptions.test.ts");
  });

  it("that is none of AWS's is a mistake of nubelab's and passes unchanged", async () => {
    const mistake = new TypeError("undefined is not a function");
    expect(await thrownFor(mistake)).toBe(mistake);
  });
});

describe("an input of the wrong shape", () => {
  const { client, calls } = boundAggregated(() => ({}));
  const cases: [name: string, send: () => Promise<unknown>, code: string, message: string][] = [
    [
      "a required member is absent",
      () => client.sendMessage({ QueueUrl: URL } as never),
      "MissingParameter",
      "The request must contain the parameter MessageBody.",
    ],
    [
      "the whole input is absent",
      () => client.sendMessage(undefined as never),
      "MissingParameter",
      "The request must contain the parameter QueueUrl.",
    ],
    [
      "a required member is null",
      () => client.sendMessage({ QueueUrl: null, MessageBody: "x" } as never),
      "MissingParameter",
      "The request must contain the parameter QueueUrl.",
    ],
    [
      "a required member is absent deep inside",
      () => client.sendMessageBatch({ QueueUrl: URL, Entries: [{ Id: "1", MessageBody: "a" }, { Id: "2" }] as never }),
      "MissingParameter",
      "The request must contain the parameter Entries.2.MessageBody.",
    ],
    [
      "text is a number",
      () => client.sendMessage({ QueueUrl: URL, MessageBody: 42 as never }),
      "SerializationException",
      "MessageBody must be a string, not the number 42.",
    ],
    [
      "a number is text",
      () => client.sendMessage({ QueueUrl: URL, MessageBody: "x", DelaySeconds: "5" as never }),
      "SerializationException",
      'DelaySeconds must be a number, not "5".',
    ],
    [
      "a number is none",
      () => client.sendMessage({ QueueUrl: URL, MessageBody: "x", DelaySeconds: Number.NaN }),
      "SerializationException",
      "DelaySeconds must be a number, not the number NaN.",
    ],
    [
      "a list is a single value",
      () => client.receiveMessage({ QueueUrl: URL, MessageAttributeNames: "All" as never }),
      "SerializationException",
      'MessageAttributeNames must be a list, not "All".',
    ],
    [
      "an element of a list is of another type",
      () => client.receiveMessage({ QueueUrl: URL, MessageAttributeNames: ["All", {}] as never }),
      "SerializationException",
      "MessageAttributeNames.2 must be a string, not an object.",
    ],
    [
      "a map is a list",
      () => client.tagQueue({ QueueUrl: URL, Tags: ["a"] as never }),
      "SerializationException",
      "Tags must be a map, not a list.",
    ],
    [
      "a value of a map is of another type",
      () => client.createQueue({ QueueName: "q", Attributes: { DelaySeconds: 5 as never } }),
      "SerializationException",
      "Attributes.DelaySeconds must be a string, not the number 5.",
    ],
    [
      "a structure is text",
      () => client.sendMessage({ QueueUrl: URL, MessageBody: "x", MessageAttributes: { a: "text" as never } }),
      "SerializationException",
      'MessageAttributes.a must be a structure, not "text".',
    ],
    [
      "bytes are a number",
      () =>
        client.sendMessage({
          QueueUrl: URL,
          MessageBody: "x",
          MessageAttributes: { a: { DataType: "Binary", BinaryValue: 7 as never } },
        }),
      "SerializationException",
      "MessageAttributes.a.BinaryValue must be bytes (a Uint8Array or a string), not the number 7.",
    ],
  ];

  it.each(cases)("is refused when %s, and never reaches the service", async (_name, send, code, message) => {
    const before = calls.length;
    const error = await send().then(
      () => expect.unreachable("it must be refused"),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(SQSServiceException);
    expect(error).toMatchObject({ name: code, message, $fault: "client" });
    expect(calls.length).toBe(before);
  });

  it("is refused in the words of the JSON services where they are used", () => {
    expect(refuseAsJson(new Misshapen("missing", "Source.TableName", "present", undefined))).toEqual({
      code: "ValidationException",
      message:
        "1 validation error detected: Value null at 'source.tableName' failed to satisfy constraint: Member must not be null",
    });
    expect(refuseAsJson(new Misshapen("type", "Limit", "a number", "ten"))).toEqual({
      code: "SerializationException",
      message: 'Limit must be a number, not "ten".',
    });
  });
});
