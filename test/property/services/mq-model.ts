/**
 * A plain model of a queue between clients that lose their connections and a broker that crashes, written from JMS 1.1 and from
 * nothing in src/services. It hears what clients were told and knows what must not be:
 *   sent (the send has returned) -> delivered any number of times -> done (the acknowledgement has returned) | dead
 * Persistent messages end in exactly one of done, dead or still waiting; what is done never comes again, unless the connection
 * broke between its delivery and its acknowledgement; whatever comes was sent; each producer's messages are done in order.
 */

export class ModelViolation extends Error {}

interface Sent {
  readonly producer: string;
  readonly number: number;
  readonly isPersistent: boolean;
  deliveries: number;
  /** When it was last delivered. */
  deliveredMs: number;
  state: "attempted" | "sent" | "done" | "doubtful";
}

export class QueueModel {
  readonly messages = new Map<string, Sent>();
  readonly #last = new Map<string, number>();
  crashes = 0;
  /** Connections that were lost. */
  breaks = 0;
  /** Of the broker, which then forgets what was delivered how often. */
  lastCrashMs = -1;
  redeliveries = 0;
  doubtful = 0;

  /** @param isOrdered one consumer at a time: then each producer's messages are done in order */
  constructor(readonly isOrdered: boolean) {}

  attempt(body: string, producer: string, number: number, isPersistent: boolean): void {
    check(!this.messages.has(body), `${body} was sent twice`);
    const deliveries = 0;
    this.messages.set(body, { producer, number, isPersistent, deliveries, deliveredMs: -1, state: "attempted" });
  }

  sent(body: string): void {
    const message = this.messages.get(body)!;
    if (message.state === "attempted") message.state = "sent";
  }

  delivered(nowMs: number, body: string, isRedelivered: boolean, count: number): void {
    const message = this.messages.get(body);
    if (message === undefined) throw new ModelViolation(`${body} was never sent`);
    check(message.state !== "done", `${body} came again after it was acknowledged`);
    check(isRedelivered === count > 1, `${body}: redelivered ${isRedelivered} at delivery ${count}`);
    if (message.deliveries > 0) {
      this.redeliveries++;
      const isForgotten = this.lastCrashMs >= message.deliveredMs;
      check(isRedelivered || isForgotten, `${body} came again and does not say so`);
    }
    message.deliveries++;
    message.deliveredMs = nowMs;
  }

  /** @param isDoubtful the connection broke since it was delivered */
  done(body: string, isDoubtful: boolean): void {
    const message = this.messages.get(body)!;
    if (isDoubtful) {
      this.doubtful++;
      message.state = "doubtful";
      return;
    }
    check(message.deliveries > 0, `${body} was acknowledged and never delivered`);
    if (this.isOrdered) {
      const last = this.#last.get(message.producer) ?? -1;
      check(message.number > last, `${body} of ${message.producer} is done after its number ${last}`);
      this.#last.set(message.producer, message.number);
    }
    message.state = "done";
  }

  /** Nothing moves any more. */
  ended(waiting: readonly string[], dead: readonly string[]): void {
    const left = new Map<string, number>();
    for (const body of [...waiting, ...dead]) left.set(body, (left.get(body) ?? 0) + 1);
    for (const [body, times] of left) {
      const message = this.messages.get(body);
      check(message !== undefined, `${body} is left and was never sent`);
      check(times === 1, `${body} is left ${times} times`);
      check(message!.state !== "done", `${body} is done and left`);
    }
    for (const [body, { state, isPersistent, deliveries }] of this.messages) {
      if (state !== "sent" || left.has(body)) continue;
      check(!isPersistent, `${body} is lost`);
      // A dead letter that is not persistent is not kept; and what a lost connection had ahead counts as delivered.
      const mayBeDead = deliveries > 0 || this.breaks > 0;
      check(this.crashes > 0 || mayBeDead, `${body} is lost: no broker has crashed, and nobody gave it up`);
    }
  }
}

function check(holds: boolean, violation: string): void {
  if (!holds) throw new ModelViolation(violation);
}
