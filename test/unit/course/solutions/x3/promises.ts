/** X3 with lists and a chain of promises: the endpoint waits for each answer before it asks for the next. */
import { ServiceThread } from "../../../../../src/course/threads";

export class Endpoint {
  done: { message: string; answer?: unknown; error?: string }[] = [];
  thread: ServiceThread<string, unknown> | null = null;
  chain: Promise<void> = Promise.resolve();
  constructor(
    public name: string,
    public work: string,
  ) {}
  async handle(message: string) {
    this.thread ??= new ServiceThread<string, unknown>(this.name, this.work);
    try {
      this.done.push({ message, answer: await this.thread.ask(message) });
    } catch (error) {
      this.done.push({ message, error: ((error as Error).cause as Error).message });
    }
  }
  notify(message: string) {
    this.chain = this.chain.then(() => this.handle(message));
  }
  async close() {
    await this.chain;
    await this.thread?.terminate();
  }
}

export class MessageBroker {
  topics: Record<string, Endpoint[]> = Object.create(null);
  ever: Endpoint[] = [];
  open = true;
  need(topic: string) {
    if (!(topic in this.topics)) throw Error("Topic does not exist");
  }
  createTopic(name: string) {
    this.topics[name] ??= [];
    return name;
  }
  subscribe(topic: string, endpoint: Endpoint) {
    this.need(topic);
    if (!this.topics[topic].includes(endpoint)) this.topics[topic].push(endpoint);
    this.ever.push(endpoint);
  }
  unsubscribe(topic: string, endpoint: Endpoint) {
    this.need(topic);
    this.topics[topic] = this.topics[topic].filter((other) => other !== endpoint);
  }
  publish(topic: string, message: string) {
    if (!this.open) throw Error("Broker is closed");
    this.need(topic);
    for (const endpoint of this.topics[topic]) endpoint.notify(message);
    return this.topics[topic].length;
  }
  async close() {
    this.open = false;
    for (const endpoint of this.ever) await endpoint.close();
  }
}
