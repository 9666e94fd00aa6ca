import { ListQueuesCommand, paginateListQueues, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { boundAggregated, boundClient, CALLER, URL } from "./fake";

describe("a bound client", () => {
  it("hands a command to the service that it belongs to, with its caller", async () => {
    const { client, calls } = boundClient(() => ({ MessageId: "m-1" }));
    await client.send(new SendMessageCommand({ QueueUrl: URL, MessageBody: "hello", DelaySeconds: 5 }));
    expect(calls).toEqual([
      {
        service: "sqs",
        operation: "SendMessage",
        input: { QueueUrl: URL, MessageBody: "hello", DelaySeconds: 5 },
        caller: CALLER,
      },
    ]);
  });

  it("answers with the service's output and the metadata of a real answer", async () => {
    const { client } = boundClient(() => ({ MessageId: "m-1", internal: "not in the model" }));
    const output = await client.send(new SendMessageCommand({ QueueUrl: URL, MessageBody: "hello" }));
    expect(output).toEqual({
      MessageId: "m-1",
      $metadata: {
        httpStatusCode: 200,
        requestId: "request-1",
        extendedRequestId: undefined,
        cfId: undefined,
        attempts: 1,
        totalRetryDelay: 0,
      },
    });
    expect(output).not.toHaveProperty("internal");
  });

  it("answers an operation without output with nothing but metadata", async () => {
    const { client } = boundAggregated(() => undefined);
    expect(Object.keys(await client.deleteQueue({ QueueUrl: URL }))).toEqual(["$metadata"]);
  });

  it("works in the aggregated form", async () => {
    const { client, calls } = boundAggregated(() => ({ QueueUrl: URL }));
    expect((await client.createQueue({ QueueName: "orders" })).QueueUrl).toBe(URL);
    expect(calls[0]).toMatchObject({ operation: "CreateQueue", input: { QueueName: "orders" } });
  });

  it("works with callbacks", async () => {
    const { client } = boundClient(({ operation }) => {
      if (operation === "ListQueues") throw new TypeError("no list today");
      return { MessageId: "m-1" };
    });
    const sent = new Promise((resolve) => {
      client.send(new SendMessageCommand({ QueueUrl: URL, MessageBody: "x" }), (_error, output) => resolve(output));
    });
    expect(await sent).toMatchObject({ MessageId: "m-1" });
    const failed = new Promise((resolve) => client.send(new ListQueuesCommand({}), (error) => resolve(error)));
    expect(await failed).toEqual(new TypeError("no list today"));
  });

  it("keeps operations apart although their handlers are cached", async () => {
    const { client, calls } = boundAggregated(() => ({}));
    for (let i = 0; i < 3; i++) {
      await client.sendMessage({ QueueUrl: URL, MessageBody: String(i) });
      await client.receiveMessage({ QueueUrl: URL });
    }
    expect(calls.map((call) => call.operation)).toEqual(Array(3).fill(["SendMessage", "ReceiveMessage"]).flat());
    expect(calls.map((call) => call.input.MessageBody)).toEqual(["0", undefined, "1", undefined, "2", undefined]);
  });

  it("waits for an answer that takes time", async () => {
    let answer: (output: unknown) => void = () => {};
    const { client } = boundClient(() => new Promise((resolve) => (answer = resolve)));
    const received = client.send(new ReceiveMessageCommand({ QueueUrl: URL, WaitTimeSeconds: 20 }));
    answer({ Messages: [{ Body: "late" }] });
    expect((await received).Messages?.[0]?.Body).toBe("late");
  });

  it("serves paginators", async () => {
    const pages: Record<string, object> = {
      first: { QueueUrls: ["a", "b"], NextToken: "second" },
      second: { QueueUrls: ["c"] },
    };
    const { client, calls } = boundClient(({ input }) => pages[input.NextToken ?? "first"]);
    const urls: string[] = [];
    for await (const page of paginateListQueues({ client, pageSize: 2 }, {})) urls.push(...(page.QueueUrls ?? []));
    expect(urls).toEqual(["a", "b", "c"]);
    expect(calls.map((call) => call.input)).toEqual([{ MaxResults: 2 }, { MaxResults: 2, NextToken: "second" }]);
  });

  it("gives up a wait when the caller aborts it", async () => {
    const { client, calls } = boundClient(() => new Promise(() => {}));
    const controller = new AbortController();
    const received = client.send(new ReceiveMessageCommand({ QueueUrl: URL }), { abortSignal: controller.signal });
    controller.abort();
    await expect(received).rejects.toMatchObject({ name: "AbortError" });
    await expect(
      client.send(new ReceiveMessageCommand({ QueueUrl: URL }), { abortSignal: controller.signal }),
    ).rejects.toMatchObject({ name: "AbortError" });
    expect(calls).toHaveLength(1);
  });

  it("blames the service, not the caller, for an answer of the wrong shape", async () => {
    const { client } = boundClient(() => ({ Messages: "none" }));
    await expect(client.send(new ReceiveMessageCommand({ QueueUrl: URL }))).rejects.toThrow(
      "sqs gave ReceiveMessage an answer of the wrong shape: Messages must be a list",
    );
  });
});

describe("the boundary between caller and service", () => {
  it("copies inputs: what the caller changes afterwards, the service does not see", async () => {
    const { client, calls } = boundAggregated(() => ({}));
    const bytes = Uint8Array.of(1, 2, 3);
    const attribute = { DataType: "Binary", BinaryValue: bytes };
    const input = { QueueUrl: URL, MessageBody: "before", MessageAttributes: { mark: attribute } };
    await client.sendMessage(input);
    input.MessageBody = "after";
    attribute.DataType = "String";
    bytes[0] = 99;
    expect(calls[0]!.input).toEqual({
      QueueUrl: URL,
      MessageBody: "before",
      MessageAttributes: { mark: { DataType: "Binary", BinaryValue: Uint8Array.of(1, 2, 3) } },
    });
  });

  it("copies inputs: what the service changes, the caller does not see", async () => {
    const { client } = boundAggregated(({ input }) => {
      input.Entries[0].MessageBody = "changed by the service";
      input.Entries.pop();
      return { Successful: [], Failed: [] };
    });
    const input = {
      QueueUrl: URL,
      Entries: [
        { Id: "1", MessageBody: "one" },
        { Id: "2", MessageBody: "two" },
      ],
    };
    await client.sendMessageBatch(input);
    expect(input.Entries).toEqual([
      { Id: "1", MessageBody: "one" },
      { Id: "2", MessageBody: "two" },
    ]);
  });

  it("copies outputs: what the caller changes, the service does not see", async () => {
    const stored = { Messages: [{ Body: "kept", Attributes: { SentTimestamp: "0" } }] };
    const { client } = boundAggregated(() => stored);
    const output = await client.receiveMessage({ QueueUrl: URL });
    output.Messages![0]!.Body = "changed by the caller";
    output.Messages![0]!.Attributes!.SentTimestamp = "1";
    output.Messages!.pop();
    expect(stored).toEqual({ Messages: [{ Body: "kept", Attributes: { SentTimestamp: "0" } }] });
    expect(stored).not.toHaveProperty("$metadata");
  });

  it("drops members that the operation does not have, and those that are undefined or null", async () => {
    const { client, calls } = boundAggregated(() => ({}));
    const input = { QueueUrl: URL, MessageBody: "x", Color: "red", DelaySeconds: undefined, MessageGroupId: null };
    await client.sendMessage(input as never);
    expect(calls[0]!.input).toEqual({ QueueUrl: URL, MessageBody: "x" });
    expect(Object.keys(calls[0]!.input)).toEqual(["QueueUrl", "MessageBody"]);
  });

  it("takes any key of a map for a key, even __proto__", async () => {
    const { client, calls } = boundAggregated(() => ({}));
    const tags = JSON.parse('{ "__proto__": "x", "constructor": "y" }') as Record<string, string>;
    await client.tagQueue({ QueueUrl: URL, Tags: tags });
    expect(Object.getPrototypeOf(calls[0]!.input.Tags)).toBe(Object.prototype);
    expect(Object.entries(calls[0]!.input.Tags)).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
  });
});
