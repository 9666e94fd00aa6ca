/**
 * A Map whose members come and go by the million.
 * When a Map has outgrown its table V8 gives it a new one and links the old to it. A table that was promoted to the old
 * generation so keeps every later one, with what they held, until a full collection: gigabytes of garbage that looks alive.
 * So one that has become empty begins anew, without the chain.
 */
export class PassingMap<K, V> {
  #map = new Map<K, V>();

  get size(): number {
    return this.#map.size;
  }

  get(key: K): V | undefined {
    return this.#map.get(key);
  }

  set(key: K, value: V): void {
    this.#map.set(key, value);
  }

  delete(key: K): boolean {
    const had = this.#map.delete(key);
    if (had && this.#map.size === 0) this.#map = new Map();
    return had;
  }
}
