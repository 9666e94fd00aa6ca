/** X6: notifications with priorities and bounded retries. A lower priority number is more urgent, as in X2. */

/** EmailEndpoint, SMSEndpoint and WebhookEndpoint are three classes of this shape. */
export interface NotificationEndpoint {
  readonly name: string;
  readonly type: "email" | "sms" | "webhook";
  /**
   * One attempt to send. Asks fails() once.
   * @returns the text sent, in which type, name and message appear
   * @throws Error when fails() says true
   */
  notify(message: string): string;
}

export interface NotificationEndpointConstructor {
  /**
   * @param fails asked once in each attempt: true = this attempt fails. Chance comes in here; default: it never fails
   */
  new (name: string, fails?: () => boolean): NotificationEndpoint;
}

/** What deliverNext did. */
export interface DeliveryAttempt {
  /** What publish returned. */
  readonly id: string;
  /** Name and type of the endpoint. */
  readonly endpoint: string;
  readonly type: string;
  /** 1 for the first attempt of this message at this endpoint. */
  readonly attempt: number;
  readonly ok: boolean;
}

/** A delivery given up. */
export interface FailedDelivery {
  readonly id: string;
  readonly endpoint: string;
  readonly type: string;
  readonly attempts: number;
  /** Message of the last error. */
  readonly error: string;
}

/** X6: `new NotificationSystem({ maxAttempts })`. */
export interface NotificationSystem {
  /** Creates a topic; one that exists keeps its subscribers. Returns its name. */
  createTopic(name: string): string;
  /** Adds an endpoint; twice counts once. Throws Error "Topic does not exist". */
  subscribe(topic: string, endpoint: NotificationEndpoint): void;
  /**
   * Queues one delivery for each endpoint subscribed now, in the order of subscription. Sends nothing yet.
   * @param priority lower is more urgent; default 0
   * @returns the new message's id
   * @throws Error "Topic does not exist"
   */
  publish(topic: string, message: string, priority?: number): string;
  /**
   * One attempt at the most urgent delivery, among equals the one that has waited longest. A failed one goes back with its
   * priority, behind its equals; after maxAttempts failed attempts it goes to `failed` instead.
   * @returns null when nothing is pending
   */
  deliverNext(): DeliveryAttempt | null;
  /** deliverNext until nothing is pending. Returns how many attempts it made. */
  run(): number;
  /** Deliveries waiting for an attempt. */
  readonly pending: number;
  /** Deliveries given up, in the order in which they were given up. */
  readonly failed: readonly FailedDelivery[];
}

export interface NotificationSystemConstructor {
  /** maxAttempts: attempts at one delivery, all in all, a whole number >= 1; default 3. */
  new (options?: { maxAttempts?: number }): NotificationSystem;
}
