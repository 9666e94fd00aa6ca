/** X2: right answers written differently, wrong ones with the claims that must fail, and mutants of the right ones. */
import type { Variant } from "../checks/answers";
import { type Exercise, solutions } from "../checks/exercise-suite";

/** The handout's starter code, translated as in the unit. */
export const X2_STARTER = `class SQSQueue {
  deadLetters = [];
  heap = [];
  sent = 0;
  get size() { return this.heap.length; }
  sendMessage(body, priority = 0) {
    const id = "m-" + ++this.sent;
    this.heap.push([priority, body, id]);
    this.heap.sort((a, b) => (a < b ? -1 : 1));
    return id;
  }
  receiveMessage() {
    const first = this.heap.shift();
    return first ? { id: first[2], body: first[1], priority: first[0], attempts: 0 } : null;
  }
  processMessage(message, handler) {
    try { handler(message.body); return true; } catch { this.sendMessage(message.body, 1); return false; }
  }
}`;

const VARIANTS: Variant[] = [
  {
    name: "gives undefined when nothing waits",
    change: [["this.#waiting.shift() ?? null", "this.#waiting.shift() as any"]],
    fails: { "x2.order": /^An empty queue gives null$/ },
  },
  {
    name: "compares priorities as text",
    change: [
      [
        "other.priority - message.priority || other.turn - message.turn",
        "(String(other.priority) > String(message.priority) ? 1 : String(other.priority) < String(message.priority) ? -1 : other.turn - message.turn)",
      ],
    ],
    fails: { "x2.order": /9 is more urgent than 10/ },
  },
  {
    name: "breaks ties by the body",
    change: [["other.turn - message.turn", "(other.body > message.body ? 1 : -1)"]],
    fails: { "x2.order": /Equals with bodies in reverse|Among equals/ },
  },
  {
    name: "last in, first out among equals",
    change: [["other.turn - message.turn", "message.turn - other.turn"]],
    fails: { "x2.order": /Among equals/ },
  },
  {
    name: "most urgent is the highest number",
    change: [["other.priority - message.priority", "message.priority - other.priority"]],
    fails: { "x2.order": /The lower number comes first/ },
  },
  {
    name: "default priority is 1",
    change: [["priority = 0", "priority = 1"]],
    fails: { "x2.order": /No priority means 0/ },
  },
  {
    name: "gives undefined when empty",
    change: [["this.#waiting.shift() ?? null", "this.#waiting.shift() || (() => { throw new Error('empty'); })()"]],
    fails: { "x2.order": /runs to the end without throwing/ },
  },
  {
    name: "uses the body as id",
    change: [["const id = ", "const id = body; void "]],
    fails: { "x2.order": /Two messages with the same body|ordinary messages/ },
  },
  {
    name: "keeps the turns in a plain object",
    change: [
      ["#turns = new Map<string, number>()", "#turns = { size: 0 } as any"],
      ["const id = ", "const id = body + '-' + turn; if (body in this.#turns) return id; void "],
      ["this.#turns.set(id, turn)", "this.#turns[id] = turn; this.#turns.size++"],
      ["this.#turns.get(message.id)!", "this.#turns[message.id]"],
    ],
    fails: { "x2.order": /ordinary messages/ },
  },
  {
    name: "size counts everything ever sent",
    change: [["return this.#waiting.length", "return this.#turns.size"]],
    fails: { "x2.order": /size counts/ },
  },
  {
    name: "a retry sets priority 1",
    change: [["const tried = { ...message,", "const tried = { ...message, priority: 1,"]],
    fails: { "x2.retry": /keeps its priority/ },
  },
  {
    name: "a retry goes behind its equals",
    change: [["turn: this.#turns.get(message.id)! }", "turn: 1e6 }"]],
    fails: { "x2.retry": /comes back to its place/ },
  },
  {
    name: "a retry is a new message",
    change: [["else this.#insert(tried)", "else this.sendMessage(message.body, message.priority)"]],
    fails: { "x2.retry": /comes back to its place/, "x2.limit": /tried more than|in deadLetters/ },
  },
  {
    name: "does not count attempts",
    change: [["message.attempts + 1", "message.attempts"]],
    fails: { "x2.retry": /attempts counts/, "x2.limit": /No message is tried more/ },
  },
  {
    name: "lets the failure escape",
    change: [["return false;\n    }", "throw new Error('oops');\n    }"]],
    fails: { "x2.retry": /catches its failure/ },
  },
  {
    name: "expects an Error in catch",
    change: [["} catch {", "} catch (error: any) { if (!error.message) throw error;"]],
    fails: { "x2.retry": /throws undefined|throws a string/ },
  },
  {
    name: "always says true",
    change: [["return false;", "return true;"]],
    fails: { "x2.retry": /returns true on success and false/ },
  },
  {
    name: "no limit",
    change: [["tried.attempts >= this.maxAttempts", "false"]],
    fails: { "x2.limit": /No message is tried more/, "x2.flow": /deadLetters holds/ },
  },
  {
    name: "one attempt too many",
    change: [["tried.attempts >= this.maxAttempts", "tried.attempts > this.maxAttempts"]],
    fails: { "x2.limit": /No message is tried more/ },
  },
  {
    name: "one attempt too few",
    change: [["tried.attempts >= this.maxAttempts", "tried.attempts >= this.maxAttempts - 1"]],
    fails: { "x2.limit": /No message is tried more/ },
  },
  {
    name: "ignores maxAttempts",
    change: [["options.maxAttempts ?? 3", "3"]],
    fails: { "x2.limit": /maxAttempts 1|success on the last attempt/ },
  },
  {
    name: "default limit 5",
    change: [["options.maxAttempts ?? 3", "options.maxAttempts ?? 5"]],
    fails: { "x2.limit": /Without options the limit is 3/, "x2.flow": /deadLetters holds/ },
  },
  {
    name: "drops instead of dead-lettering",
    change: [["this.deadLetters.push(tried)", "void 0"]],
    fails: { "x2.limit": /in deadLetters, once and whole/ },
  },
  {
    name: "dead letters forget what they were",
    change: [["this.deadLetters.push(tried)", "this.deadLetters.push({ ...tried, priority: 0, attempts: 0 })"]],
    fails: { "x2.limit": /in deadLetters, once and whole/ },
  },
  {
    name: "one counter for the whole queue",
    change: [
      [
        "const tried = { ...message, attempts: message.attempts + 1",
        "const tried = { ...message, attempts: ((this as any).all = ((this as any).all ?? 0) + 1)",
      ],
    ],
    fails: { "x2.flow": /deadLetters holds|ends exactly once/ },
  },
  {
    name: "prints constants",
    change: [
      ["return this.#waiting.shift() ?? null;", "return { id: 'm-0', body: 'pago-10', priority: 0, attempts: 0 };"],
    ],
    fails: { "x2.order": /comes out once/, "x2.flow": /deadLetters holds/ },
  },
];

const MUTANTS: Record<string, [from: string, to: string][]> = {
  reference: [
    ["return this.#waiting.length;", "return 0;"],
    ["return true;", "return false;"],
    ["handler(message.body);", ""],
    ["else this.#insert(tried);", ""],
    ["attempts: 0, turn", "attempts: 1, turn"],
    ["this.#waiting.shift() ?? null", "this.#waiting[0] ?? null"],
    ["#waiting.length : at, 0", "#waiting.length : at + 1, 0"],
  ],
  lines: [
    ["Math.min(...busy)", "Math.max(...busy)"],
    [".shift()!", ".pop()!"],
    [".shift()!", "[0]!"],
    ["this.order.push(id);", ""],
    ["priority ?? 0", "priority ?? 1"],
    ["priority: priority ?? 0", "priority: 0"],
    ["if (busy.length === 0) return null;", ""],
    ["done = true;", ""],
    ["let done = false;", "let done = true;"],
    ["message.attempts + 1", "message.attempts + 2"],
    ["again.attempts < this.limit", "again.attempts <= this.limit"],
    ["this.enter(again);", ";"],
    ["else this.deadLetters.push(again);", ""],
    ["maxAttempts = 3", "maxAttempts = 4"],
    ["this.limit = maxAttempts;", "this.limit = 3;"],
    ["line.sort((a, b) => this.order.indexOf(a.id) - this.order.indexOf(b.id));", ""],
    ["sum + line.length", "sum + 1"],
  ],
  states: [
    ["entry.priority < best.priority", "entry.priority > best.priority"],
    ["entry.priority < best.priority", "entry.priority <= best.priority"],
    ['best.state = "out";', ""],
    ["entry.attempts++;", ""],
    ['if (entry.state === "dead") ', ""],
    ['if (entry.state === "dead") this.deadLetters.push(this.shown(entry));', ""],
    ["return false;", "return true;"],
    ["this.all.length + 1", "body"],
    ["priority = 0", "priority = 2"],
    ["maxAttempts = 3", "maxAttempts = 2"],
    ["this.maxAttempts = options.maxAttempts;", ""],
    ['state === "waiting").length', 'state !== "dead").length'],
    ["return { id, body, priority, attempts };", "return { id, body, priority, attempts: 0 };"],
    ["handler(message.body);", "handler(message.id);"],
  ],
};

export const X2: Exercise = {
  item: "X2",
  unit: "02-sqs",
  ids: ["x2.order", "x2.retry", "x2.limit", "x2.flow"],
  ...solutions("X2", "02-sqs", "x2.order", "lines", "states"),
  mutants: MUTANTS,
  variants: VARIANTS,
  thing: "queue",
};
