/** X6: right answers written differently, wrong ones with the claims that must fail, and mutants of the right ones. */
import type { Variant } from "../checks/answers";
import { type Exercise, solutions } from "../checks/exercise-suite";

const VARIANTS: Variant[] = [
  {
    name: "sends while it publishes",
    change: [["    return id;\n", "    this.run();\n    return id;\n"]],
    fails: { "x6.topics": /publish queues: nothing is sent/ },
  },
  {
    name: "erases the subscribers of a topic that is created again",
    change: [["if (!this.#topics.has(name)) this.#topics", "this.#topics"]],
    fails: { "x6.topics": /neither doubles nor erases/ },
  },
  {
    name: "delivers twice to who subscribed twice",
    change: [
      ["Map<string, Set<exercises.NotificationEndpoint>>()", "Map<string, any>()"],
      ["new Set()", "Object.assign([], { add(this: any[], one: unknown) { this.push(one); } })"],
    ],
    fails: { "x6.topics": /neither doubles nor erases/ },
  },
  {
    name: "keeps its topics in a plain object",
    change: [
      [
        "const found = this.#topics.get(topic);",
        "const found = topic in {} ? ({}[topic as never] as never) : this.#topics.get(topic);",
      ],
    ],
    fails: { "x6.topics": /Strange names|throws the error/ },
  },
  {
    name: "settles the subscribers only when it delivers",
    change: [
      ["for (const to of subscribers) this.#queue.push", "for (const to of [...subscribers]) this.#queue.push"],
      [
        "this.#subscribersOf(topic).add(endpoint);",
        "this.#subscribersOf(topic).add(endpoint); for (const old of [...this.#queue]) this.#queue.push({ ...old, to: endpoint, turn: this.#turns++ });",
      ],
    ],
    fails: { "x6.topics": /after the publishing/ },
  },
  {
    name: "says nothing of an unknown topic",
    change: [
      [
        'if (found === undefined) throw new Error("Topic does not exist");',
        "if (found === undefined) return new Set();",
      ],
    ],
    fails: { "x6.topics": /throws the error/ },
  },
  {
    name: "ignores priority",
    change: [["a.priority - b.priority || ", ""]],
    fails: { "x6.priority": /The lower number goes first/ },
  },
  {
    name: "compares priorities as text",
    change: [
      [
        "a.priority - b.priority || a.turn - b.turn",
        "(String(a.priority) < String(b.priority) ? -1 : String(a.priority) > String(b.priority) ? 1 : a.turn - b.turn)",
      ],
    ],
    fails: { "x6.priority": /The lower number goes first|9 before 10/ },
  },
  {
    name: "breaks ties by the text",
    change: [["a.turn - b.turn", "(a.message < b.message ? -1 : 1)"]],
    fails: { "x6.priority": /Among equals by arrival|mixed/ },
  },
  {
    name: "takes 1 for no priority",
    change: [["priority = 0", "priority = 1"]],
    fails: { "x6.priority": /no priority means 0/ },
  },
  {
    name: "retries without a limit of its own",
    change: [["attempts < this.maxAttempts", "attempts < 10"]],
    fails: { "x6.retry": /Exactly maxAttempts/ },
  },
  {
    name: "makes one attempt too many",
    change: [["attempts < this.maxAttempts", "attempts <= this.maxAttempts"]],
    fails: { "x6.retry": /Exactly maxAttempts/ },
  },
  {
    name: "makes one attempt too few",
    change: [["attempts < this.maxAttempts", "attempts < this.maxAttempts - 1"]],
    fails: { "x6.retry": /Only where it failed/ },
  },
  {
    name: "tries again at the first endpoint, whoever failed",
    change: [
      [
        "if (attempts < this.maxAttempts) this.#queue.push(delivery);",
        "if (attempts < this.maxAttempts) this.#queue.push({ ...delivery, to: [...this.#topics.values()].flatMap((set) => [...set]).at(-1)! });",
      ],
    ],
    fails: { "x6.retry": /Only where it failed/ },
  },
  {
    name: "tries at once again, before anybody else",
    change: [["delivery.turn = this.#turns++;", ""]],
    fails: { "x6.retry": /holds nobody up/ },
  },
  {
    name: "sets the priority of a retry to 1",
    change: [
      [
        "if (attempts < this.maxAttempts) this.#queue.push(delivery);",
        "if (attempts < this.maxAttempts) this.#queue.push({ ...delivery, priority: 1 });",
      ],
    ],
    fails: { "x6.retry": /attempt by attempt/ },
  },
  {
    name: "demotes what failed",
    change: [
      [
        "if (attempts < this.maxAttempts) this.#queue.push(delivery);",
        "if (attempts < this.maxAttempts) this.#queue.push({ ...delivery, priority: delivery.priority + 2 });",
      ],
    ],
    fails: { "x6.retry": /keeps its priority/ },
  },
  {
    name: "forgets what it gave up",
    change: [["else this.failed.push", "else if (id === '') this.failed.push"]],
    fails: { "x6.retry": /then into failed/ },
  },
  {
    name: "asks twice whether it fails",
    change: [["if (this.fails())", "this.fails(); if (this.fails())"]],
    fails: { "x6.endpoints": /fails when fails\(\) says so/ },
  },
  {
    name: "never fails",
    change: [["if (this.fails()) throw", "if (this.fails() && false) throw"]],
    fails: { "x6.endpoints": /fails when/ },
  },
  {
    name: "leaves the name out of a text message",
    change: [["`sms to ${this.name}: ${message}`", "`sms: ${message}`"]],
    fails: { "x6.endpoints": /SMSEndpoint/ },
  },
];

/** Each requirement's line in each solution, deleted or turned round, so that it still comes to an end. */
const MUTANTS: Record<string, [from: string, to: string][]> = {
  reference: [
    ["++this.#messages", "this.#messages"],
    ["delivery.attempts += 1;", "delivery.attempts += 2;"],
    ["ok: true", "ok: false"],
    ["return this.#queue.length;", "return 0;"],
    ["while (this.deliverNext() !== null) attempts += 1;", "this.deliverNext();"],
    ["this.#subscribersOf(topic).add(endpoint);", ""],
    ["?? 3", "?? 4"],
    ["turn: this.#turns++, attempts: 0", "turn: -this.#turns++, attempts: 0"],
  ],
  levels: [
    ["Math.min(...busy)", "Math.max(...busy)"],
    ["shift()!", "pop()!"],
    ["if (!list.includes(to)) ", ""],
    ["?? []", "&& []"],
    ["this.count++", "this.count"],
    ["job.tries++;", "job.tries += 2;"],
    ["job.tries >= this.limit", "job.tries > this.limit"],
    ["ok = false;", ""],
    ["else this.wait(level, job);", ""],
    ["else this.wait(level, job);", "else this.wait(0, job);"],
    ["priority ?? 0", "0"],
    ["if (failed) throw", "if (!failed) throw"],
  ],
  scan: [
    ["if (subscribers.indexOf(endpoint) < 0) ", ""],
    [
      "if (this.topics.some((one) => one.name === name)) return name;",
      "this.topics = this.topics.filter((one) => one.name !== name);",
    ],
    ["a.priority < b.priority ||", "a.priority > b.priority ||"],
    ["a.since < b.since", "a.since > b.since"],
    ["attempts === this.maxAttempts", "attempts >= this.maxAttempts + 1"],
    ["since: this.clock++, endpoint, attempts });\n      }", "since: -1, endpoint, attempts });\n      }"],
    ["const attempts = job!.attempts + 1;", "const attempts = Math.min(job!.attempts + 2, this.maxAttempts);"],
    ["endpoint.notify(text);", ""],
    ["this.failed.push(", "[].push("],
    ['throw new Error("no signal")', "return message"],
  ],
};

export const X6: Exercise = {
  item: "X6",
  unit: "07-notificaciones",
  ids: ["x6.endpoints", "x6.topics", "x6.priority", "x6.retry"],
  ...solutions("X6", "07-notificaciones", "x6.retry", "levels", "scan"),
  mutants: MUTANTS,
  variants: VARIANTS,
  thing: "system",
};
