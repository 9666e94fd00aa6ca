/**
 * One visit of a state: from the moment it is entered until it is left, through all its retries. The states' own files say
 * what happens in it; this is what they have in common: evaluating, waiting, failing, leaving.
 * Whatever comes back to a visit comes through `guard`: after the end it is of no interest, and a StatesError fails the state.
 */
import type { Scheduled } from "../../sim";
import { catchFailure } from "./catch";
import type { Step } from "./compile";
import type { StepFunctions } from "./context";
import { checkSize, checkVariables } from "./data-limits";
import { type Detail, labelOf } from "./event-label";
import type { Failure } from "./execution";
import type { Flow } from "./flow";
import { hasExpressions } from "./jsonata";
import { evaluate, evaluateAs, inState, type JsonataStates, type JsonType, runtimeError, type Scope } from "./language";
import { retryFailure } from "./retry";
import { StatesError } from "./states-error";

export class Visit implements Scope {
  /** Retries so far, and those of each retrier. */
  retries = 0;
  retrierCounts: number[] | undefined;
  isOver = false;
  /** A catcher has it: what goes wrong from now on is caught by nobody. */
  isCaught = false;
  /** The wait for whatever comes next: a Wait state, a retry, a timeout. */
  timer: Scheduled | undefined;
  /** What stops the work of the state: its task, its branches. */
  work: { abort(last: number): void; silence(): void; resume?(): void } | undefined;
  /** The token of a task that waits for it, or of an activity. */
  token: string | undefined;
  readonly enteredId: number;
  readonly row: number;
  readonly enteredMs: number;
  readonly sf: StepFunctions;

  private constructor(
    readonly flow: Flow,
    readonly step: Step,
    readonly input: unknown,
  ) {
    const { execution } = flow;
    this.sf = execution.sf;
    const { sim, trace, facts } = this.sf;
    this.enteredMs = sim.now;
    this.enteredId = flow.last = execution.history.put(step.entered, flow.last, input);
    this.row = flow.row = trace.add(
      facts.StateEntered,
      execution.start.machine.nameId,
      execution.subject,
      Number.NaN,
      step.nameId,
      flow.row,
    );
    flow.visit = this;
  }

  static enter(flow: Flow, step: Step, input: unknown): void {
    let visit: Visit;
    try {
      visit = new Visit(flow, step, input);
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      return flow.execution.fail(error); // the history is full
    }
    visit.run();
  }

  /** Does the state's work, once more after each retry. */
  run(): void {
    this.guard(this.step.run, this);
  }

  resume(): void {
    this.isOver = false;
    this.isCaught = false;
    this.retries = 0;
    this.retrierCounts = undefined;
    if (this.work?.resume !== undefined) this.guard(() => this.work!.resume!());
    else this.run();
  }

  guard<T>(code: (given: T) => void, given?: T): void {
    if (this.isOver) return;
    try {
      code(given as T);
    } catch (error) {
      if (error instanceof StatesError) return this.failInState(error);
      // only what a definition nests absurdly deep gets here
      if (error instanceof RangeError && /call stack/.test(error.message)) {
        return this.failInState(runtimeError("The data are nested too deeply."));
      }
      throw error;
    }
  }

  // ---- what expressions see ------------------------------------------------------------------------------------------

  get variables() {
    return this.flow.variables;
  }

  get random() {
    return this.sf.random;
  }

  now(): number {
    return this.sf.sim.start + this.sf.sim.now;
  }

  get context(): Readonly<Record<string, unknown>> {
    const { state, name } = this.step;
    const isTried = state.Type === "Task" || state.Type === "Map" || state.Type === "Parallel";
    return {
      ...this.flow.execution.context,
      State: {
        Name: name,
        EnteredTime: this.sf.sim.date(this.enteredMs).toISOString(),
        ...(isTried && { RetryCount: this.retries }),
      },
      ...this.flow.context,
      ...(this.token !== undefined && { Task: { Token: this.token } }),
    };
  }

  /** The same with further members, as each item of a Map sees it. */
  scopeWith(more: Readonly<Record<string, unknown>>): Scope {
    const visit = this;
    return {
      get context() {
        return { ...visit.context, ...more };
      },
      variables: this.variables,
      random: this.random,
      now: () => this.now(),
    };
  }

  // ---- JSONata -------------------------------------------------------------------------------------------------------

  /**
   * Goes on with what a template of JSONata stands for: at once when nothing is to be evaluated, else when it has been.
   * @param type what the field takes, if not everything
   */
  evaluate(
    template: unknown,
    field: string,
    more: Partial<JsonataStates>,
    then: (value: unknown) => void,
    type?: JsonType,
    scope: Scope = this,
  ): void {
    if (!hasExpressions(template)) return then(template);
    const { sim } = this.sf;
    sim.touch();
    const states: JsonataStates = { input: this.input, context: scope.context, ...more };
    const value =
      type === undefined ? evaluate(template, states, scope, field) : evaluateAs(type, template, states, scope, field);
    value
      .then(
        (found) => this.guard(then, found),
        (error: unknown) =>
          this.guard(() => {
            throw error;
          }),
      )
      .catch((error: unknown) =>
        sim.after(0, () => {
          throw error; // a mistake of ours must not get lost
        }),
      );
  }

  // ---- history and trace ---------------------------------------------------------------------------------------------

  /** Adds an event that the next one follows. */
  event(type: string, detail?: Detail): number {
    const { flow } = this;
    flow.last = flow.execution.history.add(type, flow.last, detail);
    return flow.last;
  }

  /** Adds a fact about this execution. */
  fact(kind: number, value: number, text: number, cause: number): number {
    const { execution } = this.flow;
    return this.sf.trace.add(kind, execution.start.machine.nameId, execution.subject, value, text, cause);
  }

  /** The same with particulars, for facts that are rare. */
  factWith(kind: number, value: number, text: string, cause: number, detail: Record<string, unknown>): number {
    const { execution } = this.flow;
    const { subject } = execution;
    return this.sf.trace.append(kind, execution.start.machine.nameId, { subject, value, text, cause, detail });
  }

  // ---- the end -------------------------------------------------------------------------------------------------------

  /**
   * Leaves the state.
   * @param assigned variables by name; undefined for none
   * @param next undefined when the block ends here
   */
  leave(output: unknown, assigned: Record<string, unknown> | undefined, next: Step | undefined): void {
    const { flow, step, sf } = this;
    if (output !== this.input) checkSize(output, step.name);
    if (assigned !== undefined) checkVariables(flow.variables, assigned);
    const hasAssigned = assigned !== undefined && Object.keys(assigned).length > 0;
    if (hasAssigned) this.event(step.exited.type, { name: step.name, output, assignedVariables: assigned });
    else flow.last = flow.execution.history.put(step.exited, flow.last, output);
    this.isOver = true;
    flow.row = this.fact(sf.facts.StateExited, sf.sim.now - this.enteredMs, step.nameId, this.row);
    if (hasAssigned) flow.variables = { ...flow.variables, ...assigned };
    if (next === undefined) flow.succeed(output);
    else flow.begin(next, output);
  }

  /** A path, an expression or a value was wrong. */
  failInState(thrown: StatesError): void {
    const error = inState(thrown, this.step.name, this.enteredId);
    if (error.error === "States.QueryEvaluationError") {
      try {
        const { location, cause } = error;
        this.event("EvaluationFailed", { error: error.error, cause, location, state: this.step.name });
      } catch (full) {
        return this.flow.execution.fail(full as StatesError);
      }
    }
    this.fail(error);
  }

  /** The state has failed: retry, else catch, else fail its block. States.Runtime ends the execution, whatever is caught. */
  fail(failure: Failure): void {
    const { flow, step } = this;
    if (this.isOver) return;
    this.timer?.cancel();
    if (failure.error === "States.Runtime") return this.#endExecution(failure);
    if (this.isCaught) return this.#end(failure, () => flow.fail(failure));
    try {
      if (retryFailure(this, failure)) return;
      if (step.state.Type === "Map" || step.state.Type === "Parallel") this.event(`${step.state.Type}StateFailed`);
      if (catchFailure(this, failure)) return;
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      const second = inState(error, step.name, this.enteredId);
      if (second.error === "States.Runtime") return this.#endExecution(second);
      return this.#end(second, () => flow.fail(second));
    }
    this.#end(failure, () => flow.fail(failure));
  }

  /** From wherever it is: the execution's end follows what happened here. */
  #endExecution(failure: Failure): void {
    const { flow } = this;
    this.#end(failure, () => {
      const { execution, last, row } = flow;
      execution.root.last = last;
      execution.root.row = row;
      execution.fail(failure);
    });
  }

  #end(failure: Failure, then: () => void): void {
    const { facts, sim } = this.sf;
    this.isOver = true;
    const { error, cause } = failure;
    this.flow.row = this.factWith(facts.StateFailed, sim.now - this.enteredMs, this.step.name, this.row, {
      error,
      cause,
    });
    then();
  }

  /** Given up because a sibling failed. */
  abort(last: number): void {
    const { step, flow, sf } = this;
    const wasOver = this.isOver;
    this.#stop((work) => work.abort(last));
    const { Type: type } = step.state;
    // As recorded: a task that made its iteration fail is aborted, too.
    const isAbortable = type === "Task" || (!wasOver && (type === "Wait" || type === "Map" || type === "Parallel"));
    if (!isAbortable) return;
    flow.execution.history.close(labelOf(`${type}StateAborted`), last, undefined);
    if (!wasOver) this.fact(sf.facts.StateAborted, sf.sim.now - this.enteredMs, step.nameId, this.row);
  }

  silence(): void {
    const { isOver, sf } = this;
    this.#stop((work) => work.silence());
    if (!isOver) this.fact(sf.facts.StateAborted, sf.sim.now - this.enteredMs, this.step.nameId, this.row);
  }

  #stop(stopWork: (work: NonNullable<Visit["work"]>) => void): void {
    const { isOver } = this;
    this.isOver = true;
    this.timer?.cancel();
    if (!isOver && this.work !== undefined) stopWork(this.work);
  }
}
