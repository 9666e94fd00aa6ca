/**
 * TestEventPattern: would this pattern match this event?
 * Source: Amazon EventBridge API Reference, "TestEventPattern" (read 2026-11). AWS does not publish its words for an event
 * that is no event; we say what is missing.
 */
import { invalidPattern, validation } from "./errors";
import { matchesPattern, type Pattern, PatternError, parsePattern } from "./pattern";

/** Fields that an event to be tested must have, as recorded. */
const MANDATORY = ["id", "account", "source", "time", "region", "detail-type"];

/** @throws InvalidEventPatternException or ValidationException */
export function testEventPattern(event: string, pattern: string): boolean {
  const read = readPattern(pattern);
  return matchesPattern(read, readEvent(event));
}

/** A pattern, or AWS's error for it. */
export function readPattern(text: string): Pattern {
  try {
    return parsePattern(text);
  } catch (error) {
    if (error instanceof PatternError) throw invalidPattern(error.message);
    throw error;
  }
}

function readEvent(text: string): object {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch (error) {
    throw validation(`Parameter Event is not valid. Reason: it is not JSON: ${(error as Error).message}`);
  }
  if (typeof event !== "object" || event === null || Array.isArray(event)) {
    throw validation("Parameter Event is not valid. Reason: an event is a JSON object.");
  }
  for (const field of MANDATORY) {
    if (!(field in event)) throw validation(`Parameter Event is not valid. Reason: the field ${field} is missing.`);
  }
  return event;
}
