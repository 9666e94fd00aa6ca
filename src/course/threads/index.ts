/**
 * A service that is a real thread: a function in a worker_thread of Node, with an inbox that it works off in order. Threads run
 * at the same time, on the wall clock; the virtual clock knows nothing of them (`cloud.hold(thread.ask(...))` stops it meanwhile).
 *   running -> closing (no more messages; works off its inbox) -> ended
 * A thread that is idle does not keep the program alive.
 */
import { Worker } from "node:worker_threads";
import { say } from "../../sim/language";
import { failed, ThreadError, type Told } from "./errors";
import { PROGRAM } from "./program";

export { ThreadError } from "./errors";

export interface ThreadContext<Data> {
  /** The thread's. */
  readonly name: string;
  /** What was given as `data`, copied. */
  readonly data: Data;
  /** Waits so many real milliseconds. */
  sleep(ms: number): Promise<void>;
}

/** Runs in the thread. It sees its arguments, Node's own globals and `require`, and nothing of the notebook. */
export type ServiceFunction<In, Out, Data> = (message: In, context: ThreadContext<Data>) => Out | Promise<Out>;

export interface ThreadOptions<Data> {
  /** Values that the function needs, copied into the thread; shared memory (SharedArrayBuffer) is shared. */
  data?: Data;
  /** MB that the thread may use. Default 64. */
  memoryMb?: number;
}

interface Call {
  resolve(answer: unknown): void;
  reject(error: ThreadError): void;
}

const DEFAULT_MEMORY_MB = 64;

/** One service, one thread, one inbox. `new ServiceThread("email", (text) => send(text))`. */
export class ServiceThread<In = unknown, Out = unknown, Data = unknown> {
  readonly #worker: Worker;
  readonly #source: string;
  readonly #calls = new Map<number, Call>();
  #count = 0;
  #state: "running" | "closing" | "ended" = "running";
  #whenIdle: (() => void)[] = [];
  readonly #failures: ThreadError[] = [];

  /**
   * @param handler a function, or its text
   * @throws TypeError for what is no function, or is one of the engine's own
   */
  constructor(
    readonly name: string,
    handler: ServiceFunction<In, Out, Data> | string,
    options: ThreadOptions<Data> = {},
  ) {
    if (typeof name !== "string" || name === "") throw new TypeError("a thread needs a name");
    if (typeof handler !== "function" && typeof handler !== "string") {
      throw new TypeError(`thread "${name}": give a function, not ${typeof handler}`);
    }
    this.#source = String(handler);
    if (/\{\s*\[native code\]\s*\}$/.test(this.#source) || /^class\b/.test(this.#source)) {
      throw new TypeError(`thread "${name}": give a function that is written out, not a class or a bound one`);
    }
    const { data, memoryMb = DEFAULT_MEMORY_MB } = options;
    const workerData = { source: this.#source, name, data };
    this.#worker = new Worker(PROGRAM, {
      eval: true,
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    this.#worker.unref();
    this.#worker.on("message", (said: { id: number; answer?: Out; error?: Told }) => this.#answered(said));
    this.#worker.on("error", (cause) => this.#over(cause));
    this.#worker.on("exit", () => this.#over(undefined));
  }

  get state(): "running" | "closing" | "ended" {
    return this.#state;
  }

  /** Messages that it has not finished. */
  get waiting(): number {
    return this.#calls.size;
  }

  /** What went wrong with messages that nobody waited for. */
  get failures(): readonly ThreadError[] {
    return this.#failures;
  }

  /** Puts a message into the inbox and does not wait. What fails is told by `close`. */
  post(message: In): void {
    this.ask(message).catch((error: ThreadError) => this.#failures.push(error));
  }

  /**
   * Puts a message into the inbox.
   * @returns what the function gave for it
   * @throws ThreadError whose cause is the function's error; also when the thread is closed or the message cannot be copied
   */
  ask(message: In): Promise<Out> {
    if (this.#state !== "running") return Promise.reject(new ThreadError(this.name, ended()));
    const id = ++this.#count;
    return new Promise<Out>((resolve, reject) => {
      try {
        this.#worker.postMessage({ id, message });
      } catch (cause) {
        const why = say({ en: "the message cannot be copied", es: "el mensaje no se puede copiar" });
        reject(new ThreadError(this.name, `${why}: ${(cause as Error).message}`, cause as Error));
        return;
      }
      if (this.#calls.size === 0) this.#worker.ref();
      this.#calls.set(id, { resolve: resolve as Call["resolve"], reject });
    });
  }

  /** Resolves when the inbox is empty. */
  idle(): Promise<void> {
    if (this.#calls.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  /**
   * Takes no more messages, works off what is there, ends.
   * @throws ThreadError the first failure that nobody waited for
   */
  async close(): Promise<void> {
    if (this.#state === "running") this.#state = "closing";
    await this.idle();
    await this.terminate();
    const [first] = this.#failures;
    if (first !== undefined) throw first;
  }

  /** Ends it where it stands; what is in the inbox is refused. */
  async terminate(): Promise<void> {
    if (this.#state === "ended") return;
    this.#over(undefined);
    await this.#worker.terminate();
  }

  #answered({ id, answer, error }: { id: number; answer?: Out; error?: Told }): void {
    const call = this.#calls.get(id);
    if (call === undefined) return;
    this.#calls.delete(id);
    if (error === undefined) call.resolve(answer);
    else call.reject(failed(this.name, error, this.#source));
    if (this.#calls.size === 0) this.#rest();
  }

  /** The thread has ended, by itself or by us. */
  #over(cause: Error | undefined): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    const why = cause === undefined ? ended() : `${ended()}: ${cause.name}: ${cause.message}`;
    for (const { reject } of this.#calls.values()) reject(new ThreadError(this.name, why, cause));
    this.#calls.clear();
    this.#rest();
  }

  #rest(): void {
    this.#worker.unref();
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }
}

const ended = (): string => say({ en: "it has ended", es: "ya ha terminado" });
