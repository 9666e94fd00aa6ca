/**
 * A topic and its subscriptions. Each subscription gets its own copy of what is published while it exists; a durable one exists
 * from its creation until it is unsubscribed, whether its client is there or not. Source: JMS 1.1, 6.11 "TopicSubscriber".
 */
import type { Name } from "../../../sim";
import type { Broker } from "./broker";
import { Mailbox } from "./mailbox";
import { fieldOf, type MqMessage } from "./message";
import { type DestinationName, matches } from "./patterns";
import type { Selector } from "./selector";

export interface SubscriptionOptions {
  /** Who subscribes, as the trace names it. */
  readonly label: string;
  /** Undefined for one that ends with its consumer. */
  readonly durable: { readonly clientId: string; readonly name: string } | undefined;
  readonly selectorText: string | undefined;
  readonly selector: Selector | undefined;
  /** Connection whose own messages it does not get. */
  readonly notFrom: string | undefined;
  /** Of the bridge to another broker. */
  bridge?: {
    readonly to: string;
    carries(message: MqMessage): boolean;
    /** Subscriptions that stay ask for it there. */
    isDurable(): boolean;
  };
}

export function durableKey({ clientId, name }: { clientId: string; name: string }): string {
  return `${clientId}:${name}`;
}

export class Subscription extends Mailbox {
  constructor(
    broker: Broker,
    destination: DestinationName,
    readonly options: SubscriptionOptions,
  ) {
    super(broker, destination, `${broker.name}/${destination.name}/${options.label}`);
  }
}

export class Topic {
  readonly resource: string;
  readonly resourceId: Name;
  readonly subscriptions = new Set<Subscription>();

  constructor(
    readonly broker: Broker,
    readonly destination: DestinationName,
  ) {
    this.resource = `${broker.name}/${destination.name}`;
    this.resourceId = broker.trace.name(this.resource);
  }

  get name(): string {
    return this.destination.name;
  }

  publish(message: MqMessage, cause: number): void {
    const { trace, facts } = this.broker;
    const { subject } = message;
    const row = trace.add(facts.Published, this.resourceId, subject, message.bytes, 0, cause);
    for (const subscription of this.subscriptions) {
      const { selector, selectorText, notFrom, label, bridge } = subscription.options;
      if (notFrom !== undefined && notFrom === message.connection) continue;
      if (bridge !== undefined && !bridge.carries(message)) continue;
      if (selector === undefined || selector((name) => fieldOf(message, name, 0))) subscription.accept(message, row);
      else
        trace.add(
          facts.FilteredOut,
          this.resourceId,
          subject,
          Number.NaN,
          trace.name(`${label}: ${selectorText}`),
          row,
        );
    }
    this.#publishVirtually(message, row);
  }

  /** Virtual topics: each queue Consumer.NAME.VirtualTopic.ORDERS gets a copy of what VirtualTopic.ORDERS gets. */
  #publishVirtually(message: MqMessage, row: number): void {
    if (!this.name.startsWith("VirtualTopic.")) return;
    for (const queue of this.broker.queues.values()) {
      if (matches(`Consumer.*.${this.name}`, queue.destination.name)) queue.accept(message, row);
    }
  }
}
