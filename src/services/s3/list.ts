/** ListObjectsV2 and ListObjectVersions, in the order of the keys' bytes. Source: API reference of both (read 2026-11). */
import type { Caller } from "../service";
import { current, type Version } from "./bucket";
import type { S3 } from "./context";
import { invalidArgument } from "./errors";
import { PAGE_KEYS } from "./limits";

interface ListInput {
  Bucket: string;
  Prefix?: string;
  Delimiter?: string;
  MaxKeys?: number;
  StartAfter?: string;
  ContinuationToken?: string;
}

export function listObjectsV2(s3: S3, input: ListInput, caller: Caller): unknown {
  const bucket = s3.enter("ListBucket", input.Bucket, caller);
  const { Prefix: prefix = "", Delimiter: delimiter = "", MaxKeys: given = PAGE_KEYS } = input;
  if (given < 0) throw invalidArgument(`MaxKeys must be between 0 and 2147483647, not ${given}`);
  const most = Math.min(given, PAGE_KEYS); // as AWS documents: never more than 1,000
  const after = input.ContinuationToken === undefined ? input.StartAfter : decode(input.ContinuationToken);
  const contents: object[] = [];
  const prefixes: string[] = [];
  let last = "";
  let isTruncated = false;
  for (const key of sortedKeys(bucket.objects)) {
    const version = current(bucket, key);
    if (version === undefined || !key.startsWith(prefix)) continue;
    const cut = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const name = cut < 0 ? key : key.slice(0, cut + delimiter.length);
    if (after !== undefined && (name <= after || key <= after)) continue;
    if (prefixes.at(-1) === name) continue;
    if (contents.length + prefixes.length >= most) {
      isTruncated = most > 0;
      break;
    }
    last = name;
    if (cut >= 0) prefixes.push(name);
    else contents.push(entry(s3, version));
  }
  const cause = s3.request("ListObjectsV2", bucket.name, caller);
  s3.trace.append("s3.Listed", bucket.name, { value: contents.length, text: prefix, cause });
  return {
    Name: bucket.name,
    Prefix: prefix,
    ...(delimiter !== "" && { Delimiter: delimiter }),
    MaxKeys: given,
    KeyCount: contents.length + prefixes.length,
    IsTruncated: isTruncated,
    ...(contents.length > 0 && { Contents: contents }),
    ...(prefixes.length > 0 && { CommonPrefixes: prefixes.map((Prefix) => ({ Prefix })) }),
    ...(input.ContinuationToken !== undefined && { ContinuationToken: input.ContinuationToken }),
    ...(input.StartAfter !== undefined && { StartAfter: input.StartAfter }),
    ...(isTruncated && { NextContinuationToken: Buffer.from(last).toString("base64") }),
  };
}

function decode(token: string): string {
  const text = Buffer.from(token, "base64").toString();
  if (token === "" || Buffer.from(text).toString("base64") !== token) {
    throw invalidArgument("The continuation token provided is incorrect");
  }
  return text;
}

export function listObjectVersions(s3: S3, input: { Bucket: string; Prefix?: string }, caller: Caller): unknown {
  const bucket = s3.enter("ListBucketVersions", input.Bucket, caller);
  const { Prefix: prefix = "" } = input;
  s3.request("ListObjectVersions", bucket.name, caller);
  const all = sortedKeys(bucket.objects)
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) =>
      [...bucket.objects.get(key)!].reverse().map((version, i) => ({
        isMarker: version.isMarker,
        shown: { ...entry(s3, version), VersionId: version.versionId, IsLatest: i === 0 },
      })),
    );
  return {
    Name: bucket.name,
    Prefix: prefix,
    IsTruncated: false,
    Versions: all.filter(({ isMarker }) => !isMarker).map(({ shown }) => shown),
    DeleteMarkers: all
      .filter(({ isMarker }) => isMarker)
      .map(({ shown: { Key, LastModified, VersionId, IsLatest } }) => ({ Key, LastModified, VersionId, IsLatest })),
  };
}

function sortedKeys(objects: ReadonlyMap<string, Version[]>): string[] {
  return [...objects.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function entry(s3: S3, version: Version) {
  return {
    Key: version.key,
    LastModified: s3.sim.date(version.modifiedMs),
    ETag: version.etag,
    Size: version.bytes.length,
    StorageClass: "STANDARD",
  };
}
