/**
 * A number for some rows of the trace: the detail of frequent facts, in 12 bytes where an object would take a hundred.
 * Rows are put in rising order, and found again by halving.
 */
const FIRST_ROOM = 1_024;

export class RowNumbers {
  #rows = new Uint32Array(FIRST_ROOM);
  #values = new Float64Array(FIRST_ROOM);
  #length = 0;

  /** @param row higher than any before */
  put(row: number, value: number): void {
    if (this.#length === this.#rows.length) {
      const [rows, values] = [this.#rows, this.#values];
      this.#rows = new Uint32Array(rows.length * 2);
      this.#values = new Float64Array(values.length * 2);
      this.#rows.set(rows);
      this.#values.set(values);
    }
    this.#rows[this.#length] = row;
    this.#values[this.#length++] = value;
  }

  get(row: number): number | undefined {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#rows[middle]! < row) low = middle + 1;
      else high = middle;
    }
    return this.#rows[low] === row && low < this.#length ? this.#values[low] : undefined;
  }
}
