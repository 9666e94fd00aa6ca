/** X2 with one list of all messages ever sent, each with its state; the next to leave is looked for anew each time. */
type State = "waiting" | "out" | "dead";
interface Entry {
  id: string;
  body: string;
  priority: number;
  attempts: number;
  state: State;
}

export class SQSQueue {
  all: Entry[] = [];
  deadLetters: { id: string; body: string; priority: number; attempts: number }[] = [];
  maxAttempts = 3;

  constructor(options?: { maxAttempts?: number }) {
    if (options?.maxAttempts !== undefined) this.maxAttempts = options.maxAttempts;
  }

  get size() {
    return this.all.filter(({ state }) => state === "waiting").length;
  }

  sendMessage(body: string, priority = 0) {
    const id = String(this.all.length + 1);
    this.all.push({ id, body, priority, attempts: 0, state: "waiting" });
    return id;
  }

  receiveMessage() {
    let best: Entry | undefined;
    for (const entry of this.all) {
      if (entry.state !== "waiting") continue;
      if (best === undefined || entry.priority < best.priority) best = entry;
    }
    if (best === undefined) return null;
    best.state = "out";
    return this.shown(best);
  }

  processMessage(message: { id: string; body: string }, handler: (body: string) => void) {
    const entry = this.all.find(({ id }) => id === message.id)!;
    try {
      handler(message.body);
    } catch {
      entry.attempts++;
      entry.state = entry.attempts === this.maxAttempts ? "dead" : "waiting";
      if (entry.state === "dead") this.deadLetters.push(this.shown(entry));
      return false;
    }
    return true;
  }

  private shown({ id, body, priority, attempts }: Entry) {
    return { id, body, priority, attempts };
  }
}
