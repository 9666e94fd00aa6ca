import { describe, it } from "vitest";
import {
  checkScope,
  type FilterScope,
  parseFilterPolicy,
  type SetBy,
  whyFiltered,
} from "../../../../src/services/sns/filter-policy";
import type { MessageAttributes } from "../../../../src/services/sns/message-attributes";
import { type Committed, hasRecorded, hold, recorded, score } from "../recorded";
import policies from "./filter-error-policies.json";
import committed from "./scores.json";

const scores: Record<string, Committed> = committed;

interface Case {
  id: string;
  scope: FilterScope;
  policy: object;
  attributes?: Record<string, { Type: string; Value: unknown }>;
  body?: unknown;
  expected: boolean;
}

function attributesOf(given: Case["attributes"] = {}): MessageAttributes {
  return Object.fromEntries(
    Object.entries(given).map(([name, { Type, Value }]) => [name, { DataType: Type, StringValue: String(Value) }]),
  );
}

function filter(each: Case): string | undefined {
  try {
    const policy = parseFilterPolicy(JSON.stringify(each.policy), each.scope, "Subscribe");
    const body = JSON.stringify(each.body ?? "");
    const isWanted = policy === undefined || whyFiltered(policy, body, attributesOf(each.attributes)) === undefined;
    return isWanted === each.expected ? undefined : isWanted ? "delivered" : "filtered out";
  } catch (error) {
    return (error as Error).message;
  }
}

describe("recorded sns-filter-policies.jsonl", () => {
  const file = "sns-filter-policies.jsonl";
  it.skipIf(!hasRecorded(file))(`filters as recorded (${file})`, () => {
    hold(file, score(recorded<Case>(file), filter), scores[file]!);
  });
});

/** The recording holds the texts alone; these policies are ours, made to break the rule that each label names. */
describe("recorded sns-filter-errors.json", () => {
  const file = "sns-filter-errors.json";
  it.skipIf(!hasRecorded(file))(`refuses in AWS's words (${file})`, () => {
    const texts = recorded<{ label: string; message: string }>(file).map((each) => ({ id: each.label, ...each }));
    hold(
      file,
      score(texts, ({ label, message }) => {
        const given = refusal(label);
        return given === message ? undefined : given;
      }),
      scores[file]!,
    );
  });
});

function refusal(label: string): string {
  const found = policies.find((each) => each.label === label);
  try {
    if (label === "sub-attrs-filter-scope-error") checkScope("RandomValue", "SetSubscriptionAttributes");
    else if (!found) return "no policy for this label";
    else parseFilterPolicy(found.policy, found.scope as FilterScope, found.by as SetBy);
    return "accepted";
  } catch (error) {
    return (error as Error).message;
  }
}
