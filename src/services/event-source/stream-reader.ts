/**
 * What reads a DynamoDB stream for a consumer, a mapping of Lambda or a pipe.
 *
 *   record -> read within 250 ms -> filter -> gathered -> full, window over or 6 MB -> at work -> the next batch
 *                                                             failed -> waits, or is split in two -> at work again
 *                                                                    -> given up
 *
 * A stream has one shard, so one batch is at work at a time and records keep their order: one that fails holds up the rest
 * until it succeeds or is given up. Waits after a failure double from 1 s to 1 min; AWS does not say how long they are.
 * A batch that is split does not use up a retry. What is older than 24 hours has left the stream, and is lost.
 * Left out: ParallelizationFactor, tumbling windows; the consumers refuse them.
 * Source: Lambda Developer Guide, "Process DynamoDB records with Lambda" and the pages below it (read 2026-11).
 */
import type { Scheduled } from "../../sim";
import { type StreamRecord, subscribeToStream } from "../dynamodb";
import { BATCH_RETRY_MS, STREAM_AGE_MS, STREAM_POLL_MS, SYNC_PAYLOAD_BYTES } from "../lambda/limits";
import type { World } from "../service";
import { Deque } from "../sqs/structures";
import { type StreamItem, streamRecordBytes, streamRecordOf } from "./stream-record";

export interface StreamSettings {
  readonly batchSize: number;
  readonly windowSeconds: number;
  /** Attempts after the first; undefined: until the records leave the stream. */
  readonly maximumRetries: number | undefined;
  /** Undefined: as long as the stream keeps them. */
  readonly maximumAgeMs: number | undefined;
  readonly bisects: boolean;
}

/** How a batch has ended: well, from this record on not, or there was no room for it. */
export type StreamOutcome = "success" | { failedFrom: number } | "throttled";

export type GivenUp = "RetryAttemptsExhausted" | "RecordAgeExceeded" | "RecordExpired";

/** A part of what was gathered. */
export interface StreamBatch {
  items: StreamItem[];
  /** Failures so far. */
  retries: number;
}

export interface StreamConsumer {
  readonly stream: StreamSettings;
  isWanted(item: StreamItem): boolean;
  /** It did not pass the filter. */
  skip(item: StreamItem): void;
  /** Works on a batch, and says once how it has ended; never inside this call. */
  workOn(batch: StreamBatch, ended: (outcome: StreamOutcome) => void): void;
  giveUp(items: readonly StreamItem[], why: GivenUp, batch: StreamBatch): void;
}

const SECOND = 1_000; // ms

export class StreamReader {
  readonly #pending = new Deque<StreamItem>();
  #pendingBytes = 0;
  /** Parts of a batch that has failed: they come before what is pending. */
  #parts: StreamBatch[] = [];
  #isBusy = false;
  #isPaused = false;
  #throttles = 0;
  /** The next look, or the end of the window. */
  #timer: Scheduled | undefined;
  /** When the first of the pending records was read. */
  #readMs: number | undefined;
  readonly #unsubscribe: () => void;

  /** @throws ResourceNotFoundException when there is no such stream */
  constructor(
    private readonly world: World,
    private readonly consumer: StreamConsumer,
    streamArn: string,
    fromOldest: boolean,
    isPaused: boolean,
  ) {
    this.#isPaused = isPaused;
    this.#unsubscribe = subscribeToStream(world, streamArn, (record, row) => this.#hear(record, row), fromOldest);
  }

  /** Nothing new is begun; what is at work goes on. The place in the stream is kept. */
  pause(): void {
    this.#isPaused = true;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#readMs = undefined;
  }

  resume(): void {
    this.#isPaused = false;
    this.#look();
  }

  close(): void {
    this.pause();
    this.#unsubscribe();
  }

  #hear(record: StreamRecord, row: number): void {
    const { trace } = this.world.sim;
    const item: StreamItem = {
      record: streamRecordOf(record),
      sequence: record.dynamodb.SequenceNumber,
      bytes: streamRecordBytes(record),
      atMs: trace.at(row),
      subject: trace.subjectOf(row),
      row,
    };
    this.#pending.push(item);
    this.#pendingBytes += item.bytes;
    this.#look();
  }

  /** Something is there, perhaps: it is read at the next poll. */
  #look(): void {
    if (this.#isBusy || this.#isPaused || (this.#pending.length === 0 && this.#parts.length === 0)) return;
    if (this.#timer?.pending === true && this.#readMs === undefined) return;
    if (this.#readMs !== undefined) return this.#gather();
    this.#timer = this.world.sim.after(STREAM_POLL_MS, () => {
      this.#readMs = this.world.sim.now;
      this.#gather();
    });
  }

  /** Begins the next batch, unless it is worth waiting for more. */
  #gather(): void {
    const { batchSize, windowSeconds } = this.consumer.stream;
    const { sim } = this.world;
    const isFull = this.#pending.length >= batchSize || this.#pendingBytes >= SYNC_PAYLOAD_BYTES;
    const endsMs = this.#readMs! + windowSeconds * SECOND;
    if (this.#parts.length > 0 || isFull || sim.now >= endsMs) return this.#begin();
    if (this.#timer?.pending === true) return;
    this.#timer = sim.at(endsMs, () => this.#begin());
  }

  #begin(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#readMs = undefined;
    if (this.#isBusy || this.#isPaused) return;
    const batch = this.#parts.shift() ?? this.#take();
    this.#expire(batch);
    if (batch.items.length > 0) return this.#work(batch);
    this.#look();
  }

  #take(): StreamBatch {
    const { batchSize } = this.consumer.stream;
    const items: StreamItem[] = [];
    let bytes = 0;
    for (let next = this.#pending.at(0); next !== undefined && items.length < batchSize; next = this.#pending.at(0)) {
      if (items.length > 0 && bytes + next.bytes > SYNC_PAYLOAD_BYTES) break;
      this.#pending.shift();
      this.#pendingBytes -= next.bytes;
      if (!this.consumer.isWanted(next)) this.consumer.skip(next);
      else {
        items.push(next);
        bytes += next.bytes;
      }
    }
    return { items, retries: 0 };
  }

  /** Takes out what is too old. */
  #expire(batch: StreamBatch): void {
    const { now } = this.world.sim;
    const { maximumAgeMs = Number.POSITIVE_INFINITY } = this.consumer.stream;
    const older = (ageMs: number) => batch.items.filter(({ atMs }) => now - atMs > ageMs);
    const [gone, old] = [older(STREAM_AGE_MS), older(maximumAgeMs).filter(({ atMs }) => now - atMs <= STREAM_AGE_MS)];
    if (gone.length > 0) this.consumer.giveUp(gone, "RecordExpired", batch);
    if (old.length > 0) this.consumer.giveUp(old, "RecordAgeExceeded", batch);
    if (gone.length + old.length > 0) {
      const left = new Set([...gone, ...old]);
      batch.items = batch.items.filter((item) => !left.has(item));
    }
  }

  #work(batch: StreamBatch): void {
    this.#isBusy = true;
    this.consumer.workOn(batch, (outcome) => {
      if (outcome === "throttled") return this.#wait(batch, this.#throttles++);
      this.#throttles = 0;
      if (outcome === "success") this.#next();
      else this.#failed(batch, outcome.failedFrom);
    });
  }

  #failed(batch: StreamBatch, from: number): void {
    const { maximumRetries = Number.POSITIVE_INFINITY, bisects } = this.consumer.stream;
    const left = batch.items.slice(from);
    // What comes before is done. A record that has become the first has failed once.
    const retries = from > 0 ? 1 : batch.retries + 1;
    if (bisects && left.length > 1) {
      const half = Math.ceil(left.length / 2);
      const parts = [left.slice(0, half), left.slice(half)];
      this.#parts.unshift(...parts.map((items) => ({ items, retries: from > 0 ? 0 : batch.retries })));
      return this.#next();
    }
    const rest = { items: left, retries };
    if (retries > maximumRetries) {
      this.consumer.giveUp(left, "RetryAttemptsExhausted", rest);
      return this.#next();
    }
    this.#wait(rest, retries - 1);
  }

  /** The batch stays at the head of its shard while it waits. */
  #wait(batch: StreamBatch, times: number): void {
    const waitMs = Math.min(BATCH_RETRY_MS.last, BATCH_RETRY_MS.first * 2 ** times);
    this.world.sim.after(waitMs, () => {
      this.#parts.unshift(batch);
      this.#next();
    });
  }

  #next(): void {
    this.#isBusy = false;
    if (this.#isPaused || (this.#pending.length === 0 && this.#parts.length === 0)) return;
    this.#readMs = this.world.sim.now;
    this.#gather();
  }
}
