/**
 * Fair queues: on a standard queue MessageGroupId names the tenant. A tenant that takes too large a share of the consumers is
 * noisy; its messages are received only when no quiet tenant has one waiting. They are never dropped or throttled.
 * Noisy: over 10 % of the messages in flight with at least 30 of its own, or over 10 % of the recent processing time.
 * Quiet again: its backlog is empty, or it has sent nothing for 5 minutes.
 * AWS calls the thresholds approximate and does not say what "recent" is; we choose a window that halves every minute, and
 * judge it only once it holds 30 s of processing. A message without a group is a tenant of its own, too small to be noisy.
 * Source: Developer Guide, "How Amazon SQS fair queues work" (read 2026-11).
 */
import type { Message } from "./message";
import { Heap } from "./structures";

export interface FairnessClock {
  readonly now: number;
}

const SHARE = 0.1;
const IN_FLIGHT_AT_LEAST = 30;
const QUIET_AFTER_MS = 5 * 60_000;
const HALF_LIFE_MS = 60_000;
const PROCESSING_AT_LEAST_MS = 30_000;

class Tenant {
  /** Messages in the queue that are not in flight. */
  backlog = 0;
  inFlight = 0;
  lastSentMs = 0;
  isNoisy = false;
  readonly processing = new Decaying();
  /** Available messages while it is noisy, by turn. */
  readonly waiting = new Heap<Message>((a, b) => a.turn < b.turn);
}

/** A sum whose past loses half its weight every minute. */
class Decaying {
  #sum = 0;
  #atMs = 0;

  add(amount: number, nowMs: number): void {
    this.#sum = this.at(nowMs) + amount;
    this.#atMs = nowMs;
  }

  at(nowMs: number): number {
    return this.#sum * 0.5 ** ((nowMs - this.#atMs) / HALF_LIFE_MS);
  }
}

export class Fairness {
  readonly #tenants = new Map<string, Tenant>();
  readonly #noisy = new Set<Tenant>();
  readonly #processing = new Decaying();
  /** Since when each message is in flight. */
  readonly #since = new Map<Message, number>();

  constructor(
    private readonly clock: FairnessClock,
    /** Where the messages of quiet tenants and of none wait. */
    private readonly line: { push(message: Message): void; next(): Message | undefined },
  ) {}

  sent(message: Message): void {
    const tenant = this.#of(message)!;
    tenant.lastSentMs = this.clock.now;
    tenant.backlog++;
  }

  received(message: Message): void {
    this.#since.set(message, this.clock.now);
    const tenant = this.#of(message);
    if (tenant === undefined) return;
    tenant.inFlight++;
    if (--tenant.backlog === 0) this.#becomeQuiet(tenant);
  }

  /** Its time in flight, if it was, is over: count it as processing. */
  ended(message: Message): void {
    const since = this.#since.get(message);
    if (since === undefined) return;
    this.#since.delete(message);
    this.#processing.add(this.clock.now - since, this.clock.now);
    const tenant = this.#of(message);
    if (tenant === undefined) return;
    tenant.processing.add(this.clock.now - since, this.clock.now);
    tenant.inFlight--;
    tenant.backlog++;
  }

  left(message: Message): void {
    const tenant = this.#of(message);
    if (tenant === undefined) return;
    tenant.backlog--;
    if (tenant.backlog === 0) this.#becomeQuiet(tenant);
    if (tenant.backlog === 0 && tenant.inFlight === 0) this.#tenants.delete(message.content.groupId!);
  }

  /** Keeps a noisy tenant's message here. Returns false when it belongs into the line. */
  push(message: Message): boolean {
    const tenant = this.#of(message);
    if (tenant?.isNoisy !== true) return false;
    tenant.waiting.push(message);
    return true;
  }

  /** The next message: of a quiet tenant if any waits, else of the noisy tenant with the fewest in flight. */
  next(): Message | undefined {
    for (const tenant of this.#noisy) {
      if (this.clock.now - tenant.lastSentMs >= QUIET_AFTER_MS) this.#becomeQuiet(tenant);
    }
    for (let message = this.line.next(); message !== undefined; message = this.line.next()) {
      const tenant = this.#of(message);
      if (tenant === undefined || !this.#judge(tenant)) return message;
      // Each message of a noisy tenant is set aside once, so a long backlog costs its length only once.
      tenant.waiting.push(message);
    }
    const byFewest = [...this.#noisy].sort((a, b) => a.inFlight - b.inFlight);
    for (const tenant of byFewest) {
      for (let message = tenant.waiting.pop(); message !== undefined; message = tenant.waiting.pop()) {
        if (message.state === "available") return message;
      }
    }
    return undefined;
  }

  /** True if the tenant is noisy, now or still. */
  #judge(tenant: Tenant): boolean {
    if (tenant.isNoisy) return true;
    const { now } = this.clock;
    const inFlight = this.#since.size;
    const total = this.#processing.at(now);
    tenant.isNoisy =
      (tenant.inFlight >= IN_FLIGHT_AT_LEAST && tenant.inFlight > SHARE * inFlight) ||
      (total >= PROCESSING_AT_LEAST_MS && tenant.processing.at(now) > SHARE * total);
    if (tenant.isNoisy && now - tenant.lastSentMs >= QUIET_AFTER_MS) tenant.isNoisy = false;
    if (tenant.isNoisy) this.#noisy.add(tenant);
    return tenant.isNoisy;
  }

  #becomeQuiet(tenant: Tenant): void {
    if (!tenant.isNoisy) return;
    tenant.isNoisy = false;
    this.#noisy.delete(tenant);
    for (let message = tenant.waiting.pop(); message !== undefined; message = tenant.waiting.pop()) {
      if (message.state === "available") this.line.push(message);
    }
  }

  #of(message: Message): Tenant | undefined {
    const { groupId } = message.content;
    if (groupId === undefined) return undefined;
    let tenant = this.#tenants.get(groupId);
    if (tenant === undefined) {
      tenant = new Tenant();
      this.#tenants.set(groupId, tenant);
    }
    return tenant;
  }
}
