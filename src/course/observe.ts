/**
 * A student's own queue, recorded: the methods of X2 and X7 do what they do, and what they did is appended to the trace as
 * queue.Sent, Received, Deleted, Returned, DeadLettered, Expired and Swept, so that the charts of SQS show it too.
 * Told from outside: the recorder knows what went in and came out, and believes the queue only its answers and its size.
 */
import type { Simulation } from "../sim/simulation";
import type { Subject, Trace } from "../sim/trace";
import type { Clock, ExpiringMessage, Message, PriorityQueue, SQSQueue } from "./exercises";

export interface ObserveOptions {
  /** Name in the trace and in the charts. Default "queue", "queue-2", ... */
  name?: string;
}

/** The virtual clock as X7 takes it: `new PriorityQueue(clockOf(cloud))`. */
export function clockOf(simulation: { readonly now: number }): Clock {
  return { now: () => simulation.now };
}

const observed = new WeakMap<object, Recorder>();

/** The recorder behind a queue that observe() returned. */
export function recorderOf(queue: object): Recorder | undefined {
  return observed.get(queue);
}

/**
 * The same queue, with what happens to it written in the simulation's trace.
 * @param queue an SQSQueue (X2) or a PriorityQueue (X7)
 * @returns a stand-in to use instead of the queue
 * @throws TypeError when it has neither sendMessage nor send; RangeError when the name is taken
 * @example const queue = observe(new SQSQueue(), cloud, { name: "orders" });
 */
export function observe<Q extends SQSQueue | PriorityQueue>(
  queue: Q,
  simulation: Simulation,
  options: ObserveOptions = {},
): Q {
  const recorder = new Recorder(simulation, options.name);
  const calls = isExpiring(queue) ? recorder.expiringCalls(queue) : recorder.retryingCalls(queue as SQSQueue);
  const stand = new Proxy(queue, {
    get(target, property) {
      if (Object.hasOwn(calls, property)) return calls[property as keyof typeof calls];
      const value = Reflect.get(target, property, target); // not the stand-in: #private fields live in the target
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  observed.set(stand, recorder);
  return stand;
}

/** True for a queue of X7; TypeError for what is no queue of an exercise. */
export function isExpiring(queue: SQSQueue | PriorityQueue): queue is PriorityQueue {
  const has = (method: string) => typeof (queue as unknown as Record<string, unknown> | null)?.[method] === "function";
  if (has("sendMessage")) return false;
  if (has("send")) return true;
  throw new TypeError("observe: a queue has sendMessage (SQSQueue) or send (PriorityQueue); this one has neither");
}

interface Known {
  readonly id: string;
  readonly subject: Subject;
  readonly body: string;
  readonly priority: number;
  /** Virtual ms; infinite when it never expires. */
  readonly expiresAt: number;
  attempts: number;
  state: "waiting" | "out" | "gone";
}

class Recorder {
  readonly name: string;
  readonly #simulation: Simulation;
  readonly #known = new Map<string, Known>();

  constructor(simulation: Simulation, name: string | undefined) {
    this.#simulation = simulation;
    this.name = freshName(simulation.trace, name);
  }

  /** X2. */
  retryingCalls(queue: SQSQueue): Pick<SQSQueue, "sendMessage" | "receiveMessage" | "processMessage"> {
    return {
      sendMessage: (...args) => {
        const id = queue.sendMessage(...args);
        this.#sent(id, args[0], args[1] ?? 0, Number.POSITIVE_INFINITY);
        return id;
      },
      receiveMessage: () => {
        const message = queue.receiveMessage();
        if (message !== null) this.#received(this.#find(message));
        return message;
      },
      processMessage: (message, handler) => {
        const known = this.#find(message);
        const isDone = queue.processMessage(message, handler);
        if (known === undefined) return isDone;
        if (isDone) this.#ended(known, "queue.Deleted");
        else if (isAmong(queue.deadLetters, known.id)) this.#ended(known, "queue.DeadLettered");
        else this.#returned(known);
        return isDone;
      },
    };
  }

  /** X7. */
  expiringCalls(queue: PriorityQueue): Pick<PriorityQueue, "send" | "receive" | "process" | "sweep"> {
    return {
      send: (body, options) => {
        const id = queue.send(body, options);
        this.#sent(
          id,
          body,
          options?.priority ?? 0,
          this.#simulation.now + (options?.ttlMs ?? Number.POSITIVE_INFINITY),
        );
        return id;
      },
      receive: () => {
        const message = queue.receive();
        const known = message === null ? undefined : this.#find(message);
        if (known !== undefined) {
          this.#received(known);
          this.#ended(known, "queue.Deleted");
        }
        this.#noteExpired(queue.size);
        return message;
      },
      process: (handler) => {
        let known: Known | undefined;
        const isDone = queue.process((body) => {
          known = this.#waitingWith(body); // process() names no id: the most urgent one with this text
          if (known !== undefined) this.#received(known);
          handler(body);
        });
        if (known !== undefined) {
          if (isDone) this.#ended(known, "queue.Deleted");
          else this.#returned(known);
        }
        this.#noteExpired(queue.size);
        return isDone;
      },
      sweep: () => {
        const removed = queue.sweep();
        this.#simulation.trace.append("queue.Swept", this.name, { value: removed });
        this.#noteExpired(queue.size);
        return removed;
      },
    };
  }

  #append(kind: string, known: Known, value?: number): void {
    this.#simulation.trace.append(kind, this.name, { subject: known.subject, value });
  }

  #sent(id: string, body: string, priority: number, expiresAt: number): void {
    const subject = this.#simulation.trace.subject(`${this.name}/${id}`); // two queues may both count 1, 2, 3
    const known: Known = { id, subject, body, priority, expiresAt, attempts: 0, state: "waiting" };
    this.#known.set(id, known);
    this.#append("queue.Sent", known, priority);
  }

  #received(known: Known | undefined): void {
    if (known === undefined) return;
    known.attempts++;
    known.state = "out";
    this.#append("queue.Received", known, known.attempts);
  }

  #returned(known: Known): void {
    known.state = "waiting";
    this.#append("queue.Returned", known, known.attempts);
  }

  #ended(known: Known, kind: string): void {
    known.state = "gone";
    this.#append(kind, known, known.attempts);
  }

  /** The queue holds fewer than are waiting: the overdue ones among them, earliest first, have been removed. */
  #noteExpired(size: unknown): void {
    if (typeof size !== "number") return;
    const waiting = [...this.#known.values()].filter((known) => known.state === "waiting");
    const overdue = waiting
      .filter((known) => known.expiresAt <= this.#simulation.now)
      .sort((a, b) => a.expiresAt - b.expiresAt);
    for (const known of overdue.slice(0, Math.max(0, waiting.length - size))) this.#ended(known, "queue.Expired");
  }

  #find(message: Message | ExpiringMessage): Known | undefined {
    return this.#known.get(message?.id);
  }

  #waitingWith(body: string): Known | undefined {
    let best: Known | undefined;
    for (const known of this.#known.values()) {
      const fits = known.state === "waiting" && known.body === body && known.expiresAt > this.#simulation.now;
      if (fits && (best === undefined || known.priority < best.priority)) best = known;
    }
    return best;
  }
}

function isAmong(messages: unknown, id: string): boolean {
  return Array.isArray(messages) && messages.some((message) => message?.id === id);
}

function freshName(trace: Trace, wanted: string | undefined): string {
  const isTaken = (name: string) => trace.for(name).length > 0;
  if (wanted !== undefined) {
    if (isTaken(wanted)) throw new RangeError(`observe: the name "${wanted}" is already in the trace; choose another`);
    return wanted;
  }
  let name = "queue";
  for (let i = 2; isTaken(name); i++) name = `queue-${i}`;
  return name;
}
