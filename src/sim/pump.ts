/**
 * The pump moves the clock. It runs events one at a time for as long as somebody demands it: a run(), or a call that waits
 * at the top level of a cell. After an event that may have woken asynchronous code it lets that code come to rest (a flush)
 * before the next event, so that no process ever sees a later time than its own.
 *
 * Invariants: time never goes back; equal times run in the order scheduled; `current` names the process whose code may run
 * now, from its event to the end of the flush; null is the top level, and only the top level drives.
 * A flush is process.nextTick(queueMicrotask, step): a bare nextTick would run before promise reactions queued by ticks.
 */
import { Calendar, type Owner, type Scheduled } from "./calendar";
import { NeverAnsweredError, RunInterruptedError } from "./errors";

/** Somebody who wants the clock to move. It ends with true when it has what it wanted, false when that can't come. */
export interface Demand {
  /** The clock goes no further for it; Infinity for no limit. */
  limit: number;
  /** Ends after so many more events; Infinity for no count. */
  events: number;
  /** Ends when this holds, looked at between events. */
  reached?: () => boolean;
  /** Ends when only background events are left. */
  untilRest: boolean;
  resolve(reached: boolean): void;
  reject(error: unknown): void;
}

/** A call that waits at the top level, and hears when the simulation breaks down. */
interface Crashable {
  crash(error: unknown): void;
}

/** How the pump lets asynchronous code come to rest. "immediate" is slower and also drains in-memory streams. */
export type Flush = "tick" | "immediate";

const YIELD_MS = 15; // real time between two chances for the host (Jupyter, signals)
const LOOK_EVERY = 1_024; // events between two looks at the real clock

/** How often the user has pressed "interrupt" in the notebook so far; 0 outside one. */
const hostInterrupts = (): number =>
  (globalThis as Record<symbol, { interrupts?: number } | undefined>)[Symbol.for("Jupyter.kernel")]?.interrupts ?? 0;

export class Pump {
  readonly calendar = new Calendar();
  now = 0;
  current: Owner | null = null;
  /** Asynchronous code may have been woken: flush before the next event. */
  dirty = false;
  /** The next flush must outlast in-memory streams. */
  deep = false;
  /** Real input or output in flight: the clock stands still. */
  holds = 0;
  /** Events of the services run so far (not the wake-ups of processes). */
  serviceEvents = 0;

  #active = false;
  #parked = false;
  #demands: Demand[] = [];
  #limit = Number.POSITIVE_INFINITY; // the earliest limit of all demands
  #watched = false; // some demand counts events or watches a condition
  readonly #waiters = new Set<Crashable>();
  #unheard: unknown[] = []; // errors that came when nobody was driving: the next who drives hears of the first
  #events = 0;
  #yielded = 0;
  #interrupts = 0;

  constructor(
    readonly flush: Flush,
    /** Called whenever another owner's code is about to run. */
    private readonly entered: (owner: Owner | null) => void,
  ) {}

  demand(demand: Demand): void {
    this.#demands.push(demand);
    this.#demandsChanged();
    this.start();
    this.#tellUnheard();
  }

  /** A call at the top level waits, until it is removed again. */
  addWaiter(waiter: Crashable): void {
    this.#waiters.add(waiter);
    this.start();
    this.#tellUnheard();
  }

  removeWaiter(waiter: Crashable): void {
    this.#waiters.delete(waiter);
  }

  /** Puts the clock at a time before which nothing is left on the calendar. Returns false when something is. */
  advance(time: number): boolean {
    const next = this.calendar.peek();
    if (time < this.now || (next !== undefined && next.time < time)) return false;
    this.now = time;
    return true;
  }

  /** Runs code as its owner's. */
  as<T>(owner: Owner, code: () => T): T {
    const before = this.current;
    this.#enter(owner);
    try {
      return code();
    } finally {
      this.#enter(before);
    }
  }

  start(): void {
    if (this.#active) return;
    this.#active = true;
    this.#interrupts = hostInterrupts();
    queueMicrotask(this.#step);
  }

  /** Real input or output has ended; goes on when it was the last. */
  release(): void {
    this.holds--;
    if (this.holds === 0 && this.#parked) {
      this.#parked = false;
      setImmediate(queueMicrotask, this.#step);
    }
  }

  /** Everybody who waits hears of an error that no one else will. */
  crash(error: unknown): void {
    const demands = this.#demands.splice(0);
    this.#demandsChanged();
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    if (demands.length + waiters.length === 0) this.#unheard.push(error);
    this.#enter(null); // they are the top level's, whoever has failed
    for (const demand of demands) demand.reject(error);
    for (const waiter of waiters) waiter.crash(error);
  }

  #tellUnheard(): void {
    if (this.#unheard.length > 0) this.crash(this.#unheard.splice(0)[0]);
  }

  readonly #step = (): void => {
    for (;;) {
      if (this.holds > 0) {
        this.#parked = true;
        return;
      }
      const entry = this.#next();
      if (entry === "flush") return this.#flush();
      if (entry === "rest") {
        this.#active = false;
        this.#enter(null);
        return;
      }
      this.calendar.take(entry);
      this.now = entry.time;
      const owner = entry.owner;
      if (owner !== this.current) this.#enter(owner);
      if (owner?.isService) this.serviceEvents++;
      if (this.#watched) for (const demand of this.#demands) demand.events--;
      try {
        entry.handler();
      } catch (error) {
        this.crash(error);
      }
      if (++this.#events % LOOK_EVERY === 0 && performance.now() - this.#yielded > YIELD_MS) {
        setImmediate(this.#afterYield);
        return;
      }
      if (this.dirty) return this.#flush();
    }
  };

  #flush(): void {
    this.dirty = false;
    if (this.deep || this.flush === "immediate") {
      this.deep = false;
      setImmediate(queueMicrotask, this.#step);
    } else process.nextTick(queueMicrotask, this.#step);
  }

  readonly #afterYield = (): void => {
    this.#yielded = performance.now();
    if (hostInterrupts() !== this.#interrupts) {
      this.#interrupts = hostInterrupts();
      this.crash(new RunInterruptedError());
    }
    this.dirty = false;
    queueMicrotask(this.#step);
  };

  /** The next event that somebody wants, "rest" when nobody wants one, "flush" to let those run who got what they wanted. */
  #next(): Scheduled | "rest" | "flush" {
    if (this.#watched && this.#endReached()) return "flush";
    if (this.#demands.length === 0 && this.#waiters.size === 0) return "rest";
    const entry = this.calendar.peek();
    if (this.calendar.foreground > 0 && entry !== undefined && entry.time <= this.#limit) return entry;

    const atRest = this.calendar.foreground === 0;
    if (atRest && this.#end((d) => d.untilRest, false)) return "flush";
    if (entry !== undefined && entry.time <= this.#limit && this.#demands.length > 0) return entry;
    if (this.#limit < Number.POSITIVE_INFINITY) {
      const limit = this.#limit;
      this.now = Math.max(this.now, limit);
      this.#end((d) => d.limit === limit, false);
      return "flush";
    }
    if (this.#end(() => true, false)) return "flush";
    this.crash(new NeverAnsweredError());
    return "flush";
  }

  /** Ends the demands that have what they wanted. A predicate that throws ends its own run with that error. */
  #endReached(): boolean {
    return this.#end((demand) => {
      if (demand.events <= 0) return true;
      try {
        return demand.reached?.() === true;
      } catch (error) {
        demand.reject(error);
        return true;
      }
    }, true);
  }

  /** Ends the demands that hold, at the top level's own time. Returns whether there were any. */
  #end(holds: (demand: Demand) => boolean, reached: boolean): boolean {
    const ended = this.#demands.filter(holds);
    if (ended.length === 0) return false;
    this.#demands = this.#demands.filter((demand) => !ended.includes(demand));
    this.#demandsChanged();
    this.#enter(null);
    for (const demand of ended) demand.resolve(reached);
    return true;
  }

  #demandsChanged(): void {
    this.#limit = Math.min(Number.POSITIVE_INFINITY, ...this.#demands.map((demand) => demand.limit));
    this.#watched = this.#demands.some(
      (demand) => demand.reached !== undefined || demand.events !== Number.POSITIVE_INFINITY,
    );
  }

  #enter(owner: Owner | null): void {
    this.current = owner;
    this.entered(owner);
  }
}
