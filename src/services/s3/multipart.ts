/** Multipart uploads: started, filled part by part, completed or aborted. Source: User Guide, "Multipart upload" (read 2026-11). */
import { createHash } from "node:crypto";
import type { Caller } from "../service";
import type { Bucket, Upload } from "./bucket";
import type { S3 } from "./context";
import { invalidArgument, noSuchUpload, S3Error } from "./errors";
import { PART_BYTES, PARTS } from "./limits";
import { describe, md5, type PutInput, readBody, store, versionOf } from "./objects";

interface ForUpload {
  Bucket: string;
  Key: string;
  UploadId: string;
}

export function createMultipartUpload(s3: S3, input: PutInput, caller: Caller): unknown {
  const bucket = s3.enter("PutObject", input.Bucket, caller, input.Key);
  describe(input);
  s3.request("CreateMultipartUpload", bucket.name, caller);
  const id = s3.sim.random("s3.upload").uuid().replaceAll("-", "");
  bucket.uploads.set(id, { id, key: input.Key, startedMs: s3.sim.now, input, parts: new Map() });
  return { Bucket: bucket.name, Key: input.Key, UploadId: id };
}

export function uploadPart(s3: S3, input: ForUpload & { PartNumber: number; Body?: unknown }, caller: Caller): unknown {
  const { bucket, upload } = enter(s3, "PutObject", input, caller);
  const { PartNumber: number } = input;
  if (!Number.isInteger(number) || number < 1 || number > PARTS) {
    throw invalidArgument(`Part number must be an integer between 1 and ${PARTS}, inclusive`);
  }
  const bytes = readBody(input.Body);
  s3.request("UploadPart", bucket.name, caller, bytes.length);
  const etag = `"${md5(bytes)}"`;
  upload.parts.set(number, { bytes, etag });
  return { ETag: etag };
}

export function completeMultipartUpload(
  s3: S3,
  input: ForUpload & { MultipartUpload?: { Parts?: { PartNumber?: number; ETag?: string }[] } },
  caller: Caller,
): unknown {
  const { bucket, upload } = enter(s3, "PutObject", input, caller);
  const listed = input.MultipartUpload?.Parts ?? [];
  if (listed.length === 0) throw new S3Error("MalformedXML", "MultipartUpload.Parts must name at least one part");
  const numbers = listed.map(({ PartNumber = 0 }) => PartNumber);
  if (numbers.some((number, i) => i > 0 && number <= numbers[i - 1]!)) {
    throw new S3Error(
      "InvalidPartOrder",
      "The list of parts was not in ascending order. Parts must be ordered by part number.",
    );
  }
  const parts = listed.map(({ PartNumber: number = 0, ETag: etag = "" }) => {
    const part = upload.parts.get(number);
    if (part === undefined || part.etag.replaceAll('"', "") !== etag.replaceAll('"', "")) {
      throw new S3Error("InvalidPart", `One or more of the specified parts could not be found: part ${number}`);
    }
    return part;
  });
  if (parts.slice(0, -1).some(({ bytes }) => bytes.length < PART_BYTES)) {
    throw new S3Error("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
  }
  const bytes = new Uint8Array(Buffer.concat(parts.map((part) => part.bytes)));
  const digests = Buffer.concat(parts.map((part) => Buffer.from(part.etag.replaceAll('"', ""), "hex")));
  const etag = `"${createHash("md5").update(digests).digest("hex")}-${parts.length}"`;
  const cause = s3.request("CompleteMultipartUpload", bucket.name, caller, bytes.length);
  bucket.uploads.delete(upload.id);
  const object = { key: upload.key, bytes, etag, ...describe(upload.input as PutInput) };
  const version = store(s3, bucket, object, "CompleteMultipartUpload", cause, caller);
  return { Bucket: bucket.name, Key: upload.key, ETag: etag, ...versionOf(bucket, version) };
}

export function abortMultipartUpload(s3: S3, input: ForUpload, caller: Caller): unknown {
  const { bucket, upload } = enter(s3, "AbortMultipartUpload", input, caller);
  s3.request("AbortMultipartUpload", bucket.name, caller);
  bucket.uploads.delete(upload.id);
  return {};
}

function enter(s3: S3, action: string, input: ForUpload, caller: Caller): { bucket: Bucket; upload: Upload } {
  const bucket = s3.enter(action, input.Bucket, caller, input.Key);
  const upload = bucket.uploads.get(input.UploadId);
  if (upload === undefined || upload.key !== input.Key) throw noSuchUpload();
  return { bucket, upload };
}
