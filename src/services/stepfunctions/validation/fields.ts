/**
 * Which fields a state may have, by its type, and which of them belong to one query language only.
 * Source: States Language specification, table of fields; Developer Guide, "Transforming data with JSONata" (read 2026-11).
 */
import type { QueryLanguage } from "../definition";

const words = (text: string): string[] => text.split(" ");

const EVERY = words("Type Comment QueryLanguage");
const MOVES = words("Next End");
const THROUGH = words("InputPath OutputPath Output Assign");
const RESULT = words("Parameters Arguments ResultSelector ResultPath Retry Catch");

/** By type. */
export const STATE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Pass: [...EVERY, ...MOVES, ...THROUGH, ...words("Result Parameters ResultPath")],
  Task: [
    ...EVERY,
    ...MOVES,
    ...THROUGH,
    ...RESULT,
    ...words("Resource Credentials TimeoutSeconds TimeoutSecondsPath HeartbeatSeconds HeartbeatSecondsPath"),
  ],
  Choice: [...EVERY, ...THROUGH, ...words("Choices Default")],
  Wait: [...EVERY, ...MOVES, ...THROUGH, ...words("Seconds SecondsPath Timestamp TimestampPath")],
  Succeed: [...EVERY, ...THROUGH],
  Fail: [...EVERY, ...words("Error ErrorPath Cause CausePath")],
  Parallel: [...EVERY, ...MOVES, ...THROUGH, ...RESULT, "Branches"],
  Map: [
    ...EVERY,
    ...MOVES,
    ...THROUGH,
    ...RESULT.filter((name) => name !== "Arguments"),
    ...words("ItemProcessor Iterator ItemsPath Items ItemSelector ItemReader ItemBatcher ResultWriter Label"),
    ...words("MaxConcurrency MaxConcurrencyPath ToleratedFailureCount ToleratedFailureCountPath"),
    ...words("ToleratedFailurePercentage ToleratedFailurePercentagePath"),
  ],
};

export const MACHINE_FIELDS: readonly string[] = words("Comment QueryLanguage Version TimeoutSeconds StartAt States");
export const BRANCH_FIELDS: readonly string[] = words("Comment StartAt States");
export const PROCESSOR_FIELDS: readonly string[] = words("Comment StartAt States ProcessorConfig");

const ONLY_JSONPATH = new Set([
  ...words("InputPath OutputPath ResultPath Parameters ResultSelector Result ItemsPath SecondsPath TimestampPath"),
  ...words("TimeoutSecondsPath HeartbeatSecondsPath MaxConcurrencyPath ToleratedFailureCountPath"),
  ...words("ToleratedFailurePercentagePath ErrorPath CausePath"),
]);
const ONLY_JSONATA = new Set(words("Arguments Output Items"));

/** The language that a field needs, when it is not the one that the state speaks. */
export function languageNeeded(field: string, language: QueryLanguage): QueryLanguage | undefined {
  if (language === "JSONata") return ONLY_JSONPATH.has(field) ? "JSONPath" : undefined;
  return ONLY_JSONATA.has(field) ? "JSONata" : undefined;
}
