/** The cells compiled last: a cell that is run again, over the same earlier ones, need not be compiled again. */
import type { CompiledCell } from "./types";

const MOST = 32; // cells; the oldest makes room

export class CompiledCells {
  private readonly cells = new Map<string, CompiledCell>();

  /** @param key all that the compiled cell depends on, part by part */
  get(key: readonly string[]): CompiledCell | undefined {
    const text = JSON.stringify(key);
    const found = this.cells.get(text);
    if (!found) return undefined;
    this.cells.delete(text); // it is the youngest from here on
    this.cells.set(text, found);
    return found;
  }

  set(key: readonly string[], cell: CompiledCell): void {
    this.cells.set(JSON.stringify(key), cell);
    const [oldest] = this.cells.keys();
    if (this.cells.size > MOST) this.cells.delete(oldest!);
  }

  clear(): void {
    this.cells.clear();
  }
}
