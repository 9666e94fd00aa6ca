/** X2 with one waiting line for each priority; a message goes back to its place among those of its line. */
interface Message {
  readonly id: string;
  readonly body: string;
  readonly priority: number;
  readonly attempts: number;
}

export class SQSQueue {
  deadLetters: Message[] = [];
  private lines = new Map<number, Message[]>();
  private order: string[] = [];
  private limit: number;

  constructor({ maxAttempts = 3 }: { maxAttempts?: number } = {}) {
    this.limit = maxAttempts;
  }

  get size() {
    return [...this.lines.values()].reduce((sum, line) => sum + line.length, 0);
  }

  sendMessage(body: string, priority?: number) {
    const id = `message ${this.order.length}`;
    this.order.push(id);
    this.enter({ id, body, priority: priority ?? 0, attempts: 0 });
    return id;
  }

  receiveMessage() {
    const busy = [...this.lines.keys()].filter((level) => this.lines.get(level)!.length > 0);
    if (busy.length === 0) return null;
    return this.lines.get(Math.min(...busy))!.shift()!;
  }

  processMessage(message: Message, handler: (body: string) => void) {
    let done = false;
    try {
      handler(message.body);
      done = true;
    } catch {
      const { id, body, priority } = message;
      const again = { id, body, priority, attempts: message.attempts + 1 };
      if (again.attempts < this.limit) this.enter(again);
      else this.deadLetters.push(again);
    }
    return done;
  }

  private enter(message: Message) {
    const line = this.lines.get(message.priority) ?? [];
    line.push(message);
    line.sort((a, b) => this.order.indexOf(a.id) - this.order.indexOf(b.id));
    this.lines.set(message.priority, line);
  }
}
