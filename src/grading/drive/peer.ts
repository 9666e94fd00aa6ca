/**
 * The supervisor's end of one worker. Requests go out and are matched with answers; callbacks come in and run here. Whatever
 * arrives is hostile: bounded, checked, never trusted to be true. A worker that breaks the form, a limit or the time is
 * ended, and everything that still waits for it is told why.
 * Life: starting -> ready -> (loaded -> at rest)* -> ended, for good; a worker serves the questions of one submission.
 */
import type { Writable } from "node:stream";
import { isReading } from "../../course/checks/reading";
import { type FaultKind, StudentFault, type Text } from "../../course/checks/types";
import type { Box } from "../sandbox/box";
import type { Limits } from "../sandbox/limits";
import type { CellError, CompiledCell } from "../worker/cells";
import { brief } from "../worker/look";
import type { Refusal, Verb } from "../worker/protocol";
import { Tellers } from "../worker/readings";
import { NotData, Values } from "../worker/values";
import { type Ending, endingOf, endings } from "./ending";
import { BoundedLines } from "./lines";
import type { WallClock } from "./wall";

const START_MS = 30_000; // for loading the libraries, which is no fault of the student's
const IDLE_GRACE_MS = 150; // requests on their way when the worker ran out of work
const LAST_WORDS = 4_000; // characters of standard error, to tell why a worker ended

/** A request that the worker could not serve, before it is put in the learner's words. */
export class RefusedRequest extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly detail: string,
  ) {
    super(`${refusal}: ${detail}`);
  }
}

/** What the student's code threw, whatever it was. */
export class Thrown extends Error {
  constructor(readonly value: unknown) {
    super("thrown by the student's code");
  }
}

/** What one call of a run came to. */
export type Settled = { ok: true; value: unknown } | { ok: false; error: RefusedRequest | Thrown };
export type Called = Settled & { seen: Settled[] };

interface Waiting {
  /** Of a run: how many calls, and how many properties after each. */
  run?: { calls: number; properties: number };
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export interface Hooks {
  /** A stand-in for an object that crosses as a handle. */
  opaque(id: string, what: "handle" | "generator"): object;
}

export class WorkerPeer {
  readonly values: Values;
  /** Resolves when the worker has loaded its libraries. Rejects with an Error when it cannot start: the machine's fault. */
  readonly ready: Promise<void>;
  /** Parts of its pack of modules whose compiled code V8 did not take; it started the slower for it. */
  refused = 0;
  private output = "";
  /** Errors of the student's code that no call was waiting for. */
  readonly late: string[] = [];
  ending: Ending | null = null;
  hooks: Hooks = { opaque: () => ({}) };

  private readonly waiting = new Map<number, Waiting>();
  private readonly down: Writable;
  private readonly both: Writable;
  private readonly lines: BoundedLines;
  private loading: ((errors: CellError[]) => void) | null = null;
  private failLoading: ((error: unknown) => void) | null = null;
  private becomeReady: () => void = () => {};
  private failStart: (error: Error) => void = () => {};
  private readonly tellers = new Tellers();
  private next = 1;
  private inCallback = 0;
  private lastWords = "";
  private heard = 0;
  private readonly wall: WallClock;
  private idle: NodeJS.Timeout | null = null;

  constructor(
    private readonly box: Box,
    private readonly limits: Limits,
  ) {
    this.values = new Values({
      mine: "s",
      callable:
        (id) =>
        (...args) =>
          this.request("call", { target: id, args }),
      opaque: (id, what) => this.hooks.opaque(id, what),
      signal: () => AbortSignal.abort(), // a signal of the student's has no use here
      teller: (id, callback) => (isReading(callback) ? this.tellers.write(id(), callback) : undefined),
    });
    this.lines = new BoundedLines(limits);
    const { wallMs } = limits;
    const watched = { heard: () => this.heard, isAsked: () => this.isAsked };
    this.wall = box.wallClock(wallMs, watched, () => this.end(endings.wall(wallMs)));
    this.down = box.child.stdio[3] as Writable;
    this.both = box.child.stdio[4] as Writable;
    for (const stream of [this.down, this.both]) stream.on("error", () => {}); // its end is seen on "close" below
    this.ready = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("the worker did not start in time")), START_MS);
      this.becomeReady = () => {
        clearTimeout(timer);
        resolve();
      };
      this.failStart = (error) => {
        clearTimeout(timer);
        reject(error);
      };
    });
    this.ready.catch(() => {});
    this.watch();
  }

  private get isAsked(): boolean {
    return this.loading !== null || this.waiting.size > 0;
  }

  /** How near the question came to a limit of time: 0 untouched, 1 reached; 1 where the system does not tell. Ask before end(). */
  strain(): number {
    const { cpuSeconds, wallMs } = this.limits;
    const cpuMs = this.box.activity()?.cpuMs;
    return cpuMs === undefined ? 1 : Math.min(1, Math.max(cpuMs / (cpuSeconds * 1000), this.wall.idleMs / wallMs));
  }

  // ---- requests -------------------------------------------------------------------------------------------------

  /**
   * Runs the cells of a question in a scope of their own; the question's wall clock starts here. Resolves with the errors of cells that
   * threw.
   */
  load(cells: CompiledCell[]): Promise<CellError[]> {
    this.wall.start();
    return new Promise((resolve, reject) => {
      if (this.ending) {
        reject(this.fault(this.ending));
        return;
      }
      this.loading = resolve;
      this.failLoading = reject;
      this.write(JSON.stringify({ job: { cells } }));
    });
  }

  /**
   * Asks the worker for something.
   * @throws StudentFault when the worker ended; RefusedRequest; Thrown
   */
  request(
    verb: Verb,
    { target, name, args = [] }: { target?: string; name?: string; args?: unknown[] },
  ): Promise<unknown> {
    const parts = [`"v":"${verb}"`];
    if (target !== undefined) parts.push(`"t":"${target}"`);
    if (name !== undefined) parts.push(`"n":${JSON.stringify(name)}`);
    if (args.length > 0) parts.push(`"a":${this.given(args)}`);
    return this.ask(parts);
  }

  /**
   * Asks for calls on an object one after another, to the first that throws, and for the properties as they are after each.
   * @throws StudentFault when the worker ended; RefusedRequest at the first call that could not be made
   */
  async run(
    target: string,
    calls: readonly { name: string; args: readonly unknown[] }[],
    properties: readonly string[],
  ): Promise<Called[]> {
    const list = calls.map(({ name, args }) => `{"n":${JSON.stringify(name)},"a":${this.given(args)}}`);
    const parts = [`"v":"run"`, `"t":"${target}"`, `"l":[${list.join(",")}]`, `"g":${JSON.stringify(properties)}`];
    return (await this.ask(parts, { calls: calls.length, properties: properties.length })) as Called[];
  }

  private ask(parts: string[], run?: Waiting["run"]): Promise<unknown> {
    if (this.ending) return Promise.reject(this.fault(this.ending));
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { run, resolve, reject });
      this.write(`{"q":${id},${parts.join(",")}}`);
    });
  }

  private given(args: readonly unknown[]): string {
    this.listenToSignals(args);
    return this.values.encodeAll(args);
  }

  /** The question is over: its clock stops. Resolves with what its code printed, the first part of it. */
  async rest(): Promise<string> {
    this.wall.stop();
    for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate); // what was printed lies in the pipe already
    const { output } = this;
    this.output = "";
    return output;
  }

  /** Ends the worker. Safe to call again; the first ending stays. */
  end(ending: Ending = endings.done()): void {
    if (this.ending) return;
    this.ending = ending;
    this.wall.stop();
    if (this.idle) clearTimeout(this.idle);
    this.box.kill();
    const fault = this.fault(ending);
    this.failLoading?.(fault);
    this.failStart(new Error(`the worker ended before it was ready: ${this.lastWords.trim() || ending.reason.en}`));
    for (const { reject } of this.waiting.values()) reject(fault);
    this.waiting.clear();
  }

  private fault({ kind, reason }: { kind: FaultKind; reason: Text }): StudentFault {
    return new StudentFault(kind, reason);
  }

  private listenToSignals(args: readonly unknown[]): void {
    for (const arg of args) {
      if (!(arg instanceof AbortSignal)) continue;
      const id = this.values.hold(arg);
      arg.addEventListener("abort", () => this.write(`{"abort":"${id}"}`), { once: true });
    }
  }

  /** While the worker is blocked in a callback it reads fd 4 only. */
  private write(line: string): void {
    if (this.ending) return;
    if (this.idle) clearTimeout(this.idle);
    (this.inCallback > 0 ? this.both : this.down).write(`${this.tellers.news()}${line}\n`);
  }

  // ---- what comes in --------------------------------------------------------------------------------------------

  private watch(): void {
    const { child } = this.box;
    child.stdio[4]?.on("data", (chunk: Buffer) => {
      if (this.ending) return;
      const lines = this.lines.push(chunk);
      if (lines === null) {
        this.end(endings.tooMuch());
        return;
      }
      this.heard += lines.length;
      for (const line of lines) if (!this.ending) this.receive(line);
    });
    const print = (chunk: Buffer) => {
      const room = this.limits.outputCharacters - this.output.length;
      if (room > 0) this.output += chunk.toString("utf8").slice(0, room); // the rest is read and dropped
    };
    child.stdout?.on("data", print);
    child.stderr?.on("data", (chunk: Buffer) => {
      this.lastWords = (this.lastWords + chunk.toString("utf8")).slice(-LAST_WORDS);
      print(chunk);
    });
    child.on("error", (error) => this.end(endings.broken(error.message)));
    child.on("close", (code, signal) => this.end(endingOf(code, signal, this.lastWords)));
  }

  private receive(line: string): void {
    try {
      const message: unknown = JSON.parse(line);
      if (typeof message !== "object" || message === null) throw new NotData("a message is no object");
      this.handle(message as Record<string, unknown>);
    } catch (error) {
      if (!(error instanceof NotData) && !(error instanceof SyntaxError)) throw error;
      this.end(endings.nonsense(brief(error.message, 200)));
    }
  }

  private handle(message: Record<string, unknown>): void {
    if (this.idle) clearTimeout(this.idle);
    if (typeof message.r === "number") this.answered(message.r, message);
    else if (typeof message.k === "number") this.calledBack(message.k, message);
    else if (message.ready === 1) {
      if (typeof message.refused === "number") this.refused = message.refused;
      this.becomeReady();
    } else if (message.idle === 1) this.idle = setTimeout(() => this.nothingLeft(), IDLE_GRACE_MS);
    else if (message.late !== undefined) {
      if (this.late.length < 10) this.late.push(brief(message.late));
    } else if (Array.isArray(message.loaded)) {
      const errors = message.loaded.slice(0, 100).map((entry: unknown) => {
        const { cell, error } = (entry ?? {}) as Record<string, unknown>;
        return { cell: brief(cell, 100), error: brief(error) };
      });
      this.loading?.(errors);
      this.loading = null;
      this.failLoading = null;
    } else throw new NotData("a message of an unknown kind");
  }

  private answered(id: number, message: Record<string, unknown>): void {
    const waiting = this.waiting.get(id);
    if (!waiting) throw new NotData("an answer that nobody asked for");
    this.waiting.delete(id);
    if (waiting.run === undefined || message.m !== undefined) {
      const outcome = this.outcome(message);
      if (outcome.ok) waiting.resolve(outcome.value);
      else waiting.reject(outcome.error);
      return;
    }
    const { calls, properties } = waiting.run;
    const made = Array.isArray(message.l) ? Math.min(calls, message.l.length) : calls;
    const called = partsOf(message.l, made).map((part): Called => {
      const seen = partsOf(part.g, properties).map((each) => this.outcome(each));
      return { ...this.outcome(part), seen };
    });
    if (made < calls && called.at(-1)?.ok !== false) throw new NotData("an answer of another form");
    waiting.resolve(called);
  }

  private outcome(message: Record<string, unknown>): Settled {
    if (message.m !== undefined) {
      const known: Refusal[] = ["missing-name", "missing-method", "not-data"];
      const refusal = known.find((kind) => kind === message.m) ?? "not-data";
      return { ok: false, error: new RefusedRequest(refusal, brief(message.d, 200)) };
    }
    let value: unknown;
    try {
      value = this.values.decode(message.x);
    } catch (error) {
      return { ok: false, error: new RefusedRequest("not-data", (error as Error).message) };
    }
    return message.o === 1 ? { ok: true, value } : { ok: false, error: new Thrown(value) };
  }

  /** Runs a callback and answers at once, with its value, with what it threw, or that it is pending. */
  private calledBack(id: number, message: Record<string, unknown>): void {
    const body = this.values.mineBy(message.f);
    if (typeof body !== "function") throw new NotData("a callback that is no function");
    const args = this.values.decodeAll(message.a);
    this.inCallback++;
    try {
      const answer: unknown = body(...args);
      if (answer instanceof Promise) {
        this.write(`{"c":${id},"p":1}`);
        answer
          .then(
            (value) => `"o":1,"x":${this.values.encode(value)}`,
            (error) => `"o":0,"x":${this.values.encode(error)}`,
          )
          .then(
            (text) => this.write(`{"s":${id},${text}}`),
            (error) => this.end(endings.broken(`a callback's answer: ${error}`)),
          );
      } else this.write(`{"c":${id},"o":1,"x":${this.values.encode(answer)}}`);
    } catch (error) {
      this.write(`{"c":${id},"o":0,"x":${this.values.encode(error)}}`);
    } finally {
      this.inCallback--;
    }
  }

  /** The worker has no work and no timer left, and everything sent has been read: what waits will wait for ever. */
  private nothingLeft(): void {
    const fault = this.fault(endings.idle());
    this.failLoading?.(fault);
    this.failLoading = null;
    for (const { reject } of this.waiting.values()) reject(fault);
    this.waiting.clear();
  }
}

/** So many objects of an answer; an answer of another form is none. */
function partsOf(list: unknown, count: number): Record<string, unknown>[] {
  const isPart = (part: unknown): part is Record<string, unknown> => typeof part === "object" && part !== null;
  if (!Array.isArray(list) || list.length !== count || !list.every(isPart))
    throw new NotData("an answer of another form");
  return list;
}
