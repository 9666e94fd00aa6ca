/** X5: right answers written differently, wrong ones with the claims that must fail, and mutants of the right ones. */
import type { Variant } from "../checks/answers";
import { type Exercise, solutions } from "../checks/exercise-suite";

const LISTS = "  if (Array.isArray(value)) return value.some((element) => matches(pattern, element));\n";
const VARIANTS: Variant[] = [
  {
    name: "compares only flat values",
    change: [["pattern === null) return", "pattern === null || pattern !== undefined) return"]],
    fails: { "x5.pattern": /looks inside the event/ },
  },
  {
    name: "asks for exactly the same object inside",
    change: [
      [
        "return Object.entries(pattern).every(",
        "return Object.keys(pattern).length === Object.keys(fields).length && Object.entries(pattern).every(",
      ],
    ],
    fails: { "x5.pattern": /the event may have more|looks inside/ },
  },
  {
    name: "is content with any field",
    change: [["Object.entries(pattern).every(", "Object.entries(pattern).some("]],
    fails: { "x5.pattern": /Every field of the pattern/ },
  },
  {
    name: "knows no lists of allowed values",
    change: [
      [
        "if (Array.isArray(pattern)) return pattern.includes(value);",
        "if (Array.isArray(pattern)) return pattern[0] === value;",
      ],
    ],
    fails: { "x5.pattern": /A list gives the allowed values/ },
  },
  {
    name: "does not look into the event's lists",
    change: [[LISTS, ""]],
    fails: { "x5.pattern": /A list in the event/ },
  },
  {
    name: "wants every element of the event's list to match",
    change: [["value.some(", "value.length > 0 && value.every("]],
    fails: { "x5.pattern": /A list in the event/ },
  },
  {
    name: "compares as text",
    change: [["pattern.includes(value)", "pattern.map(String).includes(String(value))"]],
    fails: { "x5.pattern": /Values are compared as they are/ },
  },
  {
    name: "takes null for missing",
    change: [["Object.hasOwn(fields, key) && matches(inner, fields[key])", "matches(inner, fields[key] ?? null)"]],
    fails: { "x5.pattern": /Values are compared as they are/ },
  },
  {
    name: "finds inherited fields",
    change: [
      ["Object.hasOwn(fields, key)", "key in fields"],
      ['typeof value !== "object" || value === null', "value === null || value === undefined"],
    ],
    fails: { "x5.pattern": /own fields/ },
  },
  {
    name: "stops at the first rule that matches",
    change: [["of this.#matching(step.event))", "of this.#matching(step.event).slice(0, 1))"]],
    fails: { "x5.rules": /all targets of all rules/ },
  },
  {
    name: "tells only the first target",
    change: [["this.#rules.get(rule)!.targets)", "this.#rules.get(rule)!.targets.slice(0, 1))"]],
    fails: { "x5.rules": /all targets of all rules/ },
  },
  {
    name: "calls each target once for all rules",
    change: [
      [
        "          try {",
        "          if (report.delivered.some((each) => each.target === target.name)) continue;\n          try {",
      ],
    ],
    fails: { "x5.rules": /all targets of all rules/ },
  },
  {
    name: "delivers the newest rule first",
    change: [["return [...this.#rules].filter", "return [...this.#rules].reverse().filter"]],
    fails: { "x5.rules": /in order/ },
  },
  {
    name: "takes an empty pattern",
    change: [["Object.keys(eventPattern).length === 0", "false"]],
    fails: { "x5.rules": /An empty pattern/ },
  },
  {
    name: "takes six targets",
    change: [["targets.length > 5", "targets.length > 6"]],
    fails: { "x5.rules": /An empty pattern or more than five/ },
  },
  {
    name: "takes only four targets",
    change: [["targets.length > 5", "targets.length > 4"]],
    fails: { "x5.rules": /An empty pattern or more than five/ },
  },
  {
    name: "moves a replaced rule to the end",
    change: [["this.#rules.set(ruleName", "this.#rules.delete(ruleName);\n    this.#rules.set(ruleName"]],
    fails: { "x5.rules": /A known name replaces/ },
  },
  {
    name: "keeps the old rule beside the new one",
    change: [
      ["const ruleName = name ??", "const ruleName = name === undefined || this.#rules.has(name) ?"],
      ["++this.#unnamed}`;", "++this.#unnamed}` : name;"],
    ],
    fails: { "x5.rules": /A known name replaces/ },
  },
  {
    name: "stores before it refuses",
    change: [
      [
        "    if (targets.length > 5) throw",
        "    if (name !== undefined) this.#rules.set(name, { pattern: eventPattern, targets });\n    if (targets.length > 5) throw",
      ],
    ],
    fails: { "x5.rules": /refused changes nothing/ },
  },
  {
    name: "lets a failure out",
    change: [["report.failed.push({ rule, target: target.name, error: (error as Error).message });", "throw error;"]],
    fails: { "x5.failures": /does not stop the others/ },
  },
  {
    name: "ends the rule when a target fails",
    change: [["error: (error as Error).message });", "error: (error as Error).message }); break;"]],
    fails: { "x5.failures": /does not stop the others/ },
  },
  {
    name: "keeps quiet about failures",
    change: [["report.failed.push({ rule, target: target.name, error: (error as Error).message });", ""]],
    fails: { "x5.failures": /is in failed/ },
  },
  {
    name: "counts a delivery before it is made",
    change: [
      ["            report.delivered.push({ rule, target: target.name });\n", ""],
      ["          try {", "          report.delivered.push({ rule, target: target.name });\n          try {"],
    ],
    fails: { "x5.failures": /not in delivered/ },
  },
  {
    name: "hands everybody the same event",
    change: [["structuredClone(step.event)", "step.event"]],
    fails: { "x5.failures": /a copy of its own/ },
  },
  {
    name: "copies only the outer fields",
    change: [["structuredClone(step.event)", "{ ...step.event }"]],
    fails: { "x5.failures": /a copy of its own/ },
  },
  {
    name: "one copy for each rule",
    change: [
      [
        "for (const target of this.#rules",
        "const own = structuredClone(step.event);\n        for (const target of this.#rules",
      ],
      ["target.notify(structuredClone(step.event))", "target.notify(own)"],
    ],
    fails: { "x5.failures": /a copy of its own/ },
  },
  {
    name: "forgets what targets return",
    change: [["if (next) queue.push", "if (next && step.hops > 99) queue.push"]],
    fails: { "x5.workflow": /goes back on the bus/ },
  },
  {
    name: "does not return what handle returned",
    change: [["return this.handle(event);", "this.handle(event);"]],
    fails: { "x5.workflow": /goes back on the bus/ },
  },
  {
    name: "has no limit",
    change: [["step.hops > this.maxHops", "step.hops > 1_000"]],
    fails: { "x5.workflow": /A loop comes to an end/ },
  },
  {
    name: "stops one hop early",
    change: [["step.hops > this.maxHops", "step.hops >= this.maxHops"]],
    fails: { "x5.workflow": /A loop comes to an end/ },
  },
  {
    name: "does not count what it drops",
    change: [["dropped += 1;", ""]],
    fails: { "x5.workflow": /counted in dropped/ },
  },
  {
    name: "counts the rules of later events as matched",
    change: [
      ["let dropped = 0;", "let dropped = 0; const all: string[] = [];"],
      [
        "for (const rule of this.#matching(step.event)) {",
        "for (const rule of this.#matching(step.event)) {\n        all.push(rule);",
      ],
      ["matched: this.#matching(event)", "matched: all"],
    ],
    fails: { "x5.workflow": /goes back on the bus/ },
  },
  {
    name: "follows a returned event before the other deliveries",
    change: [["if (next) queue.push(", "if (next) queue.splice(queue.indexOf(step) + 1, 0, "]],
    fails: { "x5.workflow": /Events that branch/ },
  },
];

/** Each requirement's line in each solution, deleted or turned round, so that it still comes to an end. */
const MUTANTS: Record<string, [from: string, to: string][]> = {
  reference: [
    [LISTS, ""],
    ["?? 10", "?? 11"],
    ["hops: step.hops + 1", "hops: step.hops + 2"],
    ["const queue = [{ event, hops: 0 }];", "const queue = [{ event, hops: 1 }];"],
    ["++this.#unnamed", "this.#unnamed++"],
    ["report.delivered.push({ rule, target: target.name });", ""],
    ["target: target.name, error", "target: rule, error"],
  ],
  walk: [
    ["allowed.has(value)", "!allowed.has(value)"],
    ["tests.every(", "tests.some("],
    ["value === pattern", "value == pattern"],
    ["Array.isArray(value) ? value.findIndex((one) => test(one)) >= 0 : test(value)", "test(value)"],
    ["!Object.keys(eventPattern).length || ", ""],
    ["targets.length >= 6", "targets.length >= 7"],
    ["if (place >= 0) this.rules[place] = made;\n    else ", ""],
    ["hop > this.limit", "hop >= this.limit"],
    ["report.dropped = wave.length;", "report.dropped = 1;"],
    ["if (isFirst) ", ""],
    ["JSON.parse(JSON.stringify(event))", "event"],
    [
      "report.failed.push({ ...pair, error: String(error) });\n          continue;",
      "report.failed.push({ ...pair, error: String(error) });\n          break;",
    ],
    ["error: String(error)", "error: 'no'"],
    ["following.push(answer)", "following.unshift(answer)"],
    ["return next as", "return undefined as"],
  ],
  paths: [
    ["Array.isArray(value) ? value : [value]", "[value]"],
    ["if (Object.is(allowed, one)) return true;", "return true;"],
    ["if (!fits(pattern[key], value[key])) return false;", ""],
    ["maxHops: 10", "maxHops: 9"],
    ['if (JSON.stringify(pattern) === "{}") throw new Error("empty pattern");', ""],
    ['if (targets.length > 5) throw new Error("five targets at most");', ""],
    ["if (i < 0) i = this.names.length;", "i = this.names.length;"],
    ["this.patterns[i] = pattern;", "this.patterns[i] ??= pattern;"],
    ["Object.freeze(value);", ""],
    ["waiting.shift()!", "waiting.pop()!"],
    ["dropped++", "dropped"],
    ["hops + 1 > this.options.maxHops", "hops > this.options.maxHops"],
    ["failed.push(", "[].push("],
    ["return this.handle(event);", ""],
  ],
};

export const X5: Exercise = {
  item: "X5",
  unit: "04-eventbridge",
  ids: ["x5.pattern", "x5.rules", "x5.failures", "x5.workflow"],
  ...solutions("X5", "04-eventbridge", "x5.workflow", "walk", "paths"),
  mutants: MUTANTS,
  variants: VARIANTS,
  thing: "bus",
  variantSeeds: 3,
};
