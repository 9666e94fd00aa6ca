/** PutObject, GetObject, HeadObject, CopyObject and the deletions. Source: API reference of these operations (read 2026-11). */
import { createHash } from "node:crypto";
import { type Caller, ServiceError } from "../service";
import { type Bucket, current, type Version } from "./bucket";
import type { S3 } from "./context";
import {
  invalidArgument,
  invalidRequest,
  methodNotAllowed,
  noSuchKey,
  noSuchVersion,
  notFound,
  preconditionFailed,
  S3Error,
} from "./errors";
import { DELETE_KEYS, KEY_BYTES, METADATA_BYTES, OBJECT_TAGS, PUT_BYTES } from "./limits";
import { notify } from "./notification";
import { parseTagging } from "./tags";

export interface ForObject {
  Bucket: string;
  Key: string;
  VersionId?: string;
  IfMatch?: string;
  IfNoneMatch?: string;
  IfModifiedSince?: Date;
  IfUnmodifiedSince?: Date;
}

export interface PutInput extends ForObject {
  Body?: unknown;
  ContentType?: string;
  ContentMD5?: string;
  Metadata?: Record<string, string>;
  Tagging?: string;
  [header: string]: unknown;
}

/** Kept with the object and given back as they came. */
const HEADERS = ["CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "Expires", "StorageClass"];

export function md5(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("hex");
}

export function putObject(s3: S3, input: PutInput, caller: Caller): unknown {
  const bucket = s3.enter("PutObject", input.Bucket, caller, input.Key);
  const bytes = readBody(input.Body);
  const given = describe(input);
  if (input.ContentMD5 !== undefined && createHash("md5").update(bytes).digest("base64") !== input.ContentMD5) {
    throw new S3Error("BadDigest", "The Content-MD5 you specified did not match what we received.");
  }
  checkWrite(bucket, input);
  const cause = s3.request("PutObject", bucket.name, caller, bytes.length);
  const etag = `"${md5(bytes)}"`;
  const version = store(s3, bucket, { key: input.Key, bytes, etag, ...given }, "Put", cause, caller);
  return { ETag: etag, ...versionOf(bucket, version) };
}

/** What an object carries besides its bytes. Throws S3's errors for what breaks a rule. */
export function describe(input: PutInput): Pick<Version, "contentType" | "headers" | "metadata" | "tags"> {
  const bytes = Buffer.byteLength(input.Key);
  if (bytes === 0) throw invalidArgument("Key must not be empty");
  if (bytes > KEY_BYTES)
    throw new S3Error("KeyTooLongError", "Your key is too long", { Size: bytes, MaxSizeAllowed: KEY_BYTES });
  const metadata = Object.fromEntries(
    Object.entries(input.Metadata ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const size = Object.entries(metadata).reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0);
  if (size > METADATA_BYTES) {
    throw new S3Error("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");
  }
  const headers = Object.fromEntries(HEADERS.filter((name) => name in input).map((name) => [name, input[name]]));
  const tags = parseTagging(input.Tagging, OBJECT_TAGS);
  return { contentType: input.ContentType ?? "application/octet-stream", headers, metadata, tags };
}

export function readBody(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array();
  if (typeof body === "string") return Buffer.from(body);
  if (!(body instanceof Uint8Array)) throw invalidRequest("Body must be a string or bytes: a stream is not simulated");
  if (body.length > PUT_BYTES) {
    throw new S3Error("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
  }
  return body;
}

/** If-None-Match: * makes once; If-Match replaces only what is known. */
export function checkWrite(bucket: Bucket, { Key: key, IfMatch: match, IfNoneMatch: noneMatch }: ForObject): void {
  const existing = current(bucket, key);
  if (noneMatch !== undefined) {
    if (noneMatch !== "*") throw new S3Error("NotImplemented", `IfNoneMatch: a write takes * only, not ${noneMatch}`);
    if (existing !== undefined) throw preconditionFailed("If-None-Match");
  }
  if (match === undefined) return;
  if (existing === undefined) throw noSuchKey(key);
  if (!isSame(match, existing.etag)) throw preconditionFailed("If-Match");
}

function isSame(given: string, etag: string): boolean {
  return given === "*" || given.replaceAll('"', "") === etag.replaceAll('"', "");
}

/** Makes a version the current one, writes the fact and tells whoever asked. */
export function store(
  s3: S3,
  bucket: Bucket,
  object: Pick<Version, "key" | "bytes" | "etag" | "contentType" | "headers" | "metadata" | "tags">,
  how: "Put" | "Copy" | "CompleteMultipartUpload",
  cause: number,
  caller: Caller,
): Version {
  const versionId = nextVersion(s3, bucket);
  const row = s3.trace.append("s3.ObjectCreated", bucket.name, {
    subject: s3.trace.subject(`${bucket.name}/${object.key}`),
    value: object.bytes.length,
    text: how,
    cause,
    ...versionIn(versionId),
  });
  const version: Version = { ...object, versionId, isMarker: false, modifiedMs: s3.sim.now, row };
  add(bucket, version);
  notify(s3, bucket, `ObjectCreated:${how}`, version, row, caller);
  return version;
}

function nextVersion(s3: S3, bucket: Bucket): string {
  return bucket.versioning === "Enabled" ? s3.sim.random("s3.version").uuid().replaceAll("-", "") : "null";
}

/** A version named "null" replaces the one of that name; others are kept. */
function add(bucket: Bucket, version: Version): void {
  const versions = bucket.objects.get(version.key) ?? [];
  const kept = version.versionId === "null" ? versions.filter((each) => each.versionId !== "null") : versions;
  bucket.objects.set(version.key, [...kept, version]);
}

export function versionOf(bucket: Bucket, { versionId }: Version): { VersionId?: string } {
  return bucket.versioning === undefined ? {} : { VersionId: versionId };
}

/** The version that a read is for. Throws NoSuchKey, NoSuchVersion, MethodNotAllowed. */
export function find(bucket: Bucket, { Key: key, VersionId: id }: ForObject): Version {
  if (id === undefined) {
    const version = current(bucket, key);
    if (version === undefined) throw noSuchKey(key);
    return version;
  }
  const version = bucket.objects.get(key)?.find((each) => each.versionId === id);
  if (version === undefined) throw noSuchVersion();
  if (version.isMarker) throw methodNotAllowed();
  return version;
}

export function getObject(s3: S3, input: ForObject & { Range?: string }, caller: Caller): unknown {
  const bucket = s3.enter("GetObject", input.Bucket, caller, input.Key);
  const version = find(bucket, input);
  checkRead(version, input, s3);
  const range = input.Range === undefined ? undefined : readRange(input.Range, version.bytes.length);
  const bytes = range === undefined ? version.bytes : version.bytes.subarray(range.from, range.to + 1);
  const cause = s3.request("GetObject", bucket.name, caller, bytes.length);
  s3.trace.append("s3.ObjectRead", bucket.name, { value: bytes.length, text: version.key, cause });
  return {
    ...headersOf(s3, bucket, version),
    Body: new Uint8Array(bytes),
    ContentLength: bytes.length,
    ...(range !== undefined && { ContentRange: `bytes ${range.from}-${range.to}/${version.bytes.length}` }),
  };
}

export function headObject(s3: S3, input: ForObject, caller: Caller): unknown {
  if (!s3.buckets.has(input.Bucket)) throw notFound();
  const bucket = s3.enter("GetObject", input.Bucket, caller, input.Key);
  let version: Version;
  try {
    version = find(bucket, input);
  } catch (error) {
    throw error instanceof S3Error && error.code === "NoSuchKey" ? notFound() : error;
  }
  checkRead(version, input, s3);
  s3.request("HeadObject", bucket.name, caller);
  return headersOf(s3, bucket, version);
}

function checkRead(version: Version, input: ForObject, s3: S3): void {
  const { IfMatch: match, IfNoneMatch: noneMatch, IfModifiedSince: since, IfUnmodifiedSince: until } = input;
  const seconds = Math.floor((s3.sim.start + version.modifiedMs) / 1_000);
  if (match !== undefined && !isSame(match, version.etag)) throw preconditionFailed("If-Match");
  if (match === undefined && until !== undefined && seconds > until.getTime() / 1_000) {
    throw preconditionFailed("If-Unmodified-Since");
  }
  const isKnown =
    noneMatch !== undefined
      ? isSame(noneMatch, version.etag)
      : since !== undefined && seconds <= since.getTime() / 1_000;
  if (isKnown) throw new S3Error("NotModified", "Not Modified");
}

function readRange(text: string, length: number): { from: number; to: number } | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(text) ?? [];
  // What is no range at all is passed over, as HTTP asks.
  if (first === undefined || (first === "" && last === "")) return undefined;
  const from = first === "" ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === "" || last === "" ? length - 1 : Math.min(Number(last), length - 1);
  if (from >= length || from > to) throw new S3Error("InvalidRange", "The requested range is not satisfiable");
  return { from, to };
}

function headersOf(s3: S3, bucket: Bucket, version: Version): object {
  return {
    ...version.headers,
    AcceptRanges: "bytes",
    ContentLength: version.bytes.length,
    ContentType: version.contentType,
    ETag: version.etag,
    LastModified: s3.sim.date(version.modifiedMs),
    Metadata: { ...version.metadata },
    ...(version.tags.size > 0 && { TagCount: version.tags.size }),
    ...versionOf(bucket, version),
  };
}

export function copyObject(
  s3: S3,
  input: PutInput & { CopySource: string; MetadataDirective?: string; TaggingDirective?: string },
  caller: Caller,
): unknown {
  const [path, id] = decodeURIComponent(input.CopySource).replace(/^\//, "").split("?versionId=");
  const slash = path!.indexOf("/");
  if (slash < 1) throw invalidArgument(`CopySource must be bucket/key, not ${input.CopySource}`);
  const [from, key] = [path!.slice(0, slash), path!.slice(slash + 1)];
  const source = find(s3.enter("GetObject", from, caller, key), { Bucket: from, Key: key, VersionId: id });
  const bucket = s3.enter("PutObject", input.Bucket, caller, input.Key);
  const replaces = input.MetadataDirective === "REPLACE";
  if (from === input.Bucket && key === input.Key && !replaces && id === undefined) {
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const given = describe(input);
  checkWrite(bucket, input);
  const cause = s3.request("CopyObject", bucket.name, caller, source.bytes.length);
  const object = {
    ...(replaces ? given : source),
    tags: input.TaggingDirective === "REPLACE" ? given.tags : source.tags,
    key: input.Key,
    bytes: source.bytes,
    etag: source.etag,
  };
  const version = store(s3, bucket, object, "Copy", cause, caller);
  return {
    CopyObjectResult: { ETag: version.etag, LastModified: s3.sim.date(version.modifiedMs) },
    ...(source.versionId !== "null" && { CopySourceVersionId: source.versionId }),
    ...versionOf(bucket, version),
  };
}

export function deleteObject(s3: S3, input: ForObject, caller: Caller): unknown {
  const action = input.VersionId === undefined ? "DeleteObject" : "DeleteObjectVersion";
  const bucket = s3.enter(action, input.Bucket, caller, input.Key);
  const cause = s3.request("DeleteObject", bucket.name, caller);
  return remove(s3, bucket, input, cause, caller);
}

export function deleteObjects(
  s3: S3,
  input: { Bucket: string; Delete: { Objects: { Key: string; VersionId?: string }[]; Quiet?: boolean } },
  caller: Caller,
): unknown {
  const { Objects: objects, Quiet: isQuiet = false } = input.Delete;
  if (objects.length === 0 || objects.length > DELETE_KEYS) {
    throw new S3Error("MalformedXML", `Delete.Objects must name 1 to ${DELETE_KEYS} objects, not ${objects.length}`);
  }
  const bucket = s3.open("DeleteObject", input.Bucket, caller);
  const cause = s3.request("DeleteObjects", bucket.name, caller);
  const Deleted: object[] = [];
  const Errors: object[] = [];
  for (const each of objects) {
    const { Key, VersionId } = each;
    const named = { Key, ...(VersionId !== undefined && { VersionId }) };
    const refused = whyNotDelete(s3, bucket, each, caller);
    if (refused === undefined)
      Deleted.push({ ...named, ...remove(s3, bucket, { ...each, Bucket: bucket.name }, cause, caller) });
    else Errors.push({ ...named, Code: refused.code, Message: refused.message });
  }
  return { ...(!isQuiet && Deleted.length > 0 && { Deleted }), ...(Errors.length > 0 && { Errors }) };
}

/** Each key needs its own permission; one that is refused does not stop the others. */
function whyNotDelete(
  s3: S3,
  bucket: Bucket,
  { Key: key, VersionId: id }: { Key: string; VersionId?: string },
  caller: Caller,
): ServiceError | undefined {
  try {
    s3.authorize(id === undefined ? "DeleteObject" : "DeleteObjectVersion", `${bucket.arn}/${key}`, caller, bucket);
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

/** Without a version: a marker where versions are kept, else the object goes. What is not there is no mistake. */
export function remove(
  s3: S3,
  bucket: Bucket,
  { Key: key, VersionId: id }: { Bucket: string; Key: string; VersionId?: string },
  cause: number,
  caller: Caller | undefined,
): { DeleteMarker?: boolean; VersionId?: string } {
  const versions = bucket.objects.get(key) ?? [];
  const name = caller === undefined ? "LifecycleExpiration" : "ObjectRemoved";
  if (id === undefined && bucket.versioning !== undefined) {
    const blank = { bytes: new Uint8Array(), etag: "", contentType: "", headers: {}, metadata: {}, tags: new Map() };
    const versionId = nextVersion(s3, bucket);
    const row = removed(s3, bucket, key, "DeleteMarkerCreated", cause, versionId);
    const marker = { ...blank, key, versionId, isMarker: true, modifiedMs: s3.sim.now, row };
    add(bucket, marker);
    notify(s3, bucket, `${name}:DeleteMarkerCreated`, marker, row, caller);
    return { DeleteMarker: true, VersionId: marker.versionId };
  }
  const version = id === undefined ? versions.at(-1) : versions.find((each) => each.versionId === id);
  if (version === undefined) return {};
  const rest = versions.filter((each) => each !== version);
  if (rest.length > 0) bucket.objects.set(key, rest);
  else bucket.objects.delete(key);
  const row = removed(s3, bucket, key, "Delete", cause, version.versionId);
  notify(s3, bucket, `${name}:Delete`, version, row, caller);
  return id === undefined ? {} : { VersionId: id, ...(version.isMarker && { DeleteMarker: true }) };
}

function removed(s3: S3, bucket: Bucket, key: string, text: string, cause: number, versionId: string): number {
  return s3.trace.append("s3.ObjectRemoved", bucket.name, {
    subject: s3.trace.subject(`${bucket.name}/${key}`),
    text,
    cause,
    ...versionIn(versionId),
  });
}

/** The facts name a version where there are several. */
function versionIn(versionId: string): { detail?: { version: string } } {
  return versionId === "null" ? {} : { detail: { version: versionId } };
}
