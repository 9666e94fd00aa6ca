/** X3: a broker whose services are real threads. */

/** What a service made of one message: its answer, or the message of the error that it threw. */
export interface Handled {
  message: string;
  answer?: unknown;
  error?: string;
}

/** X3: one service: one thread, one inbox, worked off in order. */
export interface Endpoint {
  readonly name: string;
  /** What it has handled so far, in order. */
  readonly done: readonly Handled[];
  /** Puts the message into its inbox; does not wait. */
  notify(message: string): void;
  /** Works off its inbox, then ends its thread. Never fails because its work failed. Twice is harmless. */
  close(): Promise<void>;
}

export interface EndpointConstructor {
  /** @param work the text of a function `(message, { name, sleep }) => answer`, which runs in the thread */
  new (name: string, work: string): Endpoint;
}

/** X3: `new MessageBroker()`. */
export interface MessageBroker {
  /** Creates a topic; one that exists keeps its subscribers. Returns its name. */
  createTopic(name: string): string;
  /** Twice counts once. Throws Error "Topic does not exist". */
  subscribe(topic: string, endpoint: Endpoint): void;
  /** Without a subscription it does nothing. Throws Error "Topic does not exist". */
  unsubscribe(topic: string, endpoint: Endpoint): void;
  /**
   * Puts the message into the inbox of each subscriber, once, and does not wait for any.
   * @returns how many got it
   * @throws Error "Topic does not exist", or "Broker is closed" after close
   */
  publish(topic: string, message: string): number;
  /** Closes every endpoint that ever subscribed; resolves when all have worked off their inboxes and ended. */
  close(): Promise<void>;
}

export interface MessageBrokerConstructor {
  new (): MessageBroker;
}
