/**
 * Task: work that somebody else does. Its resource says who; here it is scheduled, watched and heard of.
 *
 *   scheduled -> started -> [submitted] -> succeeded | failed | timed out
 *
 * A timeout counts from the start, a heartbeat's from the last sign of life. What comes after the end has no effect.
 * Source: Developer Guide, "Task workflow state" (read 2026-11).
 */
import type { Scheduled } from "../../../sim";
import { finish, withParameters } from "../data";
import { checkSize } from "../data-limits";
import type { TaskState } from "../definition";
import type { Failure } from "../execution";
import type { Detail } from "../history";
import type { StatesError } from "../states-error";
import type { Integration, TaskEvents } from "../task";
import type { Visit } from "../visit";
import { type Terms, withLimits, withRole } from "./task-terms";

const SECOND = 1_000; // ms

export function runTask(visit: Visit): void {
  const state = visit.step.state as TaskState;
  withLimits(visit, state, (limits) => {
    const activity = visit.sf.activities.get(state.Resource);
    const integration = activity === undefined ? visit.sf.integrationOf(state.Resource) : undefined;
    const needsToken = activity !== undefined || integration!.waitsForToken;
    visit.token = needsToken ? visit.sf.newToken() : undefined;
    withParameters(visit, (parameters) =>
      withRole(visit, state, (roleArn) => {
        checkSize(parameters, state.Resource);
        const attempt = new Attempt(visit, state, integration, parameters, { ...limits, roleArn });
        attempt.schedule();
        if (activity !== undefined) activity.schedule(attempt);
        else attempt.start();
      }),
    );
  });
}

/** One try of a task. */
export class Attempt implements TaskEvents {
  readonly #visit: Visit;
  #row = -1;
  #scheduledMs = 0;
  #isOver = false;
  #beat: Scheduled | undefined;
  #undo: (() => void) | undefined;

  constructor(
    visit: Visit,
    private readonly state: TaskState,
    private readonly integration: Integration | undefined,
    readonly parameters: unknown,
    private readonly terms: Terms,
  ) {
    this.#visit = visit;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get token(): string {
    return this.#visit.token!;
  }

  schedule(): void {
    const visit = this.#visit;
    const { sf } = visit;
    const { Resource: resource } = this.state;
    const { timeout: timeoutInSeconds, heartbeat: heartbeatInSeconds, roleArn } = this.terms;
    const taskCredentials = roleArn === undefined ? undefined : { roleArn };
    const { parameters: input } = this;
    if (this.integration?.kind === "task") {
      const { resourceType, resource: action } = this.integration;
      const region = sf.world.region;
      visit.event("TaskScheduled", {
        resourceType,
        resource: action,
        region,
        parameters: input,
        timeoutInSeconds,
        heartbeatInSeconds,
        taskCredentials,
      });
    } else if (this.integration === undefined)
      visit.event("ActivityScheduled", { resource, input, timeoutInSeconds, heartbeatInSeconds });
    else visit.event("LambdaFunctionScheduled", { resource, input, timeoutInSeconds, taskCredentials });
    this.#scheduledMs = sf.sim.now;
    this.#row = visit.fact(sf.facts.TaskScheduled, visit.retries + 1, sf.trace.name(resource), visit.row);
    visit.work = this;
    if (visit.token !== undefined) {
      sf.tokens.add({
        token: visit.token,
        succeed: (output) => this.#later(() => this.succeeded(output)),
        fail: (error) => this.#later(() => this.failed(error)),
        heartbeat: () => {
          visit.fact(sf.facts.Heartbeat, Number.NaN, visit.step.nameId, this.#row);
          this.#watch();
        },
      });
    }
  }

  /** It begins to run. */
  start(): void {
    const visit = this.#visit;
    const { sf } = visit;
    this.#event("Started", {});
    this.begin();
    this.#undo = this.integration!.run(
      {
        world: sf.world,
        parameters: this.parameters,
        token: visit.token ?? "",
        caller: sf.callerFor(visit.flow.execution, this.#row, this.terms.roleArn),
        executionArn: visit.flow.execution.arn,
      },
      this,
    );
    if (this.#isOver) this.#undo = undefined;
  }

  /** A worker has taken the activity's task. */
  taken(workerName: string | undefined): void {
    const visit = this.#visit;
    const { facts, trace } = visit.sf;
    visit.guard(() => {
      this.#event("Started", { workerName });
      visit.fact(facts.TaskTaken, Number.NaN, trace.name(workerName ?? ""), this.#row);
      this.#watch();
    });
  }

  /** Its time begins to run. */
  begin(): void {
    const { sim } = this.#visit.sf;
    if (this.terms.timeout !== undefined) {
      this.#visit.timer = sim.after(this.terms.timeout * SECOND, () => this.#timeOut(undefined));
    }
    if (this.integration !== undefined) this.#watch();
  }

  submitted(output: unknown): void {
    this.#guard(() => {
      this.#event("Submitted", { output });
      this.#fact("TaskSubmitted");
    });
  }

  succeeded(output: unknown): void {
    this.#guard(() => {
      try {
        const isTask = this.integration?.kind === "task";
        checkSize(output, isTask ? this.integration!.resourceType : this.state.Resource);
      } catch (error) {
        return this.failed(error as StatesError);
      }
      this.#event("Succeeded", { output });
      this.#end("TaskSucceeded", 0);
      finish(this.#visit, output);
    });
  }

  failed(error: StatesError): void {
    this.#guard(() => {
      const failure: Failure = { error: error.error, cause: error.cause };
      this.#event("Failed", { ...failure });
      this.#end("TaskFailed", this.#visit.sf.trace.name(failure.error ?? ""));
      this.#visit.fail(failure);
    });
  }

  abort(): void {
    this.silence();
  }

  silence(): void {
    if (this.#isOver) return;
    this.#close();
    this.#undo?.();
  }

  /** The task is over at once, the machine goes on in an event of its own: whoever answers it does not run it. */
  #later(then: () => void): void {
    this.#visit.sf.tokens.remove(this.token);
    this.#visit.timer?.cancel();
    this.#beat?.cancel();
    this.#visit.sf.sim.after(0, then);
  }

  #guard(code: () => void): void {
    if (!this.#isOver) this.#visit.guard(code);
  }

  #timeOut(alias: string | undefined): void {
    this.#guard(() => {
      const { trace } = this.#visit.sf;
      const failure: Failure = { error: "States.Timeout", cause: undefined, ...(alias !== undefined && { alias }) };
      this.#event("TimedOut", { error: failure.error });
      const undo = this.#undo;
      this.#end("TaskTimedOut", trace.name(alias ?? "States.Timeout"));
      undo?.();
      this.#visit.fail(failure);
    });
  }

  /** Waits for the next sign of life. */
  #watch(): void {
    if (this.terms.heartbeat === undefined || this.#isOver) return;
    this.#beat?.cancel();
    const { sim } = this.#visit.sf;
    this.#beat = sim.after(this.terms.heartbeat * SECOND, () => this.#timeOut("States.HeartbeatTimeout"));
  }

  #end(kind: "TaskSucceeded" | "TaskFailed" | "TaskTimedOut", text: number): void {
    this.#close();
    this.#fact(kind, text);
  }

  #close(): void {
    const { sf, token, timer } = this.#visit;
    this.#isOver = true;
    timer?.cancel();
    this.#beat?.cancel();
    if (token !== undefined) sf.tokens.remove(token);
  }

  #fact(kind: "TaskSubmitted" | "TaskSucceeded" | "TaskFailed" | "TaskTimedOut", text = 0): void {
    const visit = this.#visit;
    visit.fact(visit.sf.facts[kind], visit.sf.sim.now - this.#scheduledMs, text, this.#row);
  }

  #event(what: "Started" | "Submitted" | "Succeeded" | "Failed" | "TimedOut", detail: Detail): void {
    const visit = this.#visit;
    if (this.integration === undefined) visit.event(`Activity${what}`, detail);
    else if (this.integration.kind === "lambda") {
      visit.event(`LambdaFunction${what}`, what === "Started" ? undefined : detail);
    } else {
      const { resourceType, resource } = this.integration;
      visit.event(`Task${what}`, { resourceType, resource, ...detail });
    }
  }
}
