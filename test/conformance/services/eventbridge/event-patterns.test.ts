import { describe, expect, it } from "vitest";
import { Machine, matchesPattern, parsePattern } from "../../../../src/services/eventbridge/pattern";
import { testEventPattern } from "../../../../src/services/eventbridge/test-event-pattern";
import { ServiceError } from "../../../../src/services/service";
import { hasRecorded, hold, recorded, score } from "../recorded";
import cases from "./pattern-cases.json";
import scores from "./scores.json";

interface Case {
  id: string;
  expected: "match" | "nomatch" | "error";
  event?: object;
  eventText?: string;
  pattern?: object;
  patternText?: string;
  errorCode?: string;
  errorMessage?: string;
  errorMessageRaw?: string;
}

/** The text of the event and the pattern. */
function texts(each: Case): [event: string, pattern: string] {
  return [each.eventText ?? JSON.stringify(each.event), each.patternText ?? JSON.stringify(each.pattern)];
}

function throughTestEventPattern(each: Case): string | undefined {
  let given: string;
  try {
    given = testEventPattern(...texts(each)) ? "match" : "nomatch";
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (each.expected !== "error") return `${error.code}: ${error.message}`;
    const [line] = error.message.split("\n");
    return error.code === each.errorCode && line === each.errorMessage ? undefined : `${error.code}: ${line}`;
  }
  return given === each.expected ? undefined : given;
}

/** The plain evaluator and the index, which must agree. */
function throughMatcher(each: Case): string | undefined {
  const [event, pattern] = texts(each);
  const read = parsePattern(pattern);
  const machine = new Machine<string>();
  machine.set("rule", read);
  const parsed = JSON.parse(event);
  const plain = matchesPattern(read, parsed);
  if (plain !== machine.match(parsed).length > 0) return "the index and the evaluator disagree";
  return (plain ? "match" : "nomatch") === each.expected ? undefined : plain ? "match" : "nomatch";
}

describe.each([
  ["event-patterns.aws.jsonl", throughTestEventPattern],
  ["event-patterns.object-arrays.jsonl", throughMatcher],
] as const)("recorded %s", (file, run) => {
  it.skipIf(!hasRecorded(file))(`answers as AWS did (${hasRecorded(file) ? "" : "skipped: "}${file})`, () => {
    hold(file, score(recorded<Case>(file), run), scores[file]);
  });
});

describe("all patterns of event-patterns.aws.jsonl together", () => {
  const file = "event-patterns.aws.jsonl";
  it.skipIf(!hasRecorded(file))("index and evaluator agree on every event and pattern of the file", () => {
    const cases = recorded<Case>(file).filter((each) => each.expected !== "error");
    const machine = new Machine<string>();
    const patterns = cases.map((each) => [each.id, parsePattern(texts(each)[1])] as const);
    for (const [id, pattern] of patterns) machine.set(id, pattern);
    for (const each of cases) {
      const event = JSON.parse(texts(each)[0]);
      const plain = patterns.filter(([, pattern]) => matchesPattern(pattern, event)).map(([id]) => id);
      expect(machine.match(event), each.id).toEqual(plain);
    }
  });
});

describe("mistakes in event-patterns.aws.jsonl", () => {
  const file = "event-patterns.aws.jsonl";
  it.skipIf(!hasRecorded(file))("a mistake is placed where AWS placed it", () => {
    let placed = 0;
    for (const { id, errorMessageRaw } of recorded<Case>(file)) {
      // The text that AWS read stands in its message, unless the recording masked a part of it.
      const pattern = errorMessageRaw && /\[Source: \(String\)"(.*?)"; line/s.exec(errorMessageRaw)?.[1];
      if (!pattern || pattern.includes("<partition>")) continue;
      placed++;
      expect(messageFor(pattern), id).toBe(errorMessageRaw);
    }
    expect(placed).toBeGreaterThan(10);
  });
});

function messageFor(pattern: string): string {
  try {
    testEventPattern("{}", pattern);
  } catch (error) {
    return (error as Error).message;
  }
  return "no error";
}

describe("the project's own table of patterns", () => {
  it.each(cases)("$name ($source)", ({ pattern, matches = [], misses = [], error }: (typeof cases)[number]) => {
    const text = typeof pattern === "string" ? pattern : JSON.stringify(pattern);
    if (error !== undefined)
      return expect(messageFor(text).split("\n")[0]).toBe(`Event pattern is not valid. Reason: ${error}`);
    const read = parsePattern(text);
    expect(matches.length + misses.length).toBeGreaterThan(0);
    for (const event of matches) expect(matchesPattern(read, event), JSON.stringify(event)).toBe(true);
    for (const event of misses) expect(matchesPattern(read, event), JSON.stringify(event)).toBe(false);
  });
});
