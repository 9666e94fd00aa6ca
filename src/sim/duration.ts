/** Spans of virtual time. Inside nubelab every time is a number of virtual milliseconds; users may name the unit. */

/** A span: a number of milliseconds, or units that add up, as in `{ minutes: 1, seconds: 30 }`. */
export type Duration = number | DurationUnits;

/** Each unit is a finite number >= 0; at least one must be present. */
export interface DurationUnits {
  milliseconds?: number;
  seconds?: number;
  minutes?: number;
  hours?: number;
  days?: number;
}

const MS_PER_UNIT = { milliseconds: 1, seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/**
 * A span in milliseconds.
 * @param name what the span is, for the error ("sleep", "run for", ...)
 * @throws RangeError when it is negative, not finite, empty or has an unknown unit
 */
export function toMilliseconds(duration: Duration, name: string): number {
  if (typeof duration === "number") return checked(duration, name, "milliseconds");
  if (duration === null || typeof duration !== "object") {
    throw new RangeError(`${name}: give milliseconds or { seconds, minutes, hours, days }, not ${String(duration)}`);
  }
  const entries = Object.entries(duration);
  if (entries.length === 0) throw new RangeError(`${name}: an empty duration; give for example { seconds: 5 }`);
  let total = 0;
  for (const [unit, amount] of entries) {
    const ms = MS_PER_UNIT[unit as keyof typeof MS_PER_UNIT];
    if (ms === undefined) {
      throw new RangeError(`${name}: unknown unit "${unit}"; use ${Object.keys(MS_PER_UNIT).join(", ")}`);
    }
    total += checked(amount, name, unit) * ms;
  }
  return total;
}

function checked(amount: unknown, name: string, unit: string): number {
  if (typeof amount !== "number" || !Number.isFinite(amount) || amount < 0) {
    throw new RangeError(`${name}: ${unit} must be a finite number >= 0, not ${String(amount)}`);
  }
  return amount;
}
