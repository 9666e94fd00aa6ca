/**
 * The run of a distributed Map: each item, or batch of items, is an execution of its own, many at once. The run fails as soon as
 * more of them have failed than are tolerated; what still runs is stopped.
 * Source: Developer Guide, "Using Map state in Distributed mode" (read 2026-11).
 */
import type { Block } from "./compile";
import type { StepFunctions } from "./context";
import type { Execution, Failure, Start, Status } from "./execution";
import { launch } from "./executions";
import type { Child } from "./item-reader";
import { DISTRIBUTED_CONCURRENCY } from "./limits";
import type { Visit } from "./visit";

export interface MapRunPlan {
  readonly block: Block;
  readonly isExpress: boolean;
  readonly label: string;
  /** 0 for as many as AWS allows. */
  readonly maxConcurrency: number;
  readonly toleratedCount: number | undefined;
  readonly toleratedPercentage: number | undefined;
}

type MapRunStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";

export class MapRun {
  readonly arn: string;
  readonly startedMs: number;
  stoppedMs: number | undefined;
  status: MapRunStatus = "RUNNING";
  maxConcurrency: number;
  toleratedCount: number;
  toleratedPercentage: number;
  readonly children: Execution[] = [];
  #inputs: readonly unknown[] = [];
  #sizes: readonly number[] = [];
  #ended = 0;
  #failed = 0;
  #then: { succeeded(): void; failed(failure: Failure): void } | undefined;
  #isPumping = false;
  /** Row of its beginning in the trace. */
  row = -1;

  constructor(
    readonly sf: StepFunctions,
    readonly visit: Visit,
    readonly plan: MapRunPlan,
  ) {
    const { machine } = this.execution.start;
    this.arn = sf.arnOf("mapRun", `${machine.name}/${plan.label}:${sf.id("mapRun")}`);
    this.startedMs = sf.sim.now;
    this.maxConcurrency = plan.maxConcurrency;
    this.toleratedCount = plan.toleratedCount ?? 0;
    this.toleratedPercentage = plan.toleratedPercentage ?? 0;
    sf.mapRuns.set(this.arn, this);
  }

  /** The execution whose Map it is. */
  get execution(): Execution {
    return this.visit.flow.execution;
  }

  get total(): number {
    return this.#inputs.length;
  }

  get items(): number {
    return this.#sizes.reduce((sum, size) => sum + size, 0);
  }

  /**
   * Runs to the end.
   * @param inputs of the child executions
   * @param sizes how many items each has
   */
  start(
    inputs: readonly unknown[],
    sizes: readonly number[],
    then: { succeeded(): void; failed(failure: Failure): void },
  ): void {
    this.#inputs = inputs;
    this.#sizes = sizes;
    this.#then = then;
    if (inputs.length === 0) return this.#end("SUCCEEDED", () => then.succeeded());
    this.pump();
  }

  /** Starts as many as there is room for. */
  pump(): void {
    if (this.#isPumping || this.status !== "RUNNING") return;
    this.#isPumping = true;
    const most = this.maxConcurrency === 0 ? DISTRIBUTED_CONCURRENCY : this.maxConcurrency;
    while (this.children.length < this.total && this.children.length - this.#ended < most) this.#launch();
    this.#isPumping = false;
  }

  /** Outputs of the children that succeeded, in the order of their items. */
  outputs(): unknown[] {
    return this.children.filter(({ status }) => status === "SUCCEEDED").map(({ output }) => output);
  }

  /** The items could not be read, or the results not be written. */
  fail(failure: Failure, then: (failure: Failure) => void): void {
    this.status = "RUNNING"; // its executions are over, it is not yet
    this.#end("FAILED", () => then(failure));
  }

  /** A child as the results tell of it. */
  childOf({ start, status, startedMs, stoppedMs, output, failure, arn }: Execution): Child {
    const { sim } = this.sf;
    return {
      ExecutionArn: arn,
      Name: start.name,
      StateMachineArn: start.machine.arn,
      Status: status as Child["Status"],
      Input: start.inputText,
      ...(status === "SUCCEEDED" && { Output: JSON.stringify(output) }),
      ...(failure?.error !== undefined && { Error: failure.error }),
      ...(failure?.cause !== undefined && { Cause: failure.cause }),
      StartDate: sim.date(startedMs).toISOString(),
      StopDate: sim.date(stoppedMs).toISOString(),
    };
  }

  /** Children, or items, by their status. */
  counts(of: "executions" | "items"): Record<string, number> {
    const sum = (...statuses: Status[]) =>
      this.children.reduce(
        (total, child, i) => total + (statuses.includes(child.status) ? (of === "items" ? this.#sizes[i]! : 1) : 0),
        0,
      );
    const total = of === "items" ? this.items : this.total;
    const started = sum("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED");
    return {
      pending: total - started,
      running: sum("RUNNING"),
      succeeded: sum("SUCCEEDED"),
      failed: sum("FAILED"),
      timedOut: sum("TIMED_OUT"),
      aborted: sum("ABORTED"),
      total,
      resultsWritten: 0,
    };
  }

  abort(): void {
    this.silence();
  }

  silence(): void {
    this.#end("ABORTED", () => undefined);
  }

  #launch(): void {
    const { sf, plan, execution } = this;
    const { machine, revision } = execution.start;
    const index = this.children.length;
    const input = this.#inputs[index];
    const name = sf.id("execution");
    const rest = `${machine.name}/${plan.label}:${name}`;
    const start: Start = {
      machine,
      revision,
      arn: plan.isExpress ? sf.arnOf("express", `${rest}:${sf.id("execution")}`) : sf.arnOf("execution", rest),
      name,
      isExpress: plan.isExpress,
      input,
      inputText: JSON.stringify(input),
      block: plan.block,
      mapRunArn: this.arn,
    };
    const child = launch(sf, start, this.row);
    this.children.push(child);
    child.whenEnded(() => this.#childEnded(child));
  }

  #childEnded(child: Execution): void {
    this.#ended++;
    if (this.status !== "RUNNING") return;
    if (child.status !== "SUCCEEDED") this.#failed++;
    if (this.#isTooMany()) {
      const failure: Failure = {
        error: "States.ExceedToleratedFailureThreshold",
        cause: "The specified tolerated failure threshold was exceeded",
      };
      return this.#end("FAILED", () => this.#then!.failed(failure));
    }
    if (this.#ended === this.total) return this.#end("SUCCEEDED", () => this.#then!.succeeded());
    this.pump();
  }

  #isTooMany(): boolean {
    const share = (100 * this.#failed) / this.total;
    // one that is not given (0) does not count beside one that is
    const isByCount = this.toleratedCount > 0 || this.toleratedPercentage === 0;
    return (
      (isByCount && this.#failed > this.toleratedCount) ||
      (this.toleratedPercentage > 0 && share > this.toleratedPercentage)
    );
  }

  #end(status: MapRunStatus, then: () => void): void {
    if (this.status !== "RUNNING") return;
    this.status = status;
    this.stoppedMs = this.sf.sim.now;
    for (const child of this.children) if (!child.isOver) child.abort(undefined, undefined);
    const { facts } = this.sf;
    const kind = { SUCCEEDED: "MapRunSucceeded", FAILED: "MapRunFailed", ABORTED: "MapRunAborted" } as const;
    if (status !== "RUNNING") this.visit.fact(facts[kind[status]], this.total, 0, this.row);
    then();
  }
}
