/**
 * Outputs of cells: standard output and error, displays, results. Each goes to the cell whose code wrote it, late or not.
 * Stream text is cut at 1 MiB a cell.
 */
import { inspect } from "node:util";
import { type Cell, currentCell } from "./cell";
import { tell } from "./language";
import type { Outgoing, StreamText } from "./message";

export type MimeBundle = Record<string, unknown>;
export interface DisplayOptions {
  /** Names the display, so that a later call can update it. */
  displayId?: string;
  /** true: replaces what was displayed under displayId. */
  update?: boolean;
  metadata?: object;
}

const STREAM_LIMIT = 1 << 20; // characters of stream output per cell
const DISPLAY_LIMIT = 16 << 20; // characters of display data per cell: several charts of 500 KB
const DISPLAY = Symbol.for("Jupyter.display");

export class Outputs {
  constructor(private readonly post: (message: Outgoing | StreamText) => void) {}

  /** Publishes for a cell what is not a stream. */
  publish(type: string, content: object, cell: Cell | null = currentCell()): void {
    if (cell?.silent) return;
    const parent = cell?.header ?? {};
    this.post({ channel: "iopub", ids: [Buffer.from(type)], type, parent, content: JSON.stringify(content) });
  }

  write(name: "stdout" | "stderr", text: string, cell: Cell | null = currentCell()): void {
    let piece = text;
    if (cell) {
      if (cell.silent || cell.streamed > STREAM_LIMIT) return;
      cell.streamed += piece.length;
      if (cell.streamed > STREAM_LIMIT) {
        piece = `${piece.slice(0, piece.length - (cell.streamed - STREAM_LIMIT))}\n[${cutText()}]\n`;
      }
    }
    this.post({ stream: name, text: piece, parent: cell?.header ?? {} });
  }

  /** @throws RangeError past 16 MiB of display data in one cell */
  display(data: MimeBundle, options: DisplayOptions = {}, cell: Cell | null = currentCell()): void {
    const content = {
      data: this.counted(data, cell),
      metadata: options.metadata ?? {},
      transient: options.displayId ? { display_id: options.displayId } : {},
    };
    this.publish(options.update ? "update_display_data" : "display_data", content, cell);
  }

  result(data: MimeBundle, cell: Cell): void {
    const content = { execution_count: cell.count, data: this.counted(data, cell), metadata: {} };
    this.publish("execute_result", content, cell);
  }

  /** console.log and everything else that writes to the process's streams goes to cells from here on. */
  capture(): void {
    for (const name of ["stdout", "stderr"] as const) {
      process[name].write = ((chunk: string | Uint8Array, encoding?: unknown, callback?: unknown) => {
        this.write(name, typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"));
        const done = typeof encoding === "function" ? encoding : callback;
        if (typeof done === "function") process.nextTick(done as () => void);
        return true;
      }) as typeof process.stdout.write;
    }
  }

  private counted(data: MimeBundle, cell: Cell | null): MimeBundle {
    const encoded = encodeBytes(data);
    if (cell) {
      cell.displayed += JSON.stringify(encoded).length;
      if (cell.displayed > DISPLAY_LIMIT) {
        throw new RangeError(
          tell({ es: "esta celda ha mostrado más de 16 MiB", en: "this cell has displayed more than 16 MiB" }),
        );
      }
    }
    return encoded;
  }
}

const cutText = () => tell({ es: "la salida de esta celda se cortó en 1 MiB", en: "output of this cell cut at 1 MiB" });

const encodeBytes = (data: MimeBundle): MimeBundle =>
  Object.fromEntries(
    Object.entries(data).map(([type, value]) => [
      type,
      value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
    ]),
  );

/** Does the value say how it wants to be shown? Symbol.for("Jupyter.display"): a method that returns a MIME bundle or a promise of one. */
export const isRich = (value: unknown): value is { [DISPLAY](): MimeBundle | Promise<MimeBundle> } =>
  value !== null &&
  (typeof value === "object" || typeof value === "function") &&
  typeof (value as Record<symbol, unknown>)[DISPLAY] === "function";

/** A value as a MIME bundle; text/plain is always there. */
export async function toMime(value: unknown): Promise<MimeBundle> {
  const bundle = isRich(value) ? await value[DISPLAY]() : null;
  const isBundle = bundle !== null && typeof bundle === "object";
  if (isBundle && "text/plain" in bundle) return bundle;
  return { ...(isBundle ? bundle : {}), "text/plain": inspect(value) };
}
