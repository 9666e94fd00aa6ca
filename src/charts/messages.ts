/**
 * The life of every message, read from the trace in one pass. A message in a queue is in one place at a time:
 *   delayed -> visible -> inFlight -> gone, and back from inFlight to visible when it is returned.
 * A message that moves to another queue (dead-lettered, redriven) begins a second life there.
 * Works for the facts of SQS, of a broker (its queues, and what waits for each subscription of a topic) and for those of a
 * student's own queue, which carry the same verbs.
 */

import type { Trace } from "../sim/trace";
import { verbOf } from "./source";

export type Place = "delayed" | "visible" | "inFlight" | "gone";
export type Outcome = "deleted" | "deadLettered" | "expired" | "purged" | "moved" | "open";

export interface Life {
  queue: string;
  id: string;
  /** Place among the messages of its queue, from 1. */
  turn: number;
  sentAt: number;
  /** Came from another queue instead of a sender. */
  moved: boolean;
  /** Of a student's own queue; undefined for SQS, which has none. */
  priority: number | undefined;
  /** MessageGroupId, or "". */
  group: string;
  place: Place;
  /** Times received. */
  deliveries: number;
  /** Times received while another consumer had it, or after it was deleted. */
  duplicates: number;
  /** NaN until then. */
  firstReceivedAt: number;
  outcome: Outcome;
  /** NaN while open. */
  endedAt: number;
}

/** Called in trace order. */
export interface Visitor {
  /** A message has gone from one place to another; `from` is undefined when it has just entered the queue. */
  moves?(life: Life, from: Place | undefined, at: number): void;
  /** Any delivery, first or repeated; `duplicate` when another consumer still had it or it was already deleted. */
  receives?(life: Life, at: number, duplicate: boolean): void;
  /** Something happened to the queue as a whole (Swept, Purged). */
  marks?(queue: string, verb: string, at: number, value: number): void;
}

const LIFE_VERBS = new Set([
  "Sent",
  "Moved",
  "Available",
  "Received",
  "VisibilityChanged",
  "Returned",
  "Deleted",
  "DeadLettered",
  "Expired",
  "Lost",
  "Purged",
  "QueueDeleted",
  "Swept",
]);

const ENDS: Readonly<Record<string, Outcome>> = {
  Deleted: "deleted",
  DeadLettered: "deadLettered",
  Expired: "expired",
  Lost: "purged",
};

interface Queue {
  name: string;
  lives: Map<string, Life>;
  turns: number;
}

/**
 * @param queues names to follow; undefined follows all
 * @param to last time to read, in virtual ms
 */
export function readMessages(
  trace: Trace,
  queues: readonly string[] | undefined,
  to: number,
  visitor: Visitor = {},
): Life[] {
  const wanted = queues && new Set(queues);
  const all: Life[] = [];
  const byResource = new Map<number, Queue | null>();
  const byName = new Map<string, Queue>();
  const verbs: (string | undefined)[] = [];
  const isSqs: boolean[] = [];

  const queueOf = (resource: number): Queue | null => {
    let queue = byResource.get(resource);
    if (queue !== undefined) return queue;
    const name = trace.string(resource);
    queue = wanted === undefined || wanted.has(name) ? { name, lives: new Map(), turns: 0 } : null;
    byResource.set(resource, queue);
    if (queue) byName.set(name, queue);
    return queue;
  };
  const put = (life: Life, place: Place, at: number) => {
    const from = life.place;
    if (from === place) return;
    life.place = place;
    visitor.moves?.(life, from, at);
  };
  const end = (life: Life, outcome: Outcome, at: number) => {
    if (life.place === "gone") return;
    life.outcome = outcome;
    life.endedAt = at;
    put(life, "gone", at);
  };
  const begin = (
    queue: Queue,
    id: string,
    place: Place,
    at: number,
    moved = false,
    priority: number | undefined = undefined,
    group = "",
  ): Life => {
    const life: Life = {
      queue: queue.name,
      id,
      turn: ++queue.turns,
      sentAt: at,
      moved,
      priority,
      group,
      place,
      deliveries: 0,
      duplicates: 0,
      firstReceivedAt: Number.NaN,
      outcome: "open",
      endedAt: Number.NaN,
    };
    queue.lives.set(id, life);
    all.push(life);
    visitor.moves?.(life, undefined, at);
    return life;
  };

  for (let row = 0; row < trace.length; row++) {
    const kind = trace.kindOf(row);
    if (verbs[kind] === undefined) {
      const name = trace.string(kind);
      const verb = verbOf(name);
      verbs[kind] = LIFE_VERBS.has(verb) ? verb : "";
      isSqs[kind] = /^(sqs|mq)\./.test(name); // bytes and group, where a student's own queue has a priority
    }
    const verb = verbs[kind]!;
    if (verb === "") continue;
    const at = trace.at(row);
    if (at > to) break; // the clock never runs back
    const queue = queueOf(trace.resourceOf(row));
    const value = trace.value(row);

    if (verb === "Moved") {
      const id = trace.string(trace.subjectOf(row));
      const before = byName.get(trace.string(trace.textOf(row)))?.lives.get(id);
      if (before) end(before, "moved", at); // a redrive; a dead-lettered one has ended already
      if (queue) begin(queue, id, "visible", at, true);
      continue;
    }
    if (queue === null) continue;
    if (verb === "Swept" || verb === "Purged" || verb === "QueueDeleted") {
      if (verb !== "Swept") for (const life of queue.lives.values()) end(life, "purged", at);
      visitor.marks?.(queue.name, verb, at, value);
      continue;
    }
    const id = trace.string(trace.subjectOf(row));
    if (verb === "Sent") {
      const sqs = isSqs[kind]!;
      const delayed = sqs && Number(trace.event(row).detail?.delayMs ?? 0) > 0;
      const priority = sqs || Number.isNaN(value) ? undefined : value;
      const group = sqs ? trace.string(trace.textOf(row)) : "";
      begin(queue, id, delayed ? "delayed" : "visible", at, false, priority, group);
      continue;
    }
    const life = queue.lives.get(id) ?? begin(queue, id, "visible", at);
    switch (verb) {
      case "Available":
        if (life.place === "delayed") put(life, "visible", at);
        break;
      case "Received":
        life.deliveries++;
        if (life.deliveries === 1) life.firstReceivedAt = at;
        {
          const duplicate = life.place === "inFlight" || life.place === "gone";
          if (duplicate) life.duplicates++;
          else put(life, "inFlight", at);
          visitor.receives?.(life, at, duplicate);
        }
        break;
      case "VisibilityChanged":
        if (life.place === "inFlight" && value <= at) put(life, "visible", at);
        break;
      case "Returned":
        if (life.place === "inFlight") put(life, "visible", at);
        break;
      default: // a move task takes a message out with Deleted, text "moved"
        end(life, trace.string(trace.textOf(row)) === "moved" ? "moved" : ENDS[verb]!, at);
    }
  }
  return all;
}

/** Time of the last fact, in virtual ms: charts end there. */
export function endOf(trace: Trace): number {
  return trace.length === 0 ? 0 : trace.at(trace.length - 1);
}
