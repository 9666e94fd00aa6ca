/** X7 with one line of messages for each priority; an expired one goes when somebody meets it. */
interface Entry {
  id: string;
  body: string;
  priority: number;
  expiresAt: number | null;
}

export class PriorityQueue {
  private lines = new Map<number, Entry[]>();
  private counts = { sent: 0, processed: 0, expired: 0 };
  constructor(private clock: { now(): number }) {}

  get size() {
    return [...this.lines.values()].flat().length;
  }
  get stats() {
    return { ...this.counts, waiting: this.size };
  }

  send(body: string, { priority, ttlMs }: { priority?: number; ttlMs?: number } = {}) {
    const level = priority ?? 0;
    const id = `no. ${++this.counts.sent}`;
    const expiresAt = ttlMs === undefined ? null : this.clock.now() + ttlMs;
    const line = this.lines.get(level) ?? [];
    line.push({ id, body, priority: level, expiresAt });
    this.lines.set(level, line);
    return id;
  }

  receive() {
    const next = this.first();
    if (next === undefined) return null;
    this.take(next);
    this.counts.processed++;
    return next;
  }

  process(handler: (body: string) => void) {
    const next = this.first();
    if (next === undefined) return false;
    try {
      handler(next.body);
      this.take(next);
      this.counts.processed++;
      return true;
    } catch {
      return false;
    }
  }

  sweep() {
    let removed = 0;
    for (const line of this.lines.values()) {
      for (const entry of [...line]) {
        if (!this.isDead(entry)) continue;
        this.take(entry);
        removed++;
      }
    }
    this.counts.expired += removed;
    return removed;
  }

  private isDead({ expiresAt }: Entry) {
    return expiresAt !== null && expiresAt <= this.clock.now();
  }
  private take(entry: Entry) {
    const line = this.lines.get(entry.priority)!;
    const at = line.indexOf(entry);
    if (at >= 0) line.splice(at, 1);
  }
  private first(): Entry | undefined {
    for (const level of [...this.lines.keys()].sort((a, b) => a - b)) {
      for (const entry of [...this.lines.get(level)!]) {
        if (!this.isDead(entry)) return entry;
        this.take(entry);
        this.counts.expired++;
      }
    }
    return undefined;
  }
}
