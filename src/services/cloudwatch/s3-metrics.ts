/**
 * What buckets hold, once a day: at midnight, for the day that ends; older versions and delete markers count as objects. And
 * their requests each minute, by filter, for buckets with a metrics configuration.
 * Left out: the parts of uploads that are not complete; latencies, since a call takes no virtual time.
 * Source: S3 User Guide, "Metrics and dimensions" (read 2026-11). Ours: an empty bucket reports nothing.
 */
import type { Trace } from "../../sim";
import { SECOND } from "./limits";
import type { Collector, MetricStore } from "./store";

/** HTTP's verbs; DeleteObjects is a POST, and counted as a delete. */
const REQUESTS: readonly [metric: string, operations: RegExp][] = [
  ["GetRequests", /^GetObject/],
  ["HeadRequests", /^Head/],
  ["PutRequests", /^(PutObject|CopyObject|UploadPart)/],
  ["PostRequests", /^(Create|Complete)MultipartUpload$/],
  ["DeleteRequests", /^(DeleteObject|Abort)/],
  ["ListRequests", /^ListObject/],
];

const DAY_MS = 86_400 * SECOND;
/** The version of what was put while versioning was not enabled. */
const UNVERSIONED = "null";

interface Measured {
  filters: string[];
  failure?: "4xx" | "5xx";
  uploaded?: number;
  downloaded?: number;
}

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
      "s3.Measured": (row, atMs) => this.#request(row, atMs),
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

  /** Errors are reported with each request, 0 or 1, so that their average is the error rate. */
  #request(row: number, atMs: number): void {
    const { store } = this;
    const { resource, text, detail } = this.#trace.event(row);
    const { filters, failure, uploaded = 0, downloaded = 0 } = detail as unknown as Measured;
    for (const FilterId of filters) {
      const add = (metric: string, value: number, unit = "Count") => {
        const dimensions = [
          { Name: "BucketName", Value: resource },
          { Name: "FilterId", Value: FilterId },
        ];
        store.add(store.of("AWS/S3", metric, dimensions, unit), atMs, value);
      };
      add("AllRequests", 1);
      for (const [metric, operations] of REQUESTS) if (operations.test(text)) add(metric, 1);
      add("4xxErrors", failure === "4xx" ? 1 : 0);
      add("5xxErrors", failure === "5xx" ? 1 : 0);
      if (uploaded > 0) add("BytesUploaded", uploaded, "Bytes");
      if (downloaded > 0) add("BytesDownloaded", downloaded, "Bytes");
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
