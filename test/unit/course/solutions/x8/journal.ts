/** X8 with one journal for the whole broker: a session remembers up to where it has read, and reads on when it connects. */
type Entry = { at: number; topic: string; message: string };
type Reader = { id: string; online: boolean; place: number; since: Map<string, number>; hear: Session["receive"] };

export class SessionBroker {
  journal: Entry[] = [];
  topics = new Map<string, number>(); // topic -> its generation
  readers = new Set<Reader>();
  clock = 0;
  createTopic(name: string) {
    if (!this.topics.has(name)) this.topics.set(name, ++this.clock);
    return name;
  }
  check(name: string) {
    if (!this.topics.has(name)) throw new Error("Topic does not exist");
  }
  deleteTopic(name: string) {
    this.check(name);
    this.topics.delete(name);
    for (const reader of this.readers) reader.since.delete(name);
  }
  publish(topic: string, message: string) {
    this.check(topic);
    this.journal.push({ at: ++this.clock, topic, message });
    let count = 0;
    for (const reader of this.readers) {
      if (!reader.since.has(topic)) continue;
      count++;
      if (reader.online) this.read(reader);
    }
    return count;
  }
  unread(reader: Reader) {
    return this.journal.filter(({ at, topic }) => at > reader.place && at > (reader.since.get(topic) ?? Infinity));
  }
  read(reader: Reader) {
    const entries = this.unread(reader);
    reader.place = this.clock;
    entries.forEach(({ topic, message }) => {
      reader.hear(topic, message);
    });
    return entries.length;
  }
}

export class Session {
  reader: Reader;
  constructor(
    public broker: SessionBroker,
    public clientId: string,
    public receive: (topic: string, message: string) => void,
  ) {
    this.reader = { id: clientId, online: false, place: 0, since: new Map(), hear: receive };
    broker.readers.add(this.reader);
  }
  get isConnected() {
    return this.reader.online;
  }
  get kept() {
    return this.broker.unread(this.reader).length;
  }
  connect() {
    if (this.reader.online) return 0;
    this.reader.online = true;
    return this.broker.read(this.reader);
  }
  disconnect() {
    if (this.reader.online) this.reader.place = this.broker.clock;
    this.reader.online = false;
  }
  subscribe(topic: string) {
    this.broker.check(topic);
    if (!this.reader.since.has(topic)) this.reader.since.set(topic, this.broker.clock);
  }
  unsubscribe(topic: string) {
    this.reader.since.delete(topic);
  }
}
