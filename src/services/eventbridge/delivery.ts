/**
 * One event on its way to one target: attempt, wait, attempt again, until it is delivered, the target refuses it, the
 * attempts are used up or the event is too old; then it goes to the target's dead-letter queue or is dropped.
 * By default 185 more attempts within 24 hours, exponentially further apart. AWS does not say how far: we double from 1 s to
 * 8 min, which fills the 24 hours. AWS's jitter is left out unless anomalies are asked for.
 * Source: User Guide, "How EventBridge retries delivering events" and "Using dead-letter queues" (read 2026-11).
 */
import { ServiceError } from "../service";
import type { EventBridge } from "./context";
import type { Passing } from "./event";
import type { Rule, Target } from "./rule";
import { send } from "./targets";

export interface Failure {
  /** As EventBridge writes it on dead letters: NO_RESOURCE, NO_PERMISSIONS, THROTTLING, ... */
  code: string;
  reason: string;
  isPermanent: boolean;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 480_000;
const JITTER = 0.1;

export function retryDelayMs(retry: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (retry - 1));
}

export class Delivery {
  attempts = 0;
  readonly label: string;
  readonly #payload: string;

  constructor(
    private readonly events: EventBridge,
    readonly event: Passing,
    readonly rule: Rule,
    readonly target: Target,
    private row: number,
  ) {
    this.label = `${rule.name} to ${nameOf(target.arn)}`;
    this.#payload = target.payload(event, rule, events.sim.start);
  }

  attempt(): void {
    const { sim, facts } = this.events;
    this.attempts++;
    this.row = this.#write(facts.Attempted, this.label, this.row);
    const failure = this.#send();
    if (failure === undefined) {
      this.#write(facts.Delivered, this.label, this.row);
      return;
    }
    this.row = this.#write(facts.Failed, `${this.label}: ${failure.reason}`, this.row);
    if (failure.isPermanent) return this.#giveUp(failure);
    if (this.attempts > this.target.maximumAttempts) return this.#giveUp(failure, "MaximumRetryAttempts");
    const delayMs = this.#jittered(retryDelayMs(this.attempts));
    if (sim.now + delayMs - this.event.atMs > this.target.maximumAgeMs) {
      return this.#giveUp(failure, "MaximumEventAgeInSeconds");
    }
    sim.after(delayMs, () => this.attempt());
  }

  #send(): Failure | undefined {
    if (this.rule.isDeleted) return { code: "NO_RESOURCE", reason: "the rule is gone", isPermanent: true };
    try {
      send(this.events, this.event, this.rule, this.target, this.#payload, this.row);
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  }

  #jittered(delayMs: number): number {
    const { duplicateDelivery, reorder, shortPollSampling } = this.events.world.anomalies;
    if (duplicateDelivery === 0 && reorder === 0 && shortPollSampling === 0) return delayMs;
    return Math.round(delayMs * (1 - JITTER * this.events.sim.random("eventbridge.jitter").uniform()));
  }

  #giveUp(failure: Failure, exhausted?: string): void {
    const { facts, world } = this.events;
    const { deadLetterArn, arn } = this.target;
    if (deadLetterArn === undefined) {
      this.#write(facts.Dropped, `${this.label}: ${failure.reason}`, this.row);
      return;
    }
    const text = (value: string) => ({ DataType: "String", StringValue: value });
    const queue = nameOf(deadLetterArn);
    const row = this.#write(facts.DeadLettered, queue, this.row);
    const [, , , region, account, name] = deadLetterArn.split(":");
    try {
      world.service("sqs").call(
        "SendMessage",
        {
          QueueUrl: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
          MessageBody: JSON.stringify(this.event.document),
          MessageAttributes: {
            RULE_ARN: text(this.rule.arn),
            TARGET_ARN: text(arn),
            ERROR_CODE: text(failure.code),
            ERROR_MESSAGE: text(failure.reason),
            RETRY_ATTEMPTS: { DataType: "Number", StringValue: String(this.attempts - 1) },
            ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: text(exhausted) }),
          },
        },
        this.events.callerFor(this.rule, row),
      );
    } catch (error) {
      const { reason } = failureOf(error);
      this.#write(facts.Dropped, `${this.label}: dead-letter queue ${queue}: ${reason}`, row);
    }
  }

  #write(kind: number, text: string, cause: number): number {
    const { trace } = this.events;
    return trace.add(kind, this.rule.bus.nameId, this.event.subject, this.attempts, trace.name(text), cause);
  }
}

/** The last part of an ARN: a queue's, topic's, function's, machine's or bus's own name. */
function nameOf(arn: string): string {
  return /[^:/]+$/.exec(arn)?.[0] ?? arn;
}

function failureOf(error: unknown): Failure {
  // The service is not simulated: the world says so.
  if (error instanceof RangeError) return { code: "NO_RESOURCE", reason: error.message, isPermanent: true };
  if (!(error instanceof ServiceError)) throw error;
  const isPermanent = error.fault === "client" && !error.retryable;
  return { code: codeOf(error, isPermanent), reason: `${error.code}: ${error.message}`, isPermanent };
}

function codeOf({ code }: ServiceError, isPermanent: boolean): string {
  if (/NotFound|DoesNotExist|NonExistent/.test(code)) return "NO_RESOURCE";
  if (/AccessDenied|Authorization/.test(code)) return "NO_PERMISSIONS";
  if (/Throttl|TooMany/.test(code)) return "THROTTLING";
  if (/ThirdHop/.test(code)) return "THIRD_ACCOUNT_HOP_DETECTED";
  return isPermanent ? "INVALID_PARAMETER" : "INTERNAL_ERROR";
}
