/** X8: a broker that keeps what a client missed while it was away. */

/** X8: `new SessionBroker()`. The handout calls it MessageBroker, as it does the one of X3. */
export interface SessionBroker {
  /** Creates a topic; one that exists keeps its subscribers. Returns its name. */
  createTopic(name: string): string;
  /**
   * Deletes a topic, its subscriptions, and the messages of it that are kept for anybody. Created again, it starts empty.
   * @throws Error "Topic does not exist"
   */
  deleteTopic(name: string): void;
  /**
   * Hands the message to each subscribed session that is connected, and keeps it for each one that is not.
   * @returns how many sessions got it or will: the subscribed ones
   * @throws Error "Topic does not exist"
   */
  publish(topic: string, message: string): number;
}

export interface SessionBrokerConstructor {
  new (): SessionBroker;
}

/** X8: one client of the broker. It starts disconnected; its subscriptions outlive its connections. */
export interface Session {
  readonly clientId: string;
  readonly isConnected: boolean;
  /** Messages kept for it: 0 while it is connected. */
  readonly kept: number;
  /**
   * Connects, and delivers what was kept, oldest first, before anything new. Connected already: does nothing, returns 0.
   * @returns how many kept messages it delivered
   */
  connect(): number;
  /** From now on messages are kept. Twice is harmless. */
  disconnect(): void;
  /** Connected or not; twice counts once. Throws Error "Topic does not exist". */
  subscribe(topic: string): void;
  /** Nothing more of this topic: what is kept of it goes, too. Without a subscription it does nothing. */
  unsubscribe(topic: string): void;
}

export interface SessionConstructor {
  /**
   * @param clientId who it is; two sessions of a broker have two ids
   * @param receive is called once with each message delivered to this session
   */
  new (broker: SessionBroker, clientId: string, receive: (topic: string, message: string) => void): Session;
}
