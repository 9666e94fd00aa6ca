/**
 * How values cross between the supervisor and the worker, as lines of JSON: primitives as they are, everything else as an
 * object with the tag "$". Objects, arrays and functions carry a handle id, "w7" for the worker's and "s7" for the
 * supervisor's, so that a copy passed back is the very object again. Both sides use this file; the worker's side
 * must survive patched built-ins (see primordials), the supervisor's side hostile input: shape, depth and count are checked.
 * Not carried: symbols, property order of exotic objects, prototypes, changes made to a copy.
 */
import { brief, isGenerator, readableKeys } from "./look";
import { pristine as P } from "./primordials";

/** A value that cannot cross: a proxy, a symbol, too deep, too large. `reason` is a phrase: "it is too deep". */
export class NotData extends Error {
  override readonly name = "NotData";
}

/** What crosses at most, in one value. Larger ones are refused with NotData. */
export const VALUE_LIMITS = { depth: 100, nodes: 400_000, characters: 4 * 2 ** 20 };

/** Called by the decoder for what belongs to the other side. */
export interface Ends {
  /** The letter of this side's own handles. */
  readonly mine: "w" | "s";
  /** A function of the other side's, as a local function. Called once for each id. */
  callable(id: string): (...args: unknown[]) => unknown;
  /** An object of the other side's that crosses as a bare handle (made by `new`). Called once for each id. */
  opaque(id: string, what: "handle" | "generator"): object;
  /** An AbortSignal of the other side's. */
  signal(id: string, aborted: boolean): AbortSignal;
  /** Supervisor: what is written of a function that only tells a number (readings.ts); undefined for every other function. */
  teller?(id: () => string, callback: object): string | undefined;
  /** Worker: such a function. Called once for each id. */
  reading?(id: string, turn: number, value: number): () => number;
}

export class Values {
  private next = 1;
  private readonly mine = new P.Map<string, object>();
  private readonly myIds = new P.WeakMap<object, string>();
  private readonly theirs = new P.Map<string, object>();
  private readonly theirIds = new P.WeakMap<object, string>();
  private readonly bare = new P.WeakMap<object, true>();

  constructor(private readonly ends: Ends) {}

  // ---- handles --------------------------------------------------------------------------------------------------

  /** The id of an object or function of this side; a new one the first time. */
  hold(object: object): string {
    const known = P.weakGet(this.myIds, object) as string | undefined;
    if (known !== undefined) return known;
    const id = this.ends.mine + this.next++;
    P.weakSet(this.myIds, object, id);
    P.mapSet(this.mine, id, object);
    return id;
  }

  /** From now on this object crosses as a bare handle, without its fields. */
  holdBare(object: object): string {
    P.weakSet(this.bare, object, true);
    return this.hold(object);
  }

  /** This side's object of that id. Throws NotData for an id never given out or released. */
  mineBy(id: unknown): object {
    const found = typeof id === "string" ? (P.mapGet(this.mine, id) as object | undefined) : undefined;
    if (found === undefined) throw new NotData(`the handle ${brief(id)} is unknown or was released`);
    return found;
  }

  release(id: string): void {
    P.mapDelete(this.mine, id);
  }

  /** The other side's id behind a copy, a function or a bare handle; undefined for what never crossed. */
  theirId(object: unknown): string | undefined {
    return isObject(object) ? (P.weakGet(this.theirIds, object) as string | undefined) : undefined;
  }

  /** A further local name for the other side's object of that id. */
  alias(id: string, standIn: object): void {
    P.weakSet(this.theirIds, standIn, id);
  }

  /** Makes a local stand-in the one object of that id. */
  bind(id: string, standIn: object): object {
    P.weakSet(this.theirIds, standIn, id);
    P.mapSet(this.theirs, id, standIn);
    return standIn;
  }

  // ---- out ------------------------------------------------------------------------------------------------------

  /** One value as JSON text. */
  encode(value: unknown): string {
    const { nodes, characters } = VALUE_LIMITS;
    return this.write(value, 0, { nodes, characters, seen: new P.Map() });
  }

  /** Arguments as a JSON array. */
  encodeAll(values: ArrayLike<unknown>): string {
    let out = "[";
    for (let i = 0; i < values.length; i++) out += (i ? "," : "") + this.encode(values[i]);
    return `${out}]`;
  }

  private write(value: unknown, depth: number, budget: Budget): string {
    if (--budget.nodes < 0) throw new NotData("it has too many parts");
    if (depth > VALUE_LIMITS.depth) throw new NotData("it is nested too deeply");
    switch (typeof value) {
      case "boolean":
        return value ? "true" : "false";
      case "undefined":
        return '{"$":"undefined"}';
      case "number":
        if (P.isFinite(value) && !P.is(value, -0)) return `${value}`;
        return `{"$":"number","v":"${P.is(value, -0) ? "-0" : value}"}`;
      case "string":
        budget.characters -= value.length;
        if (budget.characters < 0) throw new NotData("its text is too long");
        return P.quote(value);
      case "bigint": {
        const digits = `${value}`;
        budget.characters -= digits.length;
        if (budget.characters < 0) throw new NotData("its text is too long");
        return `{"$":"bigint","v":"${digits}"}`;
      }
      case "symbol":
        throw new NotData("it is a symbol");
      default:
        return value === null ? "null" : this.writeObject(value as object, depth, budget);
    }
  }

  private writeObject(value: object, depth: number, budget: Budget): string {
    if (P.isProxy(value) && P.weakGet(this.theirIds, value) === undefined) throw new NotData("it is a Proxy");
    const theirs = P.weakGet(this.theirIds, value) as string | undefined;
    if (theirs !== undefined) return `{"$":"yours","i":"${theirs}"}`;
    if (typeof value === "function") {
      const told = this.ends.teller?.(() => this.hold(value), value);
      return `{${told === undefined ? '"$":"function"' : `"$":"reading",${told}`},"i":"${this.hold(value)}"}`;
    }
    if (P.weakGet(this.bare, value)) return `{"$":"handle","i":"${this.hold(value)}"}`;
    if (P.mapGet(budget.seen, value)) return `{"$":"same","i":"${this.hold(value)}"}`;
    P.mapSet(budget.seen, value, true);
    return `{${this.writeParts(value, depth, budget)},"i":"${this.hold(value)}"}`;
  }

  private writeParts(value: object, depth: number, budget: Budget): string {
    const list = (parts: ArrayLike<unknown>): string => {
      let out = "[";
      for (let i = 0; i < parts.length; i++) out += (i ? "," : "") + this.write(parts[i], depth + 1, budget);
      return `${out}]`;
    };
    if (P.isArray(value)) return `"$":"array","v":${list(value)}`;
    if (P.isDate(value)) return `"$":"date","v":${this.write(P.dateValue(value), depth + 1, budget)}`;
    if (P.isMap(value)) {
      const flat: unknown[] = [];
      const entries = P.entriesOf(value);
      for (let i = 0; i < entries.length; i++) {
        flat[2 * i] = entries[i][0];
        flat[2 * i + 1] = entries[i][1];
      }
      return `"$":"map","v":${list(flat)}`;
    }
    if (P.isSet(value)) return `"$":"set","v":${list(P.valuesOf(value))}`;
    if (P.isBinary(value)) return this.writeBytes(value, budget);
    if (value instanceof AbortSignal) return `"$":"signal","aborted":${value.aborted ? "true" : "false"}`;
    if (isGenerator(value)) return '"$":"generator"';
    if (P.isNativeError(value)) {
      const error = value as Error & { code?: unknown };
      const code = typeof error.code === "string" ? `,${P.quote(brief(error.code))}` : "";
      return `"$":"error","v":[${P.quote(brief(error.name))},${P.quote(brief(error.message, 2_000))}${code}]`;
    }
    let out = '"$":"object","v":[';
    const keys = readableKeys(value);
    for (let i = 0; i < keys.length; i++) {
      const part = (value as Record<string, unknown>)[keys[i]];
      out += `${i ? "," : ""}${P.quote(keys[i])},${this.write(part, depth + 1, budget)}`;
    }
    return `${out}]`;
  }

  private writeBytes(value: NodeJS.TypedArray, budget: Budget): string {
    budget.characters -= value.byteLength * 1.4;
    if (!(budget.characters >= 0)) throw new NotData("it has too many bytes");
    return `"$":"bytes","of":"${P.binaryName(value)}","v":"${P.base64(value)}"`;
  }

  // ---- in -------------------------------------------------------------------------------------------------------

  /** A value from parsed JSON. Throws NotData when the other side broke the form. */
  decode(json: unknown): unknown {
    return this.read(json, 0, { nodes: VALUE_LIMITS.nodes * 2, seen: new P.Map() });
  }

  decodeAll(json: unknown): unknown[] {
    if (!P.isArray(json)) throw new NotData("arguments are not a list");
    const out: unknown[] = [];
    for (let i = 0; i < json.length; i++) out[i] = this.decode(json[i]);
    return out;
  }

  private read(json: unknown, depth: number, budget: Reading): unknown {
    if (--budget.nodes < 0 || depth > VALUE_LIMITS.depth + 2) throw new NotData("it is too large");
    if (json === null || typeof json !== "object") return json;
    const { $: tag, i: id, v } = json as { $?: unknown; i?: unknown; v?: unknown };
    switch (tag) {
      case "undefined":
        return undefined;
      case "number":
        return v === "-0" ? -0 : v === "Infinity" ? Infinity : v === "-Infinity" ? -Infinity : Number.NaN;
      case "bigint":
        if (typeof v !== "string" || !P.test(/^-?\d+$/, v)) throw new NotData("a BigInt is malformed");
        return BigInt(v);
      case "yours":
        return this.mineBy(id);
    }
    const handle = this.checkedId(id);
    switch (tag) {
      case "same": {
        const again = P.mapGet(budget.seen, handle) as object | undefined;
        if (!again) throw new NotData("it points outside itself");
        return again;
      }
      case "function":
        return this.known(handle, () => this.ends.callable(handle));
      case "reading": {
        const { reading } = this.ends;
        if (!reading) throw new NotData("it is a reading, which only the supervisor has");
        return this.known(handle, () => reading(handle, (json as { n: number }).n, v as number));
      }
      case "handle":
      case "generator":
        return this.known(handle, () => this.ends.opaque(handle, tag));
      case "signal": {
        const aborted = (json as { aborted?: unknown }).aborted === true;
        return this.known(handle, () => this.ends.signal(handle, aborted));
      }
      default:
        return this.readParts(json as Parts, handle, depth, budget);
    }
  }

  private readParts({ $: tag, v, of }: Parts, handle: string, depth: number, budget: Reading): object {
    const keep = <T extends object>(copy: T): T => {
      P.weakSet(this.theirIds, copy, handle);
      P.mapSet(budget.seen, handle, copy);
      return copy;
    };
    if (tag === "date") return keep(new Date(this.read(v, depth + 1, budget) as number));
    if (tag === "bytes") {
      if (typeof v !== "string" || typeof of !== "string") throw new NotData("bytes are malformed");
      return keep(P.binaryFrom(of, v) ?? malformed(of));
    }
    if (!P.isArray(v)) throw new NotData(`${brief(tag)} is malformed`);
    const part = (i: number) => this.read(v[i], depth + 1, budget);
    switch (tag) {
      case "array": {
        const copy: unknown[] = keep([]);
        for (let i = 0; i < v.length; i++) copy[i] = part(i);
        return copy;
      }
      case "map": {
        const copy = keep(new P.Map<unknown, unknown>());
        for (let i = 0; i + 1 < v.length; i += 2) P.mapSet(copy, part(i), part(i + 1));
        return copy;
      }
      case "set": {
        const copy = keep(new P.Set<unknown>());
        for (let i = 0; i < v.length; i++) P.setAdd(copy, part(i));
        return copy;
      }
      case "error":
        return keep(readError(v));
      case "object": {
        // The worker keeps one stand-in for each of the supervisor's objects, brought up to date; the supervisor takes a fresh
        // copy each time, so that nothing already observed can change afterwards.
        const known = this.ends.mine === "w" ? (P.mapGet(this.theirs, handle) as object | undefined) : undefined;
        const copy: object = keep(known ?? {});
        if (this.ends.mine === "w") P.mapSet(this.theirs, handle, copy);
        for (let i = 0; i + 1 < v.length; i += 2) {
          if (typeof v[i] !== "string") throw new NotData("an object is malformed");
          const value = part(i + 1);
          P.define(copy, v[i], { value, writable: true, enumerable: true, configurable: true });
        }
        return copy;
      }
      default:
        throw new NotData(`the tag ${brief(tag)} is unknown`);
    }
  }

  private known(handle: string, make: () => object): object {
    return (P.mapGet(this.theirs, handle) as object | undefined) ?? this.bind(handle, make());
  }

  private checkedId(id: unknown): string {
    const letter = this.ends.mine === "w" ? "s" : "w";
    if (typeof id !== "string" || id.length > 10 || !P.test(/^[ws]\d+$/, id) || id[0] !== letter) {
      throw new NotData(`the handle ${brief(id)} is malformed`);
    }
    return id;
  }
}

interface Budget {
  nodes: number;
  characters: number;
  /** What this value has written so far: an object met again is written as a reference, so cycles end. */
  seen: Map<object, true>;
}

interface Reading {
  nodes: number;
  seen: Map<string, object>;
}

interface Parts {
  $?: unknown;
  v?: unknown;
  of?: unknown;
}

function malformed(what: string): never {
  throw new NotData(`${brief(what)} is malformed`);
}

function readError(parts: unknown[]): Error {
  const error = new P.Error(brief(parts[1], 2_000)) as Error & { code?: string };
  if (parts[0] !== "Error") P.define(error, "name", { value: brief(parts[0]), configurable: true, writable: true });
  if (parts.length > 2) error.code = brief(parts[2]);
  return error;
}

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
