/** X9: notifications among many services: connections, sessions on them, and message types that decide who processes what. */

/** A message as a handler gets it. */
export interface TypedMessage {
  readonly type: string;
  readonly body: unknown;
  /** The same for everybody who gets this message; no two messages share it. */
  readonly id: string;
}

/** X9: `new DistributedMessageBroker()`. */
export interface DistributedMessageBroker {
  /** Makes a message type known; twice is harmless. */
  defineType(type: string): void;
  /** A new open connection. */
  connect(clientId: string): Connection;
  /**
   * Hands the message, once, to each session that handles exactly this type; sessions of a dropped connection get it later.
   * @returns how many sessions got it or will
   * @throws Error that names the type when it is not defined
   */
  publish(type: string, body: unknown): number;
}

export interface DistributedMessageBrokerConstructor {
  new (): DistributedMessageBroker;
}

/** One client's connection: open -> dropped -> open ..., and in the end closed. */
export interface Connection {
  readonly clientId: string;
  readonly isOpen: boolean;
  /** A new session for a service. Throws Error "Connection is not open". */
  openSession(service: string): ServiceSession;
  /** The network breaks: its sessions stay, and what is sent to them waits. Not open: does nothing. */
  drop(): void;
  /**
   * Back again: delivers what waited, to each session in the order of publication. Open already: does nothing, returns 0.
   * @returns how many waiting messages it delivered, over all its sessions
   * @throws Error "Connection is closed"
   */
  reconnect(): number;
  /** Ends it and its sessions; what waited for them is dropped. Twice is harmless. */
  close(): void;
}

/** One service's session on a connection. */
export interface ServiceSession {
  readonly service: string;
  /**
   * From now on handles messages of exactly this type; a second handler of a type replaces the first.
   * @throws Error that names the type when it is not defined; Error "Session is closed"
   */
  on(type: string, handle: (message: TypedMessage) => void): void;
  /** Handles the type no more: what waits of it goes, too. Without a handler it does nothing. */
  off(type: string): void;
  /**
   * As the broker's publish. It reaches this session too, when it handles the type.
   * @throws as the broker's; Error "Session is closed"; Error "Connection is not open"
   */
  publish(type: string, body: unknown): number;
  /** Ends this session; the others of its connection stay. Twice is harmless. */
  close(): void;
}
