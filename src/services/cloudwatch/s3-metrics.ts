/**
 * What buckets hold, once a day: at midnight, for the day that ends. Older versions and delete markers count as objects.
 * Left out: the parts of uploads that are not complete; request metrics, which a bucket reports only when it is told to by
 * PutBucketMetricsConfiguration, an operation that is not simulated.
 * Source: S3 User Guide, "Metrics and dimensions" (read 2026-11). Ours: an empty bucket reports nothing.
 */
import type { Trace } from "../../sim";
import { SECOND } from "./limits";
import type { Collector, MetricStore } from "./store";

const DAY_MS = 86_400 * SECOND;
/** The version of what was put while versioning was not enabled. */
const UNVERSIONED = "null";

class BucketMetrics {
  /** Bytes by version, by key. */
  readonly #keys = new Map<string, Map<string, number>>();
  objects = 0;
  bytes = 0;

  put(key: string, version: string, bytes: number): void {
    this.take(key, version);
    let versions = this.#keys.get(key);
    if (versions === undefined) {
      versions = new Map();
      this.#keys.set(key, versions);
    }
    versions.set(version, bytes);
    this.objects++;
    this.bytes += bytes;
  }

  take(key: string, version: string): void {
    const versions = this.#keys.get(key);
    const bytes = versions?.get(version);
    if (versions === undefined || bytes === undefined) return;
    versions.delete(version);
    if (versions.size === 0) this.#keys.delete(key);
    this.objects--;
    this.bytes -= bytes;
  }
}

export class S3Metrics implements Collector {
  readonly #buckets = new Map<string, BucketMetrics>();
  readonly #trace: Trace;
  readonly readers: Collector["readers"];

  constructor(private readonly store: MetricStore) {
    this.#trace = store.trace;
    const read = (row: number) => {
      const { resource, subject, value, text, detail } = this.#trace.event(row);
      return {
        bucket: this.#bucket(resource),
        key: subject,
        version: String(detail?.version ?? UNVERSIONED),
        value,
        text,
      };
    };
    this.readers = {
      "s3.ObjectCreated": (row) => {
        const { bucket, key, version, value } = read(row);
        bucket.put(key, version, value);
      },
      "s3.ObjectRemoved": (row) => {
        const { bucket, key, version, text } = read(row);
        if (text === "DeleteMarkerCreated") bucket.put(key, version, 0);
        else bucket.take(key, version);
      },
      "s3.BucketDeleted": (row) => void this.#buckets.delete(this.#trace.event(row).resource),
    };
  }

  minute(atMs: number): void {
    const { store } = this;
    if (store.epoch(atMs) % DAY_MS !== 0) return;
    for (const [name, { objects, bytes }] of this.#buckets) {
      if (objects === 0) continue;
      const of = (metric: string, StorageType: string, unit: string) =>
        store.of(
          "AWS/S3",
          metric,
          [
            { Name: "BucketName", Value: name },
            { Name: "StorageType", Value: StorageType },
          ],
          unit,
        );
      store.add(of("NumberOfObjects", "AllStorageTypes", "Count"), atMs - DAY_MS, objects);
      store.add(of("BucketSizeBytes", "StandardStorage", "Bytes"), atMs - DAY_MS, bytes);
    }
  }

  #bucket(name: string): BucketMetrics {
    let bucket = this.#buckets.get(name);
    if (bucket === undefined) {
      bucket = new BucketMetrics();
      this.#buckets.set(name, bucket);
    }
    return bucket;
  }
}
