/** X1 with lists: indexOf before every change, a copy on writing, so that what is being gone through never changes. */
export class SNSEndpoint {
  name: string;
  endpointType: string;
  #out: (text: string) => void;
  constructor(name: string, endpointType: string, send: (text: string) => void = console.log) {
    this.name = name;
    this.endpointType = endpointType;
    this.#out = send;
  }
  notify(message: string): void {
    switch (this.endpointType) {
      case "webhook":
        this.#out(JSON.stringify({ message, name: this.name, type: this.endpointType }));
        break;
      case "sms":
        this.#out(`SMS ${this.name}: ${message}`.substring(0, 160));
        break;
      default:
        this.#out(`Notification to ${this.endpointType} ${this.name}: ${message}`);
    }
  }
}

export class SNS {
  private names: string[] = [];
  private lists: SNSEndpoint[][] = [];
  private find(topic: string): number {
    const at = this.names.indexOf(topic);
    if (at < 0) throw new Error("Topic does not exist");
    return at;
  }
  createTopic(name: string): string {
    if (this.names.indexOf(name) < 0) {
      this.names.push(name);
      this.lists.push([]);
    }
    return name;
  }
  subscribe(topic: string, endpoint: SNSEndpoint): void {
    const at = this.find(topic);
    if (this.lists[at]!.indexOf(endpoint) >= 0) return;
    this.lists[at] = this.lists[at]!.concat(endpoint);
  }
  unsubscribe(topic: string, endpoint: SNSEndpoint): void {
    const at = this.find(topic);
    const place = this.lists[at]!.indexOf(endpoint);
    if (place >= 0) this.lists[at] = [...this.lists[at]!.slice(0, place), ...this.lists[at]!.slice(place + 1)];
  }
  publish(topic: string, message: string) {
    const delivered: string[] = [];
    const failed: { name: string; error: string }[] = [];
    this.lists[this.find(topic)]!.forEach(({ name }, i, list) => {
      let error: string | undefined;
      try {
        list[i]!.notify(message);
      } catch (thrown) {
        error = (thrown as Error).message;
      }
      if (error === undefined) delivered.push(name);
      else failed.push({ name, error });
    });
    return { delivered, failed };
  }
}
