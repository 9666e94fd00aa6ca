/** X1: a notification system in the manner of SNS: endpoints of three types, subscriptions, and a publish that reports. */

/** X1: `new SNSEndpoint(name, endpointType, send)`. */
export interface SNSEndpoint {
  readonly name: string;
  readonly endpointType: "email" | "sms" | "webhook";
  /**
   * Sends the message: calls send once with a text that carries type, name and message.
   * email: the whole message. sms: at most 160 characters in all. webhook: the JSON text of { type, name, message }.
   * @throws what send throws
   */
  notify(message: string): void;
}

export interface SNSEndpointConstructor {
  /** @param send what puts the text on its way; default console.log */
  new (name: string, endpointType: "email" | "sms" | "webhook", send?: (text: string) => void): SNSEndpoint;
}

/** What became of one publication. */
export interface PublishReport {
  /** Names of the endpoints that took it, in the order in which they were notified. */
  readonly delivered: string[];
  /** Those that threw, with the error's message. */
  readonly failed: { name: string; error: string }[];
}

/** X1: `new SNS()`. */
export interface SNS {
  /** Creates a topic; one that exists keeps its subscribers. Any text is a name. Returns it. */
  createTopic(name: string): string;
  /**
   * Adds an endpoint, last in line; one that is subscribed already stays as it is. Two endpoints may have the same name.
   * @throws Error "Topic does not exist"
   */
  subscribe(topic: string, endpoint: SNSEndpoint): void;
  /**
   * Removes an endpoint; one that is not subscribed changes nothing.
   * @throws Error "Topic does not exist"
   */
  unsubscribe(topic: string, endpoint: SNSEndpoint): void;
  /**
   * Notifies everybody who is subscribed when it begins, once each, in the order of subscription. An endpoint that throws
   * keeps nobody from getting the message.
   * @throws Error "Topic does not exist"
   */
  publish(topic: string, message: string): PublishReport;
}

export interface SNSConstructor {
  new (): SNS;
}
