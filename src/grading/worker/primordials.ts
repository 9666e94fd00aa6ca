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
const nativeTests = { ...types };
const isNative = (value: unknown, name: keyof typeof nativeTests): boolean =>
  (nativeTests[name] as (v: unknown) => boolean)(value);
const toText = uncurry(Buffer.prototype.toString);
const from = Buffer.from.bind(Buffer);
const bufferOver = (bytes: Uint8Array): Buffer => from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);

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
  hasOwn: Object.hasOwn,
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
  isUint8Array: (v: unknown): v is Uint8Array => isNative(v, "isUint8Array"),
  bufferFrom: Buffer.from.bind(Buffer),
  base64: (bytes: Uint8Array): string => toText(bufferOver(bytes), "base64") as string,
};
