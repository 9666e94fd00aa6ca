/**
 * The simulation: one virtual clock, one calendar, one seed. It knows no AWS; the services stand on it.
 * Calls at the top level of a cell drive the clock just far enough to be answered; inside a process they only wait.
 * Left out: real time. Nothing here reads it except to give the host a turn every 15 ms.
 */
import type { Owner, Scheduled } from "./calendar";
import { type Duration, toMilliseconds } from "./duration";
import { EndlessRunError, OutsideWaitError, ProcessFailedError } from "./errors";
import { Faults } from "./faults";
import { Process } from "./process";
import { type Flush, Pump } from "./pump";
import { Random } from "./random";
import { Trace } from "./trace";
import { PumpWaiter, type Waiter } from "./waiter";

export interface SimulationOptions {
  /** Same seed, same run. Default 1. */
  seed?: number | string;
  /** What the calendar on the wall says at virtual time 0. Default 2026-01-05T00:00:00Z, a Monday. */
  start?: Date | string | number;
  /** How asynchronous code is brought to rest between events; both give the same run. Default "tick". */
  flush?: Flush;
}

export interface RepeatOptions {
  /** Shown in the trace. Default "every" with a number. */
  name?: string;
  /** Firings in all; default no limit. */
  times?: number;
  /** Last instant, counted from now; default no limit. */
  until?: Duration;
}

const DEFAULT_START = "2026-01-05T00:00:00Z";
const LONGEST_RUN_MS = 400 * 86_400_000; // a run() without a limit that gets here is taken for endless

export class Simulation {
  readonly seed: number | string;
  /** Epoch milliseconds of virtual time 0. */
  readonly start: number;
  readonly trace: Trace;
  readonly faults: Faults;
  readonly #pump: Pump;
  readonly #streams = new Map<string, Random>();
  readonly #processes = new Set<Process>();
  readonly #services: Owner = { name: "", waiting: 0, isService: true };
  #unnamed = 0;

  /** @throws RangeError for a start that is no date, TypeError for a seed that is neither number nor string */
  constructor(options: SimulationOptions = {}) {
    const { seed = 1, start = DEFAULT_START, flush = "tick" } = options;
    if (typeof seed !== "string" && !Number.isFinite(seed)) {
      throw new TypeError(`seed must be a finite number or a string, not ${String(seed)}`);
    }
    this.seed = seed;
    this.start = new Date(start).getTime();
    if (Number.isNaN(this.start)) throw new RangeError(`start must be a date, not ${JSON.stringify(start)}`);
    this.trace = new Trace(this);
    this.#pump = new Pump(flush, (owner) => {
      this.trace.actor = owner instanceof Process ? owner.nameId : this.trace.name(owner?.name ?? "");
    });
    this.faults = new Faults(this, (name) => this.random(name));
  }

  /** Virtual milliseconds since the start. Never goes back. */
  get now(): number {
    return this.#pump.now;
  }

  /** A virtual time as a date. */
  date(at: number = this.now): Date {
    return new Date(this.start + at);
  }

  /** Name of the process whose code is running; "" at the top level. */
  get current(): string {
    return this.#pump.current?.name ?? "";
  }

  /** @internal What the running code works for, as its `spawn` said; "" when it said nothing. */
  get origin(): string {
    return this.#pump.current?.origin ?? "";
  }

  /** Events of the services run so far: with it, a log of calls can be replayed at the very same place. */
  get serviceEvents(): number {
    return this.#pump.serviceEvents;
  }

  /** The substream of chance with this name; the same object each time. */
  random(name: string): Random {
    let stream = this.#streams.get(name);
    if (stream === undefined) {
      stream = new Random(this.seed, name);
      this.#streams.set(name, stream);
    }
    return stream;
  }

  // ---- for the services ----------------------------------------------------------------------------------------------

  /**
   * Puts a synchronous handler on the calendar.
   * @param time virtual ms, not before now
   * @param background it does not keep run() going
   * @throws RangeError when the time has passed or is no number
   */
  at(time: number, handler: () => void, background = false): Scheduled {
    if (!(time >= this.#pump.now) || time === Number.POSITIVE_INFINITY) {
      throw new RangeError(`at: ${time} ms is not a time from now (${this.#pump.now} ms) on`);
    }
    return this.#pump.calendar.schedule(time, handler, this.#services, background);
  }

  /** The same, so many ms (>= 0) from now. */
  after(delay: number, handler: () => void, background = false): Scheduled {
    return this.at(this.#pump.now + delay, handler, background);
  }

  /** An answer that takes virtual time. Made in the call that waits for it. */
  waiter<T>(): Waiter<T> {
    return new PumpWaiter<T>(this.#pump);
  }

  /** Asynchronous code was started or woken in this event: let it come to rest before the next one. */
  touch(needsStreams = false): void {
    this.#pump.dirty = true;
    if (needsStreams) this.#pump.deep = true;
  }

  // ---- for users -----------------------------------------------------------------------------------------------------

  /** Waits so long in virtual time. */
  sleep(duration: Duration): Promise<void> {
    return this.#sleep(toMilliseconds(duration, "sleep"));
  }

  /** Waits as long as some work takes; longer while a `slow` fault holds for this process. */
  work(duration: Duration): Promise<void> {
    return this.#sleep(toMilliseconds(duration, "work") * this.faults.slowdown(this.current));
  }

  #sleep(ms: number): Promise<void> {
    const waiter = new PumpWaiter<void>(this.#pump);
    waiter.resolveAt(this.#pump.now + ms, undefined);
    return waiter.promise;
  }

  /**
   * Starts a process at the present instant: it runs when the clock is next driven.
   * @param origin id of what it works for; a service that knows the id can tell what caused the process's calls
   */
  spawn(name: string, body: () => unknown, origin = ""): Process {
    const process = this.#process(name, false, origin);
    this.#wake(process, this.now, () => this.#run(process, body, (value) => this.#end(process, value)));
    return process;
  }

  /** Ends a process where it stands: its code never goes on, as if its machine had been taken away. */
  stop(process: Process): void {
    this.#processes.delete(process);
    process.stop();
  }

  /**
   * Calls the handler every so often, the first time one period from now. A handler that outlasts its period delays the next
   * call to the next multiple of the period; calls never overlap.
   * @param duration the period, > 0
   */
  every(duration: Duration, handler: () => unknown, options: RepeatOptions = {}): Process {
    const period = toMilliseconds(duration, "every");
    if (period === 0) throw new RangeError("every: the period must be > 0");
    const { times, until, process } = this.#repeating("every", options);
    const origin = this.now;
    let fired = 0;
    let turn = 0; // counted, not divided out of the clock: a fractional period would round to the same turn for ever
    const next = () => {
      turn = Math.max(turn + 1, Math.floor((this.now - origin) / period));
      while (origin + turn * period <= this.now) turn++;
      const time = origin + turn * period;
      if (fired >= times || time > until) return this.#end(process, undefined);
      this.#wake(process, time, () => {
        fired++;
        this.#run(process, handler, next);
      });
    };
    next();
    return process;
  }

  /**
   * Arrivals of a Poisson process from the substream "poisson:NAME": calls the handler at each, whether or not the earlier
   * calls have ended.
   * @param options perSecond: mean arrivals a second, > 0
   * @param handler gets the number of the arrival, from 0
   */
  poisson(options: RepeatOptions & { name: string; perSecond: number }, handler: (i: number) => unknown): Process {
    const { perSecond } = options;
    if (!(perSecond > 0) || !Number.isFinite(perSecond)) {
      throw new RangeError(`poisson: perSecond must be > 0, not ${perSecond}`);
    }
    const { times, until, process } = this.#repeating("poisson", options);
    const gaps = this.random(`poisson:${options.name}`);
    let arrivals = 0;
    process.open++; // the arrivals themselves, until the last has come
    const settle = () => {
      if (process.open === 0) this.#end(process, undefined);
    };
    const next = () => {
      const time = this.now + gaps.exponential(1_000 / perSecond);
      if (arrivals >= times || time > until) {
        process.open--;
        return settle();
      }
      this.#wake(process, time, () => {
        const number = arrivals++;
        next();
        this.#run(process, () => handler(number), settle);
      });
    };
    next();
    return process;
  }

  /**
   * Drives the clock: for so long, or until nothing is left to do (background events, such as messages growing old in a
   * queue, do not count).
   * @throws EndlessRunError without `for` when some process repeats for ever
   * @throws OutsideWaitError when a process waits for something that the simulation does not know of
   * @throws ProcessFailedError when a process fails and nobody awaits its `done`
   */
  async run(options: { for?: Duration } = {}): Promise<void> {
    this.#topLevelOnly("run");
    if (options.for !== undefined) {
      await this.#demand(this.now + toMilliseconds(options.for, "run for"), Number.POSITIVE_INFINITY, false);
      return;
    }
    const endless = [...this.#processes].filter((process) => process.endless).map((process) => `"${process.name}"`);
    if (endless.length > 0) {
      throw new EndlessRunError(
        `run() would never end: ${endless.join(", ")} repeats for ever. Use run({ for: { minutes: 5 } }), or give it times or until`,
      );
    }
    const limit = this.now + LONGEST_RUN_MS;
    await this.#demand(limit, Number.POSITIVE_INFINITY, true);
    if (this.now >= limit) {
      const names = [...this.#processes].map((process) => `"${process.name}"`).join(", ");
      throw new EndlessRunError(
        `run() has gone through 400 days without coming to rest (still running: ${names}). Use run({ for: ... })`,
      );
    }
    const stuck = [...this.#processes].filter((process) => process.waiting === 0).map((process) => process.name);
    if (stuck.length > 0) throw new OutsideWaitError(stuck);
  }

  /**
   * Drives the clock until the predicate holds, looking between events.
   * @returns true when it holds; false when it still does not after `within`, or when nothing is left to do
   */
  runUntil(predicate: () => boolean, options: { within?: Duration } = {}): Promise<boolean> {
    this.#topLevelOnly("runUntil");
    const limit =
      options.within === undefined ? Number.POSITIVE_INFINITY : this.now + toMilliseconds(options.within, "within");
    return this.#demand(limit, Number.POSITIVE_INFINITY, limit === Number.POSITIVE_INFINITY, predicate);
  }

  /** Runs one event. Returns false when the calendar is empty. */
  step(): Promise<boolean> {
    this.#topLevelOnly("step");
    return this.#demand(Number.POSITIVE_INFINITY, 1, false);
  }

  /** Stops the virtual clock until real input or output (a file, a fetch) has ended. Settles as the promise does. */
  hold<T>(promise: PromiseLike<T>): Promise<T> {
    const waiter = new PumpWaiter<T>(this.#pump);
    this.#pump.holds++;
    const settle = (answer: () => void) => {
      answer();
      this.#pump.release();
    };
    promise.then(
      (value) => settle(() => waiter.resolve(value)),
      (error: unknown) => settle(() => waiter.reject(error)),
    );
    return waiter.promise;
  }

  // ---- for replays ---------------------------------------------------------------------------------------------------

  /**
   * @internal Drives the clock to a place of a recorded run: so many events of the services done, then that time.
   * @returns false when this run has no such place
   */
  async arrive(time: number, serviceEvents: number): Promise<boolean> {
    const there = () => {
      if (this.#pump.serviceEvents < serviceEvents) return false;
      const next = this.#pump.calendar.peek();
      return next === undefined || next.time > time || next.owner?.isService === true; // else somebody's wake-up
    };
    if (!there()) await this.#demand(time, Number.POSITIVE_INFINITY, false, there);
    return this.#pump.serviceEvents === serviceEvents && this.#pump.advance(time);
  }

  /** @internal Makes a call as a process of that name would make it now: it waits and does not drive the clock. */
  enact<T>(process: string, call: () => T, origin = ""): T {
    return this.#pump.as({ name: process, waiting: 0, isService: false, origin }, call);
  }

  // ---- inside --------------------------------------------------------------------------------------------------------

  #topLevelOnly(call: string): void {
    if (this.#pump.current !== null) {
      throw new Error(
        `${call}() drives the clock and belongs at the top level of a cell; inside process "${this.current}" use sleep()`,
      );
    }
  }

  #demand(limit: number, events: number, untilRest: boolean, reached?: () => boolean): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#pump.demand({ limit, events, untilRest, resolve, reject, ...(reached && { reached }) });
    });
  }

  #process(name: string, endless: boolean, origin = ""): Process {
    if (typeof name !== "string" || name === "") throw new TypeError("a process needs a name");
    const process = new Process(name, this.trace.name(name), endless, () => this.waiter(), origin);
    this.#processes.add(process);
    return process;
  }

  #repeating(kind: string, options: RepeatOptions): { times: number; until: number; process: Process } {
    const { times = Number.POSITIVE_INFINITY, until, name = `${kind} ${++this.#unnamed}` } = options;
    if (!(times >= 0) || (Number.isFinite(times) && !Number.isInteger(times))) {
      throw new RangeError(`${kind}: times must be a whole number >= 0, not ${times}`);
    }
    const end = until === undefined ? Number.POSITIVE_INFINITY : this.now + toMilliseconds(until, `${kind} until`);
    const endless = times === Number.POSITIVE_INFINITY && end === Number.POSITIVE_INFINITY;
    return { times, until: end, process: this.#process(name, endless) };
  }

  #wake(process: Process, time: number, handler: () => void): void {
    this.#pump.calendar.schedule(time, () => process.isStopped || handler(), process);
  }

  /** Runs a handler of a process; `then` follows at once when it is synchronous. */
  #run(process: Process, handler: () => unknown, then: (value: unknown) => void): void {
    process.open++;
    const failed = (error: unknown) => {
      process.open--;
      this.#fail(process, error);
    };
    let value: unknown;
    try {
      value = handler();
    } catch (error) {
      return failed(error);
    }
    const settled = (result: unknown) => {
      process.open--;
      then(result);
    };
    if (typeof (value as PromiseLike<unknown> | undefined)?.then !== "function") return settled(value);
    this.touch();
    (value as PromiseLike<unknown>).then(settled, failed);
  }

  #end(process: Process, value: unknown): void {
    this.#processes.delete(process);
    process.finish(value);
  }

  #fail(process: Process, error: unknown): void {
    this.#processes.delete(process);
    process.fail(error);
    if (!process.observed) this.#pump.crash(new ProcessFailedError(process.name, error));
  }
}
