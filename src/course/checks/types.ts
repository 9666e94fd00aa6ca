/**
 * What a check is: parameters drawn afresh, a scenario that drives the student's objects from outside, a verdict on what
 * came back. The same check runs in the notebook (objects in the same process) and in the grader (objects in a sandboxed
 * worker, reached by RPC); a scenario cannot tell which, because it sees the student's work only through Student.
 */

import type { Cloud } from "../../sdk/cloud";
import type { CallLog } from "../../sdk/log";
import type { CloudOptions } from "../../sdk/options";
import type { Text } from "../../sim/language";
import type { Random } from "../../sim/random";

export type { Text };

/**
 * One scored check. Life of a run: parameters(random) -> scenario(student, p) -> verdict(p, o).
 * A thrown error, a missing method, a hang or silence inside the scenario is a failed finding with its reason; the author
 * catches only the errors that are part of the exercise.
 */
// biome-ignore lint/suspicious/noExplicitAny: a registry holds checks over different parameters and observations
export interface Check<P = any, O = any> {
  /** "x2.order": the item in lower case, a dot, a name. */
  id: string;
  /** "X2" */
  item: string;
  /** Points of the whole check, visible and hidden part together, > 0. */
  points: number;
  title: Text;
  /** Names that the student must define, as in check("x2.order", { SQSQueue }). */
  needs: string[];
  /** The student's code may start threads. Default false. */
  threads?: boolean;
  /** Fresh parameters from the run's chance. Plain data: they are shown and recorded. */
  parameters(random: Random): P;
  /** Drives the student's work; returns plain data. */
  scenario(student: Student, p: P): Promise<O>;
  /** One finding per claim, never empty. Pure: no student code runs here. */
  verdict(p: P, o: O): Finding[];
}

/** The part that students do not get: oracles, edge parameters. Runs after the visible part, on the same Student. */
// biome-ignore lint/suspicious/noExplicitAny: as for Check
export interface HiddenCheck<P = any, O = any> {
  /** The id of the visible check that it completes. */
  id: string;
  parameters(random: Random): P;
  /** Default: the visible check's scenario, with these parameters. */
  scenario?(student: Student, p: P): Promise<O>;
  verdict(p: P, o: O): Finding[];
}

/** One claim about the student's work, and what was seen. Values are plain data. */
export interface Finding {
  /** A claim that holds for right work: "Among equals, the one that arrived first is served first". */
  claim: Text;
  ok: boolean;
  given?: unknown;
  observed?: unknown;
  expected?: unknown;
  hint?: Text;
  /** Share of the points, relative to the other findings, > 0. Default 1. */
  weight?: number;
}

/**
 * The student's work as seen from outside. Values cross as follows, in the notebook as in the grader:
 * - Plain data is copied: primitives (undefined, NaN, infinities and BigInt too), Date, Map, Set, bytes, Error, arrays and
 *   objects. An object of the student's own class is copied too: its own fields and its getters, as data.
 * - The copy of an object that came from the student remembers it: passed back as an argument, at any depth, it is that very
 *   object again. So `const m = await q.call("receiveMessage"); await q.call("processMessage", m, work)` does what it says.
 * - `remote(copy)` gives a Remote over the object behind a copy, to call its methods (a Session that connect() returned).
 * - A Remote passed as an argument, at any depth, is the student's own object.
 * - A function passed as an argument, at any depth (`{ now: () => t }`), is a callback. It may be synchronous; its arguments
 *   are copied; what it throws is thrown into the student's code. One that only tells a number, such as a clock, costs the grader
 *   less as `reading(() => t)` (reading.ts). A function that came from the student arrives as an asynchronous function.
 * - A promise that the student returns is awaited.
 * What the student's code throws is thrown here as an Error with the same name and message (kind "threw" of StudentFault
 * only when it was no Error). What is missing or cannot cross is thrown as a StudentFault.
 */
export interface Student {
  /** new ClassName(...args). */
  construct(className: string, ...args: unknown[]): Promise<Remote>;
  /** functionName(...args), a function of the student's. */
  // biome-ignore lint/suspicious/noExplicitAny: what a student returns is for the verdict to judge
  call(functionName: string, ...args: unknown[]): Promise<any>;
  /** A Remote over the object behind a copy. Throws TypeError when the value did not come from the student as an object. */
  remote(copy: unknown): Remote;
  /** Labs: a recorded Cloud beside the student's code, to be passed to the student's functions as an argument. */
  cloud(options: CloudOptions): Promise<RemoteCloud>;
}

/** One call of a run: what it gave or threw, and the properties that were asked for, by name. */
// biome-ignore lint/suspicious/noExplicitAny: as for Student.call
export type Ran = ({ ok: true; gave: any } | { ok: false; threw: unknown }) & { seen: Record<string, any> };

/** An object of the student's. */
export interface Remote {
  // biome-ignore lint/suspicious/noExplicitAny: as for Student.call
  call(method: string, ...args: unknown[]): Promise<any>;
  // biome-ignore lint/suspicious/noExplicitAny: as for Student.call
  get(property: string): Promise<any>;
  /**
   * Calls one after another, each awaited before the next, and the properties `see` as they are after each: in the grader one
   * message for all of it, where `call` and `get` cost one each. What the student's code throws in a call is told and ends
   * the run; all else that `call` and `get` throw is thrown.
   * @returns for each call that was made; fewer than asked for only when the last of them threw
   */
  run(calls: readonly [method: string, ...args: unknown[]][], see?: readonly string[]): Promise<Ran[]>;
  /** Forgets it; later calls through this Remote throw. */
  release(): Promise<void>;
}

/** The Cloud beside the student's code. `call("sleep", { seconds: 60 })` lets its virtual time pass. */
export interface RemoteCloud extends Remote {
  /** Every SDK call so far: time, caller, operation, input, outcome. */
  log(): Promise<CallLog>;
  /**
   * The judge's own Cloud after the log so far: in the grader a fresh Cloud with the same options on which the log has been
   * replayed, in the notebook the Cloud itself. Read facts from its trace and its services, never claims of the student's.
   * Throws StudentFault of kind "forged" when the log does not replay to the same answers.
   */
  judge(): Promise<Cloud>;
}

/** Why a scenario could not go on, in the learner's terms. Made by Student drivers and by runCheck. */
export type FaultKind =
  | "no-answer" // the stub is still there
  | "missing-name" // a class or function is not defined
  | "missing-method" // an object lacks a method
  | "threw" // the student's code threw
  | "timeout" // no answer within the time limit
  | "ended" // the process ended (exit, crash, memory)
  | "not-data" // a value that cannot be copied (a proxy, too deep, too large)
  | "forged"; // a log that does not replay

export class StudentFault extends Error {
  override readonly name = "StudentFault";
  constructor(
    readonly kind: FaultKind,
    readonly reason: Text,
    options?: { cause?: unknown },
  ) {
    super(reason.en, options);
  }
}

/** A finding with the part it came from. */
export interface JudgedFinding extends Finding {
  part: "visible" | "hidden";
  /** Set when the scenario could not be driven to its end: this finding stands for the whole part. */
  fault?: FaultKind;
}
