/**
 * The MD5 digests by which a client checks what SQS received and sent.
 * Source: Developer Guide, "Calculating the MD5 message digest for message attributes" (read 2026-11).
 */
import { createHash, hash } from "node:crypto";
import type { MessageAttributes } from "./message-attributes";

const STRING_VALUE = Buffer.from([1]);
const BINARY_VALUE = Buffer.from([2]);

/** 32 hex digits. */
export function md5OfBody(body: string): string {
  return hash("md5", body, "hex");
}

/** Names in order; of each: name, type, a byte for the kind of value, value, all but that byte after their length. */
export function md5OfAttributes(attributes: MessageAttributes): string {
  const digest = createHash("md5");
  const lengthAndBytes = (value: string | Uint8Array): void => {
    const bytes = typeof value === "string" ? Buffer.from(value) : value;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    digest.update(length).update(bytes);
  };
  for (const name of Object.keys(attributes).sort()) {
    const { DataType, StringValue, BinaryValue } = attributes[name]!;
    lengthAndBytes(name);
    lengthAndBytes(DataType);
    digest.update(BinaryValue === undefined ? STRING_VALUE : BINARY_VALUE);
    lengthAndBytes(BinaryValue ?? StringValue ?? "");
  }
  return digest.digest("hex");
}
