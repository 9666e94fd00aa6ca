/**
 * The order of a FIFO queue: within a message group strictly as sent, and the whole group waits while any of its messages is
 * in flight. Between groups AWS promises nothing; we serve the group whose first message is oldest, and as many of its
 * messages as the receiver takes. Left out: AWS looks for open groups only among the first 120,000 messages.
 * Source: Developer Guide, "FIFO queue delivery logic" (read 2026-11).
 */
import type { Message, MessageState } from "./message";
import type { Store } from "./store";
import { Deque, Heap } from "./structures";

class Group {
  /** Every message of the group in order, in any state; those that are gone are dropped when they reach the front. */
  readonly messages = new Deque<Message>();
  inFlight = 0;
  /** Number of the first message when it was put among the ready; 0 when it is not there. */
  readyAs = 0;
  /** Being walked by take(): the walk counts places, so nothing may be dropped from the front meanwhile. */
  isWalked = false;

  constructor(readonly id: string) {}

  first(): Message | undefined {
    while (this.messages.at(0)?.state === "gone") this.messages.shift();
    return this.messages.at(0);
  }
}

export class FifoStore implements Store {
  readonly #groups = new Map<string, Group>();
  readonly #ready = new Heap<Group>((a, b) => a.readyAs < b.readyAs);

  get isReady(): boolean {
    return this.#ready.length > 0;
  }

  /** Groups with a message in flight, which is what a FIFO metric of AWS counts. */
  get groupsInFlight(): number {
    let groups = 0;
    for (const group of this.#groups.values()) if (group.inFlight > 0) groups++;
    return groups;
  }

  joined(message: Message): void {
    const id = message.content.groupId!;
    let group = this.#groups.get(id);
    if (group === undefined) {
      group = new Group(id);
      this.#groups.set(id, group);
    }
    group.messages.push(message);
    this.#offer(group);
  }

  becameAvailable(message: Message): void {
    const group = this.#of(message);
    // A delay has ended, or a message in flight has come back; `receives` tells which.
    if (message.receives > 0) group.inFlight--;
    this.#offer(group);
  }

  becameInFlight(message: Message): void {
    this.#of(message).inFlight++;
  }

  left(message: Message, from: MessageState): void {
    const group = this.#of(message);
    if (from === "inFlight") group.inFlight--;
    if (!group.isWalked) this.#settle(group);
  }

  take(most: number, visit: (message: Message) => boolean): void {
    let accepted = 0;
    while (accepted < most) {
      const group = this.#ready.pop();
      if (group === undefined) return;
      const asked = group.readyAs;
      group.readyAs = 0;
      const first = group.first();
      // Its first message may have expired or been deleted since: then it has another place, or none.
      if (first === undefined || group.inFlight > 0) continue;
      if (first.number === asked) accepted += walk(group, most - accepted, visit);
      this.#settle(group);
    }
  }

  /** After a change: forget a group that is empty, or see whether it is ready now. */
  #settle(group: Group): void {
    if (group.first() === undefined) this.#groups.delete(group.id);
    else this.#offer(group);
  }

  /** Puts a group among the ready if its first message may be received. */
  #offer(group: Group): void {
    if (group.readyAs !== 0 || group.inFlight > 0) return;
    const first = group.first();
    if (first?.state !== "available") return;
    group.readyAs = first.number;
    this.#ready.push(group);
  }

  #of(message: Message): Group {
    return this.#groups.get(message.content.groupId!)!;
  }
}

function walk(group: Group, most: number, visit: (message: Message) => boolean): number {
  let accepted = 0;
  group.isWalked = true;
  for (let i = 0; accepted < most; i++) {
    const message = group.messages.at(i);
    if (message === undefined) break;
    if (message.state === "gone") continue;
    if (message.state !== "available") break; // a delayed message holds up those behind it
    if (visit(message)) accepted++;
  }
  group.isWalked = false;
  return accepted;
}
