/**
 * Reads a pattern: objects, "$or" and lists of values. The first mistake in reading order is reported, in AWS's words.
 * A field named twice counts as written last.
 * Source: Amazon EventBridge User Guide, "Amazon EventBridge event patterns" and "Comparison operators" (read 2026-11);
 * texts and order of checks as recorded from TestEventPattern, and as in aws/event-ruler 2.0.1 where nothing was recorded.
 */
import { readSingle } from "./address";
import { readOperator } from "./operator";
import { type Dialect, EVENTBRIDGE, type Field, type Pattern, type Test } from "./syntax";
import { JsonTokens } from "./tokens";
import { checkComplexity } from "./wildcard";

/** Names that AWS keeps for itself inside "$or". */
const RESERVED = new Set(
  `exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex not-wildcard
  not-equals-ignore-case date-after date-on-or-after date-before date-on-or-before in-date-range ip-address-in-range
  ip-address-not-in-range`.split(/\s+/),
);

type Draft = Map<string, readonly Test[]>;

/**
 * @param source the JSON text of a pattern
 * @throws PatternError
 */
export function parsePattern(source: string, dialect: Dialect = EVENTBRIDGE): Pattern {
  const tokens = new JsonTokens(source);
  if (tokens.next() !== "{") throw tokens.error("Filter is not an object");
  const drafts = new PatternReader(tokens, dialect).read();
  const alternatives = drafts.map((draft) =>
    [...draft].map(([path, tests]): Field => ({ path, tests })).sort((a, b) => (a.path < b.path ? -1 : 1)),
  );
  for (const fields of alternatives) {
    for (const { tests } of fields) {
      checkComplexity(tests.flatMap((test) => (test.op === "wildcard" ? [test.pieces] : [])));
    }
  }
  return { alternatives };
}

class PatternReader {
  constructor(
    private readonly tokens: JsonTokens,
    private readonly dialect: Dialect,
  ) {}

  read(): Draft[] {
    return this.#object([], "", false);
  }

  /** Reads an object whose "{" was just read, into every draft so far; returns the drafts after it. */
  #object(drafts: Draft[], path: string, insideOr: boolean): Draft[] {
    const { tokens } = this;
    let isEmpty = true;
    let result = drafts;
    while (tokens.next() !== "}") {
      isEmpty = false;
      const step = tokens.fieldName;
      if (step === "$or") {
        result = this.#or(result, path);
        continue;
      }
      if (insideOr && RESERVED.has(step)) {
        throw tokens.error(`${step} is Ruler reserved fieldName which cannot be used inside $or.`);
      }
      const name = path === "" ? step : `${path}.${step}`;
      const kind = tokens.next();
      if (kind === "{") result = this.#object(result, name, insideOr);
      else if (kind === "[") {
        const tests = this.#values();
        if (result.length === 0) result = [new Map()];
        for (const draft of result) draft.set(name, tests);
      } else throw tokens.error(`"${step}" must be an object or an array`);
    }
    if (isEmpty) throw tokens.error("Empty objects are not allowed");
    return result;
  }

  /** Every object of the list goes on from a copy of the drafts before it. */
  #or(before: Draft[], path: string): Draft[] {
    const { tokens } = this;
    if (tokens.next() !== "[") throw tokens.error("It must be an Array followed with $or.");
    const after: Draft[] = [];
    let objects = 0;
    for (let kind = tokens.next(); kind !== "]"; kind = tokens.next()) {
      objects++;
      if (kind !== "{") throw tokens.error("Only JSON object is allowed in array of $or relationship.");
      const copies = before.length === 0 ? [new Map()] : before.map((draft) => new Map(draft));
      after.push(...this.#object(copies, path, true));
    }
    if (objects < 2) throw tokens.error("There must have at least 2 Objects in $or relationship.");
    return after;
  }

  #values(): Test[] {
    const { tokens } = this;
    const tests: Test[] = [];
    for (let kind = tokens.next(); kind !== "]"; kind = tokens.next()) {
      if (kind === "{") tests.push(readOperator(tokens, this.dialect));
      else if (kind === "string") tests.push(exactText(tokens.text()));
      else if (kind === "number") tests.push({ op: "exact", value: Number(tokens.text()) });
      else if (kind === "true" || kind === "false") tests.push({ op: "exact", value: kind === "true" });
      else if (kind === "null") tests.push({ op: "exact", value: null });
      else throw tokens.error("Match value must be String, number, true, false, or null");
    }
    if (tests.length === 0) throw tokens.error("Empty arrays are not allowed");
    return tests;
  }
}

function exactText(text: string): Test {
  const range = readSingle(text);
  return range === undefined ? { op: "exact", value: text } : { op: "address", range };
}
