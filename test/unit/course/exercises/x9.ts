/** X9: right answers written differently, wrong ones with the claims that must fail, and mutants of the right ones. */
import type { Variant } from "../checks/answers";
import { type Exercise, solutions } from "../checks/exercise-suite";

const VARIANTS: Variant[] = [
  {
    name: "delivers each type to everybody that handles any",
    change: [
      ["return this.#handlers.has(type);", "return this.#handlers.size > 0;"],
      ["this.#handlers.get(message.type)?.(message)", "[...this.#handlers.values()][0]?.(message)"],
    ],
    fails: { "x9.types": /the types that it handles/ },
  },
  {
    name: "compares types by their beginning",
    change: [
      [
        "return this.#handlers.has(type);",
        "return [...this.#handlers.keys()].some((other) => other.startsWith(type));",
      ],
      [
        "this.#handlers.get(message.type)?.(message)",
        "[...this.#handlers].find(([other]) => other.startsWith(message.type))?.[1](message)",
      ],
    ],
    fails: { "x9.types": /compared whole/ },
  },
  {
    name: "takes upper and lower case for the same",
    change: [
      [
        "return this.#handlers.has(type);",
        "return [...this.#handlers.keys()].some((other) => other.toLowerCase() === type.toLowerCase());",
      ],
      [
        "this.#handlers.get(message.type)?.(message)",
        "[...this.#handlers].find(([other]) => other.toLowerCase() === message.type.toLowerCase())?.[1](message)",
      ],
    ],
    fails: { "x9.types": /compared whole/ },
  },
  {
    name: "names all its sessions alike",
    change: [["readonly service: string,\n  ) {}", '_service: string,\n  ) {}\n  readonly service = "service";']],
    fails: { "x9.sessions": /which service it serves/ },
  },
  {
    name: "takes every type",
    change: [["if (!this.#types.has(type)) throw", "if (this.#types.has('?')) throw"]],
    fails: { "x9.types": /not defined is refused/ },
  },
  {
    name: "refuses an unknown type without naming it",
    change: [['`The type "${type}" is not defined`', '"Unknown type"']],
    fails: { "x9.types": /names it/ },
  },
  {
    name: "lets anybody handle a type that is not defined",
    change: [["this.wire.broker.mustKnow(type);", ""]],
    fails: { "x9.types": /in publish and in on/ },
  },
  {
    name: "gives all messages the same id",
    change: [["++this.#published", "this.#published"]],
    fails: { "x9.types": /One id a message/ },
  },
  {
    name: "gives each taker an id of its own",
    change: [["session.take(message);", "session.take({ ...message, id: `message-${++this.#published}` });"]],
    fails: { "x9.types": /the same for all/ },
  },
  {
    name: "keeps the first handler",
    change: [["this.#handlers.set(type, handle);", "if (!this.#handlers.has(type)) this.#handlers.set(type, handle);"]],
    fails: { "x9.types": /the last one counts/ },
  },
  {
    name: "does not stop handling",
    change: [["this.#handlers.delete(type);", ""]],
    fails: { "x9.types": /after off nothing/ },
  },
  {
    name: "loses what comes while the connection is down",
    change: [["else this.#waiting.push(message);", ""]],
    fails: { "x9.connections": /all that waits/ },
  },
  {
    name: "delivers over a dropped connection",
    change: [["if (this.wire.isOpen) this.#handlers", "if (this.service) this.#handlers"]],
    fails: { "x9.connections": /Dropped, it gets nothing/ },
  },
  {
    name: "delivers the newest first",
    change: [["for (const message of waiting)", "for (const message of waiting.reverse())"]],
    fails: { "x9.connections": /in order/ },
  },
  {
    name: "delivers again what it has delivered",
    change: [
      ["    this.#waiting = [];\n    for", "    for"],
      ["if (this.wire.isOpen) this.#handlers.get", "if (this.wire.isOpen) (this.#handlers).get"],
    ],
    fails: { "x9.connections": /delivered once/ },
  },
  {
    name: "waits with everything while anybody is down",
    change: [
      ["if (this.wire.isOpen) this", "if ([...this.wire.broker.sessions].every((other) => other.wire.isOpen)) this"],
    ],
    fails: { "x9.connections": /leaves the others alone/ },
  },
  {
    name: "counts only what is delivered at once",
    change: [["return takers.length;", "return takers.filter((session) => session.wire.isOpen).length;"]],
    fails: { "x9.connections": /publish counts/ },
  },
  {
    name: "publishes over a dropped connection",
    change: [['if (!this.wire.isOpen) throw new Error("Connection is not open");', ""]],
    fails: { "x9.connections": /From a dropped connection/ },
  },
  {
    name: "closes its sessions when the connection drops",
    change: [
      [
        'if (this.isOpen) this.#state = "dropped";',
        'for (const session of this.sessions) session.close(); this.#state = "dropped";',
      ],
    ],
    fails: { "x9.connections": /all that waits/ },
  },
  {
    name: "forgets everything that waits when it stops handling one type",
    change: [["message.type !== type", "false"]],
    fails: { "x9.connections": /and nothing else/ },
  },
  {
    name: "shares handlers among the sessions of a connection",
    change: [
      [
        "readonly #handlers = new Map<string, (message: exercises.TypedMessage) => void>();",
        "get #handlers(): Map<string, any> { return (((this.wire as any).shared) ??= new Map()); }",
      ],
    ],
    fails: { "x9.sessions": /each its handlers/ },
  },
  {
    name: "closes the whole connection with a session",
    change: [["this.#closed = true;", "this.#closed = true; if (this.wire.isOpen) this.wire.close();"]],
    fails: { "x9.sessions": /leaves the others of its connection/ },
  },
  {
    name: "goes on delivering to a session that is closed",
    change: [["this.wire.broker.sessions.delete(this);", ""]],
    fails: { "x9.sessions": /Closing a session/ },
  },
  {
    name: "leaves the sessions of a closed connection",
    change: [["for (const session of this.sessions) session.close();", ""]],
    fails: { "x9.sessions": /ends its sessions/ },
  },
  {
    name: "ends all sessions with one connection",
    change: [
      [
        "for (const session of this.sessions) session.close();",
        "for (const session of this.broker.sessions) session.close();",
      ],
    ],
    fails: { "x9.sessions": /no others/ },
  },
  {
    name: "comes back after it was closed",
    change: [['if (this.#state === "closed") throw new Error("Connection is closed");', ""]],
    fails: { "x9.sessions": /neither handles nor publishes/ },
  },
  {
    name: "lets one session a service take part",
    change: [
      [
        "const takers = [...this.sessions].filter(",
        "const takers = [...new Map([...this.sessions].map((one) => [one.service, one])).values()].filter(",
      ],
    ],
    fails: { "x9.sessions": /same service are two/ },
  },
];

/** Each requirement's line in each solution, deleted or turned round, so that it still comes to an end. */
const MUTANTS: Record<string, [from: string, to: string][]> = {
  reference: [
    ["this.#types.add(type);", ""],
    ["session.take(message);", ""],
    ["return delivered;", "return 0;"],
    ['this.#state = "open";\n', "\n"],
    ["this.sessions.add(session);", ""],
    ['if (this.#closed) throw new Error("Session is closed");\n    if', "if"],
    ['if (!this.isOpen) throw new Error("Connection is not open");', ""],
    ['if (this.isOpen) this.#state = "dropped";', 'this.#state = "dropped";'],
    ["this.#waiting = this.#waiting.filter((message) => message.type !== type);", ""],
  ],
  switchboard: [
    ["if (!this.board.has(type)) this.board", "this.board"],
    ["this.count++", "this.count"],
    ["if (line.session.cable.isOpen) line.handle(message);\n      else ", ""],
    ["waiting.push([line.session, message])", "waiting.unshift([line.session, message])"],
    ["if (this.isClosed) throw", "if (!this.isClosed) throw"],
    ["this.waiting.splice(0)", "this.waiting.slice()"],
    ["seat.close();", ""],
    ["if (line) line.handle = handle;\n    else ", ""],
    ["if (!broker.board.has(type)) return;", ""],
    ["seat !== this || ", ""],
    ["this.ended = true;", ""],
    ["for (const type of this.cable.broker.board.keys()) this.off(type);", ""],
    ["this.alive();\n    if", "if"],
  ],
  closures: [
    ["this.types.push(type);", "this.types = [type];"],
    ["this.last += 7;", ""],
    ["taker.give(message);\n", "\n"],
    ["if (state === 1) handlers", "if (state >= 0) handlers"],
    ["inbox = [...inbox, message]", "inbox = [message]"],
    ["session.take(type);\n          handlers.push", "handlers.push"],
    ["inbox = inbox.filter((message) => message.type !== type);", ""],
    ["if (find(type) >= 0) handlers", "handlers"],
    ["if (state < 1) throw", "if (state < 0) throw"],
    ["closed = true;", ""],
    ["this.takers = this.takers.filter((other) => other !== taker);", ""],
    ["if (state === 1) state = 0;", "state = 0;"],
    ["if (state === -1) throw", "if (state === 0) throw"],
  ],
};

export const X9: Exercise = {
  item: "X9",
  unit: "03-mq",
  ids: ["x9.types", "x9.connections", "x9.sessions"],
  ...solutions("X9", "03-mq", "x9.types", "switchboard", "closures"),
  mutants: MUTANTS,
  variants: VARIANTS,
  thing: "broker",
};
