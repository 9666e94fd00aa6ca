/**
 * What Parallel and Map have in common: flows that run beside each other, a few at a time, and either all succeed or the first
 * failure ends them.
 * After a failure the others are given up at the end of the same instant: what happens to them in that instant still counts, as
 * AWS's histories show of tasks that time out together.
 */
import type { Block, IterationLabels } from "./compile";
import type { Failure } from "./execution";
import { Flow, type FlowOwner } from "./flow";
import type { Visit } from "./visit";

export interface BranchPlan {
  readonly count: number;
  /** At once. */
  readonly concurrency: number;
  block(index: number): Block;
  context?(index: number): Readonly<Record<string, unknown>>;
  /** Begins a branch with its input. Errors are the state's, not the branch's. */
  begin(flow: Flow): void;
  /** Of the events about each branch. Branches of Parallel have none. */
  readonly labels?: IterationLabels;
  succeeded(results: unknown[]): void;
}

const FACTS = { Succeeded: "BranchSucceeded", Failed: "BranchFailed", Aborted: "BranchAborted" } as const;

export class Branches implements FlowOwner {
  readonly flows: Flow[] = [];
  readonly #results: unknown[];
  readonly #waiting: Flow[] = []; // started, and not yet begun
  readonly #from: { id: number; row: number };
  #last: number;
  #open = 0;
  #done = 0;
  #failed: Flow | undefined;
  #isStarting = false;

  constructor(
    private readonly visit: Visit,
    private readonly plan: BranchPlan,
  ) {
    this.#results = new Array(plan.count);
    this.#from = { id: visit.flow.last, row: visit.row };
    this.#last = this.#from.id;
    visit.work = this;
  }

  start(): void {
    if (this.plan.count === 0) return this.plan.succeeded([]);
    this.#pump(this.#from.id);
  }

  contextOf({ index }: Flow): Readonly<Record<string, unknown>> {
    return { ...this.visit.flow.context, ...this.plan.context?.(index) };
  }

  flowSucceeded(flow: Flow, output: unknown): void {
    this.#results[flow.index] = output;
    this.#open--;
    this.#done++;
    this.visit.guard(() => {
      this.#tell("Succeeded", flow);
      if (this.#failed !== undefined) return;
      if (this.#done < this.plan.count) return this.#pump(flow.last);
      this.visit.flow.last = this.plan.labels === undefined ? flow.last : this.#last;
      this.plan.succeeded(this.#results);
    });
  }

  flowFailed(flow: Flow): void {
    this.#open--;
    if (this.#failed !== undefined) return;
    this.#failed = flow;
    if (this.#open === 0 && !this.#isStarting) return this.#giveUp();
    this.visit.sf.sim.after(0, () => this.#giveUp());
  }

  /** Takes up again what has not succeeded. */
  resume(): void {
    const unfinished = this.flows.filter((flow) => flow !== undefined && !(flow.index in this.#results));
    this.#failed = undefined;
    this.#open = unfinished.length;
    for (const flow of unfinished) flow.resume(this.visit.flow.last, this.visit.flow.row);
    this.#pump(this.visit.flow.last);
  }

  abort(last: number): void {
    for (const flow of this.flows) if (!(flow.index in this.#results)) this.#abort(flow, last);
  }

  silence(): void {
    for (const flow of this.flows) if (!flow.isOver) flow.silence();
  }

  /** Starts as many as there is room for, and lets them run. */
  #pump(after: number): void {
    const { plan, visit } = this;
    if (this.#isStarting) return;
    this.#isStarting = true;
    try {
      for (;;) {
        while (this.#failed === undefined && this.#open < plan.concurrency && this.flows.length < plan.count) {
          this.#waiting.push(this.#new(this.flows.length === 0 ? this.#from.id : after));
        }
        const flow = this.#waiting.shift();
        if (flow === undefined || visit.isOver) return;
        plan.begin(flow);
        after = flow.last;
      }
    } finally {
      this.#isStarting = false;
    }
  }

  #new(after: number): Flow {
    const { visit, plan } = this;
    const { execution, variables } = visit.flow;
    const { facts } = visit.sf;
    const index = this.flows.length;
    this.#open++;
    // those that start together all follow the state's own event
    const previous = this.#done === 0 ? this.#from.id : after;
    const id = plan.labels === undefined ? previous : execution.history.put(plan.labels.Started, previous, index);
    const row = visit.fact(facts.BranchStarted, index, visit.step.nameId, visit.row);
    const flow = new Flow(execution, plan.block(index), variables, id, row, this, index);
    this.flows.push(flow);
    return flow;
  }

  #giveUp(): void {
    const { visit } = this;
    const failed = this.#failed;
    if (failed === undefined || visit.isOver) return;
    const { last } = failed;
    visit.guard(() => {
      for (const flow of this.flows) {
        if (flow === failed) {
          this.#tell("Failed", flow);
          flow.visit?.abort(last);
        } else if (!(flow.index in this.#results)) this.#abort(flow, last);
      }
      visit.flow.last = last;
      visit.fail(failed.failure as Failure);
    });
  }

  #abort(flow: Flow, last: number): void {
    this.#tell("Aborted", flow, last);
    flow.abort(last);
  }

  #tell(how: keyof typeof FACTS, flow: Flow, last = flow.last): void {
    const { plan, visit } = this;
    const { facts } = visit.sf;
    if (plan.labels !== undefined) {
      const { history } = visit.flow.execution;
      this.#last = history.put(plan.labels[how], last, flow.index);
    }
    const row = visit.fact(facts[FACTS[how]], flow.index, visit.step.nameId, flow.row);
    visit.flow.row = row;
  }
}
