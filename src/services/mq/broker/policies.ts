/** Which policy holds for a destination, and what it says. Source: ActiveMQ Classic, "Per Destination Policies". */

import { DEAD_LETTER_QUEUE } from "./limits";
import { exactness, matches } from "./patterns";
import type { DestinationKind, DestinationPolicy } from "./types";

/** The most exact of those that match; of equals the later. */
export function policyFor(
  policies: readonly DestinationPolicy[] | undefined,
  kind: DestinationKind,
  name: string,
): DestinationPolicy {
  let best: DestinationPolicy = {};
  let bestExactness = Number.NEGATIVE_INFINITY;
  for (const policy of policies ?? []) {
    const pattern = kind === "queue" ? policy.queue : policy.topic;
    if (pattern === undefined || !matches(pattern, name)) continue;
    if (exactness(pattern) < bestExactness) continue;
    best = policy;
    bestExactness = exactness(pattern);
  }
  return best;
}

/** The dead-letter queue of a destination; undefined: what cannot be delivered is thrown away. */
export function deadLetterQueueFor(
  { deadLetterStrategy }: DestinationPolicy,
  kind: DestinationKind,
  name: string,
): string | undefined {
  const { kind: strategy = "shared", deadLetterQueue, queuePrefix, topicPrefix } = deadLetterStrategy ?? {};
  if (strategy === "discarding") return undefined;
  if (strategy === "shared") return deadLetterQueue ?? DEAD_LETTER_QUEUE;
  return kind === "queue"
    ? `${queuePrefix ?? "ActiveMQ.DLQ.Queue."}${name}`
    : `${topicPrefix ?? "ActiveMQ.DLQ.Topic."}${name}`;
}
