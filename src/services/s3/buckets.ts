/** Buckets and their configurations: policy, versioning, tags, lifecycle. Source: API reference of these operations (read 2026-11). */
import { MalformedPolicy, parsePolicy } from "../iam";
import type { Caller } from "../service";
import type { Bucket } from "./bucket";
import type { S3 } from "./context";
import { invalidArgument, notFound, S3Error } from "./errors";
import { readTagSet } from "./tags";

interface ForBucket {
  Bucket: string;
}

const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;

export function createBucket(s3: S3, { Bucket: name }: ForBucket, caller: Caller): unknown {
  if (!NAME.test(name) || name.includes("..") || ADDRESS.test(name)) {
    throw new S3Error(
      "InvalidBucketName",
      `The specified bucket is not valid: "${name}" needs 3 to 63 lower-case letters, digits, dots and hyphens`,
    );
  }
  const arn = `arn:aws:s3:::${name}`;
  s3.authorize("CreateBucket", arn, caller);
  // In us-east-1 AWS answers a second creation with the bucket as it is; we say what every other region says.
  if (s3.buckets.has(name)) {
    throw new S3Error(
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
    );
  }
  const cause = s3.request("CreateBucket", name, caller);
  s3.buckets.set(name, {
    name,
    arn,
    createdMs: s3.sim.now,
    objects: new Map(),
    uploads: new Map(),
    metrics: new Map(),
    versioning: undefined,
    policy: undefined,
    notification: { input: {}, destinations: [], toEventBridge: false },
    lifecycle: undefined,
    tags: undefined,
  });
  s3.trace.append("s3.BucketCreated", name, { cause });
  return { Location: `/${name}` };
}

export function headBucket(s3: S3, { Bucket: name }: ForBucket, caller: Caller): unknown {
  if (!s3.buckets.has(name)) throw notFound();
  s3.enter("ListBucket", name, caller);
  s3.request("HeadBucket", name, caller);
  return { BucketRegion: s3.world.region };
}

export function listBuckets(s3: S3, _input: object, caller: Caller): unknown {
  s3.authorize("ListAllMyBuckets", "arn:aws:s3:::*", caller);
  s3.request("ListBuckets", "", caller);
  const buckets = [...s3.buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    Buckets: buckets.map(({ name, createdMs }) => ({ Name: name, CreationDate: s3.sim.date(createdMs) })),
    Owner: { ID: s3.world.account },
  };
}

export function deleteBucket(s3: S3, { Bucket: name }: ForBucket, caller: Caller): unknown {
  const bucket = s3.enter("DeleteBucket", name, caller);
  if (bucket.objects.size > 0) {
    const what = bucket.versioning === undefined ? "" : " You must delete all versions in the bucket.";
    throw new S3Error("BucketNotEmpty", `The bucket you tried to delete is not empty.${what}`);
  }
  const cause = s3.request("DeleteBucket", name, caller);
  s3.buckets.delete(name);
  s3.trace.append("s3.BucketDeleted", name, { cause });
  return {};
}

export function putBucketPolicy(s3: S3, input: ForBucket & { Policy: string }, caller: Caller): unknown {
  const bucket = enter(s3, "PutBucketPolicy", input, caller);
  try {
    bucket.policy = { text: input.Policy, policy: parsePolicy(input.Policy, "resource") };
  } catch (error) {
    if (error instanceof MalformedPolicy) throw new S3Error("MalformedPolicy", error.message);
    throw error;
  }
  return {};
}

export function getBucketPolicy(s3: S3, input: ForBucket, caller: Caller): unknown {
  const { policy } = enter(s3, "GetBucketPolicy", input, caller);
  if (policy === undefined) throw new S3Error("NoSuchBucketPolicy", "The bucket policy does not exist");
  return { Policy: policy.text };
}

export function deleteBucketPolicy(s3: S3, input: ForBucket, caller: Caller): unknown {
  enter(s3, "DeleteBucketPolicy", input, caller).policy = undefined;
  return {};
}

export function putBucketVersioning(
  s3: S3,
  input: ForBucket & { VersioningConfiguration: { Status?: string } },
  caller: Caller,
): unknown {
  const { Status: status } = input.VersioningConfiguration;
  if (status !== "Enabled" && status !== "Suspended") {
    throw new S3Error(
      "IllegalVersioningConfigurationException",
      `VersioningConfiguration.Status must be Enabled or Suspended, not ${status}`,
    );
  }
  enter(s3, "PutBucketVersioning", input, caller).versioning = status;
  return {};
}

export function getBucketVersioning(s3: S3, input: ForBucket, caller: Caller): unknown {
  const { versioning } = enter(s3, "GetBucketVersioning", input, caller);
  return versioning === undefined ? {} : { Status: versioning };
}

export function putBucketTagging(s3: S3, input: ForBucket & { Tagging: { TagSet: [] } }, caller: Caller): unknown {
  const tags = readTagSet(input.Tagging.TagSet, 50);
  enter(s3, "PutBucketTagging", input, caller).tags = tags;
  return {};
}

export function getBucketTagging(s3: S3, input: ForBucket, caller: Caller): unknown {
  const { tags } = enter(s3, "GetBucketTagging", input, caller);
  if (tags === undefined) throw new S3Error("NoSuchTagSet", "The TagSet does not exist");
  return { TagSet: [...tags].map(([Key, Value]) => ({ Key, Value })) };
}

export function getBucketLocation(s3: S3, input: ForBucket, caller: Caller): unknown {
  enter(s3, "GetBucketLocation", input, caller);
  return s3.world.region === "us-east-1" ? {} : { LocationConstraint: s3.world.region };
}

/** A call about the bucket itself: its name is its permission. */
export function enter(s3: S3, operation: string, { Bucket: name }: ForBucket, caller: Caller): Bucket {
  if (name === "") throw invalidArgument("Bucket must not be empty");
  const bucket = s3.enter(operation, name, caller);
  s3.request(operation, name, caller);
  return bucket;
}
