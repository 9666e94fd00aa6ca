/** Growable typed columns in chunks of 65,536 rows: no copying on growth, 1 to 8 bytes a value. */

const BITS = 16;
const ROWS = 1 << BITS;
const MASK = ROWS - 1;

type Numbers = Float64Array | Int32Array | Uint32Array | Uint16Array;

export class Column<T extends Numbers> {
  #chunks: T[] = [];
  #tail: T;
  #length = 0;

  constructor(readonly make: (rows: number) => T) {
    this.#tail = make(ROWS);
    this.#chunks.push(this.#tail);
  }

  push(value: number): void {
    const offset = this.#length & MASK;
    if (offset === 0 && this.#length > 0) {
      this.#tail = this.make(ROWS);
      this.#chunks.push(this.#tail);
    }
    this.#tail[offset] = value;
    this.#length++;
  }

  get(row: number): number {
    return this.#chunks[row >>> BITS]![row & MASK]!;
  }
}
