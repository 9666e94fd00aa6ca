/** A bucket and what it keeps: versions of objects by key, the newest last, and its configurations. */
import type { Policy } from "../iam";
import type { MetricsConfiguration } from "./metrics-configuration";

export interface Version {
  readonly key: string;
  /** "null" for what was put while versioning was not enabled. */
  readonly versionId: string;
  readonly isMarker: boolean;
  readonly bytes: Uint8Array;
  readonly etag: string;
  readonly modifiedMs: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, string>>;
  tags: ReadonlyMap<string, string>;
  /** Row of the fact that made it. */
  readonly row: number;
}

export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly startedMs: number;
  readonly input: Record<string, unknown>;
  readonly parts: Map<number, { bytes: Uint8Array; etag: string }>;
}

export interface Destination {
  id: string;
  kind: "sqs" | "sns" | "lambda";
  arn: string;
  events: readonly string[];
  prefix: string;
  suffix: string;
}

export interface Bucket {
  readonly name: string;
  readonly arn: string;
  readonly createdMs: number;
  readonly objects: Map<string, Version[]>;
  readonly uploads: Map<string, Upload>;
  versioning: "Enabled" | "Suspended" | undefined;
  policy: { text: string; policy: Policy } | undefined;
  notification: { input: Record<string, unknown>; destinations: Destination[]; toEventBridge: boolean };
  /** Configurations of request metrics, by their ids. */
  readonly metrics: Map<string, MetricsConfiguration>;
  lifecycle: readonly Record<string, unknown>[] | undefined;
  tags: ReadonlyMap<string, string> | undefined;
}

/** The newest version of a key, unless it is a delete marker. */
export function current(bucket: Bucket, key: string): Version | undefined {
  const version = bucket.objects.get(key)?.at(-1);
  return version?.isMarker ? undefined : version;
}
