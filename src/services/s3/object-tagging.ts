/** PutObjectTagging, GetObjectTagging, DeleteObjectTagging. */
import type { Caller } from "../service";
import type { S3 } from "./context";
import { OBJECT_TAGS } from "./limits";
import { type ForObject, find, versionOf } from "./objects";
import { readTagSet } from "./tags";

export function putObjectTagging(s3: S3, input: ForObject & { Tagging: { TagSet: [] } }, caller: Caller): unknown {
  return change(s3, "PutObjectTagging", input, caller, readTagSet(input.Tagging.TagSet, OBJECT_TAGS));
}

export function deleteObjectTagging(s3: S3, input: ForObject, caller: Caller): unknown {
  return change(s3, "DeleteObjectTagging", input, caller, new Map());
}

export function getObjectTagging(s3: S3, input: ForObject, caller: Caller): unknown {
  const bucket = s3.enter("GetObjectTagging", input.Bucket, caller, input.Key);
  const version = find(bucket, input);
  s3.request("GetObjectTagging", bucket.name, caller);
  return { TagSet: [...version.tags].map(([Key, Value]) => ({ Key, Value })), ...versionOf(bucket, version) };
}

function change(s3: S3, operation: string, input: ForObject, caller: Caller, tags: Map<string, string>): unknown {
  const bucket = s3.enter(operation, input.Bucket, caller, input.Key);
  const version = find(bucket, input);
  s3.request(operation, bucket.name, caller);
  version.tags = tags;
  return versionOf(bucket, version);
}
