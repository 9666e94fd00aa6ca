/** A cell while it runs, and which cell the running code belongs to, across awaits and timers. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Header } from "./message";

export interface Cell {
  readonly header: Header;
  /** Routing frames of the front end that sent it. */
  readonly ids: Uint8Array[];
  /** The front end can answer input(). */
  readonly allowStdin: boolean;
  readonly code: string;
  /** How stack traces call it: "cell-3.ts". */
  readonly name: string;
  /** The number in its brackets. */
  readonly count: number;
  readonly silent: boolean;
  /** Characters of stream output and of display data so far. */
  streamed: number;
  displayed: number;
  /** Its reply is out. */
  done: boolean;
  /** It was interrupted. */
  stopped: boolean;
  /** A rejection or exception outside its own control flow. */
  stray: { error: unknown } | null;
}

const current = new AsyncLocalStorage<Cell>();
let last: Cell | null = null;

/** The cell whose code is running: by asynchronous context, else the latest one; null before the first. */
export const currentCell = (): Cell | null => current.getStore() ?? last;
/** The same without the guess. */
export const ownCell = (): Cell | undefined => current.getStore();

export function runAs<T>(cell: Cell, body: () => T): T {
  last = cell;
  return current.run(cell, body);
}
