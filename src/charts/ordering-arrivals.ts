/** The deliveries of one panel in order, each with its turn when sent and when received, and what was counted on the way. */
import { type Life, readMessages } from "./messages";
import type { Panel, Window } from "./source";

const MAX_PRIORITIES = 1_000; // levels waiting at once; a queue beyond that has no levels

export interface Delivery {
  life: Life;
  /** Turn when sent, among the messages that were received at all, from 1. */
  sent: number;
  /** Turn when first received, from 1; for a repeated delivery, the turns given out until then. */
  received: number;
  how: "inOrder" | "overtaken" | "again";
}

export interface Arrivals {
  name: string;
  deliveries: Delivery[];
  /** Highest turn. */
  turns: number;
  received: number;
  overtaken: number;
  again: number;
  neverReceived: number;
  /** Judged within message groups: there is more than one. */
  grouped: boolean;
  /** Distinct priorities; 1 when the queue knows none. */
  priorities: number;
  /** Deliveries made while a more urgent message was waiting; undefined without priorities, or with too many to watch. */
  inversions: number | undefined;
}

export function arrivalsOf(panel: Panel, window: Window): Arrivals {
  const events: { life: Life; first: boolean }[] = [];
  const waiting = new Map<number, number>(); // visible messages by priority
  let inversions: number | undefined = 0;
  const add = (priority: number, change: number) => {
    const number = (waiting.get(priority) ?? 0) + change;
    if (number > 0) waiting.set(priority, number);
    else waiting.delete(priority);
  };
  const inWindow = (life: Life) => life.sentAt >= window.from;
  const lives = readMessages(panel.trace, panel.queues, window.to, {
    moves(life, from) {
      if (life.priority === undefined) return;
      if (from === "visible") add(life.priority, -1);
      if (life.place === "visible") add(life.priority, 1);
    },
    receives(life) {
      if (!inWindow(life)) return;
      events.push({ life, first: life.deliveries === 1 });
      if (life.priority === undefined || inversions === undefined) return;
      if (waiting.size > MAX_PRIORITIES) inversions = undefined;
      else if (isAnyBelow(waiting.keys(), life.priority)) inversions!++;
    },
  }).filter(inWindow);

  const sentTurn = new Map<Life, number>();
  for (const life of lives) if (life.deliveries > 0) sentTurn.set(life, sentTurn.size + 1);

  const groups = new Set(lives.map((life) => `${life.queue}\n${life.group}`));
  const grouped = lives.some((life) => life.group !== "") && groups.size > 1;
  const latest = new Map<string, number>(); // latest turn sent that has arrived, per group
  let turn = 0;
  const deliveries = events.map(({ life, first }): Delivery => {
    const sent = sentTurn.get(life)!;
    if (!first) return { life, sent, received: Math.max(turn, 1), how: "again" };
    const group = grouped ? `${life.queue}\n${life.group}` : "";
    const before = latest.get(group) ?? 0;
    latest.set(group, Math.max(before, sent));
    return { life, sent, received: ++turn, how: sent < before ? "overtaken" : "inOrder" };
  });
  const priorities = new Set(lives.map((life) => life.priority)).size;
  return {
    name: panel.name,
    deliveries,
    turns: turn,
    received: turn,
    overtaken: deliveries.filter((one) => one.how === "overtaken").length,
    again: deliveries.filter((one) => one.how === "again").length,
    neverReceived: lives.length - turn,
    grouped,
    priorities,
    inversions: priorities > 1 ? inversions : undefined,
  };
}

function isAnyBelow(values: Iterable<number>, limit: number): boolean {
  for (const value of values) if (value < limit) return true;
  return false;
}
