/** X6 with plain arrays and objects: the next delivery is looked for anew each time, nothing is kept sorted. */
interface Endpoint {
  name: string;
  type: "email" | "sms" | "webhook";
  notify(message: string): string;
}
export class EmailEndpoint implements Endpoint {
  type = "email" as const;
  constructor(
    public name: string,
    private fails: () => boolean = () => false,
  ) {}
  notify(message: string) {
    if (this.fails() === true) throw new Error(`email: ${this.name} bounced`);
    return `To: ${this.name}\nSubject: email\n\n${message}`;
  }
}
export class SMSEndpoint implements Endpoint {
  type = "sms" as const;
  constructor(
    public name: string,
    private fails: () => boolean = () => false,
  ) {}
  notify(message: string) {
    if (this.fails()) throw new Error("no signal");
    return `SMS ${this.name}: ${message}`;
  }
}
export class WebhookEndpoint implements Endpoint {
  type = "webhook" as const;
  constructor(
    public name: string,
    private fails: () => boolean = () => false,
  ) {}
  notify(message: string) {
    if (this.fails()) throw new Error("status 503");
    return `POST webhook ${this.name} ${JSON.stringify({ message })}`;
  }
}

let ids = 0;
export class NotificationSystem {
  topics: { name: string; subscribers: Endpoint[] }[] = [];
  waiting: { id: string; text: string; priority: number; since: number; endpoint: Endpoint; attempts: number }[] = [];
  failed: { id: string; endpoint: string; type: string; attempts: number; error: string }[] = [];
  clock = 0;
  maxAttempts: number;
  constructor({ maxAttempts = 3 } = {}) {
    this.maxAttempts = maxAttempts;
  }
  topic(name: string) {
    const topic = this.topics.find((one) => one.name === name);
    if (topic === undefined) throw new Error("Topic does not exist");
    return topic;
  }
  createTopic(name: string): string {
    if (this.topics.some((one) => one.name === name)) return name;
    this.topics.push({ name, subscribers: [] });
    return name;
  }
  subscribe(name: string, endpoint: Endpoint): void {
    const { subscribers } = this.topic(name);
    if (subscribers.indexOf(endpoint) < 0) subscribers.push(endpoint);
  }
  publish(name: string, text: string, priority = 0): string {
    const topic = this.topic(name);
    ids += 1;
    const id = `id${ids}`;
    topic.subscribers.forEach((endpoint) => {
      this.waiting.push({ id, text, priority, since: this.clock++, endpoint, attempts: 0 });
    });
    return id;
  }
  deliverNext() {
    if (this.waiting.length === 0) return null;
    let best = 0;
    for (let i = 1; i < this.waiting.length; i++) {
      const a = this.waiting[i]!;
      const b = this.waiting[best]!;
      if (a.priority < b.priority || (a.priority === b.priority && a.since < b.since)) best = i;
    }
    const [job] = this.waiting.splice(best, 1);
    const { id, text, endpoint, priority } = job!;
    const attempts = job!.attempts + 1;
    const report = { id, endpoint: endpoint.name, type: endpoint.type, attempt: attempts };
    try {
      endpoint.notify(text);
    } catch (error) {
      if (attempts === this.maxAttempts) {
        const { message } = error as Error;
        this.failed.push({ id, endpoint: endpoint.name, type: endpoint.type, attempts, error: message });
      } else {
        this.waiting.push({ id, text, priority, since: this.clock++, endpoint, attempts });
      }
      return { ...report, ok: false };
    }
    return { ...report, ok: true };
  }
  run(): number {
    let made = 0;
    while (this.pending > 0) {
      this.deliverNext();
      made++;
    }
    return made;
  }
  get pending(): number {
    return this.waiting.length;
  }
}
