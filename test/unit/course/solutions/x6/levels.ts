/** X6 with one line of waiting deliveries per priority: no sorting of deliveries, only of levels. */
type Job = { id: string; message: string; to: Target; tries: number };
type Target = { name: string; type: string; notify(message: string): string };

function endpoint(type: string) {
  return class {
    type = type;
    name: string;
    #fails: () => boolean;
    constructor(name: string, fails?: () => boolean) {
      this.name = name;
      this.#fails = fails ?? (() => false);
    }
    notify(message: string): string {
      const failed = this.#fails();
      if (failed) throw new RangeError("busy");
      return [type.toUpperCase(), this.name, message].join(" | ");
    }
  };
}
export const EmailEndpoint = endpoint("email");
export const SMSEndpoint = endpoint("sms");
export const WebhookEndpoint = endpoint("webhook");

export class NotificationSystem {
  failed: object[] = [];
  topics = new Map<string, Target[]>();
  levels = new Map<number, Job[]>();
  count = 0;
  limit: number;
  constructor(options?: { maxAttempts?: number }) {
    this.limit = options?.maxAttempts ?? 3;
  }
  createTopic(name: string) {
    this.topics.set(name, this.topics.get(name) ?? []);
    return name;
  }
  find(name: string) {
    if (!this.topics.has(name)) throw new Error("Topic does not exist");
    return this.topics.get(name)!;
  }
  subscribe(topic: string, to: Target) {
    const list = this.find(topic);
    if (!list.includes(to)) list.push(to);
  }
  publish(topic: string, message: string, priority?: number) {
    const id = String(this.count++);
    for (const to of this.find(topic)) this.wait(priority ?? 0, { id, message, to, tries: 0 });
    return id;
  }
  wait(level: number, job: Job) {
    if (!this.levels.has(level)) this.levels.set(level, []);
    this.levels.get(level)!.push(job);
  }
  deliverNext() {
    const busy = [...this.levels.keys()].filter((level) => this.levels.get(level)!.length > 0);
    if (busy.length === 0) return null;
    const level = Math.min(...busy);
    const job = this.levels.get(level)!.shift()!;
    job.tries++;
    let ok = true;
    try {
      job.to.notify(job.message);
    } catch (error) {
      ok = false;
      if (job.tries >= this.limit) {
        const { id, to, tries } = job;
        this.failed.push({ id, endpoint: to.name, type: to.type, attempts: tries, error: String(error) });
      } else this.wait(level, job);
    }
    return { id: job.id, endpoint: job.to.name, type: job.to.type, attempt: job.tries, ok };
  }
  run() {
    let attempts = 0;
    for (; this.deliverNext() !== null; attempts++);
    return attempts;
  }
  get pending() {
    return [...this.levels.values()].reduce((sum, jobs) => sum + jobs.length, 0);
  }
}
