/** X7: a priority queue with expiry. Priorities as in X2. */
import type { Clock } from "./clock";

/** A message of X7, as receive hands it out. */
export interface ExpiringMessage {
  readonly id: string;
  readonly body: string;
  /** Lower is more urgent. */
  readonly priority: number;
  /** Clock time in ms at which it expires: the sending time + ttlMs; null = never. */
  readonly expiresAt: number | null;
}

/** X7: `new PriorityQueue(clock)`. */
export interface PriorityQueue {
  /**
   * Puts a message in the queue.
   * @param options.priority lower is more urgent; default 0
   * @param options.ttlMs time to live in milliseconds, >= 0; default: it never expires
   * @returns the new message's id
   */
  send(body: string, options?: { priority?: number; ttlMs?: number }): string;
  /**
   * Hands out, for good, the most urgent message that has not expired, among equals the one sent first; null when there is
   * none. A message is expired from clock time expiresAt on (at exactly that time it already is), swept or not.
   */
  receive(): ExpiringMessage | null;
  /**
   * Has the handler work on the message that receive() would hand out.
   * When the handler throws, the error is caught and the message stays, with its priority, turn and expiry.
   * @param handler called once with the body, or not at all when nothing waits
   * @returns true when a message was processed; false when none waited or the handler threw
   */
  process(handler: (body: string) => void): boolean;
  /** Removes all expired messages. Returns how many it removed. */
  sweep(): number;
  /** Messages held: those waiting, and the expired ones not removed yet. */
  readonly size: number;
  readonly stats: QueueStats;
}

/** At every instant: sent = processed + expired + waiting. */
export interface QueueStats {
  readonly sent: number;
  /** Received, or processed without an error. */
  readonly processed: number;
  /** Removed because their time ran out, by sweep or on the way by receive or process. */
  readonly expired: number;
  /** Still held: the same as size. */
  readonly waiting: number;
}

export interface PriorityQueueConstructor {
  new (clock: Clock): PriorityQueue;
}
