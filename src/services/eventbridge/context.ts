/** What the operations of EventBridge share: its resources, and the gate that calls pass: faults, permission, the trace. */
import type { Simulation, Trace } from "../../sim";
import { evaluatorOf, type PolicyEvaluator } from "../iam";
import type { Caller, World } from "../service";
import type { Archive, Replay } from "./archive";
import { Bus } from "./bus";
import { accessDenied, busNotFound, throttled, unavailable } from "./errors";
import { type Facts, factsOf } from "./facts";
import type { Rule } from "./rule";

/** The principal that EventBridge calls other services as. */
const PRINCIPAL = "events.amazonaws.com";

export class EventBridge {
  readonly sim: Simulation;
  readonly trace: Trace;
  readonly facts: Facts;
  readonly buses = new Map<string, Bus>();
  readonly archives = new Map<string, Archive>();
  readonly replays = new Map<string, Replay>();
  readonly #evaluator: PolicyEvaluator;

  constructor(readonly world: World) {
    this.sim = world.sim;
    this.trace = world.sim.trace;
    this.facts = factsOf(this.trace);
    this.#evaluator = evaluatorOf(world);
    this.addBus("default");
  }

  arnOf(resource: string): string {
    return `arn:aws:events:${this.world.region}:${this.world.account}:${resource}`;
  }

  addBus(name: string): Bus {
    const bus = new Bus(name, this.arnOf(`event-bus/${name}`), this.trace.name(name), this.sim.now);
    this.buses.set(name, bus);
    return bus;
  }

  /** A bus by its name or ARN; the default one when there is none. */
  findBus(nameOrArn: string | undefined): Bus | undefined {
    const given = nameOrArn === undefined || nameOrArn === "" ? "default" : nameOrArn;
    if (!given.startsWith("arn:")) return this.buses.get(given);
    const bus = this.buses.get(given.slice(given.lastIndexOf("event-bus/") + "event-bus/".length));
    return bus?.arn === given ? bus : undefined;
  }

  /** @throws ResourceNotFoundException */
  bus(nameOrArn: string | undefined): Bus {
    const bus = this.findBus(nameOrArn);
    if (bus === undefined) throw busNotFound(String(nameOrArn));
    return bus;
  }

  /** Faults of a bus. Throws InternalException or ThrottlingException. */
  checkFaults(bus: Bus, operation: string): void {
    const { faults } = this.sim;
    if (!faults.any) return;
    if (faults.isDown(bus.name)) throw unavailable(bus.name);
    if (faults.strikes("throttle", bus.name)) {
      this.trace.append(this.facts.Throttled, bus.nameId, { text: operation });
      throw throttled("a fault of this simulation");
    }
  }

  /** Undefined when the caller may; otherwise the reason why not. */
  denial(operation: string, resource: string, caller: Caller, bus?: Bus): string | undefined {
    const isOwnRoot = caller.account === this.world.account && caller.principal.endsWith(":root");
    if (isOwnRoot && bus?.policy === undefined && this.#evaluator.identities.isEmpty) return undefined;
    const decision = this.#evaluator.decide({
      caller,
      action: `events:${operation}`,
      resource,
      account: this.world.account,
      resourcePolicy: bus?.policy?.policy,
      atMs: this.sim.start + this.sim.now,
      context: caller.context,
    });
    return decision.allowed ? undefined : decision.reason.en;
  }

  /** @throws AccessDeniedException */
  authorize(operation: string, resource: string, caller: Caller, bus?: Bus): void {
    const reason = this.denial(operation, resource, caller, bus);
    if (reason === undefined) return;
    this.trace.append(this.facts.Denied, bus?.nameId ?? "", { text: reason, cause: caller.cause ?? -1 });
    throw accessDenied(reason);
  }

  /** Writes the call itself into the trace. Returns its row, the cause of what follows. */
  request(operation: string, bus: Bus | undefined, caller: Caller, bytes = 0): number {
    const { trace } = this;
    return trace.add(this.facts.Request, bus?.nameId ?? 0, 0, bytes, trace.name(operation), caller.cause ?? -1);
  }

  /** Who EventBridge is to the services that it calls for a rule. */
  callerFor(rule: Rule, cause: number): Caller {
    const { account } = this.world;
    return {
      principal: PRINCIPAL,
      account,
      secureTransport: true,
      context: { "aws:SourceArn": rule.arn, "aws:SourceAccount": account },
      cause,
    };
  }
}
