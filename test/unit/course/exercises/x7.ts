/** X7: right answers written differently, wrong ones with the claims that must fail, and mutants of the right ones. */
import type { Variant } from "../checks/answers";
import { type Exercise, solutions } from "../checks/exercise-suite";

export const RECEIVE = "this.sweep();\n    const message = this.#held.shift()";
const PROCESS = "this.sweep();\n    const message = this.#held[0]";

const VARIANTS: Variant[] = [
  {
    name: "gives undefined when nothing waits",
    change: [["if (message === undefined) return null;", "if (message === undefined) return undefined as any;"]],
    fails: { "x7.priority": /^An empty queue gives null$/ },
  },
  {
    name: "leaves expiresAt undefined when it never expires",
    change: [
      ["ttlMs === undefined ? null", "ttlMs === undefined ? (undefined as any)"],
      ["expiresAt === null || now < expiresAt", "expiresAt == null || now < expiresAt"],
    ],
    fails: { "x7.expiry": /^expiresAt tells when it expires$/ },
  },
  {
    name: "compares priorities as text",
    change: [
      [
        "a.priority - b.priority || a.turn - b.turn",
        "(String(a.priority) < String(b.priority) ? -1 : String(a.priority) > String(b.priority) ? 1 : a.turn - b.turn)",
      ],
    ],
    fails: { "x7.priority": /9 before 10/ },
  },
  {
    name: "breaks ties by the body",
    change: [["a.turn - b.turn", "(a.body < b.body ? -1 : 1)"]],
    fails: { "x7.priority": /with bodies in reverse order/ },
  },
  {
    name: "breaks ties by the expiry",
    change: [["a.turn - b.turn", "(b.expiresAt ?? 0) - (a.expiresAt ?? 0)"]],
    fails: { "x7.priority": /Equals, with bodies/ },
  },
  {
    name: "ignores priority",
    change: [["a.priority - b.priority || ", ""]],
    fails: { "x7.priority": /The lower number comes first/ },
  },
  {
    name: "checks expiry only when swept",
    change: [
      [RECEIVE, "const message = this.#held.shift()"],
      [PROCESS, "const message = this.#held[0]"],
    ],
    fails: { "x7.expiry": /never received, even without a sweep/, "x7.accounts": /process hands out no expired/ },
  },
  {
    name: "forgets expiry in process",
    change: [[PROCESS, "const message = this.#held[0]"]],
    fails: { "x7.accounts": /process hands out no expired|Failing does not lengthen/ },
  },
  {
    name: "expires one millisecond late",
    change: [["now < expiresAt", "now <= expiresAt"]],
    fails: { "x7.expiry": /^At exactly ttlMs it is expired\nAt exactly ttlMs it is no longer received$/ },
  },
  {
    name: "expires one millisecond early",
    change: [["now < expiresAt", "now < expiresAt - 1"]],
    fails: { "x7.expiry": /One millisecond before/ },
  },
  {
    name: "takes ttlMs 0 for none",
    change: [["ttlMs === undefined ? null", "!ttlMs ? null"]],
    fails: { "x7.expiry": /ttlMs 0 expires straight away/ },
  },
  {
    name: "gives everything a minute",
    change: [["ttlMs === undefined ? null : this.clock.now() + ttlMs", "this.clock.now() + (ttlMs ?? 60_000)"]],
    fails: { "x7.expiry": /without ttlMs it never expires/ },
  },
  {
    name: "reads the real clock",
    change: [
      ["const now = this.clock.now()", "const now = Date.now()"],
      ["this.clock.now() + ttlMs", "Date.now() + ttlMs"],
    ],
    fails: { "x7.expiry": /never received/, "x7.sweep": /how many it removed/ },
  },
  {
    name: "sweeps only the head",
    change: [
      [
        "const live = this.#held.filter(({ expiresAt }) => expiresAt === null || now < expiresAt);",
        "const live = [...this.#held]; while (live[0]?.expiresAt != null && live[0].expiresAt <= now) live.shift();",
      ],
    ],
    fails: { "x7.sweep": /removes the less urgent|shrinks/ },
  },
  {
    name: "never sweeps",
    change: [["sweep(): number {", "sweep(): number { return 0; }\n  old(): number {"]],
    fails: { "x7.sweep": /shrinks without anybody/ },
  },
  {
    name: "sweeps everything",
    change: [["expiresAt === null || now < expiresAt", "expiresAt === null && now < 0"]],
    fails: { "x7.sweep": /takes no live message away/ },
  },
  {
    name: "sweep tells what is left",
    change: [["return removed", "return this.#held.length"]],
    fails: { "x7.sweep": /how many it removed now/ },
  },
  {
    name: "lets the failure escape",
    change: [["} catch {\n      return false;", "} catch (error) {\n      throw error;"]],
    fails: { "x7.accounts": /false when nothing waited or the handler failed/ },
  },
  {
    name: "loses what failed",
    change: [["} catch {\n", "} catch {\n      this.#held.shift();\n"]],
    fails: { "x7.accounts": /gets lost|balance|add|failed one keeps/ },
  },
  {
    name: "sends a failed one again",
    change: [
      [
        "} catch {\n",
        "} catch {\n      this.#held.shift(); this.send(message.body, { priority: message.priority });\n",
      ],
    ],
    fails: { "x7.accounts": /failed one keeps its turn/ },
  },
  {
    name: "a failure renews the life",
    change: [
      [
        "} catch {\n",
        "} catch {\n      this.#held[0] = { ...message, expiresAt: message.expiresAt === null ? null : this.clock.now() + 100 };\n",
      ],
    ],
    fails: { "x7.accounts": /Failing does not lengthen/ },
  },
  {
    name: "counts a failure as processed",
    change: [["} catch {\n", "} catch {\n      this.#processed += 1;\n"]],
    fails: { "x7.accounts": /sent = processed/ },
  },
  {
    name: "does not count what it received",
    change: [
      ["if (message === undefined) return null;\n    this.#processed += 1;", "if (message === undefined) return null;"],
    ],
    fails: { "x7.accounts": /call by call|sent = processed/ },
  },
  {
    name: "counts expired twice",
    change: [["this.#expired += removed", "this.#expired += 2 * removed"]],
    fails: { "x7.accounts": /sent = processed/ },
  },
  {
    name: "prints constants",
    change: [
      [
        "const message = this.#held.shift();",
        "const message = { id: 'm-1', body: 'pago-10', priority: 0, expiresAt: null } as any;",
      ],
    ],
    fails: { "x7.priority": /comes out once/, "x7.expiry": /live ones come out/ },
  },
];

const MUTANTS: Record<string, [from: string, to: string][]> = {
  reference: [
    ["return this.#held.length;", "return 0;"],
    ["waiting: this.size", "waiting: 0"],
    ["a.priority - b.priority", "b.priority - a.priority"],
    ["a.turn - b.turn", "b.turn - a.turn"],
    ["now < expiresAt", "now <= expiresAt"],
    ["this.#expired += removed;", ""],
    ["return removed;", "return 0;"],
    ["handler(message.body);", ""],
    ["return true;", "return false;"],
    ["this.#held = live;", ""],
  ],
  lines: [
    ["priority ?? 0", "priority ?? 1"],
    ["++this.counts.sent", "this.counts.sent"],
    ["this.clock.now() + ttlMs", "ttlMs"],
    ["line.push({", "line.unshift({"],
    ["this.counts.processed++;", ""],
    ["return next;", "return { ...next, expiresAt: null };"],
    ["handler(next.body);\n      this.take(next);", "this.take(next);\n      handler(next.body);"],
    ["return true;", ""],
    ["if (!this.isDead(entry)) continue;", ""],
    ["removed++;", ""],
    ["this.counts.expired += removed;", ""],
    ["expiresAt <= this.clock.now()", "expiresAt < this.clock.now()"],
    ["expiresAt !== null && ", ""],
    ["if (at >= 0) line.splice(at, 1);", "line.splice(0, 1);"],
    ["a - b", "b - a"],
    ["this.counts.expired++;", ""],
    ["if (!this.isDead(entry)) return entry;", "return entry;"],
  ],
  ledger: [
    ["Math.min(", "Math.max("],
    ["held.find(", "held.findLast("],
    ['entry.fate = "processed";', ""],
    ['entry.fate = "expired"', 'entry.fate = "processed"'],
    ["now >= expiresAt", "now > expiresAt"],
    ["return over.length;", "return this.count('expired');"],
    ["this.sweep();", ""],
    ["failed = true;", ""],
    ["if (!failed) ", ""],
    ["return !failed;", "return true;"],
    ["sent: this.ledger.length", "sent: this.size"],
    ["priority = 0", "priority = 5"],
    ["this.clock.now() + ttlMs", "this.clock.now() + ttlMs + 1"],
    ["if (!entry) return null;", ""],
  ],
};

export const X7: Exercise = {
  item: "X7",
  unit: "02-sqs",
  ids: ["x7.priority", "x7.expiry", "x7.sweep", "x7.accounts"],
  ...solutions("X7", "02-sqs", "x7.priority", "lines", "ledger"),
  mutants: MUTANTS,
  variants: VARIANTS,
  thing: "queue",
};
