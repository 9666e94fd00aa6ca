/**
 * Filter criteria of a mapping: a record passes when one of the patterns matches it. A pattern with an object for `body` wants
 * bodies that are JSON, one with a list wants text; a body of the other sort does not pass.
 * Source: Developer Guide, "Using event filtering with an Amazon SQS event source" (read 2026-11).
 */
import { matchesPattern, type Pattern, PatternError, parsePattern } from "../eventbridge/pattern";
import { invalidParameter, violation } from "./errors";
import { FILTER_LENGTH, FILTERS } from "./limits";
import type { SqsRecord } from "./sqs-event";

export interface Filter {
  /** As written. */
  readonly text: string;
  readonly pattern: Pattern;
  /** What the pattern says of the body. */
  readonly body: "json" | "text" | "nothing";
}

export interface FilterCriteria {
  Filters?: { Pattern?: string }[];
}

/** Throws InvalidParameterValueException. */
export function readFilters(criteria: FilterCriteria | undefined): Filter[] {
  const filters = criteria?.Filters ?? [];
  if (filters.length > FILTERS) {
    throw invalidParameter(`Invalid filter criteria: a mapping has at most ${FILTERS} filters, not ${filters.length}.`);
  }
  return filters.map(({ Pattern: text = "{}" }) => {
    if (text.length > FILTER_LENGTH) {
      throw violation(
        text.slice(0, 40),
        "filterCriteria.filters",
        `have length less than or equal to ${FILTER_LENGTH}`,
      );
    }
    return readFilter(text);
  });
}

function readFilter(text: string): Filter {
  try {
    const pattern = parsePattern(text);
    const { body } = JSON.parse(text) as { body?: unknown };
    const kind = body === undefined ? "nothing" : Array.isArray(body) ? "text" : "json";
    return { text, pattern, body: kind };
  } catch (error) {
    if (error instanceof PatternError || error instanceof SyntaxError) {
      throw invalidParameter("Invalid filter pattern definition.");
    }
    throw error;
  }
}

export function passes(filters: readonly Filter[], record: SqsRecord): boolean {
  if (filters.length === 0) return true;
  const json = parsed(record.body);
  return filters.some(({ pattern, body }) => {
    if (body === "json" && json === undefined) return false;
    if (body === "text" && json !== undefined) return false;
    return matchesPattern(pattern, json === undefined ? record : { ...record, body: json });
  });
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
