/**
 * Lifecycle: rules that expire objects so many days after their creation, at the midnight (UTC) that follows, in the
 * background. Left out, and refused by name: transitions between storage classes, rules for older versions and for uploads.
 * Source: User Guide, "Managing the lifecycle of objects" (read 2026-11).
 */
import type { Caller } from "../service";
import { type Bucket, current } from "./bucket";
import { enter } from "./buckets";
import type { S3 } from "./context";
import { invalidRequest, S3Error, unsupported } from "./errors";
import { DAY_MS } from "./limits";
import { remove } from "./objects";

interface Rule {
  ID?: string;
  Status?: string;
  Prefix?: string;
  Filter?: { Prefix?: string; [other: string]: unknown };
  Expiration?: { Days?: number; [other: string]: unknown };
  [other: string]: unknown;
}

const KNOWN = ["ID", "Status", "Prefix", "Filter", "Expiration"];

export function putBucketLifecycleConfiguration(
  s3: S3,
  input: { Bucket: string; LifecycleConfiguration?: { Rules?: Rule[] } },
  caller: Caller,
): unknown {
  const rules = input.LifecycleConfiguration?.Rules ?? [];
  if (rules.length === 0) throw new S3Error("MalformedXML", "LifecycleConfiguration.Rules must name at least one rule");
  rules.forEach(check);
  const bucket = enter(s3, "PutLifecycleConfiguration", input, caller);
  const wasIdle = bucket.lifecycle === undefined;
  bucket.lifecycle = rules;
  if (wasIdle) plan(s3, bucket);
  return {};
}

export function getBucketLifecycleConfiguration(s3: S3, input: { Bucket: string }, caller: Caller): unknown {
  const { lifecycle } = enter(s3, "GetLifecycleConfiguration", input, caller);
  if (lifecycle === undefined) {
    throw new S3Error("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist");
  }
  return { Rules: lifecycle };
}

export function deleteBucketLifecycle(s3: S3, input: { Bucket: string }, caller: Caller): unknown {
  enter(s3, "PutLifecycleConfiguration", input, caller).lifecycle = undefined;
  return {};
}

function check(rule: Rule): void {
  const unknown = Object.keys(rule).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw unsupported(`Lifecycle rules with ${unknown} are not simulated`);
  const other = Object.keys(rule.Filter ?? {}).find((name) => name !== "Prefix");
  if (other !== undefined) throw unsupported(`Lifecycle filters by ${other} are not simulated`);
  if (rule.Status !== "Enabled" && rule.Status !== "Disabled") {
    throw new S3Error("MalformedXML", `Status of a lifecycle rule must be Enabled or Disabled, not ${rule.Status}`);
  }
  if (rule.Expiration === undefined) throw invalidRequest("At least one action needs to be specified in a rule.");
  const { Days: days } = rule.Expiration;
  if (days === undefined || !Number.isInteger(days) || days < 1) {
    throw new S3Error("InvalidArgument", "'Days' for Expiration action must be a positive integer");
  }
}

/** Looks each midnight, for as long as there are rules. */
function plan(s3: S3, bucket: Bucket): void {
  const wall = s3.sim.start + s3.sim.now;
  const midnight = (Math.floor(wall / DAY_MS) + 1) * DAY_MS;
  s3.sim.after(
    midnight - wall,
    () => {
      if (bucket.lifecycle === undefined || s3.buckets.get(bucket.name) !== bucket) return;
      expire(s3, bucket, midnight);
      plan(s3, bucket);
    },
    true,
  );
}

function expire(s3: S3, bucket: Bucket, now: number): void {
  for (const key of [...bucket.objects.keys()]) {
    const version = current(bucket, key);
    if (version === undefined) continue;
    const created = s3.sim.start + version.modifiedMs;
    const isOver = (bucket.lifecycle as readonly Rule[]).some(({ Status, Prefix, Filter, Expiration }) => {
      // AWS rounds the time of expiry up to the next midnight.
      const due = Math.ceil((created + Expiration!.Days! * DAY_MS) / DAY_MS) * DAY_MS;
      return Status === "Enabled" && key.startsWith(Filter?.Prefix ?? Prefix ?? "") && due <= now;
    });
    if (!isOver) continue;
    const cause = s3.trace.append("s3.Expired", bucket.name, { text: key, cause: version.row });
    remove(s3, bucket, { Bucket: bucket.name, Key: key }, cause, undefined);
  }
}
