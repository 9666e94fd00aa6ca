/** What one sandboxed process may use. Stored in every record, so that an appeal runs under the same limits. */

export interface Limits {
  /** What a question may take while its code owes an answer and does nothing, ms (drive/wall.ts); eight times that in all. */
  wallMs: number;
  /** CPU time of one worker, s, start included. Less than the wall clock, so that a loop's end does not depend on the machine's load. */
  cpuSeconds: number;
  /** Data segment: heap, buffers, WebAssembly memory, MiB. Address space is no use as a limit: node reserves far more. */
  dataMiB: number;
  /** V8's old space, MiB. */
  heapMiB: number;
  /** The largest file, and the size of the temporary folder, MiB. */
  diskMiB: number;
  /** Processes and threads; node needs about 11. */
  processes: number;
  /** Open files. */
  files: number;
  /** What is kept of all that the worker prints. */
  outputCharacters: number;
  /** One message from the worker, characters. */
  messageCharacters: number;
  /** All messages of one question, and how many of them. */
  totalCharacters: number;
  messages: number;
  /** One cell in the compiler, ms of CPU time. */
  compileMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  wallMs: 15_000,
  cpuSeconds: 6,
  dataMiB: 512,
  heapMiB: 192,
  diskMiB: 16,
  processes: 64,
  files: 64,
  outputCharacters: 4_000,
  messageCharacters: 16 << 20,
  totalCharacters: 64 << 20,
  messages: 200_000,
  compileMs: 10_000,
};

/** The compiler's own: it holds a whole TypeScript program. */
export const COMPILER_LIMITS = { dataMiB: 1400, heapMiB: 768, cpuSeconds: 24 * 3600 };
