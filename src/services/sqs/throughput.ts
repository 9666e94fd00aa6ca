/**
 * The call rate of a FIFO queue without high throughput: a bucket of permits that fills at the quota. With
 * FifoThroughputLimit perMessageGroupId the quota is so high that it is left out.
 * Source: Developer Guide, "Amazon SQS FIFO queue quotas" and "High throughput for FIFO queues" (read 2026-11).
 */
import type { Quotas } from "./limits";

/** Sends, receives and deletes (with visibility changes) are counted apart. */
export type CallKind = "send" | "receive" | "delete";

export class CallRate {
  readonly #permits = new Map<CallKind, { permits: number; atMs: number }>();

  constructor(
    private readonly clock: { readonly now: number },
    private readonly quotas: Quotas,
  ) {}

  /** Takes a permit; false when there is none left. */
  admits(kind: CallKind): boolean {
    const { fifoCallsPerSecond: perSecond, fifoCallBurst: burst } = this.quotas;
    if (perSecond === Number.POSITIVE_INFINITY) return true;
    const bucket = this.#permits.get(kind) ?? { permits: burst, atMs: this.clock.now };
    bucket.permits = Math.min(burst, bucket.permits + ((this.clock.now - bucket.atMs) / 1_000) * perSecond);
    bucket.atMs = this.clock.now;
    this.#permits.set(kind, bucket);
    if (bucket.permits < 1) return false;
    bucket.permits--;
    return true;
  }
}
