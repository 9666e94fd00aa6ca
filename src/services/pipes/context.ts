/** What the operations of Pipes share: the pipes, and the gate that calls pass: faults, permission, the trace. */
import type { Simulation, Trace } from "../../sim";
import { evaluatorOf, type PolicyEvaluator } from "../iam";
import type { Caller, World } from "../service";
import { accessDenied, throttled, unavailable } from "./errors";
import { type Facts, factsOf } from "./facts";
import type { Pipe } from "./pipe";

export class Pipes {
  readonly sim: Simulation;
  readonly trace: Trace;
  readonly facts: Facts;
  readonly pipes = new Map<string, Pipe>();
  readonly #evaluator: PolicyEvaluator;

  constructor(readonly world: World) {
    this.sim = world.sim;
    this.trace = world.sim.trace;
    this.facts = factsOf(this.trace);
    this.#evaluator = evaluatorOf(world);
  }

  arnOf(name: string): string {
    return `arn:aws:pipes:${this.world.region}:${this.world.account}:pipe/${name}`;
  }

  /** Faults and permission. Throws InternalException, ThrottlingException, AccessDeniedException. */
  enter(operation: string, name: string, caller: Caller): void {
    const { faults } = this.sim;
    if (faults.any && name !== "*") {
      if (faults.isDown(name)) throw unavailable(name);
      if (faults.strikes("throttle", name)) {
        this.trace.append(this.facts.Throttled, name, { text: operation });
        throw throttled(name);
      }
    }
    const isOwnRoot = caller.account === this.world.account && caller.principal.endsWith(":root");
    if (isOwnRoot && this.#evaluator.identities.isEmpty) return;
    const decision = this.#evaluator.decide({
      caller,
      action: `pipes:${operation}`,
      resource: this.arnOf(name),
      account: this.world.account,
      atMs: this.sim.start + this.sim.now,
      context: caller.context,
    });
    if (decision.allowed) return;
    const reason = decision.reason.en;
    this.trace.append(this.facts.Denied, name, { text: reason, cause: caller.cause ?? -1 });
    throw accessDenied(reason);
  }

  /** Writes the call itself into the trace. Returns its row, the cause of what follows. */
  request(operation: string, name: string, caller: Caller): number {
    return this.trace.append(this.facts.Request, name, { text: operation, cause: caller.cause ?? -1 });
  }
}
