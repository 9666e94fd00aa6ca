/**
 * One event on its way to one target of a rule (../retry.ts says how). By default 185 more attempts within 24 hours.
 * Source: User Guide, "How EventBridge retries delivering events" and "Using dead-letter queues" (read 2026-11).
 */
import { type DeadLetter, type Failure, nameOf, RetriedDelivery, stringAttribute } from "../retry";
import type { Caller } from "../service";
import type { EventBridge } from "./context";
import { EventBridgeError } from "./errors";
import type { Passing } from "./event";
import type { Rule, Target } from "./rule";
import { send } from "./targets";

export class Delivery extends RetriedDelivery {
  protected readonly jitter = "eventbridge.jitter";
  readonly #payload: string;

  constructor(
    private readonly events: EventBridge,
    readonly event: Passing,
    readonly rule: Rule,
    readonly target: Target,
    row: number,
  ) {
    super(
      events.world,
      events.facts,
      rule.bus.nameId,
      event.subject,
      `${rule.name} to ${nameOf(target.arn)}`,
      { ...target, sinceMs: event.atMs },
      row,
    );
    this.#payload = target.payload(event, rule, events.sim.start);
  }

  protected send(): void {
    if (this.rule.isDeleted) throw new EventBridgeError("RuleNotFound", "the rule is gone");
    send(this.events, this.event, this.rule, this.target, this.#payload, this.row);
  }

  protected deadLetter(failure: Failure, exhausted: string | undefined): DeadLetter {
    return {
      MessageBody: JSON.stringify(this.event.document),
      MessageAttributes: {
        RULE_ARN: stringAttribute(this.rule.arn),
        TARGET_ARN: stringAttribute(this.target.arn),
        ERROR_CODE: stringAttribute(failure.code),
        ERROR_MESSAGE: stringAttribute(failure.reason),
        RETRY_ATTEMPTS: { DataType: "Number", StringValue: String(this.attempts - 1) },
        ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: stringAttribute(exhausted) }),
      },
    };
  }

  protected callerFor(cause: number): Caller {
    return this.events.callerFor(this.rule, cause);
  }
}
