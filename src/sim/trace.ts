/**
 * The trace: every fact of a run, in the order in which it happened. Charts, metrics, bills and checks are pure functions
 * of it. Columnar and compact: 38 bytes a fact, strings interned once; `detail` is for the few facts that need more.
 */
import { createHash } from "node:crypto";
import { CHUNK_BITS, CHUNK_MASK, Chunk } from "./chunk";
import { RowNumbers } from "./numbers";

/** A name or text in interned form; take one with `trace.name` for hot loops. */
export type Name = number & { readonly __name?: never };
/** What a fact is about (a message id, say), registered once with `trace.subject`. */
export type Subject = number & { readonly __subject?: never };

/** One fact, as a reader sees it. */
export interface TraceEvent {
  /** Row in the trace, from 0. */
  index: number;
  /** Virtual milliseconds since the start. */
  at: number;
  /** "sqs.Sent", "sqs.Received", ...: service, dot, what happened. */
  kind: string;
  /** Name of the queue, topic, bus, ... */
  resource: string;
  /** Message id or the like; "" when the fact is about the resource as a whole. */
  subject: string;
  /** Process that caused it; "" at the top level of a cell and for the services' own timers. */
  actor: string;
  /** The kind's number: bytes, attempt, ... (NaN when it has none). */
  value: number;
  /** The kind's word: group, operation, destination, reason, ... */
  text: string;
  /** Row of the fact that caused this one, or -1. */
  cause: number;
  detail?: Readonly<Record<string, unknown>>;
}

export interface TraceFields {
  subject?: Subject;
  value?: number;
  text?: string | Name;
  cause?: number;
  detail?: Record<string, unknown>;
}

/** All given fields must match. */
export interface TraceFilter {
  kinds?: readonly string[];
  resource?: string;
  subject?: string;
}

const ROW_BYTES = 40; // two doubles, one int32, five uint32, as hash() writes a row
const ROWS_A_BLOCK = 4_096;

export class Trace {
  readonly #clock: { readonly now: number };
  readonly #names: string[] = [""];
  readonly #ids = new Map<string, Name>([["", 0]]);
  readonly #chunks: Chunk[] = [];
  /** The last of them, which facts are written to; none before the first fact. */
  #chunk!: Chunk;
  readonly #details = new Map<number, Record<string, unknown>>();
  /** Details of one number each, by their name. */
  readonly #numbers = new Map<string, RowNumbers>();
  #length = 0;

  /** Process on whose behalf facts are now appended. */
  actor: Name = 0;

  constructor(clock: { readonly now: number }) {
    this.#clock = clock;
  }

  /** Facts so far. */
  get length(): number {
    return this.#length;
  }

  /** Interns a string that will come again (kinds, resources, groups). At most 65,535 kinds. */
  name(text: string): Name {
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.#names.length;
      this.#names.push(text);
      this.#ids.set(text, id);
    }
    return id;
  }

  /** Registers an id that is new by construction (no look-up is kept for it, which saves most of its memory). */
  subject(id: string): Subject {
    this.#names.push(id);
    return this.#names.length - 1;
  }

  /** Appends a fact at the present virtual time. Returns its row. */
  append(kind: string | Name, resource: string | Name, fields?: TraceFields): number {
    const text = fields?.text;
    const row = this.add(
      typeof kind === "number" ? kind : this.name(kind),
      typeof resource === "number" ? resource : this.name(resource),
      fields?.subject ?? 0,
      fields?.value ?? Number.NaN,
      text === undefined ? 0 : typeof text === "number" ? text : this.name(text),
      fields?.cause ?? -1,
    );
    if (fields?.detail !== undefined) this.#details.set(row, fields.detail);
    return row;
  }

  /** The same without allocation, for hot loops. */
  add(kind: Name, resource: Name, subject: Subject, value: number, text: Name, cause: number): number {
    const row = this.#length++;
    const offset = row & CHUNK_MASK;
    if (offset === 0) {
      this.#chunk = new Chunk();
      this.#chunks.push(this.#chunk);
    }
    const chunk = this.#chunk;
    chunk.at[offset] = this.#clock.now;
    chunk.value[offset] = value;
    chunk.cause[offset] = cause;
    chunk.kind[offset] = kind;
    chunk.resource[offset] = resource;
    chunk.subject[offset] = subject;
    chunk.actor[offset] = this.actor;
    chunk.text[offset] = text;
    return row;
  }

  /** The detail of the fact just appended, when it is one number: `{ [name]: value }`, at an eighth of the memory. */
  detail(name: string, value: number): void {
    let numbers = this.#numbers.get(name);
    if (numbers === undefined) {
      numbers = new RowNumbers();
      this.#numbers.set(name, numbers);
    }
    numbers.put(this.#length - 1, value);
  }

  #detailOf(row: number): Record<string, unknown> | undefined {
    for (const [name, numbers] of this.#numbers) {
      const value = numbers.get(row);
      if (value !== undefined) return { [name]: value };
    }
    return this.#details.get(row);
  }

  /** The fact in a row. Throws RangeError when there is no such row. */
  event(row: number): TraceEvent {
    if (!Number.isInteger(row) || row < 0 || row >= this.#length) {
      throw new RangeError(`the trace has rows 0 to ${this.#length - 1}; there is no row ${row}`);
    }
    const chunk = this.#chunks[row >>> CHUNK_BITS]!;
    const i = row & CHUNK_MASK;
    const event: TraceEvent = {
      index: row,
      at: chunk.at[i]!,
      kind: this.#names[chunk.kind[i]!]!,
      resource: this.#names[chunk.resource[i]!]!,
      subject: this.#names[chunk.subject[i]!]!,
      actor: this.#names[chunk.actor[i]!]!,
      value: chunk.value[i]!,
      text: this.#names[chunk.text[i]!]!,
      cause: chunk.cause[i]!,
    };
    const detail = this.#detailOf(row);
    if (detail !== undefined) event.detail = detail;
    return event;
  }

  /** Facts in order; with a filter, those that match it. */
  *events(filter: TraceFilter = {}): IterableIterator<TraceEvent> {
    const kinds = filter.kinds && new Set(filter.kinds.map((kind) => this.#ids.get(kind) ?? -1));
    const resource = filter.resource === undefined ? undefined : (this.#ids.get(filter.resource) ?? -1);
    const subjects = filter.subject === undefined ? undefined : this.#all(filter.subject);
    for (let row = 0; row < this.#length; row++) {
      if (kinds !== undefined && !kinds.has(this.#chunks[row >>> CHUNK_BITS]!.kind[row & CHUNK_MASK]!)) continue;
      if (resource !== undefined && this.#chunks[row >>> CHUNK_BITS]!.resource[row & CHUNK_MASK]! !== resource)
        continue;
      if (subjects !== undefined && !subjects.has(this.#chunks[row >>> CHUNK_BITS]!.subject[row & CHUNK_MASK]!))
        continue;
      yield this.event(row);
    }
  }

  /** Everything about one resource or one subject, in order. */
  for(resourceOrSubject: string): TraceEvent[] {
    const ids = this.#all(resourceOrSubject);
    const found: TraceEvent[] = [];
    for (let row = 0; row < this.#length; row++) {
      if (
        ids.has(this.#chunks[row >>> CHUNK_BITS]!.resource[row & CHUNK_MASK]!) ||
        ids.has(this.#chunks[row >>> CHUNK_BITS]!.subject[row & CHUNK_MASK]!)
      )
        found.push(this.event(row));
    }
    return found;
  }

  /** Single cells of a row, for readers of a million rows. */
  at(row: number): number {
    return this.#chunks[row >>> CHUNK_BITS]!.at[row & CHUNK_MASK]!;
  }
  kindOf(row: number): Name {
    return this.#chunks[row >>> CHUNK_BITS]!.kind[row & CHUNK_MASK]!;
  }
  resourceOf(row: number): Name {
    return this.#chunks[row >>> CHUNK_BITS]!.resource[row & CHUNK_MASK]!;
  }
  subjectOf(row: number): Subject {
    return this.#chunks[row >>> CHUNK_BITS]!.subject[row & CHUNK_MASK]!;
  }
  value(row: number): number {
    return this.#chunks[row >>> CHUNK_BITS]!.value[row & CHUNK_MASK]!;
  }
  textOf(row: number): Name {
    return this.#chunks[row >>> CHUNK_BITS]!.text[row & CHUNK_MASK]!;
  }
  actorOf(row: number): Name {
    return this.#chunks[row >>> CHUNK_BITS]!.actor[row & CHUNK_MASK]!;
  }
  causeOf(row: number): number {
    return this.#chunks[row >>> CHUNK_BITS]!.cause[row & CHUNK_MASK]!;
  }
  /** The string behind an interned name or subject. */
  string(id: Name | Subject): string {
    return this.#names[id] ?? "";
  }
  /** The interned form of a string that has occurred, or undefined: does not add it. */
  find(text: string): Name | undefined {
    return this.#ids.get(text);
  }

  /** SHA-256 of every fact, in hex: two runs with the same hash had the same story. Costs one pass over the trace. */
  hash(): string {
    const rows = createHash("sha256");
    const words = createHash("sha256");
    // By first appearance, from 1, so that names that no fact uses do not matter.
    const renamed = new Uint32Array(this.#names.length);
    let named = 0;
    const canonical = (id: number): number => {
      if (renamed[id] === 0) {
        renamed[id] = ++named;
        words.update(`${this.#names[id]!.length}:${this.#names[id]}`);
      }
      return renamed[id]! - 1;
    };
    const block = Buffer.alloc(ROWS_A_BLOCK * ROW_BYTES);
    let offset = 0;
    for (let row = 0; row < this.#length; row++) {
      const chunk = this.#chunks[row >>> CHUNK_BITS]!;
      const i = row & CHUNK_MASK;
      offset = block.writeDoubleLE(chunk.at[i]!, offset);
      offset = block.writeDoubleLE(chunk.value[i]!, offset);
      offset = block.writeInt32LE(chunk.cause[i]!, offset);
      offset = block.writeUInt32LE(canonical(chunk.kind[i]!), offset);
      offset = block.writeUInt32LE(canonical(chunk.resource[i]!), offset);
      offset = block.writeUInt32LE(canonical(chunk.subject[i]!), offset);
      offset = block.writeUInt32LE(canonical(chunk.actor[i]!), offset);
      offset = block.writeUInt32LE(canonical(chunk.text[i]!), offset);
      if (offset === block.length) {
        rows.update(block);
        offset = 0;
      }
      const detail = this.#detailOf(row);
      if (detail !== undefined) words.update(`${row}:${JSON.stringify(detail)}`);
    }
    rows.update(block.subarray(0, offset));
    return createHash("sha256").update(rows.digest()).update(words.digest()).digest("hex");
  }

  #all(text: string): Set<number> {
    const ids = new Set<number>();
    this.#names.forEach((name, id) => {
      if (id > 0 && name === text) ids.add(id);
    });
    return ids;
  }
}
