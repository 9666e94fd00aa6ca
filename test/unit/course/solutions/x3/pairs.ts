/** X3 with one set of pairs in the broker; the endpoint's thread wraps the work, so that failures come back as answers. */
import { ServiceThread } from "../../../../../src/course/threads";

type Told = { answer?: unknown; error?: string };

export class Endpoint {
  done: { message: string; answer?: unknown; error?: string }[] = [];
  #thread: ServiceThread<string, Told>;
  constructor(
    readonly name: string,
    work: string,
  ) {
    const wrapped = `async (message, context) => {
      try { return { answer: await (${work})(message, context) }; } catch (error) { return { error: error.message }; }
    }`;
    this.#thread = new ServiceThread<string, Told>(name, wrapped);
  }
  notify(message: string): void {
    void this.#thread.ask(message).then((told) => this.done.push({ message, ...told }));
  }
  close(): Promise<void> {
    return this.#thread.close();
  }
}

export class MessageBroker {
  names = new Set<string>();
  pairs: { topic: string; endpoint: Endpoint; active: boolean }[] = [];
  closing: Promise<unknown> | undefined;
  of(topic: string) {
    if (!this.names.has(topic)) throw new Error("Topic does not exist");
    return this.pairs.filter((pair) => pair.topic === topic);
  }
  createTopic(name: string): string {
    this.names.add(name);
    return name;
  }
  subscribe(topic: string, endpoint: Endpoint): void {
    const known = this.of(topic).find((pair) => pair.endpoint === endpoint);
    if (known) known.active = true;
    else this.pairs.push({ topic, endpoint, active: true });
  }
  unsubscribe(topic: string, endpoint: Endpoint): void {
    for (const pair of this.of(topic)) if (pair.endpoint === endpoint) pair.active = false;
  }
  publish(topic: string, message: string): number {
    if (this.closing) throw new Error("Broker is closed");
    const active = this.of(topic).filter((pair) => pair.active);
    active.forEach(({ endpoint }) => {
      endpoint.notify(message);
    });
    return active.length;
  }
  async close(): Promise<void> {
    this.closing ??= Promise.all(this.pairs.map(({ endpoint }) => endpoint.close()));
    await this.closing;
  }
}
