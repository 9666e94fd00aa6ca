/** DynamoDB's clients answer at another step of the SDK's stack, so that the document client works: its own door, its own test. */
import { ConditionalCheckFailedException, DynamoDB, DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreams } from "@aws-sdk/client-dynamodb-streams";
import { DynamoDBDocument, DynamoDBDocumentClient, GetCommand, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";

async function withTable() {
  const cloud = new Cloud();
  const client = cloud.client(DynamoDBClient);
  await cloud.client(DynamoDB).createTable({
    TableName: "orders",
    AttributeDefinitions: [
      { AttributeName: "customer", AttributeType: "S" },
      { AttributeName: "number", AttributeType: "N" },
    ],
    KeySchema: [
      { AttributeName: "customer", KeyType: "HASH" },
      { AttributeName: "number", KeyType: "RANGE" },
    ],
    BillingMode: "PAY_PER_REQUEST",
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
  });
  return { cloud, client, document: DynamoDBDocument.from(client) };
}

describe("DynamoDB's clients", () => {
  it("speak plain values through the document client and DynamoDB's own through the bare one", async () => {
    const { client, document } = await withTable();
    await document.put({
      TableName: "orders",
      Item: { customer: "ana", number: 1, tags: new Set(["a"]), deep: { x: [1, null] } },
    });
    const plain = await DynamoDBDocumentClient.from(client).send(
      new GetCommand({ TableName: "orders", Key: { customer: "ana", number: 1 } }),
    );
    expect(plain.Item).toEqual({ customer: "ana", number: 1, tags: new Set(["a"]), deep: { x: [1, null] } });
    const Key = { customer: { S: "ana" }, number: { N: "1" } };
    const raw = await client.send(new GetItemCommand({ TableName: "orders", Key }));
    expect(raw.Item?.deep).toEqual({ M: { x: { L: [{ N: "1" }, { NULL: true }] } } });
    expect(raw.$metadata.httpStatusCode).toBe(200);
  });

  it("page through a query with the document client's paginator", async () => {
    const { document } = await withTable();
    for (let number = 1; number <= 5; number++)
      await document.put({ TableName: "orders", Item: { customer: "ana", number } });
    const pages: unknown[][] = [];
    const query = {
      TableName: "orders",
      KeyConditionExpression: "customer = :c",
      ExpressionAttributeValues: { ":c": "ana" },
      Limit: 2,
    };
    for await (const page of paginateQuery({ client: document }, query))
      pages.push(page.Items!.map(({ number }) => number));
    expect(pages).toEqual([[1, 2], [3, 4], [5]]);
  });

  it("throw the client's own exceptions, with the item that stood in the way", async () => {
    const { document } = await withTable();
    const put = new PutCommand({
      TableName: "orders",
      Item: { customer: "ana", number: 1 },
      ConditionExpression: "attribute_not_exists(customer)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    await document.send(put);
    const error = await document.send(put).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect((error as ConditionalCheckFailedException).Item).toBeDefined();
  });

  it("hold nothing that the caller holds", async () => {
    const { client, document } = await withTable();
    const Item = { customer: { S: "ana" }, number: { N: "1" }, list: { L: [{ S: "x" }] } };
    await cloudPut(client, Item);
    Item.list.L.push({ S: "y" });
    const { Item: read } = await document.get({ TableName: "orders", Key: { customer: "ana", number: 1 } });
    expect(read?.list).toEqual(["x"]);
  });

  it("show the stream to the streams client", async () => {
    const { cloud, document } = await withTable();
    await document.put({ TableName: "orders", Item: { customer: "ana", number: 1 } });
    const streams = cloud.client(DynamoDBStreams);
    const { Streams: [stream] = [] } = await streams.listStreams({ TableName: "orders" });
    const { StreamDescription: about } = await streams.describeStream({ StreamArn: stream!.StreamArn! });
    const { ShardIterator } = await streams.getShardIterator({
      StreamArn: stream!.StreamArn!,
      ShardId: about!.Shards![0]!.ShardId!,
      ShardIteratorType: "TRIM_HORIZON",
    });
    const { Records } = await streams.getRecords({ ShardIterator });
    expect(Records).toMatchObject([{ eventName: "INSERT", dynamodb: { NewImage: { number: { N: "1" } } } }]);
  });
});

async function cloudPut(client: DynamoDBClient, Item: Record<string, never> | object): Promise<void> {
  const { PutItemCommand } = await import("@aws-sdk/client-dynamodb");
  await client.send(new PutItemCommand({ TableName: "orders", Item: Item as never }));
}
