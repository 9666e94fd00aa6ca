import { describe, expect, it } from "vitest";
import { SERVICES } from "../../../src/sdk/services";
import { wireOf } from "../../../src/sdk/wire";
import { WireError } from "../../../src/services/wire";

const wire = (service: string, operation: string) => wireOf(SERVICES.find(({ name }) => name === service)!, operation)!;

describe("an operation as JSON speaks it", () => {
  it("is known for every simulated service", () => {
    for (const entry of SERVICES) expect(wireOf(entry, "noSuchOperation")).toBeUndefined();
    expect(wire("dynamodb", "putItem").operation).toBe("PutItem");
  });

  it("takes bytes as text, and other JSON as its text", () => {
    const { read } = wire("lambda", "invoke");
    const payload = (Payload: unknown) =>
      Buffer.from((read({ FunctionName: "f", Payload }) as { Payload: Uint8Array }).Payload).toString();
    expect(payload("text")).toBe("text");
    expect(payload({ a: 1 })).toBe('{"a":1}');
  });

  it("takes members in PascalCase, and answers with them", () => {
    const { read, write } = wire("stepfunctions", "startExecution");
    expect(read({ StateMachineArn: "arn", Input: "{}" })).toEqual({ stateMachineArn: "arn", input: "{}" });
    expect(write({ executionArn: "arn", startDate: new Date("2026-01-05T00:00:00.000Z") })).toEqual({
      ExecutionArn: "arn",
      StartDate: "2026-01-05T00:00:00Z",
    });
  });

  it("takes dates as ISO 8601", () => {
    const { read } = wire("s3", "getObject");
    const given = { Bucket: "b", Key: "k", IfModifiedSince: "2026-01-05T00:00:00Z" };
    expect(read(given)).toMatchObject({ IfModifiedSince: new Date("2026-01-05T00:00:00Z") });
    expect(() => read({ ...given, IfModifiedSince: "soon" })).toThrow(WireError);
  });

  it("keeps the keys of maps as they are", () => {
    const { read, write } = wire("dynamodb", "getItem");
    expect(read({ TableName: "t", Key: { id: { S: "1" } } })).toEqual({ TableName: "t", Key: { id: { S: "1" } } });
    expect(write({ Item: { lower: { S: "x" }, bytes: { B: Buffer.from("hi") } } })).toEqual({
      Item: { lower: { S: "x" }, bytes: { B: "hi" } },
    });
  });

  it("names each member that the operation has not, and a value of the wrong type", () => {
    const { read } = wire("sqs", "sendMessage");
    expect(() => read({ QueueUrl: "u", MessageBody: "b", Nope: 1, Neither: 2 })).toThrow(
      'The field "Nope" is not supported by Step Functions, The field "Neither" is not supported by Step Functions',
    );
    expect(() => read({ QueueUrl: "u", MessageBody: 5 })).toThrow(
      "The value for the field 'MessageBody' must be a string",
    );
  });

  it("leaves what is missing to the service's own words", () => {
    expect(() => wire("sqs", "sendMessage").read({ QueueUrl: "u" })).toThrow(
      expect.objectContaining({
        code: "MissingParameter",
        message: "The request must contain the parameter MessageBody.",
      }),
    );
  });

  it("knows the errors of the client", () => {
    expect(wire("s3", "getObject").error("NoSuchKey")).toEqual({ isModelled: true, status: 404, code: "NoSuchKey" });
    expect(wire("sqs", "sendMessage").error("QueueDoesNotExist")).toEqual({
      isModelled: true,
      status: 400,
      code: "AWS.SimpleQueueService.NonExistentQueue",
    });
    expect(wire("dynamodb", "putItem").error("ValidationException").isModelled).toBe(false);
  });
});
