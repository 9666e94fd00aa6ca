/**
 * The signatures of the exercises, once: cells implement them (`class SQSQueue implements exercises.SQSQueue`), prompts
 * print them, checks drive them. Class names are the handout's. X2 and X7 so far; the others follow with their units.
 * Common rules: a lower priority number is more urgent; among equals, the one sent first comes first.
 */

// ---- X2: SQS with priorities and retries ---------------------------------------------------------------------------

/** A message of X2, as receiveMessage hands it out. */
export interface Message {
  /** What sendMessage returned; no two messages of a queue share it. */
  readonly id: string;
  readonly body: string;
  /** Any number; lower is more urgent. It never changes, not even by a retry. */
  readonly priority: number;
  /** How many times the message has been processed and failed: 0 when first received. */
  readonly attempts: number;
}

/** X2: `new SQSQueue({ maxAttempts })`. */
export interface SQSQueue {
  /**
   * Puts a message in the queue.
   * @param body any text; two messages may have the same
   * @param priority lower is more urgent; default 0
   * @returns the new message's id
   */
  sendMessage(body: string, priority?: number): string;
  /** Takes out the most urgent message, among equals the one sent first; null when none waits. */
  receiveMessage(): Message | null;
  /**
   * Has the handler work on a message that was received.
   * When the handler returns, the message is done. When it throws, the error is caught, one more attempt is counted, and the
   * message goes back with its priority and its turn among equals (the turn it got when it was sent); after maxAttempts
   * failed attempts it goes to deadLetters instead.
   * @param handler called once with the body
   * @returns true when the handler returned, false when it threw
   */
  processMessage(message: Message, handler: (body: string) => void): boolean;
  /** Messages given up, in the order in which they were given up. */
  readonly deadLetters: readonly Message[];
  /** Messages waiting to be received; neither those handed out nor the dead letters. */
  readonly size: number;
}

export interface SQSQueueConstructor {
  /** maxAttempts: failed attempts after which a message is given up, a whole number >= 1; default 3. */
  new (options?: { maxAttempts?: number }): SQSQueue;
}

// ---- X7: a priority queue with expiry ------------------------------------------------------------------------------

/** Where an exercise reads the time: milliseconds, never going back. `clockOf(cloud)` gives the virtual clock. */
export interface Clock {
  now(): number;
}

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
