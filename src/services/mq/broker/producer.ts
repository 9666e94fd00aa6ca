/** A producer: where it sends to, and the numbers that make its messages' ids. */
import { type DestinationName, partsOf } from "./patterns";
import type { Session } from "./session";

export class Producer {
  #sent = 0;
  isClosed = false;
  #isOpen = false;

  constructor(
    readonly id: string,
    readonly session: Session,
    /** Undefined: each send names its own. */
    readonly destination: DestinationName | undefined,
  ) {}

  /** Tells the trace that it is there, or no more. A producer without a destination belongs to none. */
  tell(isOpen: boolean): void {
    if (this.destination === undefined || isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    const { broker, label } = this.session.connection;
    const { trace, facts, name } = broker;
    const text = trace.name(label);
    for (const part of partsOf(this.destination)) {
      trace.append(isOpen ? facts.ProducerOpened : facts.ProducerClosed, `${name}/${part.name}`, { text });
    }
  }

  nextMessageId(): string {
    return `${this.id}:${++this.#sent}`;
  }
}
