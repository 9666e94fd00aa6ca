/** What DynamoDB leaves in the trace, in its stream and on the bill. */
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";

const T = { TableName: "orders" };
const KEY = { id: { S: "a" } };

async function withTable() {
  const cloud = new Cloud();
  const db = cloud.client(DynamoDB);
  await db.createTable({
    ...T,
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
  return { cloud, db };
}

describe("DynamoDB in the trace", () => {
  it("has each change with the request as its cause, and its record in the stream after it", async () => {
    const { cloud, db } = await withTable();
    await db.putItem({ ...T, Item: KEY });
    const [streamed] = [...cloud.trace.events({ kinds: ["dynamodb.Streamed"] })];
    const put = cloud.trace.event(streamed!.cause);
    expect(put).toMatchObject({ kind: "dynamodb.Put", subject: "orders/a" });
    expect(cloud.trace.event(put.cause)).toMatchObject({ kind: "dynamodb.Request", text: "PutItem" });
  });

  it("has no record for a write that changes nothing", async () => {
    const { cloud, db } = await withTable();
    await db.putItem({ ...T, Item: KEY });
    await db.putItem({ ...T, Item: KEY });
    expect([...cloud.trace.events({ kinds: ["dynamodb.Streamed"] })]).toHaveLength(1);
  });

  it("says when a condition stopped a write, and bills it all the same", async () => {
    const { cloud, db } = await withTable();
    await db.putItem({ ...T, Item: KEY });
    await expect(db.deleteItem({ ...T, Key: KEY, ConditionExpression: "attribute_exists(x)" })).rejects.toThrow();
    await db.getItem({ ...T, Key: KEY });
    expect([...cloud.trace.events({ kinds: ["dynamodb.ConditionFailed"] })]).toMatchObject([{ text: "DeleteItem" }]);
    const units = (name: string) => cloud.bill().lines.find(({ unit }) => unit.en === name)?.quantity;
    expect(units("DynamoDB write request unit")).toBe(2);
    expect(units("DynamoDB read request unit")).toBe(0.5);
  });

  it("answers the modelled error of a throttle fault", async () => {
    const { cloud, db } = await withTable();
    cloud.faults.throttle("orders");
    await expect(db.getItem({ ...T, Key: KEY })).rejects.toMatchObject({
      name: "ProvisionedThroughputExceededException",
    });
  });

  it("gives the same run for the same seed", async () => {
    const hash = async () => {
      const { cloud, db } = await withTable();
      await db.putItem({ ...T, Item: KEY });
      return cloud.trace.hash();
    };
    expect(await hash()).toBe(await hash());
  });
});
