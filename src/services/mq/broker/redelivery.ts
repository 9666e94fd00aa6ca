/**
 * When a message comes again after a rollback, and how often. The client decides, so each connection may have its own policy.
 * Source: ActiveMQ Classic, "Redelivery Policy", "Message Redelivery and DLQ Handling".
 */
import type { Random } from "../../../sim";
import { jms } from "./errors";
import { MAXIMUM_REDELIVERIES, REDELIVERY_DELAY_MS } from "./limits";

export interface RedeliveryPolicy {
  /** Times that a message comes again before it is dead; -1 for ever. Default 6. */
  readonly maximumRedeliveries: number;
  /** Virtual ms before it comes the first time again. Default 1,000. */
  readonly initialRedeliveryDelay: number;
  /** Virtual ms before each further time. Default 1,000. */
  readonly redeliveryDelay: number;
  /** Each delay backOffMultiplier times the one before. Default false. */
  readonly useExponentialBackOff: boolean;
  /** Default 5. */
  readonly backOffMultiplier: number;
  /** With back-off, no delay is longer, ms; -1 for no limit. Default -1. */
  readonly maximumRedeliveryDelay: number;
  /** Each delay longer or shorter by chance. Default false. */
  readonly useCollisionAvoidance: boolean;
  /** By at most this share. Default 0.15. */
  readonly collisionAvoidanceFactor: number;
}

export const REDELIVERY: RedeliveryPolicy = {
  maximumRedeliveries: MAXIMUM_REDELIVERIES,
  initialRedeliveryDelay: REDELIVERY_DELAY_MS,
  redeliveryDelay: REDELIVERY_DELAY_MS,
  useExponentialBackOff: false,
  backOffMultiplier: 5,
  maximumRedeliveryDelay: -1,
  useCollisionAvoidance: false,
  collisionAvoidanceFactor: 0.15,
};

/** @throws JMSException that names the setting, the rule and the value */
export function redeliveryPolicyFrom(given: Partial<RedeliveryPolicy> = {}): RedeliveryPolicy {
  const policy = { ...REDELIVERY, ...given };
  const check = (name: keyof RedeliveryPolicy, holds: boolean, rule: string) => {
    if (!holds) throw jms("JMSException", `redeliveryPolicy.${name}: ${rule}, not ${policy[name]}`);
  };
  const whole = (name: "maximumRedeliveries" | "maximumRedeliveryDelay") =>
    check(name, Number.isInteger(policy[name]) && policy[name] >= -1, "a whole number, or -1 for no limit");
  whole("maximumRedeliveries");
  whole("maximumRedeliveryDelay");
  for (const name of ["initialRedeliveryDelay", "redeliveryDelay"] as const) {
    check(name, Number.isInteger(policy[name]) && policy[name] >= 0, "milliseconds, a whole number >= 0");
  }
  check("backOffMultiplier", policy.backOffMultiplier >= 1, "a number >= 1");
  check(
    "collisionAvoidanceFactor",
    policy.collisionAvoidanceFactor >= 0 && policy.collisionAvoidanceFactor <= 1,
    "a share from 0 to 1",
  );
  return policy;
}

/** @param before the delay that came before, ms; 0 for none */
export function nextDelay(policy: RedeliveryPolicy, before: number, random: () => Random): number {
  let delay = policy.redeliveryDelay;
  if (before > 0 && policy.useExponentialBackOff && policy.backOffMultiplier > 1) {
    delay = Math.trunc(before * policy.backOffMultiplier);
    const most = policy.maximumRedeliveryDelay;
    if (most !== -1 && delay > most) delay = Math.max(most, policy.redeliveryDelay);
  }
  if (!policy.useCollisionAvoidance) return delay;
  const chance = random();
  const share = policy.collisionAvoidanceFactor * chance.uniform();
  return Math.trunc(delay + delay * (chance.bernoulli(0.5) ? share : -share));
}

export function isExceeded(policy: RedeliveryPolicy, redeliveries: number): boolean {
  return policy.maximumRedeliveries !== -1 && redeliveries > policy.maximumRedeliveries;
}

/** As ActiveMQ writes the cause of a dead letter. */
export function exceeded(policy: RedeliveryPolicy, redeliveries: number, cause: string | undefined): string {
  const words = `{destination = null, collisionAvoidanceFactor = ${policy.collisionAvoidanceFactor}, maximumRedeliveries = ${policy.maximumRedeliveries}, maximumRedeliveryDelay = ${policy.maximumRedeliveryDelay}, initialRedeliveryDelay = ${policy.initialRedeliveryDelay}, useCollisionAvoidance = ${policy.useCollisionAvoidance}, useExponentialBackOff = ${policy.useExponentialBackOff}, backOffMultiplier = ${policy.backOffMultiplier.toFixed(1)}, redeliveryDelay = ${policy.redeliveryDelay}, preDispatchCheck = true}`;
  return `java.lang.Throwable: Delivery[${redeliveries}] exceeds redelivery policy limit:RedeliveryPolicy ${words}, cause:${cause ?? "null"}`;
}
