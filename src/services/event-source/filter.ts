/**
 * Filters of an event source: a record passes when one of the patterns matches it. Of a queue's messages, a pattern with an
 * object for `body` wants bodies that are JSON, one with a list wants text; a body of the other sort does not pass.
 * Source: Lambda Developer Guide, "Using event filtering with an Amazon SQS event source"; EventBridge User Guide, "Event
 * filtering in Amazon EventBridge Pipes" (read 2026-11).
 */
import { matchesPattern, type Pattern, PatternError, parsePattern } from "../eventbridge/pattern";

export interface Filter {
  /** As written. */
  readonly text: string;
  readonly pattern: Pattern;
  /** What the pattern says of the body. */
  readonly body: "json" | "text" | "nothing";
}

/** Undefined when it is not valid. */
export function readFilter(text: string): Filter | undefined {
  try {
    const pattern = parsePattern(text);
    const { body } = JSON.parse(text) as { body?: unknown };
    const kind = body === undefined ? "nothing" : Array.isArray(body) ? "text" : "json";
    return { text, pattern, body: kind };
  } catch (error) {
    if (error instanceof PatternError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether a message passes. Without a filter all do. */
export function passes(filters: readonly Filter[], record: { readonly body: string }): boolean {
  if (filters.length === 0) return true;
  const json = parsed(record.body);
  return filters.some(({ pattern, body }) => {
    if (body === "json" && json === undefined) return false;
    if (body === "text" && json !== undefined) return false;
    return matchesPattern(pattern, json === undefined ? record : { ...record, body: json });
  });
}

/** Whether a record of a stream passes, which has no body. */
export function matchesOne(filters: readonly Filter[], record: object): boolean {
  return filters.length === 0 || filters.some(({ pattern }) => matchesPattern(pattern, record));
}

/** A body that is a JSON object; undefined for any other. */
function parsed(body: string): object | undefined {
  if (!body.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(body) as object;
  } catch {
    return undefined; // a text that only begins like one
  }
}
