/** Takes for one destination on behalf of the other broker. */
import type { Bridge } from "./bridge";
import { PREFETCH } from "./limits";
import type { Mailbox } from "./mailbox";
import type { MqMessage } from "./message";
import type { Entry } from "./pending";
import type { Taker } from "./taker";

export class BridgeTaker implements Taker {
  readonly id: string;
  readonly nameId: number;
  readonly isExclusive = false;
  readonly bridgeTo: string;
  isClosed = true;
  readonly #onTheWay = new Set<Entry>();

  constructor(
    readonly bridge: Bridge,
    readonly mailbox: Mailbox,
    public isDurable: boolean,
  ) {
    const target = bridge.target!;
    this.id = `network:${target.name}`;
    this.nameId = bridge.from.trace.name(this.id);
    this.bridgeTo = target.id;
  }

  get ahead(): number {
    return this.#onTheWay.size;
  }

  room(): number {
    return this.isClosed ? 0 : PREFETCH.bridge - this.#onTheWay.size;
  }

  wants(message: MqMessage): boolean {
    return this.bridge.carries(message);
  }

  push(entry: Entry): void {
    this.#onTheWay.add(entry);
    this.bridge.forward(entry, this);
  }

  has(entry: Entry): boolean {
    return this.#onTheWay.has(entry);
  }

  open(): void {
    this.isClosed = false;
    this.mailbox.addTaker(this);
  }

  /** Nobody asks there any more; what is on its way still arrives. */
  leave(): void {
    this.isClosed = true;
    this.mailbox.removeTaker(this);
  }

  close(reason: string): void {
    this.leave();
    const back = [...this.#onTheWay];
    this.#onTheWay.clear();
    for (const entry of back) this.mailbox.restore(entry, reason);
    this.mailbox.dispatch();
  }

  /** The other broker has it. */
  arrived(entry: Entry): void {
    this.#onTheWay.delete(entry);
    this.mailbox.settle(entry, this.bridge.from.trace.name("moved"));
    if (!this.isClosed) this.mailbox.roomFreed();
  }
}
