/**
 * One delivery to one target, for the services that retry alike (EventBridge's rules, Scheduler): attempt, wait, attempt again,
 * until it is delivered, the target refuses it, the attempts are used up or it is too old; then it goes to the dead-letter
 * queue or is dropped. AWS says how often and how long, not how far apart: we double from 1 s to 8 min, which fills the
 * 24 hours. AWS's jitter is left out unless anomalies are asked for.
 * Source: EventBridge User Guide, "How EventBridge retries delivering events"; Scheduler User Guide, "Managing a schedule"
 * (read 2026-11).
 */
import type { Name, Subject } from "../sim";
import { type Caller, ServiceError, type World } from "./service";

export interface Failure {
  /** In EventBridge's words: NO_RESOURCE, NO_PERMISSIONS, THROTTLING, ... */
  readonly code: string;
  readonly reason: string;
  readonly isPermanent: boolean;
  /** The target's own error, when it gave one. */
  readonly error?: ServiceError;
}

/** The kinds of fact, of the service that delivers. */
export type DeliveryFacts = Readonly<Record<"Attempted" | "Delivered" | "Failed" | "DeadLettered" | "Dropped", Name>>;

export interface Terms {
  /** Attempts after the first. */
  readonly maximumAttempts: number;
  readonly maximumAgeMs: number;
  readonly deadLetterArn?: string;
  /** Virtual ms from which its age counts. */
  readonly sinceMs: number;
}

/** What the dead-letter queue is sent. */
export interface DeadLetter {
  MessageBody: string;
  MessageAttributes: Record<string, { DataType: string; StringValue: string }>;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 480_000;
const JITTER = 0.1;

export function retryDelayMs(retry: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (retry - 1));
}

export abstract class RetriedDelivery {
  attempts = 0;

  protected constructor(
    protected readonly world: World,
    private readonly facts: DeliveryFacts,
    private readonly resource: Name,
    private readonly subject: Subject,
    /** Where it goes, in the words of its facts. */
    readonly label: string,
    private readonly terms: Terms,
    /** The fact before. */
    protected row: number,
  ) {}

  /** Sends it once. Throws as the target does, or answers with a promise that fails as the target does. */
  protected abstract send(): unknown;
  protected abstract deadLetter(failure: Failure, exhausted: string | undefined): DeadLetter;
  protected abstract callerFor(cause: number): Caller;
  /** Of the substream of chance. */
  protected abstract readonly jitter: string;
  /** Delivered, or given up. */
  protected ended(): void {}

  attempt(): void {
    this.attempts++;
    this.row = this.#write(this.facts.Attempted, this.label, this.row);
    let answer: unknown;
    try {
      answer = this.send();
    } catch (error) {
      return this.#failed(failureOf(error));
    }
    if (!(answer instanceof Promise)) return this.#delivered();
    answer.then(
      () => this.#delivered(),
      (error: unknown) => this.#failed(failureOf(error)),
    );
  }

  #delivered(): void {
    this.#write(this.facts.Delivered, this.label, this.row);
    this.ended();
  }

  #failed(failure: Failure): void {
    const { sim } = this.world;
    const { maximumAttempts, maximumAgeMs, sinceMs } = this.terms;
    this.row = this.#write(this.facts.Failed, `${this.label}: ${failure.reason}`, this.row);
    if (failure.isPermanent) return this.#giveUp(failure);
    if (this.attempts > maximumAttempts) return this.#giveUp(failure, "MaximumRetryAttempts");
    const delayMs = this.#jittered(retryDelayMs(this.attempts));
    if (sim.now + delayMs - sinceMs > maximumAgeMs) return this.#giveUp(failure, "MaximumEventAgeInSeconds");
    sim.after(delayMs, () => this.attempt());
  }

  #jittered(delayMs: number): number {
    const { duplicateDelivery, reorder, shortPollSampling } = this.world.anomalies;
    if (duplicateDelivery === 0 && reorder === 0 && shortPollSampling === 0) return delayMs;
    return Math.round(delayMs * (1 - JITTER * this.world.sim.random(this.jitter).uniform()));
  }

  #giveUp(failure: Failure, exhausted?: string): void {
    const { deadLetterArn } = this.terms;
    if (deadLetterArn === undefined) this.#write(this.facts.Dropped, `${this.label}: ${failure.reason}`, this.row);
    else this.#bury(deadLetterArn, this.deadLetter(failure, exhausted));
    this.ended();
  }

  #bury(arn: string, letter: DeadLetter): void {
    const queue = nameOf(arn);
    const row = this.#write(this.facts.DeadLettered, queue, this.row);
    try {
      this.world.service("sqs").call("SendMessage", { QueueUrl: queueUrlOf(arn), ...letter }, this.callerFor(row));
    } catch (error) {
      this.#write(this.facts.Dropped, `${this.label}: dead-letter queue ${queue}: ${failureOf(error).reason}`, row);
    }
  }

  #write(kind: Name, text: string, cause: number): number {
    const { trace } = this.world.sim;
    return trace.add(kind, this.resource, this.subject, this.attempts, trace.name(text), cause);
  }
}

export function stringAttribute(value: string): { DataType: string; StringValue: string } {
  return { DataType: "String", StringValue: value };
}

/** The last part of an ARN: a queue's, topic's, function's, machine's or bus's own name. */
export function nameOf(arn: string): string {
  return /[^:/]+$/.exec(arn)?.[0] ?? arn;
}

export function queueUrlOf(arn: string): string {
  const [, , , region, account, name] = arn.split(":");
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

/** What a target's error means for a retry. Anything that is no target's error is thrown on. */
export function failureOf(error: unknown): Failure {
  // The service is not simulated: the world says so.
  if (error instanceof RangeError) return { code: "NO_RESOURCE", reason: error.message, isPermanent: true };
  if (!(error instanceof ServiceError)) throw error;
  const isPermanent = error.fault === "client" && !error.retryable;
  return { code: codeOf(error, isPermanent), reason: `${error.code}: ${error.message}`, isPermanent, error };
}

function codeOf({ code }: ServiceError, isPermanent: boolean): string {
  if (/NotFound|DoesNotExist|NonExistent/.test(code)) return "NO_RESOURCE";
  if (/AccessDenied|Authorization/.test(code)) return "NO_PERMISSIONS";
  if (/Throttl|TooMany/.test(code)) return "THROTTLING";
  if (/ThirdHop/.test(code)) return "THIRD_ACCOUNT_HOP_DETECTED";
  return isPermanent ? "INVALID_PARAMETER" : "INTERNAL_ERROR";
}
