/**
 * A table: its items, its indexes, its stream. Every change of an item goes through `write`, which keeps the indexes and the
 * stream in step; nothing else changes an item, so an item is never half changed.
 */
import type { Name, Subject, Trace } from "../../sim";
import { invalid, invalidParameters } from "./errors";
import { HASH_KEY_BYTES, ITEM_BYTES, RANGE_KEY_BYTES } from "./limits";
import { type KeyAttribute, type KeySchema, keyText, Store } from "./store";
import type { Stream } from "./stream";
import { type Item, isSameItem, itemBytes, type Type, typeOf, type Value, valueBytes } from "./value";

export interface Index {
  readonly name: string;
  readonly arn: string;
  readonly isGlobal: boolean;
  readonly store: Store;
  readonly projection: { ProjectionType: "ALL" | "KEYS_ONLY" | "INCLUDE"; NonKeyAttributes?: string[] };
}

export interface TableSettings {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly createdMs: number;
  readonly key: KeySchema;
}

/** What a write did. */
export interface Change {
  readonly id: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

const TYPE_NAMES: Record<string, string> = { S: "string", B: "binary" };

export class Table {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly createdMs: number;
  readonly key: KeySchema;
  readonly store: Store;
  readonly nameId: Name;
  readonly indexes = new Map<string, Index>();
  readonly tags = new Map<string, string>();
  /** Types of the attributes that are keys of the table or of an index. */
  attributes: KeyAttribute[] = [];
  billingMode: "PROVISIONED" | "PAY_PER_REQUEST" = "PROVISIONED";
  throughput = { read: 0, write: 0 };
  isProtected = false;
  stream: Stream | undefined;
  /** Attribute that holds the time of expiry in epoch seconds. */
  ttlAttribute: string | undefined;
  bytes = 0;
  readonly #items = new Map<string, Item>();
  readonly #subjects = new Map<string, Subject>();

  constructor(
    settings: TableSettings,
    private readonly trace: Trace,
  ) {
    this.name = settings.name;
    this.arn = settings.arn;
    this.id = settings.id;
    this.createdMs = settings.createdMs;
    this.key = settings.key;
    this.store = new Store(settings.key);
    this.nameId = trace.name(settings.name);
  }

  get size(): number {
    return this.#items.size;
  }

  get hasLocalIndexes(): boolean {
    return [...this.indexes.values()].some((index) => !index.isGlobal);
  }

  item(id: string): Item | undefined {
    return this.#items.get(id);
  }

  /** What facts about the item with this key are about. */
  subject(id: string): Subject {
    let subject = this.#subjects.get(id);
    if (subject === undefined) {
      subject = this.trace.subject(`${this.name}/${id}`);
      this.#subjects.set(id, subject);
    }
    return subject;
  }

  /** The key of an item as text, once it is known to have one. */
  idOf(item: Item): string {
    return this.key.map((attribute) => keyText(item[attribute!.name]!)).join("/");
  }

  /** The id of a key given for a read, an update or a delete. Throws ValidationException. */
  readKey(key: Item): string {
    const names = this.key.map((attribute) => attribute!.name);
    const fits =
      Object.keys(key).length === names.length &&
      this.key.every((attribute) => key[attribute!.name]?.[attribute!.type] !== undefined);
    if (!fits) throw invalid("The provided key element does not match the schema");
    this.#checkKeyValues(key);
    return this.idOf(key);
  }

  /** Throws ValidationException unless the item may stand in this table. */
  checkItem(item: Item, isUpdate = false): void {
    for (const attribute of this.key) {
      const { name, type } = attribute!;
      const value = item[name];
      if (value === undefined) throw invalidParameters(`Missing the key ${name} in the item`);
      if (value[type] === undefined) {
        throw invalidParameters(`Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`);
      }
    }
    this.#checkKeyValues(item);
    for (const index of this.indexes.values()) {
      for (const attribute of index.store.key) checkIndexKey(index, attribute!, item[attribute!.name]);
    }
    if (itemBytes(item) > ITEM_BYTES) {
      throw invalid(`Item size ${isUpdate ? "to update " : ""}has exceeded the maximum allowed size`);
    }
  }

  /** Replaces, adds or (without `after`) removes an item. */
  write(id: string, after: Item | undefined, origin: { cause: number; isExpiry?: boolean }): Change {
    const before = this.#items.get(id);
    if (before !== undefined) {
      for (const store of this.#stores()) store.remove(before, id);
      this.bytes -= itemBytes(before);
    }
    if (after === undefined) this.#items.delete(id);
    else {
      this.#items.set(id, after);
      for (const store of this.#stores()) store.insert(after, id);
      this.bytes += itemBytes(after);
    }
    const change = { id, before, after };
    if (this.stream?.isEnabled && isChange(change)) this.stream.record(this, change, origin);
    return change;
  }

  /** Adds an index over the items that are there. */
  addIndex(index: Index): void {
    this.indexes.set(index.name, index);
    for (const [id, item] of this.#items) index.store.insert(item, id);
  }

  keyOf(item: Item): Item {
    return Object.fromEntries(this.key.map((attribute) => [attribute!.name, item[attribute!.name]!]));
  }

  #stores(): Store[] {
    return [this.store, ...[...this.indexes.values()].map((index) => index.store)];
  }

  #checkKeyValues(item: Item): void {
    this.key.forEach((attribute, place) => {
      const { name, type } = attribute!;
      const value = item[name]!;
      if (type !== "N" && value[type]!.length === 0) throw emptyKey(name, type);
      const most = place === 0 ? HASH_KEY_BYTES : RANGE_KEY_BYTES;
      if (valueBytes(value) > most) {
        const [what, kind] = place === 0 ? ["hashkey", "hash"] : ["rangekey", "range"];
        throw invalidParameters(
          `Size of ${what} has exceeded the maximum size limit of ${most} bytes (the ${kind} key ${name} has ${valueBytes(value)})`,
        );
      }
    });
  }
}

function isChange({ before, after }: Change): boolean {
  if (before === undefined || after === undefined) return before !== after;
  return !isSameItem(before, after);
}

function emptyKey(name: string, type: Type, index?: string): Error {
  const where = index === undefined ? "" : `. IndexName: ${index}`;
  const rule = `The AttributeValue for a key attribute cannot contain an empty ${TYPE_NAMES[type]} value`;
  return invalid(
    index === undefined
      ? `One or more parameter values are not valid. ${rule}. Key: ${name}`
      : `One or more parameter values are not valid. A value specified for a secondary index key is not supported. ${rule}${where}, IndexKey: ${name}`,
  );
}

function checkIndexKey(index: Index, { name, type }: KeyAttribute, value: Value | undefined): void {
  if (value === undefined) return;
  if (value[type] === undefined) {
    throw invalidParameters(
      `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
    );
  }
  if (type !== "N" && value[type]!.length === 0) throw emptyKey(name, type, index.name);
}
