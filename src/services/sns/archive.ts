/**
 * Archive and replay on FIFO topics. A topic with an ArchivePolicy keeps its messages for some days; a subscription with a
 * ReplayPolicy is sent those of a stretch of time again, with their own ids, marked as replayed and passed by its filter.
 * Source: Developer Guide, "Message archiving and replay for FIFO topics" (read 2026-11).
 */
import { Deque } from "../sqs/structures";
import type { Sns } from "./context";
import { offer } from "./delivery";
import { invalidParameter } from "./errors";
import type { Message } from "./message";
import type { Subscription } from "./subscription";
import type { Topic } from "./topic";

const DAY = 86_400_000; // ms

export class Archive {
  readonly messages = new Deque<Message>();
  constructor(
    /** When it began, virtual ms. */
    readonly sinceMs: number,
    public days: number,
  ) {}

  /** The oldest moment that can be replayed. */
  beginsMs(nowMs: number): number {
    return Math.max(this.sinceMs, nowMs - this.days * DAY);
  }

  forget(nowMs: number): void {
    for (let first = this.messages.at(0); first && first.atMs < nowMs - this.days * DAY; first = this.messages.at(0)) {
      this.messages.shift();
    }
  }
}

/** The archive that the topic's attributes ask for. Without a policy everything archived is gone. */
export function arrange(topic: Topic): void {
  const days = topic.attributes.archive?.days;
  if (days === undefined) topic.archive = undefined;
  else if (topic.archive === undefined) topic.archive = new Archive(topic.sim.now, days);
  else topic.archive.days = days;
}

export function keep(topic: Topic, message: Message): void {
  if (topic.archive === undefined) return;
  topic.archive.messages.push(message);
  topic.archive.forget(message.atMs);
}

/** Begins what the subscription's ReplayPolicy asks for; a new policy takes the place of the one before. */
export function replay(sns: Sns, subscription: Subscription): void {
  const { topic } = subscription;
  const policy = subscription.attributes.replay;
  if (policy === undefined) {
    subscription.replayStatus = undefined;
    return;
  }
  const { archive } = topic;
  if (archive === undefined) throw invalidParameter("ReplayPolicy: the topic has no ArchivePolicy");
  subscription.replayStatus = "Pending";
  sns.sim.after(0, () => {
    if (subscription.isDeleted || subscription.attributes.replay !== policy) return;
    subscription.replayStatus = "In progress";
    archive.forget(sns.sim.now);
    for (let i = 0, each = archive.messages.at(0); each !== undefined; each = archive.messages.at(++i)) {
      const atMs = sns.sim.start + each.atMs;
      if (atMs < policy.fromMs || (policy.untilMs !== undefined && atMs > policy.untilMs)) continue;
      const row = sns.trace.add(
        sns.facts.Replayed,
        topic.nameId,
        each.subject,
        Number.NaN,
        subscription.labelId,
        each.row,
      );
      offer(sns, { ...each, isReplayed: true, row }, subscription);
    }
    subscription.replayStatus = "Completed";
  });
}
