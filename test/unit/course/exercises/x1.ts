/** X1: right answers written differently, wrong ones with the claims that must fail, and mutants of the right ones. */
import type { Variant } from "../checks/answers";
import { type Exercise, solutions } from "../checks/exercise-suite";

const VARIANTS: Variant[] = [
  {
    name: "erases the subscribers of a topic that is created again",
    change: [["if (!this.#topics.has(name)) this.#topics", "this.#topics"]],
    fails: { "x1.topics": /keeps its subscribers/ },
  },
  {
    name: "delivers twice to who subscribed twice",
    change: [
      ["Map<string, Set<exercises.SNSEndpoint>>()", "Map<string, any>()"],
      [
        "new Set()",
        "Object.assign([], { add(this: any[], x: unknown) { this.push(x); }, delete(this: any[], x: unknown) { if (this.includes(x)) this.splice(this.indexOf(x), 1); } })",
      ],
    ],
    fails: { "x1.topics": /Subscribing twice counts once/ },
  },
  {
    name: "removes the last one when who unsubscribes was not there",
    change: [
      [
        "this.#subscribersOf(topic).delete(endpoint);",
        "const set = this.#subscribersOf(topic); const list = [...set]; list.splice(list.indexOf(endpoint), 1); set.clear(); for (const one of list) set.add(one);",
      ],
    ],
    fails: { "x1.topics": /removes nobody/ },
  },
  {
    name: "unsubscribes nobody",
    change: [["this.#subscribersOf(topic).delete(endpoint);", "this.#subscribersOf(topic);"]],
    fails: { "x1.topics": /Who unsubscribes gets no more/ },
  },
  {
    name: "empties the topic when somebody unsubscribes",
    change: [["this.#subscribersOf(topic).delete(endpoint);", "this.#subscribersOf(topic).clear();"]],
    fails: { "x1.topics": /Who unsubscribes gets no more/ },
  },
  {
    name: "knows every topic",
    change: [
      [
        'if (found === undefined) throw new Error("Topic does not exist");',
        "if (found === undefined) return new Set();",
      ],
    ],
    fails: { "x1.topics": /throw the error/, "x1.publish": /throws the error/ },
  },
  {
    name: "throws another error for an unknown topic",
    change: [['"Topic does not exist"', '"no such topic"']],
    fails: { "x1.topics": /throw the error/ },
  },
  {
    name: "takes the names that objects inherit for topics",
    change: [
      [
        "const found = this.#topics.get(topic);",
        "const found = topic in {} ? new Set<exercises.SNSEndpoint>() : this.#topics.get(topic);",
      ],
    ],
    fails: { "x1.topics": /Strange names/ },
  },
  {
    name: "tells endpoints apart by their names",
    change: [
      [
        "this.#subscribersOf(topic).add(endpoint);",
        "const set = this.#subscribersOf(topic); if (![...set].some(({ name }) => name === endpoint.name)) set.add(endpoint);",
      ],
    ],
    fails: { "x1.topics": /the same name are two endpoints/ },
  },
  {
    name: "keeps one list for all topics",
    change: [
      ["this.#topics.set(name, new Set());", "this.#topics.set(name, [...this.#topics.values()][0] ?? new Set());"],
    ],
    fails: { "x1.publish": /Topics stay separate/ },
  },
  {
    name: "publishes in the reverse order",
    change: [["[...this.#subscribersOf(topic)]", "[...this.#subscribersOf(topic)].reverse()"]],
    fails: { "x1.publish": /in the order in which they subscribed/ },
  },
  {
    name: "notifies everybody twice",
    change: [["endpoint.notify(message);", "endpoint.notify(message); endpoint.notify(message);"]],
    fails: { "x1.publish": /get the message once/ },
  },
  {
    name: "sends the topic instead of the message",
    change: [["endpoint.notify(message);", "endpoint.notify(topic);"]],
    fails: { "x1.publish": /What arrives is the message/ },
  },
  {
    name: "reports nothing",
    change: [["return { delivered, failed };", "return undefined as never;"]],
    fails: { "x1.publish": /reports whom it reached/ },
  },
  {
    name: "reports endpoints instead of names",
    change: [["delivered.push(endpoint.name);", "delivered.push(endpoint as never);"]],
    fails: { "x1.publish": /reports whom it reached/ },
  },
  {
    name: "lets an endpoint's error escape",
    change: [["failed.push({ name: endpoint.name, error: (error as Error).message });", "throw error;"]],
    fails: { "x1.failures": /keeps nobody from getting/ },
  },
  {
    name: "stops silently at the first failure",
    change: [["error: (error as Error).message });", "error: (error as Error).message }); break;"]],
    fails: { "x1.failures": /keeps nobody from getting/ },
  },
  {
    name: "reports a failure as delivered too",
    change: [
      [
        "endpoint.notify(message);\n        delivered.push(endpoint.name);",
        "delivered.push(endpoint.name);\n        endpoint.notify(message);",
      ],
    ],
    fails: { "x1.failures": /who failed, and why/ },
  },
  {
    name: "says who failed but not why",
    change: [["error: (error as Error).message", 'error: "failed"']],
    fails: { "x1.failures": /who failed, and why/ },
  },
  {
    name: "goes through the living set",
    change: [["of [...this.#subscribersOf(topic)]", "of this.#subscribersOf(topic)"]],
    fails: { "x1.failures": /subscribes during the sending/ },
  },
  {
    name: "goes through a living list, so that a neighbour is skipped",
    change: [
      ["Map<string, Set<exercises.SNSEndpoint>>()", "Map<string, any>()"],
      [
        "new Set()",
        "Object.assign([], { add(this: any[], x: unknown) { if (!this.includes(x)) this.push(x); }, delete(this: any[], x: unknown) { if (this.includes(x)) this.splice(this.indexOf(x), 1); } })",
      ],
      ["of [...this.#subscribersOf(topic)]", "of this.#subscribersOf(topic)"],
    ],
    fails: { "x1.failures": /does not make the neighbour miss it/ },
  },
  {
    name: "cuts every text",
    change: [
      [
        'if (this.endpointType === "email") this.send(text);',
        'if (this.endpointType === "email") this.send(text.slice(0, 160));',
      ],
    ],
    fails: { "x1.endpoints": /A long email arrives whole/ },
  },
  {
    name: "cuts the message of an sms, not the text",
    change: [["this.send(text.slice(0, 160));", "this.send(`sms to ${this.name}: ${message.slice(0, 160)}`);"]],
    fails: { "x1.endpoints": /in at most 160 characters/ },
  },
  {
    name: "cuts an sms at 60",
    change: [["text.slice(0, 160)", "text.slice(0, 60)"]],
    fails: { "x1.endpoints": /An sms that fits arrives whole/ },
  },
  {
    name: "writes a webhook's JSON by hand",
    change: [
      [
        "JSON.stringify({ type: this.endpointType, name: this.name, message })",
        '`{"type":"webhook","name":"${this.name}","message":"${message}"}`',
      ],
    ],
    fails: { "x1.endpoints": /is the JSON of/ },
  },
  {
    name: "leaves the name out of a text",
    change: [["`${this.endpointType} to ${this.name}: ${message}`", "`${this.endpointType}: ${message}`"]],
    fails: { "x1.endpoints": /email: sends one text/ },
  },
  {
    name: "swallows what send throws",
    change: [
      [
        "    const text = `",
        "    const send = this.send; const quiet = (t: string) => { try { send(t); } catch {} };\n    const text = `",
      ],
      ["this.send(text);", "quiet(text);"],
    ],
    fails: { "x1.endpoints": /comes out of notify/ },
  },
];

/** Each requirement's line in each solution, deleted or turned round. */
const MUTANTS: Record<string, [from: string, to: string][]> = {
  reference: [
    ["this.#subscribersOf(topic).add(endpoint);", "this.#subscribersOf(topic);"],
    ["this.#topics.set(name, new Set());", "return name;"],
    ["    return name;", "    return '';"],
    ['=== "email") this.send(text)', '!== "email") this.send(text)'],
    ["type: this.endpointType, ", ""],
    ["readonly send: (text: string) => void = console.log", "readonly send: any = undefined"],
    ["endpoint.notify(message);", ""],
    ["found === undefined", "found !== undefined"],
  ],
  lists: [
    ["this.names.push(name);", ""],
    ["if (at < 0) throw", "if (at < -1) throw"],
    ["if (this.lists[at]!.indexOf(endpoint) >= 0) return;", ""],
    ["if (place >= 0) ", ""],
    ["this.lists[at]!.concat(endpoint);", "[endpoint];"],
    [".substring(0, 160)", ""],
    [".substring(0, 160)", ".substring(0, 161)"],
    ["else failed.push", "else delivered.push(name), failed.push"],
    ["if (error === undefined) delivered", "if (error !== undefined) delivered"],
    ['case "sms":', 'case "text":'],
  ],
  pairs: [
    [".slice(0, 160)", ""],
    ["Type: email\\n", ""],
    ["if (this.pairs.some(", "if (false && this.pairs.some("],
    ["pair.topic === topic && pair.endpoint === endpoint", "pair.endpoint === endpoint"],
    ["pair.topic !== topic || pair.endpoint !== endpoint", "pair.endpoint !== endpoint"],
    ["pair.topic !== topic || pair.endpoint !== endpoint", "pair.topic !== topic"],
    ["of this.pairs.filter((pair) => pair.topic === topic)", "of this.pairs"],
    ["if (!this.topics.has(topic)) throw", "if (false) throw"],
    ["report.delivered.push(endpoint.name);", ""],
    ["report.failed.push(", "[].concat("],
    ["this.pairs.push({ topic, endpoint });", "this.pairs.unshift({ topic, endpoint });"],
  ],
};

export const X1: Exercise = {
  item: "X1",
  unit: "01-sns",
  ids: ["x1.endpoints", "x1.topics", "x1.publish", "x1.failures"],
  ...solutions("X1", "01-sns", "x1.topics", "lists", "pairs"),
  mutants: MUTANTS,
  variants: VARIANTS,
  thing: "service",
};
