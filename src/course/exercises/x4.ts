/** X4: a state machine with bounded retries, back-off and catch routes, in each state. */

// biome-ignore lint/suspicious/noExplicitAny: what travels between states is the student's own
export type StateData = Record<string, any>;

/** One state of the machine. */
export interface State {
  /**
   * The work. It may throw, or its promise may fail: that is a failed attempt.
   * @param data a copy of its own in each attempt; it may change it as it likes
   * @returns the next state, null to end, and the data for it
   */
  run(data: StateData): [next: string | null, data: object] | Promise<[next: string | null, data: object]>;
  /** Without it, one attempt. */
  retry?: {
    /** Attempts in all, the first one too; a whole number >= 1. */
    maxAttempts: number;
    /** Wait before the second attempt, in ms; default 1000. */
    intervalMs?: number;
    /** Each further wait is this many times the one before; default 2. */
    backoffRate?: number;
  };
  /** Where it goes on once all attempts have failed. */
  catch?: string;
}

/** What execute gives. */
export interface Execution {
  readonly status: "SUCCEEDED" | "FAILED";
  /** The data at the end: those of the last state or, when the execution failed, those that the failed state was given. */
  readonly output: object;
  /** When FAILED: the message of the last error, or one that names the state that does not exist. */
  readonly error?: string;
  /** Attempts made in this execution, by state. */
  readonly attempts: Record<string, number>;
  /** The states it passed through, in order. */
  readonly path: string[];
}

/** X4: `new StateMachine(states, { startAt, sleep })`. */
export interface StateMachine {
  /**
   * Runs the states from startAt on until one gives null or fails for good. It never throws; what goes wrong stands in the
   * execution. Can be called again and again.
   * @param data left as it is
   */
  execute(data: object): Promise<Execution>;
}

export interface StateMachineConstructor {
  /** sleep waits so many ms; the waits between attempts go through it. Default: real time, with setTimeout. */
  new (
    states: Record<string, State>,
    options: { startAt: string; sleep?: (ms: number) => Promise<void> },
  ): StateMachine;
}
