/**
 * One message on its way to one subscription: attempt, wait, attempt again, until it is delivered or the plan is at its end;
 * then it goes to the subscription's dead-letter queue or is lost. What the endpoint itself refuses is not tried again.
 *
 *   waiting in line (FIFO only) -> attempted -> delivered
 *                                     |  \---> refused ----\
 *                                     v                     +-> dead-lettered, or lost
 *                                  failed -> waits -> attempted ... -> plan at its end -/
 *
 * On a FIFO topic the messages of a group keep their order: the next one starts when the first is done.
 * Source: Developer Guide, "Amazon SNS message delivery retries" and "Amazon SNS dead-letter queues" (read 2026-11).
 */
import type { Sns } from "./context";
import { delayAfter, type RetryPlan } from "./delivery-policy";
import { type Failure, send } from "./endpoints";
import { whyFiltered } from "./filter-policy";
import { bodyFor, type Message } from "./message";
import type { Subscription } from "./subscription";

/** How far the waits may stray where anomalies are asked for. */
const JITTER = 0.1;

export class Delivery {
  attempts = 0;
  /** Row of the fact before. */
  row: number;
  readonly plan: RetryPlan;

  constructor(
    readonly message: Message,
    readonly subscription: Subscription,
  ) {
    this.row = message.row;
    this.plan = subscription.plan;
  }
}

/** To every confirmed subscription whose filter lets the message pass. */
export function fanOut(sns: Sns, message: Message, subscriptions: Iterable<Subscription>): void {
  for (const subscription of subscriptions) {
    if (!subscription.isPending && !subscription.isDeleted) offer(sns, message, subscription);
  }
}

export function offer(sns: Sns, message: Message, subscription: Subscription): void {
  const { filterPolicy } = subscription.attributes;
  if (filterPolicy !== undefined) {
    const why = whyFiltered(filterPolicy, bodyFor(message, subscription.protocol), message.attributes);
    if (why !== undefined) {
      write(sns, "FilteredOut", message, subscription, Number.NaN, `${subscription.label}: ${why}`, message.row);
      return;
    }
  }
  const delivery = new Delivery(message, subscription);
  if (!subscription.topic.isFifo) return run(sns, delivery);
  const line = subscription.lines.get(message.groupId!);
  if (line !== undefined) {
    line.push(delivery);
    return;
  }
  subscription.lines.set(message.groupId!, [delivery]);
  run(sns, delivery);
}

/** Attempts until one succeeds, waits or is the last. */
function run(sns: Sns, delivery: Delivery): void {
  const { subscription } = delivery;
  for (;;) {
    if (subscription.isDeleted) return fail(sns, delivery, "the subscription is gone");
    const slotMs = takeSlot(sns, subscription);
    if (slotMs > sns.sim.now) {
      sns.sim.at(slotMs, () => {
        if (subscription.isDeleted) fail(sns, delivery, "the subscription is gone");
        else if (attempt(sns, delivery) === "again") run(sns, delivery);
      });
      return;
    }
    const outcome = attempt(sns, delivery);
    if (outcome !== "again") return;
  }
}

/** Under a throttle policy an endpoint gets its messages one by one. Returns the moment of this one. */
function takeSlot(sns: Sns, subscription: Subscription): number {
  if (!subscription.isHttp) return sns.sim.now;
  const perSecond = subscription.maxReceivesPerSecond;
  if (perSecond === undefined) return sns.sim.now;
  const slotMs = Math.max(sns.sim.now, subscription.nextSlotMs);
  subscription.nextSlotMs = slotMs + 1_000 / perSecond;
  return slotMs;
}

/** Returns "again" when the next attempt is due at once. */
function attempt(sns: Sns, delivery: Delivery): "again" | undefined {
  const { message, subscription } = delivery;
  delivery.attempts++;
  delivery.row = write(sns, "Attempted", message, subscription, delivery.attempts, subscription.labelId, delivery.row);
  let isLater = false;
  const outcome = send(sns, message, subscription, delivery.row, (failure) => {
    if (isLater && settle(sns, delivery, failure) === "again") run(sns, delivery);
  });
  if (outcome === "later") {
    isLater = true;
    return undefined;
  }
  return settle(sns, delivery, outcome);
}

function settle(sns: Sns, delivery: Delivery, failure: Failure | undefined): "again" | undefined {
  const { message, subscription, plan } = delivery;
  if (failure === undefined) {
    write(sns, "Delivered", message, subscription, delivery.attempts, subscription.labelId, delivery.row);
    next(sns, delivery);
    return undefined;
  }
  const text = `${subscription.label}: ${failure.reason}`;
  delivery.row = write(sns, "Failed", message, subscription, delivery.attempts, text, delivery.row);
  const delayMs = failure.isPermanent ? undefined : delayAfter(plan, delivery.attempts);
  if (delayMs === undefined) {
    giveUp(sns, delivery);
    return undefined;
  }
  if (delayMs === 0) return "again";
  sns.sim.after(jittered(sns, delayMs), () => run(sns, delivery));
  return undefined;
}

function jittered(sns: Sns, delayMs: number): number {
  const { duplicateDelivery, reorder, shortPollSampling } = sns.world.anomalies;
  if (duplicateDelivery === 0 && reorder === 0 && shortPollSampling === 0) return delayMs;
  return Math.round(delayMs * (1 - JITTER * sns.sim.random("sns.jitter").uniform()));
}

/** Into the dead-letter queue, if the subscription has one. */
function giveUp(sns: Sns, delivery: Delivery): void {
  const { message, subscription } = delivery;
  const queueArn = subscription.attributes.redrive?.queueArn;
  if (queueArn === undefined) {
    write(sns, "Dropped", message, subscription, delivery.attempts, subscription.labelId, delivery.row);
    return next(sns, delivery);
  }
  const queue = queueArn.slice(queueArn.lastIndexOf(":") + 1);
  delivery.row = write(sns, "DeadLettered", message, subscription, delivery.attempts, queue, delivery.row);
  const failure = send(sns, message, subscription, delivery.row, () => undefined, queueArn) as Failure | undefined;
  if (failure !== undefined) return fail(sns, delivery, `dead-letter queue ${queue}: ${failure.reason}`);
  next(sns, delivery);
}

function fail(sns: Sns, delivery: Delivery, why: string): void {
  const { message, subscription, row, attempts } = delivery;
  write(sns, "Failed", message, subscription, attempts, `${subscription.label}: ${why}`, row);
  next(sns, delivery);
}

/** The delivery is over: the next message of the group, if there is one, begins. */
function next(sns: Sns, { message, subscription }: Delivery): void {
  if (!subscription.topic.isFifo) return;
  const line = subscription.lines.get(message.groupId!)!;
  line.shift();
  const first = line[0];
  if (first === undefined) subscription.lines.delete(message.groupId!);
  // In an event of its own: a long line would be a deep stack.
  else sns.sim.after(0, () => run(sns, first));
}

function write(
  sns: Sns,
  kind: "FilteredOut" | "Attempted" | "Delivered" | "Failed" | "DeadLettered" | "Dropped",
  message: Message,
  subscription: Subscription,
  value: number,
  text: string | number,
  cause: number,
): number {
  const { trace, facts } = sns;
  const id = typeof text === "number" ? text : trace.name(text);
  return trace.add(facts[kind], subscription.topic.nameId, message.subject, value, id, cause);
}
