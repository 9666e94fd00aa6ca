/**
 * What a broker writes into the trace. The resource is "BROKER/QUEUE", "BROKER/TOPIC", for the copy of one subscription
 * "BROKER/TOPIC/SUBSCRIBER", or the broker's name alone. Each fact about a message names as its cause its fact before.
 *
 *   Sent, Published        value: bytes; text: message group. A topic's Published is the cause of one Sent a subscription
 *   FilteredOut            text: "SUBSCRIBER: selector", at the topic
 *   Dispatched             text: consumer; value: messages that it now holds ahead
 *   Received               text: consumer; value: attempt, from 1
 *   Deleted                acknowledged; text "moved" when another broker has it now
 *   Returned               text: why; value: attempts so far
 *   ListenerFailed         text: what it threw
 *   Expired, Lost          gone; DeadLettered  text: the dead-letter queue, detail.reason;  Moved  text: where from
 *   Connected, Disconnected, SessionOpened, SessionClosed, Committed, RolledBack   at the broker; text: client, detail.why
 *   ConsumerOpened, ConsumerClosed, ProducerOpened, ProducerClosed   at what they take from or send to; text: who
 *   Subscribed, Unsubscribed   at the topic or queue; text: subscriber;  Denied  text: the reason
 */
import type { Trace } from "../../../sim";
import { type FactNames, factNames } from "../../fact-names";

const KINDS = [
  "BrokerStarted",
  "BrokerStopped",
  "BrokerCrashed",
  "FailedOver",
  "Connected",
  "Disconnected",
  "SessionOpened",
  "SessionClosed",
  "Committed",
  "RolledBack",
  "QueueCreated",
  "QueueDeleted",
  "TopicCreated",
  "TopicDeleted",
  "ConsumerOpened",
  "ConsumerClosed",
  "ProducerOpened",
  "ProducerClosed",
  "Subscribed",
  "Unsubscribed",
  "Published",
  "Sent",
  "FilteredOut",
  "Dispatched",
  "Received",
  "EmptyReceive",
  "Deleted",
  "Returned",
  "AcknowledgementLost",
  "ListenerFailed",
  "Expired",
  "DeadLettered",
  "Moved",
  "Lost",
  "Duplicate",
  "Forwarded",
  "BridgeStarted",
  "BridgeStopped",
  "Denied",
] as const;

export type Kind = (typeof KINDS)[number];
export type BrokerFacts = FactNames<Kind>;

export function brokerFactsOf(trace: Trace): BrokerFacts {
  return factNames(trace, "mq", KINDS);
}
