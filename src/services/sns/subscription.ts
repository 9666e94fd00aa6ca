/**
 * A subscription. It is pending until its endpoint has confirmed it; queues, functions, phones and devices of the account
 * confirm by themselves. On a FIFO topic the messages of a group wait for one another here.
 */
import type { Name, Simulation } from "../../sim";
import type { Delivery } from "./delivery";
import { CUSTOMER, HTTP_DEFAULT, type HttpPolicy, httpPlan, MANAGED, type RetryPlan } from "./delivery-policy";
import type { SubscriptionAttributes } from "./subscription-attributes";
import type { Topic } from "./topic";

export const PROTOCOLS = ["http", "https", "email", "email-json", "sms", "sqs", "application", "lambda"] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export class Subscription {
  readonly arn: string;
  /** Whom it reaches, as the trace tells it: "sqs:orders", "email:ana@example.com", "https://shop.example/hook". */
  readonly label: string;
  readonly labelId: Name;
  /** The endpoint's own name, for faults: a queue's or function's name, an address, a number, a URL. */
  readonly target: string;
  isPending: boolean;
  isDeleted = false;
  /** To be given back to confirm. */
  token: string | undefined;
  tokenUntilMs = 0;
  wasAuthenticated = false;
  /** Confirmed with AuthenticateOnUnsubscribe: links do not end it. */
  unsubscribesAuthenticated = false;
  replayStatus: "Pending" | "In progress" | "Completed" | "Failed" | undefined;
  /** Deliveries under way by message group; the first of each is being tried. */
  readonly lines = new Map<string, Delivery[]>();
  /** Next free moment under a throttle policy, virtual ms. */
  nextSlotMs = 0;
  readonly unsubscribeUrl: string;

  constructor(
    sim: Simulation,
    readonly topic: Topic,
    readonly protocol: Protocol,
    readonly endpoint: string,
    readonly owner: string,
    readonly principal: string,
    public attributes: SubscriptionAttributes,
    region: string,
  ) {
    this.arn = `${topic.arn}:${topic.random.uuid()}`;
    this.target = targetOf(protocol, endpoint);
    this.label = protocol === "http" || protocol === "https" ? endpoint : `${protocol}:${this.target}`;
    this.labelId = sim.trace.name(this.label);
    this.isPending = protocol === "http" || protocol === "https" || protocol.startsWith("email");
    this.unsubscribeUrl = `https://sns.${region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${this.arn}`;
  }

  get isHttp(): boolean {
    return this.protocol === "http" || this.protocol === "https";
  }

  get plan(): RetryPlan {
    if (this.protocol === "sqs" || this.protocol === "lambda") return MANAGED;
    return this.isHttp ? httpPlan(this.httpPolicy) : CUSTOMER;
  }

  /** The subscription's own policy, the topic's, or the default. */
  get httpPolicy(): HttpPolicy {
    const ofTopic = this.topic.attributes.deliveryPolicy;
    const own = ofTopic?.disableOverrides ? undefined : this.attributes.deliveryPolicy?.retry;
    return own ?? ofTopic?.retry ?? HTTP_DEFAULT;
  }

  get maxReceivesPerSecond(): number | undefined {
    const ofTopic = this.topic.attributes.deliveryPolicy;
    const own = ofTopic?.disableOverrides ? undefined : this.attributes.deliveryPolicy?.maxReceivesPerSecond;
    return own ?? ofTopic?.maxReceivesPerSecond;
  }
}

function targetOf(protocol: Protocol, endpoint: string): string {
  if (protocol === "sqs") return endpoint.slice(endpoint.lastIndexOf(":") + 1);
  if (protocol === "lambda") return endpoint.split(":")[6] ?? endpoint;
  return endpoint;
}
