/** What the operations of Amazon MQ share: brokers, configurations, and the gate that every call passes: faults, permission, the trace. */
import type { Name, Simulation, Trace } from "../../sim";
import { evaluatorOf, type PolicyEvaluator } from "../iam";
import type { Caller, World } from "../service";
import { type Brokers, brokersOf } from "./broker/brokers";
import type { BrokerRecord, BrokerState } from "./broker-record";
import type { Configuration } from "./configuration-record";
import { badRequest, forbidden, noBroker, noConfiguration, throttled, unauthorized, unavailable } from "./errors";
import { type Facts, factsOf } from "./facts";
import { QUOTAS, type Quotas } from "./limits";

export class Mq {
  readonly sim: Simulation;
  readonly trace: Trace;
  readonly facts: Facts;
  readonly quotas: Quotas;
  /** By id, in order of creation. */
  readonly brokers = new Map<string, BrokerRecord>();
  readonly configurations = new Map<string, Configuration>();
  /** The simulated brokers that clients connect to. */
  readonly running: Brokers;
  readonly #evaluator: PolicyEvaluator;

  constructor(readonly world: World) {
    this.sim = world.sim;
    this.trace = world.sim.trace;
    this.facts = factsOf(this.trace);
    this.quotas = QUOTAS[world.quotas];
    this.running = brokersOf(world);
    this.#evaluator = evaluatorOf(world);
  }

  get now(): Date {
    return this.sim.date();
  }

  /** "b-..." or "c-...": as AWS's, a UUID behind. */
  id(kind: "b" | "c"): string {
    return `${kind}-${this.sim.random(`mq.${kind}`).uuid()}`;
  }

  brokerArn(name: string, id: string): string {
    return `arn:aws:mq:${this.world.region}:${this.world.account}:broker:${name}:${id}`;
  }

  configurationArn(id: string): string {
    return `arn:aws:mq:${this.world.region}:${this.world.account}:configuration:${id}`;
  }

  /**
   * The broker that a call is for, if the call may be made. A broker may be named by its ARN as well.
   * @throws NotFoundException, ForbiddenException, TooManyRequestsException, InternalServerErrorException
   */
  broker(operation: string, given: string, caller: Caller): BrokerRecord {
    const id = given.startsWith("arn:") ? given.slice(given.lastIndexOf(":") + 1) : given;
    const broker = this.brokers.get(id);
    if (broker === undefined || (given !== id && given !== broker.is.arn)) throw noBroker(given);
    const { name, nameId, arn } = broker.is;
    const { faults } = this.sim;
    if (faults.any) {
      if (faults.isDown(`mq:${name}`)) throw unavailable(`Amazon MQ, asked for the broker ${name},`);
      if (faults.strikes("throttle", name)) {
        this.trace.append(this.facts.Throttled, nameId, { text: operation, cause: caller.cause ?? -1 });
        throw throttled();
      }
    }
    this.authorize(operation, arn, caller, nameId);
    return broker;
  }

  /** Throws NotFoundException, ForbiddenException. */
  configuration(operation: string, id: string, caller: Caller): Configuration {
    const configuration = this.configurations.get(id);
    if (configuration === undefined) throw noConfiguration(id);
    this.authorize(operation, configuration.arn, caller, configuration.nameId);
    return configuration;
  }

  /** Throws BadRequestException unless the broker is in one of these states. */
  expectState(operation: string, broker: BrokerRecord, ...states: BrokerState[]): void {
    if (states.includes(broker.state)) return;
    throw badRequest(
      "broker-id",
      `Broker [${broker.is.id}] is in state [${broker.state}]. ${operation} needs one of: [${states.join(", ")}]`,
    );
  }

  /** @param arn the broker's or the configuration's; "*" for calls that are for none in particular */
  authorize(operation: string, arn: string, caller: Caller, resource: Name = 0): void {
    const { account } = this.world;
    const { identities } = this.#evaluator;
    if (identities.isEmpty && caller.account === account && caller.principal.endsWith(":root")) return;
    const action = `mq:${operation}`;
    const atMs = this.sim.start + this.sim.now;
    const decision = this.#evaluator.decide({ caller, action, resource: arn, account, atMs });
    if (decision.allowed) return;
    const reason = decision.reason.en;
    this.trace.append(this.facts.AccessDenied, resource, { text: reason, cause: caller.cause ?? -1 });
    // Only CreateBroker has an error of its own for credentials that are not the account's.
    throw operation === "CreateBroker" && caller.account !== account ? unauthorized(reason) : forbidden(reason);
  }

  /** Writes the call itself into the trace. Returns its row, the cause of what follows. */
  request(operation: string, resource: Name, caller: Caller): number {
    return this.trace.append(this.facts.Request, resource, { text: operation, cause: caller.cause ?? -1 });
  }
}
