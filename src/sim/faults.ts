/**
 * Faults: what goes wrong, where, and from when until when. They act at delivery level: the services and the course's
 * handlers ask here. Windows are half open, [from, until). Nothing happens that was not asked for.
 */
import { type Duration, toMilliseconds } from "./duration";
import type { Random } from "./random";

export type FaultKind = "down" | "slow" | "poison" | "lostAcknowledgement" | "throttle" | "partition";

/** When a fault holds, in virtual time since the start. Default: from 0, without end. */
export interface FaultWindow {
  from?: Duration;
  until?: Duration;
}

interface Fault {
  kind: FaultKind;
  target: string;
  from: number;
  until: number;
  probability: number;
  factor: number;
  matches: (body: string) => boolean;
  other: ReadonlySet<string>;
}

/** Thrown by `check` for a message that poisons its consumer. */
export class PoisonMessageError extends Error {
  override name = "PoisonMessageError";
}

export class Faults {
  readonly #faults: Fault[] = [];

  constructor(
    private readonly clock: { readonly now: number },
    private readonly random: (name: string) => Random,
  ) {}

  /** An endpoint (queue, function, URL, address) does not answer during the window. */
  down(target: string, window: FaultWindow = {}): void {
    this.#add("down", target, window, {});
  }

  /** A process works `factor` times slower (factor >= 1): its `work` takes that much longer. */
  slow(process: string, options: FaultWindow & { factor: number }): void {
    if (!(options.factor >= 1)) throw new RangeError(`slow: factor must be >= 1, not ${options.factor}`);
    this.#add("slow", process, options, { factor: options.factor });
  }

  /** Messages that make every consumer of the target fail: handlers call `check`. */
  poison(target: string, matches: (body: string) => boolean, window: FaultWindow = {}): void {
    this.#add("poison", target, window, { matches });
  }

  /** Acknowledgements (deletes) to the target are lost with the given probability, default 1: the message comes again. */
  loseAcknowledgements(target: string, options: FaultWindow & { probability?: number } = {}): void {
    this.#add("lostAcknowledgement", target, options, { probability: options.probability ?? 1 });
  }

  /** Requests to the target are refused with the given probability, default 1. */
  throttle(target: string, options: FaultWindow & { probability?: number } = {}): void {
    this.#add("throttle", target, options, { probability: options.probability ?? 1 });
  }

  /** Two groups of nodes cannot reach each other during the window. */
  partition(one: readonly string[], other: readonly string[], window: FaultWindow = {}): void {
    for (const node of one) this.#add("partition", node, window, { other: new Set(other) });
    for (const node of other) this.#add("partition", node, window, { other: new Set(one) });
  }

  /** True when any fault at all was declared: lets hot paths skip the rest. */
  get any(): boolean {
    return this.#faults.length > 0;
  }

  isDown(target: string): boolean {
    return this.#active("down", target).length > 0;
  }

  /** How many times slower a process works now; 1 without a fault. */
  slowdown(process: string): number {
    return this.#active("slow", process).reduce((product, fault) => product * fault.factor, 1);
  }

  /** Throws PoisonMessageError when the target's messages with this body poison their consumer now. */
  check(target: string, body: string): void {
    if (this.#active("poison", target).some((fault) => fault.matches(body))) {
      throw new PoisonMessageError(`poison message on "${target}": ${JSON.stringify(body.slice(0, 80))}`);
    }
  }

  /** Draws whether a lost acknowledgement or a throttle strikes this one call. */
  strikes(kind: "lostAcknowledgement" | "throttle", target: string): boolean {
    return this.#active(kind, target).some((fault) =>
      this.random(`fault:${kind}:${target}`).bernoulli(fault.probability),
    );
  }

  /** True when a partition separates the two nodes now. */
  separated(a: string, b: string): boolean {
    return this.#active("partition", a).some((fault) => fault.other.has(b));
  }

  /** When next some fault of the target begins or ends, virtual ms; Infinity when none will. */
  nextChange(target: string): number {
    const times = this.#faults.flatMap((fault) => (fault.target === target ? [fault.from, fault.until] : []));
    return times.reduce((least, at) => (at > this.clock.now && at < least ? at : least), Number.POSITIVE_INFINITY);
  }

  #active(kind: FaultKind, target: string): Fault[] {
    const now = this.clock.now;
    return this.#faults.filter((f) => f.kind === kind && f.target === target && f.from <= now && now < f.until);
  }

  #add(kind: FaultKind, target: string, window: FaultWindow, rest: Partial<Fault>): void {
    if (typeof target !== "string" || target === "") throw new TypeError(`${kind}: name the target`);
    const from = window.from === undefined ? 0 : toMilliseconds(window.from, `${kind} from`);
    const until = window.until === undefined ? Number.POSITIVE_INFINITY : toMilliseconds(window.until, `${kind} until`);
    if (until <= from) throw new RangeError(`${kind}: until (${until} ms) must be later than from (${from} ms)`);
    const probability = rest.probability ?? 1;
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`${kind}: probability lies between 0 and 1, not ${probability}`);
    }
    const none = { probability, factor: 1, matches: () => false, other: new Set<string>() };
    this.#faults.push({ ...none, ...rest, kind, target, from, until });
  }
}
