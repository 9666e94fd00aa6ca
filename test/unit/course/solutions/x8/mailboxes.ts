/** X8 with everything in the broker: sessions are thin, and the broker has one mailbox for each client id. */
interface Box {
  topics: string[];
  letters: [string, string][];
  open: ((topic: string, message: string) => void) | null;
}

export class SessionBroker {
  names: string[] = [];
  boxes: Record<string, Box> = Object.create(null);
  box(id: string): Box {
    this.boxes[id] ??= { topics: [], letters: [], open: null };
    return this.boxes[id];
  }
  need(topic: string) {
    if (this.names.indexOf(topic) === -1) throw Error("Topic does not exist");
  }
  createTopic(name: string): string {
    if (!this.names.includes(name)) this.names.push(name);
    return name;
  }
  deleteTopic(name: string): void {
    this.need(name);
    this.names = this.names.filter((other) => other !== name);
    for (const id in this.boxes) this.leave(id, name);
  }
  leave(id: string, topic: string) {
    const box = this.box(id);
    box.topics = box.topics.filter((other) => other !== topic);
    box.letters = box.letters.filter((letter) => letter[0] !== topic);
  }
  publish(topic: string, message: string): number {
    this.need(topic);
    const boxes = Object.values(this.boxes).filter((box) => box.topics.includes(topic));
    boxes.forEach((box) => {
      if (box.open) box.open(topic, message);
      else box.letters.push([topic, message]);
    });
    return boxes.length;
  }
}

export class Session {
  #broker: SessionBroker;
  #receive: (topic: string, message: string) => void;
  clientId: string;
  constructor(broker: SessionBroker, clientId: string, receive: (topic: string, message: string) => void) {
    this.#broker = broker;
    this.#receive = receive;
    this.clientId = clientId;
  }
  get #box() {
    return this.#broker.box(this.clientId);
  }
  get isConnected(): boolean {
    return this.#box.open !== null;
  }
  get kept(): number {
    return this.#box.letters.length;
  }
  connect(): number {
    let count = 0;
    for (let letter = this.#box.letters.shift(); letter; letter = this.#box.letters.shift()) {
      this.#receive(...letter);
      count += 1;
    }
    this.#box.open = this.#receive;
    return count;
  }
  disconnect(): void {
    this.#box.open = null;
  }
  subscribe(topic: string): void {
    this.#broker.need(topic);
    if (!this.#box.topics.includes(topic)) this.#box.topics.push(topic);
  }
  unsubscribe(topic: string): void {
    this.#broker.leave(this.clientId, topic);
  }
}
