/** A receive that waits: who asked for what, and until when. They are answered in the order in which they came. */
import type { Name, Scheduled, Waiter } from "../../sim";
import type { ReceiveRequest } from "./receive";

export interface LongPoll {
  readonly request: ReceiveRequest;
  readonly waiter: Waiter<unknown>;
  /** On whose behalf its facts are written. */
  readonly actor: Name;
  /** Answers with nothing when the wait is over. */
  readonly deadline: Scheduled;
  /** Set when a service polls, not a user. */
  readonly poller?: { readonly isStopped: boolean } | undefined;
}
