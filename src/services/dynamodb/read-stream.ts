/** DynamoDB Streams: ListStreams, DescribeStream, GetShardIterator, GetRecords. One shard a stream, open while it is enabled. */
import type { Caller } from "../service";
import type { Dynamodb } from "./context";
import { keySchema } from "./describe";
import { constraint, invalid, resourceNotFound, trimmed } from "./errors";
import { STREAM_BYTES_A_CALL, STREAM_RECORDS_A_CALL } from "./limits";
import { FIRST_SEQUENCE, type Stream, sequenceNumber } from "./stream";

export function listStreams(db: Dynamodb, input: { TableName?: string }, caller: Caller): unknown {
  db.authorize("ListStreams", db.arnOf("*"), caller);
  const name = input.TableName === undefined ? undefined : db.nameOf(input.TableName);
  const streams = [...db.streams.values()].filter(({ table }) => name === undefined || table.name === name);
  return {
    Streams: streams.map(({ arn, table, label }) => ({ StreamArn: arn, TableName: table.name, StreamLabel: label })),
  };
}

export function describeStream(db: Dynamodb, input: { StreamArn: string }, caller: Caller): unknown {
  const stream = enter(db, "DescribeStream", input.StreamArn, caller);
  const { table } = stream;
  return {
    StreamDescription: {
      StreamArn: stream.arn,
      StreamLabel: stream.label,
      StreamStatus: stream.isEnabled ? "ENABLED" : "DISABLED",
      StreamViewType: stream.viewType,
      CreationRequestDateTime: db.sim.date(stream.createdMs),
      TableName: table.name,
      KeySchema: keySchema(table.key),
      Shards: [
        {
          ShardId: stream.shardId,
          SequenceNumberRange: {
            StartingSequenceNumber: sequenceNumber(0),
            ...(!stream.isEnabled && { EndingSequenceNumber: sequenceNumber(Math.max(0, stream.next - 1)) }),
          },
        },
      ],
    },
  };
}

export function getShardIterator(
  db: Dynamodb,
  input: { StreamArn: string; ShardId: string; ShardIteratorType: string; SequenceNumber?: string },
  caller: Caller,
): unknown {
  const stream = enter(db, "GetShardIterator", input.StreamArn, caller);
  if (input.ShardId !== stream.shardId) {
    throw resourceNotFound(`Requested resource not found: Shard: ${input.ShardId} not found`);
  }
  return { ShardIterator: iterator(stream, startOf(stream, input)) };
}

function startOf(stream: Stream, input: { ShardIteratorType: string; SequenceNumber?: string }): number {
  const { ShardIteratorType: type, SequenceNumber: sequence } = input;
  if (type === "TRIM_HORIZON") return stream.oldest;
  if (type === "LATEST") return stream.next;
  if (type !== "AT_SEQUENCE_NUMBER" && type !== "AFTER_SEQUENCE_NUMBER") {
    throw constraint(
      "shardIteratorType",
      type,
      "Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_SEQUENCE_NUMBER, TRIM_HORIZON]",
    );
  }
  if (sequence === undefined || !/^\d{21,40}$/.test(sequence)) {
    throw invalid(`SequenceNumber: ${type} needs a sequence number of 21 to 40 digits, not ${sequence}`);
  }
  const start = Number(BigInt(sequence) - FIRST_SEQUENCE) + (type === "AFTER_SEQUENCE_NUMBER" ? 1 : 0);
  if (start < stream.oldest) throw trimmed();
  return start;
}

export function getRecords(db: Dynamodb, input: { ShardIterator: string; Limit?: number }, caller: Caller): unknown {
  const separator = input.ShardIterator.lastIndexOf("|");
  const from = Number(input.ShardIterator.slice(separator + 1));
  if (separator < 0 || !Number.isInteger(from)) throw invalid("Invalid ShardIterator");
  const stream = enter(db, "GetRecords", input.ShardIterator.slice(0, separator), caller);
  const { Limit: limit = STREAM_RECORDS_A_CALL } = input;
  if (limit < 1 || limit > STREAM_RECORDS_A_CALL) {
    throw constraint("limit", limit, `Member must have value between 1 and ${STREAM_RECORDS_A_CALL}`);
  }
  if (from < stream.oldest) throw trimmed();
  const place = from - stream.oldest;
  let bytes = 0;
  const records = stream.records.slice(place, place + limit).filter((record, i) => {
    bytes += record.dynamodb.SizeBytes;
    return i === 0 || bytes <= STREAM_BYTES_A_CALL;
  });
  const next = from + records.length;
  const isOver = !stream.isEnabled && next >= stream.next;
  return {
    Records: records.map(({ eventSourceARN: _, ...record }) => record),
    ...(!isOver && { NextShardIterator: iterator(stream, next) }),
  };
}

function iterator(stream: Stream, from: number): string {
  return `${stream.arn}|${from}`;
}

function enter(db: Dynamodb, operation: string, arn: string, caller: Caller): Stream {
  const stream = db.streams.get(arn);
  if (stream === undefined) throw resourceNotFound(`Requested resource not found: Stream: ${arn} not found`);
  db.authorize(operation, arn, caller, stream.table);
  db.request(operation, stream.table, caller);
  return stream;
}
