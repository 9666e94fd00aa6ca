/** What the operations of SQS share, and the gate that every call to a queue passes: faults, permission, call rate. */
import type { Name, Simulation } from "../../sim";
import { evaluatorOf, type PolicyEvaluator } from "../iam";
import type { Caller, World } from "../service";
import { accessDenied, serviceUnavailable, throttled } from "./errors";
import { Facts } from "./facts";
import type { Quotas } from "./limits";
import { QUOTAS } from "./limits";
import type { MoveTask } from "./move-task";
import type { Queue } from "./queue";
import { Queues } from "./queues";
import type { CallKind } from "./throughput";

export class Sqs {
  readonly sim: Simulation;
  readonly quotas: Quotas;
  readonly facts: Facts;
  readonly queues: Queues;
  readonly evaluator: PolicyEvaluator;
  readonly moveTasks: MoveTask[] = [];
  readonly #operations = new Map<string, Name>();
  readonly #actions = new Map<string, string>();

  constructor(readonly world: World) {
    this.sim = world.sim;
    this.quotas = QUOTAS[world.quotas];
    this.facts = new Facts(world.sim.trace);
    this.queues = new Queues(world);
    this.evaluator = evaluatorOf(world);
  }

  /**
   * The queue that a call is for, if the call may be made.
   * @param kind counted against the call rate of a FIFO queue; none for the management of queues
   * @throws QueueDoesNotExist, InvalidAddress, AccessDenied, RequestThrottled, ServiceUnavailable
   */
  enter(operation: string, url: unknown, caller: Caller, kind?: CallKind): Queue {
    const queue = this.queues.at(url);
    const { faults } = this.sim;
    if (faults.any) {
      if (faults.isDown(queue.name)) throw serviceUnavailable(queue.name);
      if (faults.strikes("throttle", queue.name)) throw this.#throttle(queue, operation, "a fault of this simulation");
    }
    this.authorize(operation, queue, caller);
    if (kind !== undefined && queue.isFifo && queue.attributes.fifoThroughputLimit === "perQueue") {
      if (!queue.callRate.admits(kind)) {
        const rate = this.quotas.fifoCallsPerSecond;
        throw this.#throttle(
          queue,
          operation,
          `a FIFO queue takes ${rate} ${kind} calls a second; use batches or high throughput`,
        );
      }
    }
    return queue;
  }

  /** Throws AccessDenied, with the statement that decided, unless the policies allow it. */
  authorize(operation: string, queue: Queue, caller: Caller): void {
    const { policy } = queue.attributes;
    // The short way, by far the most frequent: the account's root, and nobody has written a policy.
    if (policy === undefined && this.evaluator.identities.isEmpty && isOwnRoot(caller, this.world.account)) return;
    const decision = this.evaluator.decide({
      caller,
      action: this.#action(operation),
      resource: queue.arn,
      account: this.world.account,
      resourcePolicy: policy?.policy,
      atMs: this.sim.start + this.sim.now,
    });
    if (decision.allowed) return;
    const reason = decision.reason.en;
    queue.facts.denied(reason);
    throw accessDenied(reason);
  }

  #action(operation: string): string {
    let action = this.#actions.get(operation);
    if (action === undefined) {
      action = `sqs:${operation.replace(/Batch$/, "")}`;
      this.#actions.set(operation, action);
    }
    return action;
  }

  /** The same for calls that are for no queue in particular. */
  authorizeAccount(operation: string, resource: string, caller: Caller): void {
    if (this.evaluator.identities.isEmpty && isOwnRoot(caller, this.world.account)) return;
    const decision = this.evaluator.decide({
      caller,
      action: `sqs:${operation}`,
      resource,
      account: this.world.account,
      atMs: this.sim.start + this.sim.now,
    });
    if (!decision.allowed) throw accessDenied(decision.reason.en);
  }

  /** Writes the call itself into the trace. Returns its row, the cause of what follows. */
  request(queue: Queue, operation: string, bytes: number, cause = -1): number {
    let name = this.#operations.get(operation);
    if (name === undefined) {
      name = this.sim.trace.name(operation);
      this.#operations.set(operation, name);
    }
    return queue.facts.request(name, bytes, cause);
  }

  #throttle(queue: Queue, operation: string, why: string): Error {
    queue.facts.throttled(operation);
    return throttled(why);
  }
}

function isOwnRoot(caller: Caller, account: string): boolean {
  return caller.account === account && caller.principal.endsWith(":root");
}
