/** What SNS writes into the trace. Names are interned once, so that a fact costs no look-up. */
import type { Name, Trace } from "../../sim";

const KINDS = [
  "Request",
  "TopicCreated",
  "TopicDeleted",
  "Subscribed",
  "Confirmed",
  "Unsubscribed",
  "Published",
  "Duplicate",
  "FilteredOut",
  "Attempted",
  "Delivered",
  "Failed",
  "DeadLettered",
  "Dropped",
  "Replayed",
  "Throttled",
  "Denied",
] as const;

export type Kind = (typeof KINDS)[number];

export type Facts = Readonly<Record<Kind, Name>>;

export function factsOf(trace: Trace): Facts {
  return Object.fromEntries(KINDS.map((kind) => [kind, trace.name(`sns.${kind}`)])) as Record<Kind, Name>;
}
