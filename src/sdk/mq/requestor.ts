/** Request and reply: each request names a temporary queue for its answer. Source: JMS 1.1, 7 "QueueRequestor". */
import type { Duration } from "../../sim";
import type { Destination, Message } from "./message";
import type { MessageConsumer, MessageProducer, Session } from "./session";

export class QueueRequestor {
  #requests = 0;

  private constructor(
    private readonly producer: MessageProducer,
    private readonly replies: Destination,
    private readonly consumer: MessageConsumer,
  ) {}

  /** @param session not transacted: the request would else wait for its commit */
  static async create(session: Session, queue: Destination): Promise<QueueRequestor> {
    const replies = await session.createTemporaryQueue();
    return new QueueRequestor(await session.createProducer(queue), replies, await session.createConsumer(replies));
  }

  /**
   * Sends a request and waits for the answer to it; answers to earlier ones that come late are dropped.
   * @returns null when none has come in time
   */
  async request(message: Message, timeout?: Duration): Promise<Message | null> {
    message.JMSReplyTo = this.replies;
    message.JMSCorrelationID ??= `request ${++this.#requests}`;
    await this.producer.send(message);
    for (;;) {
      const reply = await this.consumer.receive(timeout);
      if (reply === null || reply.JMSCorrelationID === message.JMSCorrelationID) return reply;
    }
  }

  async close(): Promise<void> {
    await this.consumer.close();
    await this.producer.close();
  }
}
