/**
 * CreateTable, DescribeTable, UpdateTable, DeleteTable, ListTables. The answers say CREATING, UPDATING and DELETING as AWS's
 * do, and the work is done in the same instant: AWS promises no time, and a class should not wait.
 * Source: API reference of these operations (read 2026-11).
 */
import type { Caller } from "../service";
import type { Dynamodb } from "./context";
import { describe } from "./describe";
import { constraint, inUse, invalid, invalidParameters, resourceNotFound } from "./errors";
import { TABLES_A_PAGE } from "./limits";
import {
  checkAllUsed,
  checkIndexCount,
  checkThroughput,
  type Definition,
  type IndexInput,
  type KeyElement,
  readDefinitions,
  readIndex,
  readKeySchema,
  type Throughput,
} from "./schema";
import { Stream, type ViewType } from "./stream";
import { Table } from "./table";
import { readTags, type TagInput } from "./tags";

interface StreamSpecification {
  StreamEnabled?: boolean;
  StreamViewType?: string;
}

export interface CreateTableInput {
  TableName: string;
  AttributeDefinitions?: Definition[];
  KeySchema?: KeyElement[];
  LocalSecondaryIndexes?: IndexInput[];
  GlobalSecondaryIndexes?: IndexInput[];
  BillingMode?: string;
  ProvisionedThroughput?: Throughput;
  StreamSpecification?: StreamSpecification;
  DeletionProtectionEnabled?: boolean;
  Tags?: TagInput[];
}

export interface UpdateTableInput {
  TableName: string;
  AttributeDefinitions?: Definition[];
  BillingMode?: string;
  ProvisionedThroughput?: Throughput;
  StreamSpecification?: StreamSpecification;
  DeletionProtectionEnabled?: boolean;
  GlobalSecondaryIndexUpdates?: {
    Create?: IndexInput;
    Delete?: { IndexName: string };
    Update?: { IndexName: string };
  }[];
}

const VIEW_TYPES = ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"];

export function createTable(db: Dynamodb, input: CreateTableInput, caller: Caller): unknown {
  const name = db.nameOf(input.TableName);
  const arn = db.arnOf(name);
  db.authorize("CreateTable", arn, caller);
  const mode = readBillingMode(input.BillingMode ?? "PROVISIONED");
  checkThroughput(mode, input.ProvisionedThroughput);
  const attributes = readDefinitions(input.AttributeDefinitions);
  if (input.KeySchema === undefined) throw invalidParameters("KeySchema must be specified");
  const key = readKeySchema(input.KeySchema, attributes);
  const read = (list: IndexInput[] | undefined, isGlobal: boolean) => {
    if (list?.length === 0) {
      throw invalidParameters(`List of ${isGlobal ? "GlobalSecondaryIndexes" : "LocalSecondaryIndexes"} is empty`);
    }
    return (list ?? []).map((index) => readIndex(index, isGlobal, attributes, key, arn));
  };
  const indexes = [...read(input.LocalSecondaryIndexes, false), ...read(input.GlobalSecondaryIndexes, true)];
  checkIndexCount(false, input.LocalSecondaryIndexes?.length ?? 0);
  checkIndexCount(true, input.GlobalSecondaryIndexes?.length ?? 0);
  const names = indexes.map((index) => index.name);
  const twice = names.find((each, i) => names.indexOf(each) !== i);
  if (twice !== undefined) throw invalidParameters(`Duplicate index name: ${twice}`);
  checkAllUsed(attributes, [key, ...indexes.map((index) => index.store.key)]);
  const tags = readTags(input.Tags ?? []);
  const viewType = readStream(input.StreamSpecification);
  if (db.tables.has(name)) throw inUse(`Table already exists: ${name}`);

  const id = db.sim.random("dynamodb.table").uuid();
  const table = new Table({ name, arn, id, createdMs: db.sim.now, key }, db.trace);
  table.attributes = [...attributes.values()];
  table.billingMode = mode;
  table.throughput = throughputOf(input.ProvisionedThroughput);
  table.isProtected = input.DeletionProtectionEnabled ?? false;
  for (const index of indexes) table.addIndex(index);
  for (const [tag, value] of tags) table.tags.set(tag, value);
  db.tables.set(name, table);
  if (typeof viewType === "string") openStream(db, table, viewType);
  const cause = db.request("CreateTable", table, caller);
  db.trace.append(db.facts.TableCreated, table.nameId, { cause });
  return { TableDescription: { ...describe(db, table, "CREATING"), ItemCount: 0 } };
}

export function describeTable(db: Dynamodb, input: { TableName: string }, caller: Caller): unknown {
  const table = db.manage("DescribeTable", input.TableName, caller);
  db.request("DescribeTable", table, caller);
  return { Table: describe(db, table) };
}

export function deleteTable(db: Dynamodb, input: { TableName: string }, caller: Caller): unknown {
  const table = db.manage("DeleteTable", input.TableName, caller);
  if (table.isProtected) {
    throw invalid(
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
    );
  }
  const cause = db.request("DeleteTable", table, caller);
  db.tables.delete(table.name);
  if (table.stream !== undefined) table.stream.isEnabled = false;
  db.trace.append(db.facts.TableDeleted, table.nameId, { cause });
  return { TableDescription: describe(db, table, "DELETING") };
}

export function listTables(
  db: Dynamodb,
  input: { ExclusiveStartTableName?: string; Limit?: number },
  caller: Caller,
): unknown {
  db.authorize("ListTables", db.arnOf("*"), caller);
  const { ExclusiveStartTableName: after = "", Limit: limit = TABLES_A_PAGE } = input;
  if (limit < 1) throw constraint("limit", limit, "Member must have value greater than or equal to 1");
  if (limit > TABLES_A_PAGE) {
    throw constraint("limit", limit, `Member must have value less than or equal to ${TABLES_A_PAGE}`);
  }
  db.request("ListTables", undefined, caller);
  const names = [...db.tables.keys()].sort().filter((name) => name > after);
  const page = names.slice(0, limit);
  return { TableNames: page, ...(page.length < names.length && { LastEvaluatedTableName: page.at(-1) }) };
}

export function updateTable(db: Dynamodb, input: UpdateTableInput, caller: Caller): unknown {
  const table = db.manage("UpdateTable", input.TableName, caller);
  const { GlobalSecondaryIndexUpdates: changes = [], StreamSpecification: stream } = input;
  const attributes = new Map(table.attributes.map((attribute) => [attribute.name, attribute]));
  for (const [name, attribute] of readDefinitions(input.AttributeDefinitions)) attributes.set(name, attribute);
  const mode = input.BillingMode === undefined ? table.billingMode : readBillingMode(input.BillingMode);
  if (input.ProvisionedThroughput !== undefined || mode !== table.billingMode) {
    checkThroughput(mode, input.ProvisionedThroughput);
  }
  const isNothing =
    input.ProvisionedThroughput === undefined &&
    input.BillingMode === undefined &&
    stream === undefined &&
    input.DeletionProtectionEnabled === undefined &&
    changes.length === 0;
  if (isNothing) {
    throw invalid(
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required",
    );
  }
  if (changes.filter(({ Create, Delete }) => Create ?? Delete).length > 1) {
    throw inUse("Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
  }
  const created = changes.flatMap(({ Create: index }) => {
    if (index === undefined) return [];
    if (table.indexes.has(index.IndexName)) {
      throw invalid("Attempting to create an index which already exists");
    }
    checkIndexCount(true, [...table.indexes.values()].filter((each) => each.isGlobal).length + 1);
    return [readIndex(index, true, attributes, table.key, table.arn)];
  });
  const removed = changes.flatMap(({ Delete: index }) => {
    if (index === undefined) return [];
    if (!table.indexes.get(index.IndexName)?.isGlobal) throw resourceNotFound();
    return [index.IndexName];
  });
  for (const { Update: index } of changes) {
    if (index !== undefined && !table.indexes.get(index.IndexName)?.isGlobal) throw resourceNotFound();
  }
  const viewType = readStream(stream);
  const wasEnabled = table.stream?.isEnabled ?? false;
  if (typeof viewType === "string" && wasEnabled)
    throw invalid("Table already has an enabled stream: StreamEnabled is true");
  if (viewType === false && !wasEnabled) throw invalid("Table has no stream to disable: StreamEnabled is false");

  const cause = db.request("UpdateTable", table, caller);
  table.billingMode = mode;
  if (mode === "PAY_PER_REQUEST" || input.ProvisionedThroughput)
    table.throughput = throughputOf(input.ProvisionedThroughput);
  table.isProtected = input.DeletionProtectionEnabled ?? table.isProtected;
  for (const index of created) table.addIndex(index);
  for (const name of removed) table.indexes.delete(name);
  const used = new Set(
    [table.key, ...[...table.indexes.values()].map((index) => index.store.key)].flatMap((key) =>
      key.map((attribute) => attribute!.name),
    ),
  );
  table.attributes = [...attributes.values()].filter(({ name }) => used.has(name));
  if (typeof viewType === "string") openStream(db, table, viewType);
  if (viewType === false) table.stream!.isEnabled = false;
  db.trace.append(db.facts.TableUpdated, table.nameId, { cause });
  return { TableDescription: describe(db, table, "UPDATING") };
}

function openStream(db: Dynamodb, table: Table, viewType: ViewType): void {
  table.stream = new Stream(db.sim, db.facts, db.world.region, table, viewType);
  db.streams.set(table.stream.arn, table.stream);
}

/** The view of a stream to open, false for one to close, undefined for neither. */
function readStream(given: StreamSpecification | undefined): ViewType | false | undefined {
  if (given === undefined) return undefined;
  const { StreamEnabled: isEnabled, StreamViewType: viewType } = given;
  if (isEnabled !== true) {
    if (viewType !== undefined)
      throw invalidParameters("StreamViewType cannot be specified when StreamEnabled is false");
    return false;
  }
  if (viewType === undefined) throw invalidParameters("StreamViewType must be specified when StreamEnabled is true");
  if (!VIEW_TYPES.includes(viewType)) {
    throw constraint(
      "streamSpecification.streamViewType",
      viewType,
      "Member must satisfy enum value set: [NEW_AND_OLD_IMAGES, OLD_IMAGE, NEW_IMAGE, KEYS_ONLY]",
    );
  }
  return viewType as ViewType;
}

function readBillingMode(mode: string): "PROVISIONED" | "PAY_PER_REQUEST" {
  if (mode === "PROVISIONED" || mode === "PAY_PER_REQUEST") return mode;
  throw constraint("billingMode", mode, "Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]");
}

function throughputOf(given: Throughput | undefined): { read: number; write: number } {
  return { read: given?.ReadCapacityUnits ?? 0, write: given?.WriteCapacityUnits ?? 0 };
}
