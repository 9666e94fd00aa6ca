/**
 * Numbers of a broker and its clients, as ActiveMQ Classic has them unless a policy, a connection or a consumer says otherwise; and
 * times that nobody promises, which are ours. Source: ActiveMQ Classic, "What is the Prefetch Limit For?", "Redelivery Policy", "Per
 * Destination Policies", "Failover Transport Reference".
 */

/** Messages that a consumer is handed ahead of time. */
export const PREFETCH = { queue: 1_000, topic: 32_766, durable: 100, bridge: 1_000 };
export const DEAD_LETTER_QUEUE = "ActiveMQ.DLQ";
/** How often waiting messages are looked through for expired ones, ms. */
export const EXPIRE_PERIOD_MS = 30_000;
export const BROWSE_PAGE = 400; // messages that a browser sees at most
export const PRIORITY = { lowest: 0, default: 4, highest: 9 };
/** Times that a message comes again before it is dead. */
export const MAXIMUM_REDELIVERIES = 6;
/** Before it comes the first time again, and each further time, ms. */
export const REDELIVERY_DELAY_MS = 1_000;
/** A client with failover tries again after the first time, then after twice as long each time, up to the second, ms. */
export const RECONNECT_MS = { first: 10, longest: 30_000 };
/** How long nobody serves after a crash, ms: until the standby has taken over. Ours; AWS promises none. */
export const FAILOVER_MS = 30_000;
/** The same without a standby: until the instance is replaced. Ours. */
export const REPLACEMENT_MS = 120_000;
/** An empty look takes a moment, ms: a loop that looks for ever would else never let the clock move. Ours. */
export const EMPTY_LOOK_MS = 20;
/** What a message needs to another broker where the connector does not say, ms. Ours. */
export const BRIDGE_LATENCY_MS = 10;
