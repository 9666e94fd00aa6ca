/** How far an ending is the recorded one: 0 none, 1 the final type, 2 also the output or error, 3 also the types of the events. */
import { isDeepStrictEqual } from "node:util";
import type { Ending } from "./play";
import type { Recording } from "./recording";

export interface Verdict {
  level: 0 | 1 | 2 | 3;
  /** What was different; undefined at level 3. */
  why?: string;
}

const SHOWN = 300;

export function compare(recorded: Recording, ending: Ending): Verdict {
  if (recorded.finalType !== ending.finalType) {
    const { error, cause } = ending;
    return {
      level: 0,
      why: `${ending.finalType} instead of ${recorded.finalType} (${error}: ${cause?.slice(0, SHOWN)})`,
    };
  }
  if (ending.finalType === "ExecutionSucceeded") {
    if (!isLike(parsed(recorded.output), ending.output)) {
      return { level: 1, why: `output ${show(ending.output)} instead of ${show(recorded.output)}` };
    }
  } else if (recorded.error !== ending.error) {
    return { level: 1, why: `error ${ending.error} (${ending.cause}) instead of ${recorded.error}` };
  }
  const why = differentTypes(recorded, ending.eventTypes);
  return why === undefined ? { level: 3 } : { level: 2, why };
}

/**
 * Beside each other, flows mix their events in any order. Some recordings of Parallel have lost events: their ids have gaps.
 * Those say nothing, so what we have more must fill the gaps exactly.
 */
function differentTypes({ eventTypes, events }: Recording, ours: readonly string[]): string | undefined {
  const last = Math.max(...events.map(({ id }) => id));
  const more = [...ours];
  const missing = eventTypes.filter((type) => {
    const at = more.indexOf(type);
    if (at !== -1) more.splice(at, 1);
    return at === -1;
  });
  if (missing.length === 0 && ours.length === Math.max(last, eventTypes.length)) return undefined;
  return `events: [${missing}] are missing, [${more}] are more`;
}

/** Masked parts of a recording stand for anything. */
function isLike(recorded: unknown, ours: unknown): boolean {
  if (typeof recorded === "string") return isLikeText(recorded, ours);
  if (Array.isArray(recorded)) {
    return Array.isArray(ours) && recorded.length === ours.length && recorded.every((each, i) => isLike(each, ours[i]));
  }
  if (typeof recorded === "object" && recorded !== null) {
    if (typeof ours !== "object" || ours === null || Array.isArray(ours)) return false;
    const names = new Set([...Object.keys(recorded), ...Object.keys(ours)]);
    return [...names].every(
      (name) =>
        PYTHONS.has(name) || (name in recorded && name in ours && isLike(member(recorded, name), member(ours, name))),
    );
  }
  return isDeepStrictEqual(recorded, ours);
}

function isLikeText(recorded: string, ours: unknown): boolean {
  if (recorded === ours || WHOLE_MASKS.has(recorded)) return true;
  if (typeof ours !== "string") return /^<[^<>]*>$/.test(recorded);
  const json = bothJson(recorded, ours);
  if (json !== undefined && isLike(json[0], json[1])) return true;
  if (!/<[^<>]*>/.test(recorded)) return false;
  const pattern = recorded.split(/<[^<>]*>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pattern.join("[\\s\\S]*")}$`).test(ours);
}

const WHOLE_MASKS = new Set([
  "date",
  "timestamp",
  "x-amzn-RequestId",
  "x-amzn-requestid",
  "x-amz-crc32",
  "X-Amzn-Trace-Id",
  "RequestId",
  "executionSucceededEventDetails.output",
  "RandomNumberGenerated",
  "generated-uuid",
  "snf_role_arn",
  "sqs_queue_url",
  "table-name",
  "bucket-name",
  "bucket_name",
  "file-key",
  "lambda_function_name",
  "someNonexistentBucketName",
]);

/** Lengths of texts that Python's JSON writer made, with a space after each colon and comma, and their check sums. */
const PYTHONS = new Set(["Content-Length", "x-amz-crc32"]);

/** A cause of Lambda: JSON in a text. Stack traces, and the ids of requests, are the recording machine's. */
function bothJson(recorded: string, ours: string): [unknown, unknown] | undefined {
  if (!/^\s*[{[]/.test(recorded) || !/^\s*[{[]/.test(ours)) return undefined;
  try {
    return [JSON.parse(recorded), JSON.parse(ours)].map(withoutTraces) as [unknown, unknown];
  } catch {
    return undefined;
  }
}

function withoutTraces(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("errorType" in value)) return value;
  const { errorType, errorMessage } = value as Record<string, unknown>;
  return { errorType, errorMessage };
}

function member(of: object, name: string): unknown {
  return (of as Record<string, unknown>)[name];
}

function parsed(output: unknown): unknown {
  if (typeof output !== "string") return output;
  try {
    return JSON.parse(output);
  } catch {
    return output;
  }
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? "undefined").slice(0, SHOWN);
}
