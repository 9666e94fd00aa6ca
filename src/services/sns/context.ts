/** What the operations of SNS share: its resources, and the gate that every call passes: faults, permission, the trace. */
import type { Simulation, Trace } from "../../sim";
import { evaluatorOf, type PolicyEvaluator } from "../iam";
import type { Caller, World } from "../service";
import { invalidParameter, notAuthorized, throttled, topicNotFound, unavailable } from "./errors";
import { type Facts, factsOf } from "./facts";
import { Inbox } from "./inbox";
import { Platforms } from "./platform";
import { Phones } from "./sms";
import type { Subscription } from "./subscription";
import type { Topic } from "./topic";

/** The principal that SNS calls other services as. */
const PRINCIPAL = "sns.amazonaws.com";

export class Sns {
  readonly sim: Simulation;
  readonly trace: Trace;
  readonly facts: Facts;
  readonly inbox = new Inbox();
  readonly topics = new Map<string, Topic>();
  readonly subscriptions = new Map<string, Subscription>();
  readonly tokens = new Map<string, Subscription>();
  readonly platforms: Platforms;
  readonly phones: Phones;
  readonly #evaluator: PolicyEvaluator;

  constructor(readonly world: World) {
    this.sim = world.sim;
    this.trace = world.sim.trace;
    this.facts = factsOf(this.trace);
    this.platforms = new Platforms(this);
    this.phones = new Phones(this);
    this.#evaluator = evaluatorOf(world);
  }

  arnOf(resource: string): string {
    return `arn:aws:sns:${this.world.region}:${this.world.account}:${resource}`;
  }

  /**
   * The topic that a call is for, if the call may be made.
   * @param context condition keys of this operation, such as sns:Protocol
   * @throws InvalidParameterException, NotFoundException, AuthorizationErrorException, ThrottledException, InternalErrorException
   */
  enter(operation: string, arn: unknown, caller: Caller, context?: Record<string, string>): Topic {
    const topic = this.topicAt(arn);
    const { faults } = this.sim;
    if (faults.any) {
      if (faults.isDown(topic.name)) throw unavailable(topic.name);
      if (faults.strikes("throttle", topic.name)) throw this.throttle(topic, operation, "a fault of this simulation");
    }
    this.authorize(operation, topic, caller, context);
    return topic;
  }

  /** The topic with this ARN. Throws InvalidParameterException when it is no topic's ARN, NotFoundException. */
  topicAt(arn: unknown): Topic {
    const topic = this.topics.get(arn as string);
    if (topic !== undefined) return topic;
    const parts = String(arn ?? "").split(":");
    if (parts.length < 6) {
      throw invalidParameter(`TopicArn Reason: An ARN must have at least 6 elements, not ${parts.length}`);
    }
    if (parts[2] !== "sns" || parts[3] !== this.world.region) throw invalidParameter("TopicArn");
    throw topicNotFound();
  }

  authorize(operation: string, topic: Topic, caller: Caller, context?: Record<string, string>): void {
    const { policy } = topic.attributes;
    if (policy === undefined && (this.#isOwnRoot(caller) || this.#isOwned(caller))) return;
    const reason = this.#denial(operation, topic.arn, caller, context, policy?.policy);
    if (reason === undefined) return;
    this.trace.append(this.facts.Denied, topic.nameId, { text: reason, cause: caller.cause ?? -1 });
    throw notAuthorized(reason);
  }

  /** The same for calls that are for no topic in particular. */
  authorizeAccount(operation: string, resource: string, caller: Caller): void {
    if (this.#isOwnRoot(caller)) return;
    const reason = this.#denial(operation, resource, caller);
    if (reason !== undefined) throw notAuthorized(reason);
  }

  /** The short way, by far the most frequent: the account's root, and nobody has written a policy. */
  #isOwnRoot(caller: Caller): boolean {
    const { identities } = this.#evaluator;
    return identities.isEmpty && caller.account === this.world.account && caller.principal.endsWith(":root");
  }

  /** A resource of the account, such as an alarm, through its service: what the default policy's aws:SourceOwner lets in. */
  #isOwned({ context }: Caller): boolean {
    return context?.["aws:SourceOwner"] === this.world.account;
  }

  #denial(
    operation: string,
    resource: string,
    caller: Caller,
    context: Record<string, string> = {},
    resourcePolicy?: Parameters<PolicyEvaluator["decide"]>[0]["resourcePolicy"],
  ): string | undefined {
    const decision = this.#evaluator.decide({
      caller,
      action: `sns:${operation === "PublishBatch" ? "Publish" : operation}`,
      resource,
      account: this.world.account,
      resourcePolicy,
      atMs: this.sim.start + this.sim.now,
      context: { ...caller.context, ...context },
    });
    return decision.allowed ? undefined : decision.reason.en;
  }

  throttle(topic: Topic, operation: string, why: string): Error {
    this.trace.append(this.facts.Throttled, topic.nameId, { text: operation });
    return throttled(why);
  }

  /** Writes the call itself into the trace. Returns its row, the cause of what follows. */
  request(operation: string, resource: Topic | string, caller: Caller, bytes = 0): number {
    const name = typeof resource === "string" ? this.trace.name(resource) : resource.nameId;
    const { trace } = this;
    return trace.add(this.facts.Request, name, 0, bytes, trace.name(operation), caller.cause ?? -1);
  }

  /** Who SNS is to the services that it calls for a topic. */
  callerFor({ context }: Topic, cause: number): Caller {
    return { principal: PRINCIPAL, account: this.world.account, secureTransport: true, context, cause };
  }
}
