/**
 * A table's stream: each change of an item as a record, in order, for 24 hours. Other services follow it by `subscribe`;
 * DynamoDB Streams reads it by shard and sequence number. One stream has one shard: AWS promises order within an item only,
 * and that holds here too. Source: Developer Guide, "Change data capture for DynamoDB Streams" (read 2026-11).
 */
import type { Simulation } from "../../sim";
import type { Facts } from "./facts";
import { STREAM_MS } from "./limits";
import type { Change, Table } from "./table";
import { type Item, itemBytes } from "./value";

export type ViewType = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";

/** As Lambda and GetRecords show it. */
export interface StreamRecord {
  eventID: string;
  eventName: "INSERT" | "MODIFY" | "REMOVE";
  eventVersion: "1.1";
  eventSource: "aws:dynamodb";
  awsRegion: string;
  eventSourceARN: string;
  dynamodb: {
    ApproximateCreationDateTime: Date;
    Keys: Item;
    NewImage?: Item;
    OldImage?: Item;
    SequenceNumber: string;
    SizeBytes: number;
    StreamViewType: ViewType;
  };
  /** Set when DynamoDB itself removed an expired item. */
  userIdentity?: { type: "Service"; principalId: "dynamodb.amazonaws.com" };
}

/** Called for each record in the event in which the item changed. `cause`: row of the fact that led to it. */
export type StreamListener = (record: StreamRecord, cause: number) => void;

/** Sequence numbers have 21 digits and no meaning but their order. */
export const FIRST_SEQUENCE = 100_000_000_000_000_000_001n;

export class Stream {
  readonly arn: string;
  readonly label: string;
  readonly createdMs: number;
  readonly shardId: string;
  isEnabled = true;
  readonly records: StreamRecord[] = [];
  /** Rows of the facts about the records. */
  readonly #rows: number[] = [];
  readonly #listeners = new Set<StreamListener>();
  #count = 0;
  #oldest = 0;

  constructor(
    private readonly sim: Simulation,
    private readonly facts: Facts,
    private readonly region: string,
    readonly table: Table,
    readonly viewType: ViewType,
  ) {
    this.createdMs = sim.now;
    this.label = sim.date().toISOString().replace("Z", "");
    this.arn = `${table.arn}/stream/${this.label}`;
    this.shardId = `shardId-${String(sim.start + sim.now).padStart(20, "0")}-00000001`;
  }

  /** Number of the oldest record that is still kept. */
  get oldest(): number {
    return this.#oldest;
  }

  /** Number of the record that comes next. */
  get next(): number {
    return this.#count;
  }

  /** Returns how to stop. With `fromOldest` the listener first hears of every record that is still kept, at once. */
  subscribe(listener: StreamListener, fromOldest = false): () => void {
    if (fromOldest) this.records.forEach((record, i) => void listener(structuredClone(record), this.#rows[i]!));
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  record(table: Table, { id, before, after }: Change, origin: { cause: number; isExpiry?: boolean }): void {
    const { sim, viewType } = this;
    const keys = table.keyOf(after ?? before!);
    const withNew = after !== undefined && (viewType === "NEW_IMAGE" || viewType === "NEW_AND_OLD_IMAGES");
    const withOld = before !== undefined && (viewType === "OLD_IMAGE" || viewType === "NEW_AND_OLD_IMAGES");
    const whole = sim.date();
    whole.setMilliseconds(0);
    const record: StreamRecord = {
      eventID: sim.random("dynamodb.stream").uuid().replaceAll("-", ""),
      eventName: before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY",
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: this.region,
      eventSourceARN: this.arn,
      dynamodb: {
        ApproximateCreationDateTime: whole,
        Keys: keys,
        ...(withNew && { NewImage: after }),
        ...(withOld && { OldImage: before }),
        SequenceNumber: sequenceNumber(this.#count),
        SizeBytes: itemBytes(keys) + (withNew ? itemBytes(after) : 0) + (withOld ? itemBytes(before) : 0),
        StreamViewType: viewType,
      },
      ...(origin.isExpiry && {
        userIdentity: { type: "Service" as const, principalId: "dynamodb.amazonaws.com" as const },
      }),
    };
    const row = sim.trace.append(this.facts.Streamed, table.nameId, {
      subject: table.subject(id),
      value: record.dynamodb.SizeBytes,
      text: record.eventName,
      cause: origin.cause,
    });
    this.#count++;
    this.records.push(record);
    this.#rows.push(row);
    sim.after(STREAM_MS, () => this.#trim(), true);
    for (const listener of [...this.#listeners]) listener(structuredClone(record), row);
  }

  #trim(): void {
    this.records.shift();
    this.#rows.shift();
    this.#oldest++;
  }
}

export function sequenceNumber(count: number): string {
  return String(FIRST_SEQUENCE + BigInt(count));
}
