/**
 * When a failed delivery is tried again: four phases, at once, before the back-off, during it and after it.
 * AWS's table counts attempts, and the first waits for nothing: SQS and Lambda get 100,015 over 23 days, email, SMS and push
 * 50 over 6 hours, HTTP/S 1 and 3 retries, the only ones that can be configured.
 * AWS applies jitter and does not say how much: 10 % where anomalies are asked for, none otherwise.
 * Source: Developer Guide, "Amazon SNS message delivery retries" (read 2026-11).
 */
import { invalidParameter } from "./errors";
import { HTTP_RETRIES, HTTP_RETRY_SECONDS } from "./limits";

export type Backoff = "linear" | "arithmetic" | "geometric" | "exponential";

/** Delays in ms; `delays[i]` is waited before attempt i + 2. The last one is repeated `lastTimes` times. */
export interface RetryPlan {
  readonly delays: readonly number[];
  readonly lastMs: number;
  readonly lastTimes: number;
}

const SECOND = 1_000; // ms

export const MANAGED: RetryPlan = {
  delays: [0, 0, 1 * SECOND, 1 * SECOND, ...backoff("exponential", 1 * SECOND, 20 * SECOND, 10)],
  lastMs: 20 * SECOND,
  lastTimes: 100_000,
};

export const CUSTOMER: RetryPlan = {
  delays: [10 * SECOND, ...backoff("exponential", 10 * SECOND, 600 * SECOND, 10)],
  lastMs: 600 * SECOND,
  lastTimes: 38,
};

/** Wait before the next attempt when `attempts` have failed; undefined when that was the last. */
export function delayAfter(plan: RetryPlan, attempts: number): number | undefined {
  const delay = plan.delays[attempts - 1];
  if (delay !== undefined) return delay;
  return attempts <= plan.delays.length + plan.lastTimes ? plan.lastMs : undefined;
}

/** All attempts of a plan, the first included. */
export function attemptsOf(plan: RetryPlan): number {
  return 1 + plan.delays.length + plan.lastTimes;
}

/** So many delays from the least to the most. AWS shows the four functions as curves; these have that order and those ends. */
export function backoff(how: Backoff, least: number, most: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const x = count === 1 ? 0 : i / (count - 1);
    if (how === "linear") return Math.round(least + (most - least) * x);
    if (how === "arithmetic") return Math.round(least + (most - least) * ((x * (i + 1)) / Math.max(count, 1)));
    if (how === "geometric") return Math.round(least + (most - least) * x ** 2);
    return Math.round(least * (most / least) ** x);
  });
}

/** A healthyRetryPolicy with every member. */
export interface HttpPolicy {
  minDelayTarget: number;
  maxDelayTarget: number;
  numRetries: number;
  numNoDelayRetries: number;
  numMinDelayRetries: number;
  numMaxDelayRetries: number;
  backoffFunction: Backoff;
}

export interface DeliveryPolicy {
  readonly text: string;
  readonly retry?: HttpPolicy;
  readonly maxReceivesPerSecond?: number;
  readonly contentType?: string;
  /** On a topic: subscriptions may not have their own. */
  readonly disableOverrides: boolean;
}

export const HTTP_DEFAULT: HttpPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  numMaxDelayRetries: 0,
  backoffFunction: "linear",
};

export const CONTENT_TYPE = "text/plain; charset=UTF-8";

export function httpPlan(policy: HttpPolicy): RetryPlan {
  const { numRetries, numNoDelayRetries: none, numMinDelayRetries: min, numMaxDelayRetries: max } = policy;
  const [least, most] = [policy.minDelayTarget * SECOND, policy.maxDelayTarget * SECOND];
  const delays = [
    ...Array<number>(none).fill(0),
    ...Array<number>(min).fill(least),
    ...backoff(policy.backoffFunction, least, most, numRetries - none - min - max),
    ...Array<number>(max).fill(most),
  ];
  return { delays, lastMs: 0, lastTimes: 0 };
}

/** Read a DeliveryPolicy of a topic or of a subscription. Throws InvalidParameterException that names the member. */
export function parseDeliveryPolicy(
  text: string,
  on: "topic" | "subscription",
  prefix = "",
): DeliveryPolicy | undefined {
  if (text === "") return undefined;
  const refuse = (why: string) => invalidParameter(`${prefix}DeliveryPolicy: ${why}`);
  const given = parseObject(text, refuse);
  const names =
    on === "topic"
      ? ["defaultHealthyRetryPolicy", "disableSubscriptionOverrides", "defaultThrottlePolicy", "defaultRequestPolicy"]
      : ["healthyRetryPolicy", "throttlePolicy", "requestPolicy", "sicklyRetryPolicy"];
  const inside = on === "topic" ? ((given.http ?? {}) as Record<string, unknown>) : given;
  const unknown = on === "topic" ? Object.keys(given).find((name) => name !== "http") : undefined;
  const strange = unknown ?? Object.keys(inside).find((name) => !names.includes(name));
  if (strange !== undefined) throw refuse(`Unrecognized field "${strange}"`);
  const retry = (on === "topic" ? inside.defaultHealthyRetryPolicy : inside.healthyRetryPolicy) as object | null;
  const throttle = (on === "topic" ? inside.defaultThrottlePolicy : inside.throttlePolicy) as {
    maxReceivesPerSecond?: unknown;
  } | null;
  const request = (on === "topic" ? inside.defaultRequestPolicy : inside.requestPolicy) as {
    headerContentType?: unknown;
  } | null;
  const perSecond = throttle?.maxReceivesPerSecond;
  if (perSecond !== undefined && perSecond !== null && !(isWhole(perSecond) && perSecond >= 1)) {
    throw refuse("throttlePolicy.maxReceivesPerSecond must be an integer of at least 1");
  }
  const contentType = request?.headerContentType;
  if (contentType !== undefined && typeof contentType !== "string") {
    throw refuse("requestPolicy.headerContentType must be a string");
  }
  return {
    text,
    disableOverrides: on === "topic" && inside.disableSubscriptionOverrides === true,
    ...(retry && { retry: checkRetry(retry, refuse) }),
    ...(perSecond && { maxReceivesPerSecond: perSecond as number }),
    ...(contentType !== undefined && { contentType }),
  };
}

function checkRetry(given: object, refuse: (why: string) => Error): HttpPolicy {
  const strange = Object.keys(given).find((name) => !(name in HTTP_DEFAULT));
  if (strange !== undefined) throw refuse(`healthyRetryPolicy.${strange} is not known`);
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const policy: HttpPolicy = { ...HTTP_DEFAULT, ...present };
  for (const [name, value] of Object.entries(policy)) {
    if (name !== "backoffFunction" && !(isWhole(value) && value >= 0)) {
      throw refuse(`healthyRetryPolicy.${name} must be an integer of at least 0`);
    }
  }
  const { minDelayTarget: min, maxDelayTarget: max, numRetries, backoffFunction } = policy;
  if (!["linear", "arithmetic", "geometric", "exponential"].includes(backoffFunction)) {
    throw refuse("healthyRetryPolicy.backoffFunction must be linear, arithmetic, geometric or exponential");
  }
  if (min < 1) throw refuse("healthyRetryPolicy.minDelayTarget must be at least 1");
  if (max > HTTP_RETRY_SECONDS) throw refuse(`healthyRetryPolicy.maxDelayTarget must be at most ${HTTP_RETRY_SECONDS}`);
  if (min > max) throw refuse("healthyRetryPolicy.minDelayTarget must not be greater than maxDelayTarget");
  if (numRetries > HTTP_RETRIES) throw refuse(`healthyRetryPolicy.numRetries must be at most ${HTTP_RETRIES}`);
  const phases = policy.numNoDelayRetries + policy.numMinDelayRetries + policy.numMaxDelayRetries;
  if (phases > numRetries) {
    throw refuse("healthyRetryPolicy.numRetries must be at least the sum of the retries of its phases");
  }
  const seconds = httpPlan(policy).delays.reduce((sum, delay) => sum + delay, 0) / SECOND;
  if (seconds > HTTP_RETRY_SECONDS) {
    throw refuse(
      `healthyRetryPolicy: all retries together take ${seconds} s; at most ${HTTP_RETRY_SECONDS} s are allowed`,
    );
  }
  return policy;
}

/** JSON of an object, or the refusal. */
export function parseObject(text: string, refuse: (why: string) => Error): Record<string, unknown> {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw refuse("failed to parse JSON.");
  }
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw refuse("must be a JSON object");
  return given as Record<string, unknown>;
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}
