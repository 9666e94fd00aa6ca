/** X2: SQS with priorities and retries. A lower priority number is more urgent; among equals, the one sent first comes first. */

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
