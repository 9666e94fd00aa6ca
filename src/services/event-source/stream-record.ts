/**
 * What a function or a pipe gets of a DynamoDB stream: the record as JSON has it, bytes as base64 and the time in seconds.
 * Source: Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB" (read 2026-11).
 */

import type { Subject } from "../../sim";
import type { StreamRecord } from "../dynamodb";

/** A record, and its place in the trace. */
export interface StreamItem {
  readonly record: Readonly<Record<string, unknown>>;
  readonly sequence: string;
  readonly bytes: number;
  /** Virtual ms of the change. */
  readonly atMs: number;
  /** Of the item that has changed. */
  readonly subject: Subject;
  /** Row of the fact that the stream has written. */
  readonly row: number;
}

const SECOND = 1_000; // ms
const RECORD_BYTES = 500; // names, ids and times around the images: our estimate

export function streamRecordOf({ eventID, eventName, dynamodb, ...rest }: StreamRecord): StreamItem["record"] {
  return {
    eventID,
    eventName,
    ...rest,
    dynamodb: {
      ...(plain(dynamodb) as object),
      ApproximateCreationDateTime: dynamodb.ApproximateCreationDateTime.getTime() / SECOND,
    },
  };
}

export function streamRecordBytes(record: StreamRecord): number {
  return RECORD_BYTES + record.dynamodb.SizeBytes;
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Set) return [...value].map(plain);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}

/**
 * The first record that a batch's answer reports as failed.
 * @returns its place, undefined when none failed; 0 when the answer is not of the form, which fails the whole batch
 */
export function firstFailure(payload: string, items: readonly StreamItem[]): number | undefined {
  const answer = JSON.parse(payload) as unknown;
  if (answer === null || answer === "") return undefined;
  if (typeof answer !== "object" || Array.isArray(answer)) return 0;
  const { batchItemFailures: failures = null } = answer as { batchItemFailures?: unknown };
  if (failures === null) return undefined;
  if (!Array.isArray(failures)) return 0;
  const places = (failures as ({ itemIdentifier?: unknown } | null)[]).map((failure) =>
    items.findIndex(({ sequence }) => sequence === failure?.itemIdentifier),
  );
  if (places.length === 0) return undefined;
  return Math.max(0, Math.min(...places));
}
