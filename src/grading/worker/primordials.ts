/**
 * The built-ins that the worker itself relies on, captured before any student code runs, so that a cell which patches
 * `Array.prototype`, `JSON`, `Promise` or `Object.prototype` breaks only itself. This is hygiene, not the trust boundary: the
 * verdict is never made in this process (see src/grading/judge). Load this module first.
 */
import { types } from "node:util";

const { apply, ownKeys, getPrototypeOf } = Reflect;

/** `uncurry(String.prototype.slice)(text, 0, 3)`: a method as a function of its receiver, immune to later patches. */
const uncurry =
  <T, A extends unknown[], R>(method: (this: T, ...args: A) => R) =>
  (self: T, ...args: A): R =>
    apply(method, self, args) as R;

const mapEntries = uncurry(Map.prototype.entries);
const setValues = uncurry(Set.prototype.values);
const mapNext = uncurry(new Map<unknown, unknown>().entries().next);
const setNext = uncurry(new Set<unknown>().values().next);

/** Entries of a Map as pairs, by the true iterator whatever the student did to the prototype. */
function entriesOf(map: Map<unknown, unknown>): [unknown, unknown][] {
  const out: [unknown, unknown][] = [];
  const walk = mapEntries(map) as ReturnType<Map<unknown, unknown>["entries"]>;
  for (let step = mapNext(walk); !step.done; step = mapNext(walk)) out[out.length] = step.value as [unknown, unknown];
  return out;
}

/** Values of a Set, by the true iterator. */
function valuesOf(set: Set<unknown>): unknown[] {
  const out: unknown[] = [];
  const walk = setValues(set) as ReturnType<Set<unknown>["values"]>;
  for (let step = setNext(walk); !step.done; step = setNext(walk)) out[out.length] = step.value;
  return out;
}

const stringify = JSON.stringify;
const { hasOwn } = Object;
const nativeTests = { ...types };
const isNative = (value: unknown, name: keyof typeof nativeTests): boolean =>
  (nativeTests[name] as (v: unknown) => boolean)(value);
const toText = uncurry(Buffer.prototype.toString);
const from = Buffer.from.bind(Buffer);

const BINARY = {
  Uint8Array,
  Int8Array,
  Uint8ClampedArray,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
};
const typedArray = getPrototypeOf(Uint8Array.prototype) as object;
const nameGetter = Object.getOwnPropertyDescriptor(typedArray, Symbol.toStringTag)?.get as () => string;
const binaryName = (bytes: NodeJS.TypedArray): string => apply(nameGetter, bytes, []);

/** A typed array of that name from base64; null for an unknown name or a length that does not fit. */
function binaryFrom(name: string, base64: string): NodeJS.TypedArray | null {
  if (!hasOwn(BINARY, name)) return null;
  const Class = BINARY[name as keyof typeof BINARY];
  const bytes = new BINARY.Uint8Array(from(base64, "base64"));
  if (bytes.length % Class.BYTES_PER_ELEMENT !== 0) return null;
  return new Class(bytes.buffer as ArrayBuffer);
}

export const pristine = {
  apply,
  ownKeys,
  getPrototypeOf,
  uncurry,
  entriesOf,
  valuesOf,
  construct: Reflect.construct,
  parse: JSON.parse,
  quote: (text: string): string => stringify(text) as string,
  isArray: Array.isArray,
  descriptor: Object.getOwnPropertyDescriptor,
  define: Object.defineProperty,
  objectPrototype: Object.prototype,
  arrayPrototype: Array.prototype,
  slice: uncurry(String.prototype.slice),
  test: uncurry(RegExp.prototype.test),
  whenSettled: uncurry(Promise.prototype.then) as (
    promise: Promise<unknown>,
    ok: (v: unknown) => void,
    bad: (e: unknown) => void,
  ) => Promise<void>,
  Promise,
  resolve: Promise.resolve.bind(Promise) as (value: unknown) => Promise<unknown>,
  Error,
  Map,
  WeakMap,
  mapGet: uncurry(Map.prototype.get),
  mapSet: uncurry(Map.prototype.set),
  Set,
  setAdd: uncurry(Set.prototype.add),
  mapDelete: uncurry(Map.prototype.delete),
  weakGet: uncurry(WeakMap.prototype.get),
  weakSet: uncurry(WeakMap.prototype.set),
  isNaN: Number.isNaN,
  isFinite: Number.isFinite,
  is: Object.is,
  dateValue: uncurry(Date.prototype.getTime),
  isDate: (v: unknown): v is Date => isNative(v, "isDate"),
  isMap: (v: unknown): v is Map<unknown, unknown> => isNative(v, "isMap"),
  isSet: (v: unknown): v is Set<unknown> => isNative(v, "isSet"),
  isPromise: (v: unknown): v is Promise<unknown> => isNative(v, "isPromise"),
  isNativeError: (v: unknown): v is Error => isNative(v, "isNativeError"),
  isProxy: (v: unknown): boolean => isNative(v, "isProxy"),
  isBinary: (v: unknown): v is NodeJS.TypedArray => isNative(v, "isTypedArray"),
  binaryName,
  binaryFrom,
  bufferFrom: from,
  base64: (bytes: NodeJS.TypedArray): string =>
    toText(from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength), "base64") as string,
};
