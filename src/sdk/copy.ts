/**
 * Compiles a shape into a function that checks a value and copies it deeply, in one walk.
 * Nothing that a caller holds is ever held by a service, and the other way round. Members that the shape does not
 * name are dropped, as the SDK's own serializer drops them; null and undefined count as absent.
 */
import type { Shape } from "./shapes";

/** Returns the copy; throws Misshapen. `at` is the path of the value, "" for the whole. */
export type Copier = (value: unknown, at: string) => unknown;

/** What is wrong with one value, before a service has given it the code and the text that AWS would. */
export class Misshapen extends TypeError {
  constructor(
    readonly problem: "missing" | "type",
    /** Dotted, list places from 1: `Entries.2.MessageBody`. */
    readonly path: string,
    readonly expected: string,
    readonly given: unknown,
  ) {
    super(problem === "missing" ? `${path} is missing` : `${path || "the input"} must be ${expected}`);
  }
}

export interface CopyOptions {
  /** Whether an absent required member is a mistake: true for inputs. Idempotency tokens may be absent. */
  required: boolean;
}

const DOCUMENT_DEPTH = 100;

export function compileCopier(shape: Shape, options: CopyOptions, seen = new Map<Shape, Copier>()): Copier {
  const compiled = seen.get(shape);
  if (compiled) return compiled;
  // A shape may contain itself: reserve its place before its members are compiled.
  let copier: Copier = () => undefined;
  seen.set(shape, (value, at) => copier(value, at));
  copier = compile(shape, options, seen);
  seen.set(shape, copier);
  return copier;
}

function compile(shape: Shape, options: CopyOptions, seen: Map<Shape, Copier>): Copier {
  switch (shape.kind) {
    case "string":
      return copyString;
    case "number":
      return copyNumber;
    case "boolean":
      return copyBoolean;
    case "bigInteger":
      return copyBigInteger;
    case "blob":
      return options.required ? copyBlob : readableBlob;
    case "stream":
      return copyStream;
    case "document":
      return copyDocument;
    case "timestamp":
      return shape.wholeSeconds ? copyWholeSeconds : copyTimestamp;
    case "unit":
      return () => ({});
    case "list":
      return listCopier(compileCopier(shape.value(), options, seen));
    case "map":
      return mapCopier(compileCopier(shape.value(), options, seen));
    case "structure":
      return structureCopier(shape.members, options, seen);
  }
}

function structureCopier(
  members: Extract<Shape, { kind: "structure" }>["members"],
  options: CopyOptions,
  seen: Map<Shape, Copier>,
): Copier {
  const copiers = new Map<string, Copier>();
  for (const member of members) copiers.set(member.name, compileCopier(member.shape(), options, seen));
  const required = options.required ? members.filter((m) => m.required && !m.isToken).map((m) => m.name) : [];
  return (value, at) => {
    if (typeof value !== "object" || value === null) throw new Misshapen("type", at, "a structure", value);
    const given = value as Record<string, unknown>;
    const copy: Record<string, unknown> = {};
    for (const name in given) {
      const copier = copiers.get(name);
      if (copier === undefined) continue;
      const member = given[name];
      if (member === undefined || member === null) continue;
      // Most members are strings: no call and no path is built for them.
      if (copier === copyString && typeof member === "string") copy[name] = member;
      else copy[name] = copier(member, at === "" ? name : `${at}.${name}`);
    }
    for (const name of required) {
      if (copy[name] === undefined)
        throw new Misshapen("missing", at === "" ? name : `${at}.${name}`, "present", undefined);
    }
    return copy;
  };
}

function listCopier(item: Copier): Copier {
  return (value, at) => {
    if (!Array.isArray(value)) throw new Misshapen("type", at, "a list", value);
    const copy: unknown[] = [];
    for (let i = 0; i < value.length; i++) {
      // The SDK drops holes of a list rather than send null.
      if (value[i] !== undefined && value[i] !== null) copy.push(item(value[i], `${at}.${i + 1}`));
    }
    return copy;
  };
}

function mapCopier(item: Copier): Copier {
  return (value, at) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new Misshapen("type", at, "a map", value);
    }
    const copy: Record<string, unknown> = {};
    for (const [key, member] of Object.entries(value)) {
      if (member !== undefined && member !== null) put(copy, key, item(member, `${at}.${key}`));
    }
    return copy;
  };
}

/** Keys of a map are the caller's: `__proto__` must become a key and not a prototype. */
function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else target[key] = value;
}

function copyString(value: unknown, at: string): string {
  if (typeof value !== "string") throw new Misshapen("type", at, "a string", value);
  return value;
}

function copyNumber(value: unknown, at: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new Misshapen("type", at, "a number", value);
  return value;
}

function copyBoolean(value: unknown, at: string): boolean {
  if (typeof value !== "boolean") throw new Misshapen("type", at, "a boolean", value);
  return value;
}

function copyBigInteger(value: unknown, at: string): bigint | number {
  if (typeof value !== "bigint" && !Number.isInteger(value)) throw new Misshapen("type", at, "an integer", value);
  return value as bigint | number;
}

/** Text counts as its UTF-8 bytes, as in the SDK. */
function copyBlob(value: unknown, at: string): Uint8Array {
  if (typeof value === "string") return new Uint8Array(Buffer.from(value, "utf8"));
  if (value instanceof ArrayBuffer) return new Uint8Array(value.slice(0));
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength) as ArrayBuffer);
  }
  throw new Misshapen("type", at, "bytes (a Uint8Array or a string)", value);
}

/** What comes back can be read as text, as the SDK's own bytes can: `Payload.transformToString()`. */
function readableBlob(value: unknown, at: string): Uint8Array {
  const bytes = copyBlob(value, at);
  const transformToString = (encoding: BufferEncoding = "utf-8") => Buffer.from(bytes).toString(encoding);
  return Object.defineProperty(bytes, "transformToString", { value: transformToString });
}

/** Bytes are copied; a real stream is handed on, for only its reader can say what is in it. */
function copyStream(value: unknown, at: string): unknown {
  return typeof value === "object" && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer)
    ? value
    : copyBlob(value, at);
}

function copyTimestamp(value: unknown, at: string): Date {
  const ms = value instanceof Date ? value.getTime() : Number.NaN;
  if (Number.isNaN(ms)) throw new Misshapen("type", at, "a valid Date", value);
  return new Date(ms);
}

function copyWholeSeconds(value: unknown, at: string): Date {
  const date = copyTimestamp(value, at);
  date.setMilliseconds(0);
  return date;
}

function copyDocument(value: unknown, at: string, depth = 0): unknown {
  if (depth > DOCUMENT_DEPTH) throw new Misshapen("type", at, `at most ${DOCUMENT_DEPTH} levels deep`, value);
  if (Array.isArray(value)) return value.map((item, i) => copyDocument(item, `${at}.${i + 1}`, depth + 1));
  if (ArrayBuffer.isView(value)) return copyBlob(value, at);
  if (value instanceof Date) return copyTimestamp(value, at);
  if (typeof value === "object" && value !== null) {
    const copy: Record<string, unknown> = {};
    for (const [key, member] of Object.entries(value)) {
      put(copy, key, copyDocument(member, `${at}.${key}`, depth + 1));
    }
    return copy;
  }
  if (typeof value === "function" || typeof value === "symbol") throw new Misshapen("type", at, "plain data", value);
  return value;
}
