/** X1 with one list of pairs (topic, endpoint), and an endpoint whose way of writing is a table. */
type Way = (name: string, message: string) => string;
const ways: Record<string, Way> = {
  email: (name, message) => `To: ${name}\nType: email\n\n${message}`,
  sms: (name, message) => Array.from(`sms|${name}|${message}`).slice(0, 160).join(""),
  webhook: (name, message) => JSON.stringify({ type: "webhook", name, message }, null, 1),
};

export class SNSEndpoint {
  readonly notify: (message: string) => void;
  constructor(
    readonly name: string,
    readonly endpointType: keyof typeof ways,
    send?: (text: string) => void,
  ) {
    const out = send ?? ((text: string) => console.log(text));
    this.notify = (message) => out(ways[endpointType]!(name, message));
  }
}

interface Pair {
  topic: string;
  endpoint: SNSEndpoint;
}

export class SNS {
  topics = new Set<string>();
  pairs: Pair[] = [];

  createTopic(name: string): string {
    this.topics.add(name);
    return name;
  }

  subscribe(topic: string, endpoint: SNSEndpoint): void {
    this.check(topic);
    if (this.pairs.some((pair) => pair.topic === topic && pair.endpoint === endpoint)) return;
    this.pairs.push({ topic, endpoint });
  }

  unsubscribe(topic: string, endpoint: SNSEndpoint): void {
    this.check(topic);
    this.pairs = this.pairs.filter((pair) => pair.topic !== topic || pair.endpoint !== endpoint);
  }

  publish(topic: string, message: string) {
    this.check(topic);
    const report = { topic, delivered: [] as string[], failed: [] as { name: string; error: string }[] };
    for (const { endpoint } of this.pairs.filter((pair) => pair.topic === topic)) {
      try {
        endpoint.notify(message);
        report.delivered.push(endpoint.name);
      } catch (error) {
        report.failed.push({ name: endpoint.name, error: error instanceof Error ? error.message : String(error) });
      }
    }
    return report;
  }

  private check(topic: string): void {
    if (!this.topics.has(topic)) throw new Error("Topic does not exist");
  }
}
