/**
 * What a broker is told about itself. The management side (CreateBroker, the configuration XML, users) writes it and hands it
 * over when the broker is made and at each reboot; nothing here changes while the broker runs.
 * Names follow the elements and attributes of ActiveMQ Classic's XML configuration.
 */

export interface BrokerUser {
  readonly username: string;
  readonly password: string;
  readonly groups: readonly string[];
}

/**
 * `<authorizationEntry queue="ORDERS.>" read="clerks" write="shop" admin="admins"/>`: exactly one of queue and topic. Segments
 * are divided by dots; "*" is one segment, ">" all that follow. What matches several entries may be done by the groups of all.
 */
export interface AuthorizationEntry {
  readonly queue?: string;
  readonly topic?: string;
  readonly read: readonly string[];
  readonly write: readonly string[];
  readonly admin: readonly string[];
}

/** `<tempDestinationAuthorizationEntry read write admin/>`. Without one everybody may use temporary destinations. */
export interface TemporaryAuthorization {
  readonly read: readonly string[];
  readonly write: readonly string[];
  readonly admin: readonly string[];
}

/** `<sharedDeadLetterStrategy>`, `<individualDeadLetterStrategy>` or `<discarding>`. */
export interface DeadLetterStrategy {
  readonly kind: "shared" | "individual" | "discarding";
  /** Shared: the queue. Default "ActiveMQ.DLQ". */
  readonly deadLetterQueue?: string;
  /** Individual: put before the destination's name. Defaults "ActiveMQ.DLQ.Queue." and "ActiveMQ.DLQ.Topic.". */
  readonly queuePrefix?: string;
  readonly topicPrefix?: string;
  /** Whether expired messages are kept as well. Default true. */
  readonly processExpired?: boolean;
  /** Whether messages that are not persistent are kept as well. Default false. */
  readonly processNonPersistent?: boolean;
}

/** `<policyEntry queue=">" ...>`: exactly one of queue and topic. Of several that match, the most exact one holds. */
export interface DestinationPolicy {
  readonly queue?: string;
  readonly topic?: string;
  /** Whether messages of a higher JMSPriority overtake. Default false, as in ActiveMQ: then a queue is first in, first out. */
  readonly prioritizedMessages?: boolean;
  readonly deadLetterStrategy?: DeadLetterStrategy;
  /** How often waiting messages are looked through for expired ones, ms. Default 30,000; 0: only when one is dispatched. */
  readonly expireMessagesPeriod?: number;
  /** Messages that a consumer is handed ahead. Default 1,000 for queues, 100 durable and 32,766 other for topics. */
  readonly queuePrefetch?: number;
  readonly durableTopicPrefetch?: number;
  readonly topicPrefetch?: number;
}

/** `<networkConnector uri="static:(ssl://...)" .../>`: forwards to another broker what its consumers ask for. */
export interface NetworkConnector {
  readonly name: string;
  /** "static:(ssl://b-...-1.mq...:61617,...)", or the other broker's id or name. */
  readonly uri: string;
  /** Default false: messages flow to the other broker only. */
  readonly duplex?: boolean;
  /** Brokers that a message may cross. Default 1. */
  readonly networkTTL?: number;
  /** As whom the other broker sees it; a wrong password keeps the connector from starting. */
  readonly userName?: string;
  readonly password?: string;
  /** `<dynamicallyIncludedDestinations>`: patterns such as "ORDERS.>". Default all. */
  readonly included?: readonly { readonly queue?: string; readonly topic?: string }[];
  /** `<excludedDestinations>`. Default none. */
  readonly excluded?: readonly { readonly queue?: string; readonly topic?: string }[];
  /** Virtual ms that a message needs to the other broker: nubelab's own dial. Default 10. */
  readonly latencyMs?: number;
}

export interface BrokerSettings {
  /** "b-1234a5b6-78cd-901e-2fgh-3i45j6k178l9" */
  readonly id: string;
  readonly name: string;
  readonly deploymentMode: "SINGLE_INSTANCE" | "ACTIVE_STANDBY_MULTI_AZ";
  readonly users: readonly BrokerUser[];
  /** `<authorizationPlugin>`. Undefined: whoever may connect may do everything. */
  readonly authorization?: readonly AuthorizationEntry[];
  readonly temporaryAuthorization?: TemporaryAuthorization;
  readonly policies?: readonly DestinationPolicy[];
  readonly networkConnectors?: readonly NetworkConnector[];
  /** Of the protocol's connector; 300 for micro brokers, 2,000 for larger ones. Default: no limit. */
  readonly maximumConnections?: number;
}

export type DestinationKind = "queue" | "topic";

/** What metrics, listings and topology see of a destination. */
export interface DestinationView {
  readonly kind: DestinationKind;
  readonly name: string;
  readonly isTemporary: boolean;
  /** Messages waiting or handed out and not acknowledged; of a topic: over all its subscriptions. */
  readonly size: number;
  /** Of them, handed out. */
  readonly inFlight: number;
  readonly consumers: number;
  readonly producers: number;
}

/**
 * A broker as management holds it. Made by `brokersOf(world).create(settings)` (brokers.ts), stopped until started.
 *   stopped --start--> running --stop, crash--> stopped
 * Persistent messages and durable subscriptions survive; messages that are not persistent, redelivery counts and temporary
 * destinations do not.
 */
export interface BrokerEngine {
  readonly id: string;
  readonly name: string;
  readonly settings: BrokerSettings;
  readonly isRunning: boolean;
  /** The node that serves, 1 or 2. */
  readonly activeNode: 1 | 2;
  /** Connections that are open. */
  readonly connectionCount: number;
  /** @param cause row of the trace that led to it */
  start(cause?: number): void;
  /** Ends every connection. @param reason for the trace: "reboot", "deleted" */
  stop(reason: string, cause?: number): void;
  /**
   * The active node fails. With a standby, that one takes over after a while; a single node comes back.
   * @param forMs until somebody serves again; default 30 s with a standby, 120 s without (AWS promises neither)
   */
  crash(options?: { forMs?: number; cause?: number }): void;
  /** New users, authorization, policies or connectors: they hold from the next start on, as after a reboot in AWS. */
  configure(settings: BrokerSettings): void;
  /** Queues and topics as they are now. Looking leaves no fact. */
  destinations(): Iterable<DestinationView>;
}
