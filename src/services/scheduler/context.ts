/** What the operations of Scheduler share: its groups, and the gate that calls pass: faults, permission, the trace. */
import type { Simulation, Trace } from "../../sim";
import { evaluatorOf, type PolicyEvaluator } from "../iam";
import type { Caller, World } from "../service";
import { accessDenied, conflict, notFound, throttled, unavailable } from "./errors";
import { type Facts, factsOf, type Kind } from "./facts";
import { Group, type Schedule } from "./schedule";

export class Scheduler {
  readonly sim: Simulation;
  readonly trace: Trace;
  readonly facts: Facts;
  readonly groups = new Map<string, Group>();
  /** ClientTokens of deletions: the same one again is no error. */
  readonly deletions = new Set<string>();
  readonly #evaluator: PolicyEvaluator;

  constructor(readonly world: World) {
    this.sim = world.sim;
    this.trace = world.sim.trace;
    this.facts = factsOf(this.trace);
    this.#evaluator = evaluatorOf(world);
    this.groups.set("default", new Group("default", (resource) => this.arnOf(resource), this.sim.now, undefined));
  }

  arnOf(resource: string): string {
    return `arn:aws:scheduler:${this.world.region}:${this.world.account}:${resource}`;
  }

  /** @throws ResourceNotFoundException */
  group(name = "default"): Group {
    const group = this.groups.get(name);
    if (group === undefined) throw notFound(`Schedule group ${name} does not exist.`);
    return group;
  }

  /** For what a group on its way out does not take. Throws ConflictException. */
  openGroup(name: string | undefined): Group {
    const group = this.group(name);
    if (group.isDeleting) throw conflict(`Schedule group ${group.name} is being deleted.`);
    return group;
  }

  get scheduleCount(): number {
    let count = 0;
    for (const { schedules } of this.groups.values()) count += schedules.size;
    return count;
  }

  /** Faults of a schedule or group. Throws InternalServerException or ThrottlingException. */
  checkFaults(operation: string, resource: string): void {
    const { faults } = this.sim;
    if (!faults.any) return;
    if (faults.isDown(resource)) throw unavailable(resource);
    if (faults.strikes("throttle", resource)) {
      this.trace.append(this.facts.Throttled, resource, { text: operation });
      throw throttled("a fault of this simulation");
    }
  }

  /** @throws AccessDeniedException */
  authorize(operation: string, arn: string, caller: Caller): void {
    const isOwnRoot = caller.account === this.world.account && caller.principal.endsWith(":root");
    if (isOwnRoot && this.#evaluator.identities.isEmpty) return;
    const decision = this.#evaluator.decide({
      caller,
      action: `scheduler:${operation}`,
      resource: arn,
      account: this.world.account,
      atMs: this.sim.start + this.sim.now,
      context: caller.context,
    });
    if (decision.allowed) return;
    const reason = decision.reason.en;
    this.trace.append(this.facts.Denied, "", { text: reason, cause: caller.cause ?? -1 });
    throw accessDenied(reason);
  }

  /** Writes the call itself into the trace. Returns its row, the cause of what follows. */
  request(operation: string, resource: string, caller: Caller): number {
    return this.trace.append(this.facts.Request, resource, { text: operation, cause: caller.cause ?? -1 });
  }

  /** Something has become of a schedule. */
  write(kind: Kind, schedule: Schedule, text: string, cause: number): number {
    return this.trace.append(this.facts[kind], schedule.nameId, { text, cause });
  }
}
