/** What a decision is carried out with, and how one that fails is written into the history: with a cause, and not as an error. */
import type { Caller } from "../../service";
import type { Swf, SwfInput } from "../context";
import type { Execution } from "../execution";
import type { EventType } from "../facts";
import { type HistoryEvent, record } from "../history";

export interface Deciding {
  readonly swf: Swf;
  readonly execution: Execution;
  /** The DecisionTaskCompleted that holds the decision. */
  readonly completed: HistoryEvent;
  readonly caller: Caller;
  /** What reaches other executions and functions; it happens when all decisions are written. */
  readonly effects: (() => void)[];
}

/** Carries out one decision. @param attributes of its own type, checked */
export type Decide = (deciding: Deciding, attributes: SwfInput) => void;

/** Writes what a decision led to. */
export function led(
  { swf, execution, completed }: Deciding,
  event: EventType,
  attributes: Record<string, unknown>,
  text?: string,
  detail?: Record<string, unknown>,
): HistoryEvent {
  const all = { ...attributes, decisionTaskCompletedEventId: completed.eventId };
  const fact = { cause: completed.row, ...(text !== undefined && { text }), ...(detail !== undefined && { detail }) };
  return record(swf, execution, event, all, fact);
}

/** Writes that a decision failed. @param text what it was about, beside the cause */
export function failed(
  deciding: Deciding,
  event: EventType,
  cause: string,
  attributes: Record<string, unknown> = {},
  text = "",
): void {
  led(deciding, event, { cause, ...attributes }, text === "" ? cause : `${text}: ${cause}`, { cause });
}
