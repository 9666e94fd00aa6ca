/**
 * How long a value is as JSON. Most values are small, and a walk over them that stops early tells so without writing any text.
 * What is nested deeper than a walk may go is refused as if it were too long: nobody's data are, and it would overflow the stack.
 */

/** Whether the JSON of a value has at most so many bytes as UTF-8, and is not nested too deeply. */
export function fits(value: unknown, bytes: number): boolean {
  if (typeof value !== "object" || value === null) {
    if (typeof value !== "string" || value.length * MOST_BYTES_A_CHARACTER + 2 <= bytes) return true;
  } else {
    const most = roughly(value, bytes, 0);
    if (most <= bytes) return true;
    if (most === Number.POSITIVE_INFINITY || !isShallow(value, 0)) return false;
  }
  return Buffer.byteLength(JSON.stringify(value)) <= bytes;
}

const MOST_BYTES_A_CHARACTER = 6; // \u0000
const MOST_BYTES_A_NUMBER = 25;
const DEEPEST = 1_000; // values in each other

/** Whether no more values lie in each other than a walk may follow. */
export function isShallow(value: unknown, depth = 0): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth >= DEEPEST) return false;
  if (Array.isArray(value)) return value.every((each) => isShallow(each, depth + 1));
  for (const key in value) {
    if (!isShallow((value as Record<string, unknown>)[key], depth + 1)) return false;
  }
  return true;
}

/** No less than the true length, unless that is more than the limit; infinite for what is nested too deeply. */
function roughly(value: unknown, limit: number, depth: number): number {
  switch (typeof value) {
    case "string":
      return value.length * MOST_BYTES_A_CHARACTER + 2;
    case "object": {
      if (value === null) return 4;
      if (depth >= DEEPEST) return Number.POSITIVE_INFINITY;
      let sum = 2;
      if (Array.isArray(value)) {
        for (const each of value) {
          sum += 1 + roughly(each, limit, depth + 1);
          if (sum > limit) return sum;
        }
        return sum;
      }
      for (const key in value) {
        const each = (value as Record<string, unknown>)[key];
        sum += 4 + key.length * MOST_BYTES_A_CHARACTER + roughly(each, limit, depth + 1);
        if (sum > limit) return sum;
      }
      return sum;
    }
    default:
      return MOST_BYTES_A_NUMBER;
  }
}
