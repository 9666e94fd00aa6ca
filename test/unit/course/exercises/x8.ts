/** X8: right answers written differently, wrong ones with the claims that must fail, and mutants of the right ones. */
import type { Variant } from "../checks/answers";
import { type Exercise, solutions } from "../checks/exercise-suite";

const TAKE = "if (this.#connected) this.receive(topic, message);";
const VARIANTS: Variant[] = [
  {
    name: "erases the subscribers of a topic that is created again",
    change: [["if (!this.#topics.has(name)) this.#topics", "this.#topics"]],
    fails: { "x8.topics": /creating again keeps/ },
  },
  {
    name: "says nothing of an unknown topic",
    change: [
      [
        'if (found === undefined) throw new Error("Topic does not exist");',
        "if (found === undefined) return new Set();",
      ],
    ],
    fails: { "x8.topics": /unknown topic throws/ },
  },
  {
    name: "keeps the topic when it is deleted",
    change: [["this.#topics.delete(name);", "this.#topics.get(name)!.clear();"]],
    fails: { "x8.topics": /does not exist any more/ },
  },
  {
    name: "leaves behind what was kept of a deleted topic",
    change: [["for (const session of this.subscribersOf(name)) session.forget(name);", "this.subscribersOf(name);"]],
    fails: { "x8.topics": /takes what is kept of it/ },
  },
  {
    name: "throws away everything that is kept when a topic is deleted",
    change: [["kept.topic !== topic", "false"]],
    fails: { "x8.topics": /nothing else/ },
  },
  {
    name: "takes the names of a plain object for topics",
    change: [
      [
        "const found = this.#topics.get(topic);",
        "const found = topic in {} ? new Set<Session>() : this.#topics.get(topic);",
      ],
    ],
    fails: { "x8.topics": /Strange names/ },
  },
  {
    name: "shares its topics between brokers",
    change: [
      [
        "readonly #topics = new Map<string, Set<Session>>();",
        "get #topics(): Map<string, Set<Session>> { return ((globalThis as any)[Symbol.for('x8 topics')] ??= new Map()); }",
      ],
    ],
    fails: { "x8.live": /Two brokers/ },
  },
  {
    name: "delivers to everybody",
    change: [
      ["if (this.#connected) this.receive", "this.receive"],
      ["else this.#waiting.push({ topic, message });", ""],
    ],
    fails: { "x8.kept": /Disconnected it gets nothing/ },
  },
  {
    name: "counts only who is connected",
    change: [["return sessions.size;", "return [...sessions].filter((session) => session.isConnected).length;"]],
    fails: { "x8.live": /publish counts/ },
  },
  {
    name: "starts connected",
    change: [["#connected = false;", "#connected = true;"]],
    fails: { "x8.live": /starts disconnected/ },
  },
  {
    name: "forgets what was published meanwhile",
    change: [["else this.#waiting.push({ topic, message });", ""]],
    fails: { "x8.kept": /Back again/ },
  },
  {
    name: "delivers the newest first",
    change: [["for (const { topic, message } of missed)", "for (const { topic, message } of missed.reverse())"]],
    fails: { "x8.kept": /in the order of publication/ },
  },
  {
    name: "delivers topic by topic",
    change: [
      [
        "for (const { topic, message } of missed)",
        "for (const { topic, message } of missed.sort((a, b) => (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : 0)))",
      ],
    ],
    fails: { "x8.kept": /in the order of publication/ },
  },
  {
    name: "keeps only the last message",
    change: [["else this.#waiting.push({ topic, message });", "else this.#waiting = [{ topic, message }];"]],
    fails: { "x8.kept": /Back again/ },
  },
  {
    name: "does not empty what it kept",
    change: [["this.#waiting = [];\n    this.#connected", "this.#connected"]],
    fails: { "x8.kept": /second reconnection/ },
  },
  {
    name: "keeps a copy of what it delivers",
    change: [
      [TAKE, `${TAKE} this.#waiting.push({ topic, message });`],
      ["else this.#waiting.push({ topic, message });", ""],
    ],
    fails: { "x8.kept": /second reconnection|kept counts it/ },
  },
  {
    name: "tells how many it kept when it is connected already",
    change: [["if (this.#connected) return 0;", "if (this.#connected) return 1;"]],
    fails: { "x8.kept": /Connecting twice/ },
  },
  {
    name: "unsubscribes when it disconnects",
    change: [
      ["this.#connected = false;\n  }", "this.#connected = false; this.broker.leaveAll(this);\n  }"],
      [
        "leave(topic: string",
        "leaveAll(session: Session): void { for (const set of this.#topics.values()) set.delete(session); }\n  leave(topic: string",
      ],
    ],
    fails: { "x8.subscriptions": /still subscribed/ },
  },
  {
    name: "does not unsubscribe",
    change: [["this.broker.leave(topic, this);", ""]],
    fails: { "x8.subscriptions": /Nothing after unsubscribing/ },
  },
  {
    name: "delivers after unsubscribing what it had kept",
    change: [["this.forget(topic);\n  }", "}"]],
    fails: { "x8.subscriptions": /Unsubscribing takes/ },
  },
  {
    name: "throws when it unsubscribes from a topic that is not there",
    change: [["this.#topics.get(topic)?.delete(session)", "this.subscribersOf(topic).delete(session)"]],
    fails: { "x8.subscriptions": /without a subscription/ },
  },
  {
    name: "removes the last one when it removes nobody",
    change: [
      [
        "this.#topics.get(topic)?.delete(session);",
        "const all = [...(this.#topics.get(topic) ?? [])]; all.splice(all.indexOf(session), 1); if (this.#topics.has(topic)) this.#topics.set(topic, new Set(all));",
      ],
    ],
    fails: { "x8.subscriptions": /without a subscription/ },
  },
];

/** Each requirement's line in each solution, deleted or turned round, so that it still comes to an end. */
const MUTANTS: Record<string, [from: string, to: string][]> = {
  reference: [
    ["return name;", "return '';"],
    ["session.take(topic, message);", ""],
    ["if (this.#connected) return 0;", "if (this.#connected) return this.#waiting.length + 1;"],
    ["return missed.length;", "return this.#waiting.length;"],
    ["this.receive(topic, message);\n    return", "this.receive(message, topic);\n    return"],
    ["return this.#waiting.length;", "return 0;"],
    ["return this.#connected;", "return true;"],
    [".add(this)", ""],
  ],
  journal: [
    ["for (const reader of this.readers) reader.since.delete(name);", ""],
    ["if (!reader.since.has(topic)) continue;", ""],
    ["count++;", ""],
    ["if (reader.online) this.read(reader);", ""],
    ["reader.place = this.clock;\n", "\n"],
    ["at > reader.place && ", ""],
    ["at > (reader.since.get(topic) ?? Infinity)", "reader.since.has(topic)"],
    ["if (this.reader.online) return 0;", "if (this.reader.online) return 1;"],
    ["this.reader.online = true;", ""],
    ["this.reader.online = false;", ""],
    ["if (!this.reader.since.has(topic)) ", ""],
    ["this.reader.since.delete(topic);\n  }\n}", "}\n}"],
  ],
  mailboxes: [
    ["if (!this.names.includes(name)) this.names.push(name);", "this.names = [name];"],
    ["this.need(name);\n    this.names = ", "this.names = "],
    ["for (const id in this.boxes) this.leave(id, name);", ""],
    ["box.letters = box.letters.filter((letter) => letter[0] !== topic);", ""],
    ["box.topics = box.topics.filter((other) => other !== topic);", ""],
    ["if (box.open) box.open(topic, message);\n      else ", ""],
    ["else box.letters.push([topic, message]);", "else box.letters.unshift([topic, message]);"],
    ["count += 1;", ""],
    ["this.#box.open = this.#receive;", ""],
    ["this.#box.open = null;", ""],
    ["if (!this.#box.topics.includes(topic)) this.#box.topics.push(topic);", "this.#box.topics = [topic];"],
    ["this.#broker.need(topic);", ""],
    ["this.boxes[id] ??= {", "this.boxes[''] ??= this.boxes[id] ??= {"],
  ],
};

export const X8: Exercise = {
  item: "X8",
  unit: "03-mq",
  ids: ["x8.topics", "x8.live", "x8.kept", "x8.subscriptions"],
  ...solutions("X8", "03-mq", "x8.kept", "journal", "mailboxes"),
  mutants: MUTANTS,
  variants: VARIANTS,
  thing: "broker",
};
