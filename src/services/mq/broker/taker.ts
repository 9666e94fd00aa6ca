/** Who takes messages out of a queue or subscription: a consumer of a client, or the bridge to another broker. */
import type { Name } from "../../../sim";
import type { MqMessage } from "./message";
import type { Entry } from "./pending";

export interface Taker {
  readonly id: string;
  readonly nameId: Name;
  /** Asked for everything: while it is there, others stand by. */
  readonly isExclusive: boolean;
  /** The broker on whose behalf it asks. */
  readonly bridgeTo: string | undefined;
  /** Messages that it holds and has not consumed. */
  readonly ahead: number;
  /** Messages that it can be handed now. */
  room(): number;
  wants(message: MqMessage, redeliveries: number): boolean;
  /** It has the message from now on. */
  push(entry: Entry): void;
}
