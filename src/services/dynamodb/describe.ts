/** A table as DescribeTable shows it. */
import type { Dynamodb } from "./context";
import type { KeySchema } from "./store";
import type { Index, Table } from "./table";
import { itemBytes } from "./value";

/** AWS counts items every six hours or so; here the counts are exact. */
export function describe({ sim }: Dynamodb, table: Table, status = "ACTIVE"): Record<string, unknown> {
  const { stream } = table;
  const local = indexesOf(table, false);
  const global = indexesOf(table, true);
  return {
    AttributeDefinitions: table.attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
    TableName: table.name,
    KeySchema: keySchema(table.key),
    TableStatus: status,
    CreationDateTime: sim.date(table.createdMs),
    ProvisionedThroughput: throughput(table),
    TableSizeBytes: table.bytes,
    ItemCount: table.size,
    TableArn: table.arn,
    TableId: table.id,
    ...(table.billingMode === "PAY_PER_REQUEST" && { BillingModeSummary: { BillingMode: table.billingMode } }),
    ...(local.length > 0 && { LocalSecondaryIndexes: local }),
    ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
    ...(stream?.isEnabled && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType },
    }),
    ...(stream !== undefined && { LatestStreamLabel: stream.label, LatestStreamArn: stream.arn }),
    DeletionProtectionEnabled: table.isProtected,
  };
}

export function keySchema(key: KeySchema): object[] {
  return key.map((attribute, i) => ({ AttributeName: attribute!.name, KeyType: i === 0 ? "HASH" : "RANGE" }));
}

function throughput({ throughput: { read, write } }: Table): object {
  return { NumberOfDecreasesToday: 0, ReadCapacityUnits: read, WriteCapacityUnits: write };
}

function indexesOf(table: Table, isGlobal: boolean): object[] {
  return [...table.indexes.values()]
    .filter((index) => index.isGlobal === isGlobal)
    .map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(index.store.key),
      Projection: index.projection,
      ...(isGlobal && { IndexStatus: "ACTIVE", ProvisionedThroughput: throughput(table) }),
      ...sizeOf(index),
      IndexArn: index.arn,
    }));
}

function sizeOf({ store }: Index): object {
  const bytes = store.entries().reduce((sum, { item }) => sum + itemBytes(item), 0);
  return { IndexSizeBytes: bytes, ItemCount: store.size };
}
