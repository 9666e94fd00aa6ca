/** X7 as a ledger: every message ever sent with what became of it; all counts are read off the ledger. */
type Fate = "held" | "processed" | "expired";

export class PriorityQueue {
  ledger: { id: string; body: string; priority: number; expiresAt: number | null; fate: Fate }[] = [];
  clock: { now: () => number };
  constructor(clock: { now: () => number }) {
    this.clock = clock;
  }

  count(fate: Fate) {
    return this.ledger.filter((entry) => entry.fate === fate).length;
  }
  get size() {
    return this.count("held");
  }
  get stats() {
    const [processed, expired] = [this.count("processed"), this.count("expired")];
    return { sent: this.ledger.length, processed, expired, waiting: this.size };
  }

  send(body: string, options: { priority?: number; ttlMs?: number } = {}) {
    const { priority = 0, ttlMs = Number.POSITIVE_INFINITY } = options;
    const at = this.clock.now() + ttlMs;
    const id = `id${this.ledger.length}`;
    this.ledger.push({ id, body, priority, expiresAt: Number.isFinite(at) ? at : null, fate: "held" });
    return id;
  }

  next() {
    this.sweep();
    const held = this.ledger.filter(({ fate }) => fate === "held");
    const level = Math.min(...held.map(({ priority }) => priority));
    return held.find(({ priority }) => priority === level);
  }

  receive() {
    const entry = this.next();
    if (!entry) return null;
    entry.fate = "processed";
    const { id, body, priority, expiresAt } = entry;
    return { id, body, priority, expiresAt };
  }

  process(handler: (body: string) => void) {
    const entry = this.next();
    if (!entry) return false;
    let failed = false;
    try {
      handler(entry.body);
    } catch {
      failed = true;
    }
    if (!failed) entry.fate = "processed";
    return !failed;
  }

  sweep() {
    const now = this.clock.now();
    const over = this.ledger.filter(({ fate, expiresAt }) => fate === "held" && expiresAt !== null && now >= expiresAt);
    for (const entry of over) entry.fate = "expired";
    return over.length;
  }
}
