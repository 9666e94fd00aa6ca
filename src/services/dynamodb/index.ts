/**
 * Amazon DynamoDB on the simulation's clock: tables with indexes, items with every expression, batches, transactions, time
 * to live, streams. Left out, and refused by name: PartiQL, backups, global tables, imports and exports, the parameters from
 * before expressions, and the enforcement of provisioned throughput (throttle it with a fault).
 */
import { type Service, ServiceError, type World } from "../service";
import { batchGetItem, batchWriteItem } from "./batch";
import { Dynamodb } from "./context";
import { resourceNotFound, unsupported } from "./errors";
import { deleteItem, getItem, putItem, updateItem } from "./items";
import { query, scan } from "./query";
import { describeStream, getRecords, getShardIterator, listStreams } from "./read-stream";
import type { StreamListener } from "./stream";
import { createTable, deleteTable, describeTable, listTables, updateTable } from "./tables";
import { listTagsOfResource, tagResource, untagResource } from "./tags";
import { describeTimeToLive, updateTimeToLive } from "./time-to-live";
import { transactGetItems, transactWriteItems } from "./transact";

export type { StreamListener, StreamRecord } from "./stream";

// biome-ignore lint/suspicious/noExplicitAny: each operation has its own input, checked at the boundary
type Operation = (db: Dynamodb, input: any, caller: Parameters<Service["call"]>[2]) => unknown;

const operations = new Map<string, Operation>(
  Object.entries({
    BatchGetItem: batchGetItem,
    BatchWriteItem: batchWriteItem,
    CreateTable: createTable,
    DeleteItem: deleteItem,
    DeleteTable: deleteTable,
    DescribeTable: describeTable,
    DescribeTimeToLive: describeTimeToLive,
    GetItem: getItem,
    ListTables: listTables,
    ListTagsOfResource: listTagsOfResource,
    PutItem: putItem,
    Query: query,
    Scan: scan,
    TagResource: tagResource,
    TransactGetItems: transactGetItems,
    TransactWriteItems: transactWriteItems,
    UntagResource: untagResource,
    UpdateItem: updateItem,
    UpdateTable: updateTable,
    UpdateTimeToLive: updateTimeToLive,
  }),
);

const streamOperations = new Map<string, Operation>(
  Object.entries({
    DescribeStream: describeStream,
    GetRecords: getRecords,
    GetShardIterator: getShardIterator,
    ListStreams: listStreams,
  }),
);

/** The operations that are answered, by AWS's names. */
export const DYNAMODB_OPERATIONS: readonly string[] = [...operations.keys()];
export const DYNAMODB_STREAMS_OPERATIONS: readonly string[] = [...streamOperations.keys()];

/** DynamoDB and DynamoDB Streams of one world share their tables, whichever is called for first. */
const worlds = new WeakMap<World, Dynamodb>();

function dynamodbOf(world: World): Dynamodb {
  let db = worlds.get(world);
  if (db === undefined) {
    db = new Dynamodb(world);
    worlds.set(world, db);
  }
  return db;
}

/** DynamoDB on a world's clock, calendar and trace. */
export function createDynamodb(world: World): Service {
  return serve("dynamodb", "DynamoDB", dynamodbOf(world), operations);
}

/** DynamoDB Streams, the reader of the tables' streams. */
export function createDynamodbStreams(world: World): Service {
  return serve("dynamodbstreams", "DynamoDB Streams", dynamodbOf(world), streamOperations);
}

/**
 * Follows a table's stream, as an event source does: the listener is called for each record, in the event of its change.
 * @param fromOldest it is first called for all records that are still kept (TRIM_HORIZON), else for new ones only (LATEST)
 * @returns how to stop
 * @throws ResourceNotFoundException when there is no such stream
 */
export function subscribeToStream(
  world: World,
  streamArn: string,
  listener: StreamListener,
  fromOldest = false,
): () => void {
  const stream = dynamodbOf(world).streams.get(streamArn);
  if (stream === undefined) throw resourceNotFound(`Requested resource not found: Stream: ${streamArn} not found`);
  return stream.subscribe(listener, fromOldest);
}

/** CloudWatch counts throttled calls and failed conditions apart. */
function isUserError({ fault, retryable, code }: ServiceError): boolean {
  return fault === "client" && !retryable && code !== "ConditionalCheckFailedException";
}

function serve(name: string, title: string, db: Dynamodb, table: ReadonlyMap<string, Operation>): Service {
  return {
    name,
    call(operation, input, caller) {
      const run = table.get(operation);
      if (run === undefined) throw unsupported(`${title}: ${operation} is not simulated.`);
      try {
        return run(db, input, caller);
      } catch (error) {
        if (error instanceof ServiceError && isUserError(error)) {
          db.trace.append(db.facts.UserError, 0, { text: error.code, cause: caller.cause ?? -1 });
        }
        throw error;
      }
    },
  };
}
