/** A receive that waits: who asked for what, and until when. They are answered in the order in which they came. */
import type { Scheduled, Waiter } from "../../sim";
import type { ReceiveRequest } from "./receive";

export interface LongPoll {
  readonly request: ReceiveRequest;
  readonly waiter: Waiter<unknown>;
  /** Answers with nothing when the wait is over. */
  readonly deadline: Scheduled;
}
