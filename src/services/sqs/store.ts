/** What a queue asks of the structure that decides which message is received next. */
import type { Message, MessageState } from "./message";

export interface Store {
  /** False when a take would surely find nothing. */
  readonly isReady: boolean;
  /** A message has joined the queue, delayed or available. */
  joined(message: Message): void;
  /** A delay or a visibility timeout has ended: it may be received. */
  becameAvailable(message: Message): void;
  /** It was received, and is hidden. */
  becameInFlight(message: Message): void;
  /** It is gone; `from` is the state it left. */
  left(message: Message, from: MessageState): void;
  /**
   * Show messages to a visitor in the order of delivery until it has accepted `most`. A visitor puts the message in flight or
   * takes it out of the queue; it answers true when that message counts.
   * @param passOver a message for which this is true keeps its turn and is not shown (standard queues only)
   */
  take(most: number, visit: (message: Message) => boolean, passOver?: (message: Message) => boolean): void;
}
