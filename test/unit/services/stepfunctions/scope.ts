import type { Scope } from "../../../../src/services/stepfunctions/language";
import { Random } from "../../../../src/sim";

/** A scope for expressions: 5 January 2026, seed 1. */
export function scopeOf(parts: { context?: Record<string, unknown>; variables?: Record<string, unknown> } = {}): Scope {
  return {
    context: {},
    variables: {},
    random: new Random(1, "test"),
    now: () => Date.parse("2026-01-05T00:00:00Z"),
    ...parts,
  };
}
