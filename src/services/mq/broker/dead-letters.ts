/**
 * What nobody can have: to the dead-letter queue, unless the policy, the message's kind or a copy that is there says otherwise.
 * Source: ActiveMQ Classic, "Message Redelivery and DLQ Handling".
 */
import type { Broker } from "./broker";
import type { Mailbox } from "./mailbox";
import type { MqMessage } from "./message";
import { type DestinationName, formatDestination } from "./patterns";
import type { Entry } from "./pending";
import { deadLetterQueueFor } from "./policies";

export class DeadLetters {
  /** Queue and id of what was kept: a second copy is not. */
  readonly #kept = new Set<string>();

  constructor(private readonly broker: Broker) {}

  keep(mailbox: Mailbox, entry: Entry, reason: string, isExpired: boolean): void {
    const { broker } = this;
    mailbox.take(entry);
    const { destination, policy } = mailbox;
    const { message } = entry;
    const { processExpired = true, processNonPersistent = false } = policy.deadLetterStrategy ?? {};
    const target = deadLetterQueueFor(policy, destination.kind, destination.name);
    const isKept = (message.isPersistent || processNonPersistent) && (!isExpired || processExpired);
    const key = `${target}\n${message.id}`;
    if (target === undefined || !isKept || this.#kept.has(key) || target === destination.name) {
      if (!isExpired) broker.fact("Lost", mailbox, entry, entry.redeliveries, broker.trace.name(reason));
      return;
    }
    this.#kept.add(key);
    const queue = broker.queue({ kind: "queue", name: target, isTemporary: false });
    const row = broker.trace.append(broker.facts.DeadLettered, mailbox.resourceId, {
      subject: message.subject,
      value: entry.redeliveries,
      text: queue.resourceId,
      cause: entry.row,
      detail: { reason },
    });
    queue.accept(this.#letter(message, queue.destination, reason), row, "Moved", mailbox.resourceId);
  }

  #letter(message: MqMessage, destination: DestinationName, reason: string): MqMessage {
    const expiration: Record<string, number> =
      message.expiresMs === Number.POSITIVE_INFINITY
        ? {}
        : { originalExpiration: this.broker.sim.start + message.expiresMs };
    const properties = { ...message.wire.Properties, ...expiration, dlqDeliveryFailureCause: reason };
    return {
      ...message,
      destination,
      original: formatDestination(message.destination),
      isPersistent: true,
      expiresMs: Number.POSITIVE_INFINITY,
      group: undefined,
      wire: { ...message.wire, Properties: properties },
    };
  }
}
