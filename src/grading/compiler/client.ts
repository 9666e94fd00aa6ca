/**
 * The warm compiler as the supervisor uses it: one cell at a time, under a limit of CPU time, so that a busy machine costs nobody
 * their answer. A cell that keeps it too long, or ends it, costs that cell only: the process is replaced and those who wait go on.
 * Equal cells after equal declarations are compiled once, so the instructor's cells cost once for the whole class.
 */
import { createHash } from "node:crypto";
import type { Writable } from "node:stream";
import { BoundedLines } from "../drive/lines";
import type { Box, Sandbox } from "../sandbox/box";
import { COMPILER_LIMITS, type Limits } from "../sandbox/limits";
import { V8_FLAGS } from "../v8-flags";
import type { CompileAnswer, Compiled } from "./protocol";

const START_MS = 60_000;
const CACHED = 500; // compiled cells kept, the least recently used go first
const MOST_WAITS = 8; // times the limit in real time, whatever the CPU time
const ANSWER_LIMITS = {
  messageCharacters: 64 << 20,
  totalCharacters: Number.POSITIVE_INFINITY,
  messages: Number.POSITIVE_INFINITY,
};

interface Job {
  source: string;
  name: string;
  previous: string;
  resolve(result: Compiled): void;
  reject(error: Error): void;
  /** Takes the result out of the cache. */
  forget(): void;
}

export class CompilerClient {
  private box: Box | null = null;
  private ready: Promise<void> | null = null;
  private current: { id: number; job: Job; timer: NodeJS.Timeout } | null = null;
  private readonly queue: Job[] = [];
  private readonly cache = new Map<string, Promise<Compiled>>();
  private next = 1;
  private closed = false;
  /** Times the process had to be replaced. */
  restarts = 0;

  constructor(
    private readonly sandbox: Sandbox,
    private readonly limits: Limits,
  ) {}

  /** Starts the process ahead of the first cell. Rejects when it cannot be started: the machine's fault. */
  start(): Promise<void> {
    this.ready ??= this.launch();
    return this.ready;
  }

  compile(source: string, options: { name: string; previous: string }): Promise<Compiled> {
    const key = createHash("sha256")
      .update(JSON.stringify([source, options.name, options.previous]))
      .digest("hex");
    const known = this.cache.get(key);
    if (known) {
      this.cache.delete(key); // and to the end, as the one used last
      this.cache.set(key, known);
      return known;
    }
    const forget = () => this.cache.delete(key);
    const result = new Promise<Compiled>((resolve, reject) =>
      this.queue.push({ source, ...options, resolve, reject, forget }),
    );
    this.cache.set(key, result);
    result.catch(forget);
    if (this.cache.size > CACHED) this.cache.delete(this.cache.keys().next().value as string);
    void this.advance();
    return result;
  }

  close(): void {
    this.closed = true;
    this.box?.kill();
    if (this.current) clearTimeout(this.current.timer);
    const gone = new Error("the compiler was closed");
    for (const job of this.queue.splice(0)) job.reject(gone);
    this.current?.job.reject(gone);
    this.current = null;
  }

  private launch(): Promise<void> {
    const box = this.sandbox.start({
      script: "dist/grading/compiler/server.js",
      args: [this.sandbox.root],
      inside: "compiler",
      limits: { ...this.limits, ...COMPILER_LIMITS },
      permission: false,
      flags: V8_FLAGS,
    });
    this.box = box;
    const lines = new BoundedLines(ANSWER_LIMITS);
    let complaint = "";
    box.child.stderr?.on("data", (chunk: Buffer) => {
      complaint = (complaint + chunk.toString("utf8")).slice(-1_000);
    });
    box.child.stdout?.resume();
    for (const fd of [3, 4]) (box.child.stdio[fd] as Writable).on("error", () => {}); // seen on "close" below
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        box.kill();
        reject(new Error("the compiler did not start in time"));
      }, START_MS);
      box.child.stdio[4]?.on("data", (chunk: Buffer) => {
        for (const line of lines.push(chunk) ?? []) {
          const message = JSON.parse(line) as CompileAnswer | { ready: 1 };
          if ("ready" in message) {
            clearTimeout(timer);
            resolve();
          } else this.answered(message);
        }
      });
      box.child.on("error", reject);
      box.child.on("close", () => {
        clearTimeout(timer);
        reject(new Error(`the compiler ended: ${complaint.trim()}`));
        if (this.box === box) this.lost("the compiler ended at this cell");
      });
    });
  }

  private async advance(): Promise<void> {
    if (this.current || this.queue.length === 0 || this.closed) return;
    const job = this.queue.shift() as Job;
    const id = this.next++;
    const timer = setTimeout(() => {}, 0);
    this.current = { id, job, timer };
    try {
      await this.start();
    } catch (error) {
      this.current = null;
      this.ready = null;
      job.reject(error as Error);
      void this.advance();
      return;
    }
    if (this.closed || this.current?.id !== id) return;
    const { source, name, previous } = job;
    this.watch(this.box?.activity()?.cpuMs ?? 0);
    const down = this.box?.child.stdio[3] as Writable | undefined;
    down?.write(`${JSON.stringify({ id, source, name, previous })}\n`);
  }

  /** Ends the process when the cell at hand has used its CPU time; where that cannot be told, its real time. */
  private watch(cpuBefore: number, waits = 1): void {
    const { compileMs } = this.limits;
    if (!this.current) return;
    this.current.timer = setTimeout(() => {
      const cpuMs = this.box?.activity()?.cpuMs;
      const left = cpuMs === undefined || waits >= MOST_WAITS ? 0 : compileMs - (cpuMs - cpuBefore);
      if (left > 0) this.watch(cpuBefore, waits + 1);
      else {
        this.box?.kill();
        this.lost(`TypeScript took longer than ${compileMs / 1000} s on this cell`);
      }
    }, compileMs);
  }

  private answered(answer: CompileAnswer): void {
    if (this.current?.id !== answer.id) return;
    clearTimeout(this.current.timer);
    const { job } = this.current;
    this.current = null;
    job.resolve(answer);
    void this.advance();
  }

  /** The process is gone or on its way: the cell at hand pays, the others wait for a new one. */
  private lost(why: string): void {
    this.box = null;
    this.ready = null;
    if (this.closed) return;
    this.restarts++;
    const lost = this.current;
    this.current = null;
    if (lost) {
      clearTimeout(lost.timer);
      const diagnostic = { line: 1, column: 1, endLine: 1, endColumn: 1, code: 0, message: why };
      const { previous } = lost.job;
      lost.job.forget();
      lost.job.resolve({ js: "", declarations: previous, diagnostics: [diagnostic], hasTopLevelAwait: false });
    }
    void this.advance();
  }
}
