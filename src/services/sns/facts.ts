/** What SNS writes into the trace. Names are interned once, so that a fact costs no look-up. */
import type { Trace } from "../../sim";
import { type FactNames, factNames } from "../fact-names";

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

export type Facts = FactNames<Kind>;

export function factsOf(trace: Trace): Facts {
  return factNames(trace, "sns", KINDS);
}
