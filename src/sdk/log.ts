/**
 * The log of calls: everything that came into a cloud from outside, at its place among the services' own events. With the
 * seed it determines the run, so that somebody else can replay it and see the same trace (replay.ts).
 * Recorded at the door of the services, after an input was checked: what never reached a service is not in it.
 */
import { type Caller, ServiceError } from "../services/service";
import type { Simulation } from "../sim";

export type Outcome =
  | { kind: "answered"; output: unknown }
  | { kind: "refused"; code: string; message: string }
  /** Still unanswered when the log was taken. */
  | { kind: "pending" };

export interface LoggedCall {
  /** Virtual milliseconds since the start. */
  at: number;
  /** Events of the services that had run before. */
  events: number;
  /** Process that called; "" at the top level. */
  actor: string;
  /** Request id of the invocation that the process works for, if it does. */
  origin?: string;
  caller: Caller;
  /** "sqs" */
  service: string;
  /** "SendMessage" */
  operation: string;
  input: unknown;
  outcome: Outcome;
}

/** Plain data; bytes are Uint8Array. */
export interface CallLog {
  version: 1;
  seed: number | string;
  /** Epoch milliseconds of virtual time 0. */
  start: number;
  calls: LoggedCall[];
  /** Where the run stood when the log was taken. */
  end: { at: number; events: number; facts: number; hash: string };
}

export class Recorder {
  readonly #calls: LoggedCall[] = [];

  constructor(private readonly sim: Simulation) {}

  /** The log up to now: a copy that later calls do not change. */
  log(): CallLog {
    const { sim } = this;
    return {
      version: 1,
      seed: sim.seed,
      start: sim.start,
      calls: this.#calls.map((call) => ({ ...call })),
      end: { at: sim.now, events: sim.serviceEvents, facts: sim.trace.length, hash: sim.trace.hash() },
    };
  }

  /** Makes a call and writes it down. */
  call(service: string, operation: string, input: unknown, caller: Caller, make: () => unknown): unknown {
    const logged: LoggedCall = {
      at: this.sim.now,
      events: this.sim.serviceEvents,
      actor: this.sim.current,
      ...(this.sim.origin !== "" && { origin: this.sim.origin }),
      caller: { ...caller },
      service,
      operation,
      input: structuredClone(input),
      outcome: { kind: "pending" },
    };
    this.#calls.push(logged);
    const answered = (output: unknown) => {
      logged.outcome = { kind: "answered", output: structuredClone(output) };
      return output;
    };
    const refused = (error: unknown) => {
      logged.outcome = outcomeOf(error);
      throw error;
    };
    let output: unknown;
    try {
      output = make();
    } catch (error) {
      return refused(error);
    }
    return output instanceof Promise ? output.then(answered, refused) : answered(output);
  }
}

/** How an error is written down. Anything but a ServiceError is a mistake of nubelab's, and no replay will match it. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof ServiceError) return { kind: "refused", code: error.code, message: error.message };
  return { kind: "refused", code: "InternalFailure", message: String(error) };
}
