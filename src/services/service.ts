/** What a simulated AWS service is to the rest of nubelab: a name, and answers to operations. It knows no SDK and no wire format. */
import type { Duration, Simulation } from "../sim";
import type { Link } from "./link";
import type { Wire } from "./wire";

/** Who makes a call, as IAM sees it. */
export interface Caller {
  /** ARN; the account's root unless the client was made for somebody else. */
  readonly principal: string;
  readonly account: string;
  /** aws:SecureTransport: the call came by TLS. */
  readonly secureTransport: boolean;
  /** aws:SourceVpce: id of the VPC endpoint it came through. */
  readonly sourceVpce?: string;
  readonly sourceIp?: string;
  /** Further condition keys, such as aws:SourceArn, when a service calls on behalf of a resource. */
  readonly context?: Readonly<Record<string, string>>;
  /** Row of the trace that led to the call, when a service makes it: the cause of what follows. */
  readonly cause?: number;
  /** A service's own poll: waiting for it does not keep run() going, and nothing is handed to it once it is stopped. */
  readonly poller?: { readonly isStopped: boolean };
}

/** One simulated service. */
export interface Service {
  /** "sqs", "sns", ... */
  readonly name: string;
  /**
   * Answers an operation.
   * @param operation AWS's name, as in "SendMessage"
   * @param input the operation's input, validated for its shape and owned by the service
   * @returns the output, or a promise of it (from `sim.waiter()`) when the answer takes virtual time
   * @throws ServiceError as AWS would answer
   */
  // biome-ignore lint/suspicious/noExplicitAny: each operation has its own input, checked at the boundary
  call(operation: string, input: any, caller: Caller): unknown;
  /** What its resources are connected with. Looking leaves no fact. */
  links?(): Iterable<Link>;
}

/** How far the services stray from the ideal, where AWS allows it. */
export interface Anomalies {
  /** Probability, 0 to 1, that a standard queue delivers a received message once more. */
  readonly duplicateDelivery: number;
  /** Probability, 0 to 1, that a standard queue passes over the message whose turn it is. */
  readonly reorder: number;
  /** Share of a standard queue's servers, 0 to 1, that a short poll does not ask. */
  readonly shortPollSampling: number;
  /** How far metrics and approximate counts lag behind. */
  readonly metricLag: Duration;
}

/** What every service stands on. */
export interface World {
  readonly sim: Simulation;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly anomalies: Anomalies;
  /** "strict" holds AWS's quotas; "relaxed" lifts those that only slow a course down. */
  readonly quotas: "strict" | "relaxed";
  /** Another service of the same cloud. Throws RangeError when it is not simulated. */
  service(name: string): Service;
  /**
   * An operation for a caller that has nothing but JSON. Undefined when the service's client has no such operation. Absent
   * where there are no clients: then inputs and answers go as they are.
   */
  wire?(service: string, operation: string): Wire | undefined;
}

/** An error that AWS would answer with. src/sdk turns it into the client's own modelled class. */
export class ServiceError extends Error {
  override name = "ServiceError";
  constructor(
    readonly service: string,
    /** AWS's name of the error, as in "QueueDoesNotExist". */
    readonly code: string,
    message: string,
    /** Whose fault: the caller's or the service's. */
    readonly fault: "client" | "server" = "client",
    readonly retryable = false,
    /** Further members of the modelled error. */
    readonly detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}
