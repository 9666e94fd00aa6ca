/**
 * One execution of a machine: what it was given, how far it has come, how it ended.
 *
 *   RUNNING -> SUCCEEDED | FAILED | TIMED_OUT | ABORTED    (the last three can be redriven: RUNNING again)
 *
 * It begins in an event of its own, after StartExecution has answered, and runs on without the calendar until it has to wait.
 * The end happens once; whatever a task, a timer or an expression brings later is of no interest.
 */
import type { Scheduled, Subject } from "../../sim";
import type { Block } from "./compile";
import type { StepFunctions } from "./context";
import {
  type EventLabel,
  EXECUTION_ABORTED,
  EXECUTION_FAILED,
  EXECUTION_STARTED,
  EXECUTION_SUCCEEDED,
  EXECUTION_TIMED_OUT,
  labelOf,
} from "./event-label";
import { Flow } from "./flow";
import { History } from "./history";
import { EXPRESS_MS, HISTORY_EVENTS, STANDARD_MS } from "./limits";
import type { Revision, StateMachine } from "./machine";

export type Status = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** Why something failed; a Fail state may leave out either. */
export interface Failure {
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** A further name that Retry and Catch know it by: a missed heartbeat is also States.HeartbeatTimeout. */
  readonly alias?: string;
}

export interface Start {
  readonly machine: StateMachine;
  readonly revision: Revision;
  readonly arn: string;
  readonly name: string;
  readonly isExpress: boolean;
  readonly input: unknown;
  readonly inputText: string;
  /** What runs; the machine's own states unless a Map's processor is an execution of its own. */
  readonly block?: Block;
  readonly mapRunArn?: string;
  /** Version or alias through which it was started. */
  readonly versionArn?: string;
  readonly aliasArn?: string;
  readonly traceHeader?: string;
  /** Further members of the context object. */
  readonly context?: Readonly<Record<string, unknown>>;
}

const KINDS = {
  SUCCEEDED: "ExecutionSucceeded",
  FAILED: "ExecutionFailed",
  TIMED_OUT: "ExecutionTimedOut",
  ABORTED: "ExecutionAborted",
} as const;

export class Execution {
  status: Status = "RUNNING";
  output: unknown;
  failure: Failure | undefined;
  readonly startedMs: number;
  stoppedMs: number | undefined;
  readonly history: History;
  readonly block: Block;
  readonly subject: Subject;
  /** Row of its beginning. */
  readonly row: number;
  redrives = 0;
  redrivenMs: number | undefined;
  root: Flow;
  #deadline: Scheduled | undefined;
  #ended: (() => void)[] | undefined;
  #context: Readonly<Record<string, unknown>> | undefined;

  constructor(
    readonly sf: StepFunctions,
    readonly start: Start,
    /** Row of what led to it. */
    cause: number,
  ) {
    const { sim, trace, facts, world } = sf;
    this.startedMs = sim.now;
    this.block = start.block ?? start.revision.block;
    this.history = new History(sim, HISTORY_EVENTS[world.quotas], start.isExpress ? undefined : sf.histories);
    this.subject = trace.subject(start.arn);
    this.row = trace.add(
      facts.ExecutionStarted,
      start.machine.nameId,
      this.subject,
      start.inputText.length,
      start.isExpress ? sf.names.EXPRESS : sf.names.STANDARD,
      cause,
    );
    this.root = new Flow(this, this.block, sf.noVariables, 0, this.row, this);
  }

  get arn(): string {
    return this.start.arn;
  }

  get isOver(): boolean {
    return this.status !== "RUNNING";
  }

  /** `$$` as far as it is the same in every state. */
  get context(): Readonly<Record<string, unknown>> {
    if (this.#context === undefined) {
      const { sim } = this.sf;
      const { arn, input, name, machine, revision, context } = this.start;
      this.#context = {
        Execution: {
          Id: arn,
          Input: input,
          StartTime: sim.date(this.startedMs).toISOString(),
          Name: name,
          RoleArn: revision.roleArn,
          RedriveCount: this.redrives,
        },
        StateMachine: { Id: machine.arn, Name: machine.name },
        ...context,
      };
    }
    return this.#context;
  }

  /** Runs as far as it goes without waiting. Its time limit is set only if it waits: most executions never do. */
  run(): void {
    if (this.isOver) return;
    this.history.close(EXECUTION_STARTED, 0, this.start);
    this.root.begin(this.block.start, this.start.input);
    if (!this.isOver) this.#setDeadline();
  }

  /** Continues a failed execution where it failed. */
  redrive(cause: number): void {
    const { sim, trace, facts } = this.sf;
    this.redrives++;
    this.redrivenMs = sim.now;
    this.#context = undefined;
    this.status = "RUNNING";
    this.stoppedMs = undefined;
    this.failure = undefined;
    const row = trace.add(facts.ExecutionRedriven, this.start.machine.nameId, this.subject, this.redrives, 0, cause);
    const id = this.history.close(labelOf("ExecutionRedriven"), this.root.last, { redriveCount: this.redrives });
    sim.after(0, () => {
      if (this.isOver) return;
      this.root.resume(id, row);
      if (!this.isOver) this.#setDeadline();
    });
  }

  contextOf(): undefined {}

  flowSucceeded(_flow: Flow, output: unknown): void {
    this.output = output;
    this.#end("SUCCEEDED", EXECUTION_SUCCEEDED, output);
  }

  flowFailed(_flow: Flow, failure: Failure): void {
    this.fail(failure);
  }

  fail(failure: Failure): void {
    this.failure = failure;
    this.#end("FAILED", EXECUTION_FAILED, failure);
  }

  /** As on AWS, the status says it all: there is no error and no cause. */
  #timeOut(): void {
    this.#end("TIMED_OUT", EXECUTION_TIMED_OUT, undefined);
  }

  abort(error: string | undefined, cause: string | undefined): void {
    this.failure = { error, cause };
    this.#end("ABORTED", EXECUTION_ABORTED, this.failure);
  }

  /** Calls back when it is over, at once if it is. */
  whenEnded(then: () => void): void {
    if (this.isOver) return then();
    this.#ended ??= [];
    this.#ended.push(then);
  }

  #setDeadline(): void {
    const { sim } = this.sf;
    const own = this.start.mapRunArn === undefined ? this.start.revision.machine.TimeoutSeconds : undefined;
    const most = this.start.isExpress ? EXPRESS_MS : STANDARD_MS;
    const limitMs = own === undefined ? most : Math.min(own * 1_000, most);
    const begun = this.redrivenMs ?? this.startedMs;
    // nobody waits for a year's end: that one does not keep run() going
    const isBackground = own === undefined && !this.start.isExpress;
    this.#deadline = sim.at(Math.max(sim.now, begun + limitMs), () => this.#timeOut(), isBackground);
  }

  #end<Value>(status: Exclude<Status, "RUNNING">, label: EventLabel<Value>, value: Value): void {
    if (this.isOver) return;
    const { sim, trace, facts } = this.sf;
    this.#deadline?.cancel();
    this.status = status;
    this.stoppedMs = sim.now;
    this.root.silence();
    this.history.close(label, status === "ABORTED" ? 0 : this.root.last, value);
    const text = this.failure?.error === undefined ? 0 : trace.name(this.failure.error);
    const ms = sim.now - (this.redrivenMs ?? this.startedMs);
    const row = trace.add(facts[KINDS[status]], this.start.machine.nameId, this.subject, ms, text, this.root.row);
    this.sf.executionEnded(this, row);
    const ended = this.#ended;
    this.#ended = undefined;
    if (ended !== undefined) for (const then of ended) then();
  }
}
