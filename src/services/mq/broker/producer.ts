/** A producer: where it sends to, and the numbers that make its messages' ids. */
import type { DestinationName } from "./patterns";
import type { Session } from "./session";

export class Producer {
  #sent = 0;
  isClosed = false;

  constructor(
    readonly id: string,
    readonly session: Session,
    /** Undefined: each send names its own. */
    readonly destination: DestinationName | undefined,
  ) {}

  nextMessageId(): string {
    return `${this.id}:${++this.#sent}`;
  }
}
