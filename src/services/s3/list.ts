/** ListObjectsV2, ListObjects and ListObjectVersions, in the order of the keys' bytes. Source: API reference of each (read 2026-11). */
import type { Caller } from "../service";
import { type Bucket, current, type Version } from "./bucket";
import type { S3 } from "./context";
import { invalidArgument } from "./errors";
import { PAGE_KEYS } from "./limits";

interface PageInput {
  Bucket: string;
  Prefix?: string;
  Delimiter?: string;
  MaxKeys?: number;
}

interface ListInput extends PageInput {
  StartAfter?: string;
  ContinuationToken?: string;
}

interface Page {
  contents: object[];
  prefixes: string[];
  /** The last key or common prefix of the page. */
  last: string;
  isTruncated: boolean;
}

/** The objects after a key, at most MaxKeys of them and of common prefixes together. */
function pageOf(s3: S3, bucket: Bucket, input: PageInput, after: string | undefined): Page {
  const { Prefix: prefix = "", Delimiter: delimiter = "", MaxKeys: given = PAGE_KEYS } = input;
  if (given < 0) throw invalidArgument(`MaxKeys must be between 0 and 2147483647, not ${given}`);
  const most = Math.min(given, PAGE_KEYS); // as AWS documents: never more than 1,000
  const page: Page = { contents: [], prefixes: [], last: "", isTruncated: false };
  const { contents, prefixes } = page;
  for (const key of sortedKeys(bucket.objects)) {
    const version = current(bucket, key);
    if (version === undefined || !key.startsWith(prefix)) continue;
    const cut = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const name = cut < 0 ? key : key.slice(0, cut + delimiter.length);
    if (after !== undefined && (name <= after || key <= after)) continue;
    if (prefixes.at(-1) === name) continue;
    if (contents.length + prefixes.length >= most) {
      page.isTruncated = most > 0;
      break;
    }
    page.last = name;
    if (cut >= 0) prefixes.push(name);
    else contents.push(entry(s3, version));
  }
  return page;
}

/** What both forms of the list answer alike. */
function shown({ Delimiter, MaxKeys, Prefix }: PageInput, bucket: Bucket, page: Page): object {
  const { contents, prefixes, isTruncated } = page;
  return {
    Name: bucket.name,
    Prefix: Prefix ?? "",
    ...(Delimiter && { Delimiter }),
    MaxKeys: MaxKeys ?? PAGE_KEYS,
    IsTruncated: isTruncated,
    ...(contents.length > 0 && { Contents: contents }),
    ...(prefixes.length > 0 && { CommonPrefixes: prefixes.map((each) => ({ Prefix: each })) }),
  };
}

function told(s3: S3, operation: string, bucket: Bucket, input: PageInput, page: Page, caller: Caller): void {
  const cause = s3.request(operation, bucket.name, caller);
  s3.trace.append("s3.Listed", bucket.name, { value: page.contents.length, text: input.Prefix ?? "", cause });
}

export function listObjectsV2(s3: S3, input: ListInput, caller: Caller): unknown {
  const bucket = s3.enter("ListBucket", input.Bucket, caller);
  const after = input.ContinuationToken === undefined ? input.StartAfter : decode(input.ContinuationToken);
  const page = pageOf(s3, bucket, input, after);
  told(s3, "ListObjectsV2", bucket, input, page, caller);
  return {
    ...shown(input, bucket, page),
    KeyCount: page.contents.length + page.prefixes.length,
    ...(input.ContinuationToken !== undefined && { ContinuationToken: input.ContinuationToken }),
    ...(input.StartAfter !== undefined && { StartAfter: input.StartAfter }),
    ...(page.isTruncated && { NextContinuationToken: Buffer.from(page.last).toString("base64") }),
  };
}

/** The older form: the next page begins after a key, which the answer names only when there is a delimiter. */
export function listObjects(s3: S3, input: PageInput & { Marker?: string }, caller: Caller): unknown {
  const bucket = s3.enter("ListBucket", input.Bucket, caller);
  const page = pageOf(s3, bucket, input, input.Marker);
  told(s3, "ListObjects", bucket, input, page, caller);
  return {
    ...shown(input, bucket, page),
    Marker: input.Marker ?? "",
    ...(page.isTruncated && input.Delimiter && { NextMarker: page.last }),
  };
}

function decode(token: string): string {
  const text = Buffer.from(token, "base64").toString();
  if (token === "" || Buffer.from(text).toString("base64") !== token) {
    throw invalidArgument("The continuation token provided is incorrect");
  }
  return text;
}

export interface VersionsInput {
  Bucket: string;
  Prefix?: string;
  Delimiter?: string;
  MaxKeys?: number;
  KeyMarker?: string;
  VersionIdMarker?: string;
}

/** By key, the newest version of each first. A page ends after MaxKeys versions, markers and common prefixes together. */
export function listObjectVersions(s3: S3, input: VersionsInput, caller: Caller): unknown {
  const bucket = s3.enter("ListBucketVersions", input.Bucket, caller);
  const { Prefix: prefix = "", Delimiter: delimiter = "", MaxKeys: given = PAGE_KEYS } = input;
  const { KeyMarker: afterKey = "", VersionIdMarker: afterVersion = "" } = input;
  if (!Number.isInteger(given) || given < 0) throw invalidArgument(`MaxKeys must be at least 0, not ${given}`);
  if (afterVersion !== "" && afterKey === "") {
    throw invalidArgument("A version-id marker cannot be specified without a key marker.");
  }
  const most = Math.min(given, PAGE_KEYS);
  const versions: object[] = [];
  const markers: object[] = [];
  const prefixes: string[] = [];
  let last: { key: string; version?: string } | undefined;
  let isTruncated = false;
  for (const { key, version, isLatest } of inOrder(bucket.objects, prefix, afterKey, afterVersion)) {
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const common = end < 0 ? undefined : key.slice(0, end + delimiter.length);
    if (common !== undefined && (common === prefixes.at(-1) || common === afterKey)) continue;
    if (versions.length + markers.length + prefixes.length >= most) {
      isTruncated = most > 0;
      break;
    }
    last = common === undefined ? { key, version: version.versionId } : { key: common };
    if (common !== undefined) prefixes.push(common);
    else {
      const { Key, LastModified, ETag, Size, StorageClass } = entry(s3, version);
      const shown = { Key, LastModified, VersionId: version.versionId, IsLatest: isLatest };
      if (version.isMarker) markers.push(shown);
      else versions.push({ ...shown, ETag, Size, StorageClass });
    }
  }
  s3.request("ListObjectVersions", bucket.name, caller);
  return {
    Name: bucket.name,
    Prefix: prefix,
    KeyMarker: afterKey,
    VersionIdMarker: afterVersion,
    MaxKeys: given,
    ...(delimiter !== "" && { Delimiter: delimiter }),
    IsTruncated: isTruncated,
    Versions: versions,
    DeleteMarkers: markers,
    ...(prefixes.length > 0 && { CommonPrefixes: prefixes.map((Prefix) => ({ Prefix })) }),
    ...(isTruncated && { NextKeyMarker: last!.key }),
    ...(isTruncated && last!.version !== undefined && { NextVersionIdMarker: last!.version }),
  };
}

/** What comes after the marker: later keys, and of the marker's own key the versions older than that named. */
function* inOrder(
  objects: ReadonlyMap<string, Version[]>,
  prefix: string,
  afterKey: string,
  afterVersion: string,
): Iterable<{ key: string; version: Version; isLatest: boolean }> {
  for (const key of sortedKeys(objects)) {
    const order = Buffer.compare(Buffer.from(key), Buffer.from(afterKey));
    if (!key.startsWith(prefix) || order < 0 || (order === 0 && afterVersion === "")) continue;
    const newest = [...objects.get(key)!].reverse();
    const from = order === 0 ? newest.findIndex(({ versionId }) => versionId === afterVersion) + 1 : 0;
    for (const version of newest.slice(from)) yield { key, version, isLatest: version === newest[0] };
  }
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
