/**
 * The items of a table or index in order: by the hash of the partition key, as in AWS in no order that means anything, and
 * within a partition by sort key; equal sort keys of an index by the item's own key. One sorted array, binary search.
 */
import { createHash } from "node:crypto";
import { compare, type Item, type Value } from "./value";

export interface KeyAttribute {
  readonly name: string;
  readonly type: "S" | "N" | "B";
}

/** Partition key, then sort key if there is one. */
export type KeySchema = readonly [KeyAttribute, KeyAttribute?];

export interface Entry {
  readonly token: string;
  readonly range: Value | undefined;
  /** The item's own key, as text. */
  readonly id: string;
  readonly item: Item;
}

/** The text of a key value, different for different values. */
export function keyText(value: Value): string {
  return value.S ?? value.N ?? Buffer.from(value.B!).toString("base64");
}

function tokenOf(hash: Value): string {
  const text = keyText(hash);
  return `${createHash("md5").update(text).digest("hex")}/${text}`;
}

export class Store {
  readonly #entries: Entry[] = [];

  constructor(readonly key: KeySchema) {}

  get size(): number {
    return this.#entries.length;
  }

  /** Puts the item in; one with the same place must have been removed before. */
  insert(item: Item, id: string): void {
    const entry = this.#entryOf(item, id);
    if (entry !== undefined) this.#entries.splice(this.#firstNotBefore(entry), 0, entry);
  }

  remove(item: Item, id: string): void {
    const entry = this.#entryOf(item, id);
    if (entry === undefined) return;
    const place = this.#firstNotBefore(entry);
    if (this.#entries[place]?.id === id) this.#entries.splice(place, 1);
  }

  /** The entries of one partition in order of sort key, or of all partitions. A copy. */
  entries(hash?: Value): Entry[] {
    if (hash === undefined) return [...this.#entries];
    const token = tokenOf(hash);
    const from = this.#search((entry) => entry.token >= token);
    const to = this.#search((entry) => entry.token > token);
    return this.#entries.slice(from, to);
  }

  /** Negative when the entry stands before the place of this item. */
  compareTo(entry: Entry, item: Item, id: string): number {
    return order(entry, this.#entryOf(item, id)!);
  }

  /** undefined: the item lacks a key attribute, so a (sparse) index does not have it. */
  #entryOf(item: Item, id: string): Entry | undefined {
    const [hash, range] = this.key;
    const hashValue = item[hash.name];
    const rangeValue = range && item[range.name];
    if (hashValue === undefined || (range !== undefined && rangeValue === undefined)) return undefined;
    return { token: tokenOf(hashValue), range: rangeValue, id, item };
  }

  #firstNotBefore(entry: Entry): number {
    return this.#search((each) => order(each, entry) >= 0);
  }

  /** Number of entries before the first that the test, which holds from there on, holds for. */
  #search(test: (entry: Entry) => boolean): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (test(this.#entries[middle]!)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function order(a: Entry, b: Entry): number {
  if (a.token !== b.token) return a.token < b.token ? -1 : 1;
  const byRange = a.range === undefined || b.range === undefined ? 0 : compare(a.range, b.range)!;
  if (byRange !== 0) return byRange;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
