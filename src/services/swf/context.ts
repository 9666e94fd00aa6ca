/**
 * What the operations of SWF share: its domains, the gate that every call passes (faults, permission, the trace), and what is
 * left to do when a call or a timer has changed something: decision tasks to be scheduled, polls to be answered.
 */
import type { Name, Scheduled, Simulation, Trace } from "../../sim";
import { evaluatorOf, type PolicyEvaluator } from "../iam";
import type { Caller, World } from "../service";
import { scheduleDecision } from "./decision-task";
import { Domain } from "./domain";
import { notPermitted, throttled, unavailable, unknownDomain, unknownExecution } from "./errors";
import type { Execution } from "./execution";
import { type Facts, factsOf } from "./facts";
import { HISTORY_EVENTS, RATES, type RatedDecision } from "./limits";
import { keysOf } from "./permission";
import { serve } from "./poll";
import { Bucket } from "./rate";
import type { Task, TaskList } from "./task-list";
import { terminate } from "./terminate";

// biome-ignore lint/suspicious/noExplicitAny: each operation knows the shape of its input, which src/sdk has checked
export type SwfInput = Record<string, any>;

export class Swf {
  readonly sim: Simulation;
  readonly trace: Trace;
  readonly facts: Facts;
  readonly domains = new Map<string, Domain>();
  /** Tasks that were started, by their tokens. */
  readonly tokens = new Map<string, Task>();
  /** Executions with new events, and lists with new tasks, since the last settling. */
  readonly touched = new Set<Execution>();
  readonly filled = new Set<TaskList>();
  readonly #rates = new Map<RatedDecision, Bucket>();
  readonly #evaluator: PolicyEvaluator;

  constructor(readonly world: World) {
    this.sim = world.sim;
    this.trace = world.sim.trace;
    this.facts = factsOf(this.trace);
    this.#evaluator = evaluatorOf(world);
  }

  arnOf(domain: string): string {
    return `arn:aws:swf:${this.world.region}:${this.world.account}:/domain/${domain}`;
  }

  addDomain(name: string, description: string | undefined, retention: string): Domain {
    const domain = new Domain(name, this.trace.name(name), this.arnOf(name), description, retention, this.sim);
    this.domains.set(name, domain);
    return domain;
  }

  /**
   * The domain that a call is for, if the call may be made.
   * @param asked the part of the input that permissions may ask about
   * @throws UnknownResourceFault, OperationNotPermittedFault, ThrottlingException, ServiceUnavailable
   */
  enter(operation: string, name: string, caller: Caller, asked: SwfInput = {}): Domain {
    const domain = this.domains.get(name);
    if (domain === undefined) throw unknownDomain(name);
    this.checkFaults(operation, domain, caller);
    this.authorize(operation, domain.arn, caller, asked);
    return domain;
  }

  checkFaults(operation: string, { name, nameId }: Domain, caller: Caller): void {
    const { faults } = this.sim;
    if (!faults.any) return;
    if (faults.isDown(name)) throw unavailable(name);
    if (faults.strikes("throttle", name)) {
      this.trace.append(this.facts.Throttled, nameId, { text: operation, cause: caller.cause ?? -1 });
      throw throttled("a fault of this simulation");
    }
  }

  /** Undefined when the caller may; otherwise the reason why not. */
  denial(action: string, resource: string, caller: Caller, asked: SwfInput = {}): string | undefined {
    const { account } = this.world;
    const isOwnRoot = caller.account === account && caller.principal.endsWith(":root");
    if (isOwnRoot && this.#evaluator.identities.isEmpty) return undefined;
    const decision = this.#evaluator.decide({
      caller,
      action: `swf:${action}`,
      resource,
      account,
      atMs: this.sim.start + this.sim.now,
      context: keysOf(asked),
    });
    return decision.allowed ? undefined : decision.reason.en;
  }

  /** @throws OperationNotPermittedFault */
  authorize(operation: string, resource: string, caller: Caller, asked: SwfInput = {}): void {
    const reason = this.denial(operation, resource, caller, asked);
    if (reason === undefined) return;
    const domain = resource.slice(resource.lastIndexOf("/") + 1);
    this.trace.append(this.facts.Denied, domain, { text: reason, cause: caller.cause ?? -1 });
    throw notPermitted(reason);
  }

  /** Writes the call itself into the trace. Returns its row, the cause of what follows. */
  request(operation: string, domain: Domain | undefined, caller: Caller): number {
    const resource: Name = domain?.nameId ?? 0;
    return this.trace.add(this.facts.Request, resource, 0, Number.NaN, this.trace.name(operation), caller.cause ?? -1);
  }

  /** An execution by its workflow and run id, open or closed. Throws UnknownResourceFault. */
  executionAt(domain: Domain, { workflowId, runId }: { workflowId: string; runId: string }): Execution {
    const execution = domain.runs.get(runId);
    if (execution === undefined || execution.workflowId !== workflowId) throw unknownExecution(workflowId, runId);
    return execution;
  }

  /** An open execution by its workflow id, and run id if given. */
  findOpen(domain: Domain, workflowId: string, runId?: string): Execution | undefined {
    const execution = domain.open.get(workflowId);
    return runId === undefined || execution?.runId === runId ? execution : undefined;
  }

  /** Whether a decision may create one more thing now. */
  admits(decision: RatedDecision): boolean {
    if (this.world.quotas === "relaxed") return true;
    let bucket = this.#rates.get(decision);
    if (bucket === undefined) {
      bucket = new Bucket(RATES[decision], this.sim);
      this.#rates.set(decision, bucket);
    }
    return bucket.admits();
  }

  /** Something that happens later. @param background it does not keep run() going: what only guards against delay */
  after(ms: number, happen: () => void, background: boolean): Scheduled {
    const then = () => {
      happen();
      this.settle();
    };
    return this.sim.after(ms, then, background);
  }

  /** Decision tasks are scheduled where they are called for, and polls answered; until nothing is left. It is SWF that does it. */
  settle(): void {
    const { actor } = this.trace;
    this.trace.actor = 0;
    try {
      while (this.touched.size + this.filled.size > 0) this.#settleOnce();
    } finally {
      this.trace.actor = actor;
    }
  }

  #settleOnce(): void {
    for (const execution of this.touched) {
      this.touched.delete(execution);
      if (!execution.isOpen) continue;
      if (execution.history.length >= HISTORY_EVENTS - 1) this.#endTooLong(execution);
      else if (execution.calledBy >= 0 && execution.decisionTask === undefined) scheduleDecision(this, execution);
    }
    for (const list of this.filled) {
      this.filled.delete(list);
      serve(this, list);
    }
  }

  #endTooLong(execution: Execution): void {
    const cause = execution.history.at(-1)!.row;
    terminate(this, execution, { cause: "EVENT_LIMIT_EXCEEDED" }, execution.configuration.childPolicy, cause);
  }
}
