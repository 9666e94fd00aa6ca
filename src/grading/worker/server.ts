/**
 * Serves requests on the student's objects. A request's answer is sent when it has settled; meanwhile others are served.
 * A callback blocks the worker: it sends { k } and reads fd 4 until the answer, serving nested requests as they come, so that a
 * handler that calls back into the queue behaves as it does in a notebook. A process in which nothing is left that could
 * answer says so instead of waiting for the time limit.
 */
import type { Socket } from "node:net";
import { type CompiledCell, runCells } from "./cells";
import { listen, receiveBlocking, send } from "./channel";
import { callLog, createCloud, preload } from "./cloud";
import { brief, isGenerator } from "./look";
import { readPack, withPack } from "./pack";
import { pristine as P } from "./primordials";
import type { Refusal, Request } from "./protocol";
import { Readings } from "./readings";
import { NotData, Values } from "./values";

class Refused extends Error {
  constructor(
    readonly kind: Refusal,
    readonly detail: string,
  ) {
    super(detail);
  }
}

type Settle = { resolve: (value: unknown) => void; reject: (error: unknown) => void };
type Message = Request & {
  job?: { cells: CompiledCell[] };
  c?: number;
  p?: number;
  s?: number;
  o?: number;
  x?: unknown;
  abort?: string;
  told?: [id: string, turn: number, value: number][];
};
type Callable = (...args: unknown[]) => unknown;

export class Server {
  private readonly values: Values;
  /** What the cells of the question at hand define, by name. */
  private names: Record<string, unknown> = {};
  private readonly promised = new P.Map<number, Settle>();
  private readonly aborts = new P.Map<string, AbortController>();
  private nextCallback = 1;
  private pending = 0; // requests being served
  private promises = 0; // callbacks that the supervisor has yet to settle
  private socket: Socket | null = null;
  private refused = 0; // parts of the pack whose compiled code V8 did not take
  private readonly answers = new P.Map<number, Message>();
  private readonly readings = new Readings();

  constructor(
    private readonly from: string,
    private readonly exit: (code: number) => never,
  ) {
    this.values = new Values({
      mine: "w",
      callable: (id) => this.callback(id),
      opaque: () => ({}),
      signal: (id, aborted) => {
        const controller = new AbortController();
        if (aborted) controller.abort();
        P.mapSet(this.aborts, id, controller);
        return controller.signal;
      },
      reading: (id, turn, value) => this.readings.callable(id, turn, value),
    });
  }

  /**
   * Loads what cells import, so that a worker started ahead answers at once.
   * @param packFd where a pack of those modules is open; default: they are read from their own files
   */
  warm(packFd?: number): void {
    if (packFd === undefined) {
      preload(this.from);
      return;
    }
    const { head, scripts } = readPack(packFd);
    this.refused = scripts.filter((script) => script.cachedDataRejected === true).length;
    withPack(head, scripts, () => preload(this.from));
  }

  start(): void {
    this.socket = listen((line) => this.handle(P.parse(line) as Message), this.exit);
    process.on("beforeExit", () => {
      if (this.pending === 0) return;
      send('{"idle":1}');
      this.socket?.ref();
    });
    send(`{"ready":1,"refused":${this.refused}}`);
  }

  /** While only the student's code can move things on, the wait for requests must not keep the process alive. */
  private watch(): void {
    if (this.pending > 0 && this.promises === 0) this.socket?.unref();
    else this.socket?.ref();
  }

  private handle(message: Message): void {
    if (message.q !== undefined) this.serve(message);
    else if (message.c !== undefined) P.mapSet(this.answers, message.c, message);
    else if (message.s !== undefined) this.settle(message);
    else if (message.abort !== undefined)
      (P.mapGet(this.aborts, message.abort) as AbortController | undefined)?.abort();
    else if (message.job !== undefined) this.load(message.job.cells);
    else if (message.told !== undefined)
      for (let i = 0; i < message.told.length; i++) {
        const [id, turn, value] = message.told[i];
        this.readings.hear(id, turn, value);
      }
    this.watch();
  }

  private load(cells: CompiledCell[]): void {
    this.pending++;
    this.watch();
    this.names = {};
    P.whenSettled(
      runCells(cells, this.names, this.from),
      (errors) => {
        this.pending--;
        this.watch();
        const list = errors as { cell: string; error: string }[];
        let out = "";
        for (let i = 0; i < list.length; i++) {
          out += `${out ? "," : ""}{"cell":${P.quote(list[i].cell)},"error":${P.quote(list[i].error)}}`;
        }
        send(`{"loaded":[${out}]}`);
      },
      () => this.exit(1),
    );
  }

  private serve(request: Request): void {
    let result: unknown;
    try {
      result = request.v === "run" ? this.runAll(request) : this.perform(request);
    } catch (error) {
      this.fail(request.q, error);
      return;
    }
    if (!isThenable(result)) {
      this.answer(request.q, result, request.v);
      return;
    }
    this.pending++;
    this.watch();
    const done = () => {
      this.pending--;
      this.watch();
    };
    P.whenSettled(
      new P.Promise<unknown>((resolve) => resolve(result)),
      (value) => {
        done();
        if (request.v === "run") send(`{"r":${request.q},"l":[${value}]}`);
        else this.answer(request.q, value, request.v);
      },
      (error) => {
        done();
        this.fail(request.q, error);
      },
    );
  }

  private perform({ v: verb, t: target, n: name = "", a }: Request): unknown {
    const args = a === undefined ? [] : this.values.decodeAll(a);
    if (verb === "new") return P.construct(this.defined(name) as unknown as new () => object, args);
    if (verb === "cloud") return createCloud(this.from, args[0]);
    if (verb === "call" && target === undefined) return P.apply(this.defined(name), undefined, args);
    const object = this.values.mineBy(target) as Record<string, unknown>;
    switch (verb) {
      case "call": {
        if (name === "") return P.apply(object as unknown as Callable, undefined, args);
        const method = object[name];
        if (typeof method !== "function") throw new Refused("missing-method", name);
        return P.apply(method as Callable, object, args);
      }
      case "get":
        return object[name];
      case "next":
      case "return":
        return P.apply(object[verb] as Callable, object, args);
      case "release":
        this.values.release(target as string);
        return undefined;
      case "log":
        return callLog(object);
      default:
        throw new Refused("missing-method", verb);
    }
  }

  /** The outcomes of calls made one after another, to the first that throws, as JSON; rejects at the first that could not be asked. */
  private async runAll({ t, l: calls = [], g: names = [] }: Request): Promise<string> {
    const object = this.values.mineBy(t) as Record<string, unknown>;
    let out = "";
    for (let i = 0; i < calls.length; i++) {
      const { n, a } = calls[i];
      const { text, isThrown } = await this.outcome(() => this.perform({ q: 0, v: "call", t, n, a }));
      let seen = "";
      for (let j = 0; j < names.length; j++) {
        seen += `${j ? "," : ""}{${(await this.outcome(() => object[names[j]])).text}}`;
      }
      out += `${i ? "," : ""}{${text},"g":[${seen}]}`;
      if (isThrown) break; // what would come after it does not count, and may cost as much again
    }
    return out;
  }

  private async outcome(work: () => unknown): Promise<{ text: string; isThrown: boolean }> {
    let value: unknown;
    try {
      value = work();
      if (isThenable(value)) value = await new P.Promise<unknown>((resolve) => resolve(value));
    } catch (error) {
      if (error instanceof Refused || error instanceof NotData) throw error;
      return { text: this.thrown(error), isThrown: true };
    }
    return { text: this.given(value), isThrown: false };
  }

  private defined(name: string): Callable {
    const found = P.descriptor(this.names, name) === undefined ? undefined : this.names[name];
    if (typeof found !== "function") throw new Refused("missing-name", name);
    return found as Callable;
  }

  private answer(id: number, value: unknown, verb: Request["v"]): void {
    let text: string;
    try {
      if ((verb === "new" || verb === "cloud") && typeof value === "object" && value !== null) {
        this.values.holdBare(value);
      }
      text = this.given(value);
    } catch (error) {
      this.fail(id, error);
      return;
    }
    send(`{"r":${id},${text}}`);
  }

  private given(value: unknown): string {
    if (typeof value === "object" && value !== null && isGenerator(value)) this.values.hold(value);
    return `"o":1,"x":${this.values.encode(value)}`;
  }

  private fail(id: number, error: unknown): void {
    if (error instanceof Refused) {
      send(`{"r":${id},"m":"${error.kind}","d":${P.quote(brief(error.detail))}}`);
      return;
    }
    if (error instanceof NotData) {
      send(`{"r":${id},"m":"not-data","d":${P.quote(brief(error.message))}}`);
      return;
    }
    send(`{"r":${id},${this.thrown(error)}}`);
  }

  private thrown(error: unknown): string {
    let text = '{"$":"undefined"}';
    try {
      text = this.values.encode(error);
    } catch {
      // what was thrown cannot cross; that it threw still does
    }
    return `"o":0,"x":${text}`;
  }

  // ---- callbacks ------------------------------------------------------------------------------------------------

  private callback(handle: string): Callable {
    return (...args) => {
      const id = this.nextCallback++;
      send(`{"k":${id},"f":"${handle}","a":${this.values.encodeAll(args)}}`);
      let answer = P.mapGet(this.answers, id) as Message | undefined;
      while (answer === undefined) {
        this.handle(P.parse(receiveBlocking(this.exit)) as Message);
        answer = P.mapGet(this.answers, id) as Message | undefined;
      }
      P.mapDelete(this.answers, id);
      if (answer.p === 1) return this.promise(id);
      const value = this.values.decode(answer.x);
      if (answer.o === 1) return value;
      throw value;
    };
  }

  private promise(id: number): Promise<unknown> {
    this.promises++;
    this.watch();
    return new P.Promise((resolve, reject) => P.mapSet(this.promised, id, { resolve, reject }));
  }

  private settle(message: Message): void {
    const waiting = P.mapGet(this.promised, message.s as number) as Settle | undefined;
    if (waiting === undefined) return;
    P.mapDelete(this.promised, message.s as number);
    this.promises--;
    this.watch();
    const value = this.values.decode(message.x);
    if (message.o === 1) waiting.resolve(value);
    else waiting.reject(value);
  }
}

function isThenable(value: unknown): boolean {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return false;
  return P.isPromise(value) || typeof (value as { then?: unknown }).then === "function";
}
