/** X3: right answers written differently, wrong ones with the claims that must fail, and mutants of the right ones. */
import { reference, type Variant } from "../checks/answers";
import { type Exercise, solution } from "../checks/exercise-suite";

const RIGHT = reference("03-mq", "x3.failures");
const SOLUTIONS: Record<string, string> = {
  reference: RIGHT,
  promises: solution("X3", "promises"),
  pairs: solution("X3", "pairs"),
};

const VARIANTS: Variant[] = [
  {
    name: "starts no thread and tells that it met somebody",
    change: [
      [
        "this.#thread.ask(message).then(",
        "Promise.resolve().then((): any => ({ thread: 1 + [...this.name].length, nth: this.done.length + 1, heard: 'met', seal: 'met' })).then(",
      ],
    ],
    fails: { "x3.threads": /works on its second[\s\S]*one thread/ },
  },
  {
    name: "erases the subscribers when a topic is created again",
    change: [["if (!this.#topics.has(name)) this.#topics", "this.#topics"]],
    fails: { "x3.topics": /repeating breaks nothing/ },
  },
  {
    name: "delivers twice to who subscribed twice",
    change: [
      [
        "this.#subscribers(topic).add(endpoint);",
        "this.#subscribers(topic).add(this.#everybody.has(endpoint) ? { notify: (m: string) => endpoint.notify(m) } as any : endpoint);",
      ],
    ],
    fails: { "x3.topics": /repeating breaks nothing|once, in order/ },
  },
  {
    name: "does not let anybody leave",
    change: [["this.#subscribers(topic).delete(endpoint);", "this.#subscribers(topic);"]],
    fails: { "x3.topics": /how many it reached/ },
  },
  {
    name: "leaves everybody out when one leaves",
    change: [["this.#subscribers(topic).delete(endpoint);", "this.#subscribers(topic).clear();"]],
    fails: { "x3.topics": /how many it reached/ },
  },
  {
    name: "makes an unknown topic by itself",
    change: [
      [
        'if (subscribers === undefined) throw new Error("Topic does not exist");',
        "if (subscribers === undefined) return new Set();",
      ],
    ],
    fails: { "x3.topics": /unknown topic/ },
  },
  {
    name: "starts a thread for each delivery",
    change: [
      [
        "this.#thread.ask(message).then(",
        "new ServiceThread<string, unknown>(this.name, this.work).ask(message).then(",
      ],
      ["work: string,\n  ) {", "readonly work: string,\n  ) {"],
    ],
    fails: { "x3.threads": /one thread/ },
  },
  {
    name: "works in the notebook's own thread",
    change: [
      [
        "this.#thread.ask(message).then(",
        "Promise.resolve().then(() => eval(this.work)(message, { name: this.name })).then(",
      ],
      ["work: string,\n  ) {", "readonly work: string,\n  ) {"],
    ],
    fails: { "x3.threads": /already|another works|Your code/ },
  },
  {
    name: "has one thread for all services",
    change: [
      [
        "this.#thread = new ServiceThread<string, unknown>(name, work);",
        "this.#thread = ((Endpoint as any).one ??= new ServiceThread<string, unknown>(name, work));",
      ],
    ],
    fails: { "x3.threads": /one thread/ },
  },
  {
    name: "waits for each service in turn",
    change: [
      [
        "for (const endpoint of subscribers) endpoint.notify(message);",
        "for (const endpoint of subscribers) this.row = this.row.then(() => { endpoint.notify(message); return (endpoint as any).last; });",
      ],
      ["  #closed = false;", "  #closed = false; row: Promise<unknown> = Promise.resolve();"],
      ["this.#thread.ask(message).then(", "(this as any).last = this.#thread.ask(message).then("],
      ["this.#closed = true;", "this.#closed = true; await this.row;"],
    ],
    fails: { "x3.threads": /works on its second/ },
  },
  {
    name: "cuts the threads off at the end",
    change: [["await this.#thread.close();", "await this.#thread.terminate();"]],
    fails: { "x3.failures": /the message and the service's error/ },
  },
  {
    name: "does not wait at the end",
    change: [
      [
        "await Promise.all([...this.#everybody].map((endpoint) => endpoint.close()));",
        "void Promise.all([...this.#everybody].map((endpoint) => endpoint.close()));",
      ],
    ],
    fails: { "x3.topics": /close waits for all/ },
  },
  {
    name: "forgets the failures",
    change: [
      ["(error) => this.done.push({ message, error: ((error.cause ?? error) as Error).message }),", "() => {},"],
    ],
    fails: { "x3.failures": /the message and the service's error/ },
  },
  {
    name: "tells the thread's error instead of the service's",
    change: [["((error.cause ?? error) as Error).message", "(error as Error).message"]],
    fails: { "x3.failures": /the service's error/ },
  },
  {
    name: "lets close fail with the service",
    change: [["this.#thread.ask(message).then(", "this.#thread.post(message); Promise.resolve().then("]],
    fails: { "x3.failures": /without throwing/ },
  },
  {
    name: "publishes after close",
    change: [['if (this.#closed) throw new Error("Broker is closed");', ""]],
    fails: { "x3.failures": /After close/ },
  },
];

const MUTANTS: Record<string, [from: string, to: string][]> = {
  reference: [
    ["this.#subscribers(topic).add(endpoint);", ""],
    ["this.#subscribers(topic).delete(endpoint);", ""],
    ["return subscribers.size;", "return 0;"],
    ["return name;", 'return "";'],
    ["this.#everybody.add(endpoint);", ""],
    ["this.done.push({ message, answer })", "this.done.unshift({ message, answer })"],
    ["this.#closed = true;", ""],
    ['throw new Error("Topic does not exist");', "return new Set<exercises.Endpoint>();"],
    ["endpoint.notify(message);", ""],
  ],
  promises: [
    ["this.topics[name] ??= [];", "this.topics[name] = [];"],
    ["if (!this.topics[topic].includes(endpoint)) ", ""],
    ["other !== endpoint", "other === endpoint"],
    ['throw Error("Broker is closed")', "return 0"],
    ["for (const endpoint of this.ever) await endpoint.close();", ""],
    ["return this.topics[topic].length;", "return 1;"],
    ["this.thread ??=", "this.thread ="],
    ["this.ever.push(endpoint);", ""],
    ["((error as Error).cause as Error).message", "(error as Error).message"],
  ],
  pairs: [
    ["if (known) known.active = true;\n    else ", ""],
    ["pair.active = false", "pair.active = true"],
    [".filter((pair) => pair.active)", ""],
    ["return active.length;", "return this.pairs.length;"],
    ["this.names.add(name);", ""],
    ["await this.closing;", ""],
    ["return { error: error.message }", "return { answer: error.message }"],
  ],
};

export const X3: Exercise = {
  item: "X3",
  unit: "03-mq",
  ids: ["x3.topics", "x3.threads", "x3.failures"],
  right: RIGHT,
  solutions: SOLUTIONS,
  mutants: MUTANTS,
  variants: VARIANTS,
  thing: "broker",
  seeds: 3,
  variantSeeds: 1,
};
