/** How long a value is as JSON. Most values are small, and a walk over them that stops early tells so without writing any text. */

/** Whether the JSON of a value has at most so many bytes as UTF-8. */
export function fits(value: unknown, bytes: number): boolean {
  if (typeof value !== "object" || value === null) {
    if (typeof value !== "string" || value.length * MOST_BYTES_A_CHARACTER + 2 <= bytes) return true;
  } else if (roughly(value, bytes) <= bytes) return true;
  return Buffer.byteLength(JSON.stringify(value)) <= bytes;
}

const MOST_BYTES_A_CHARACTER = 6; // \u0000
const MOST_BYTES_A_NUMBER = 25;

/** No less than the true length, unless that is more than the limit. */
function roughly(value: unknown, limit: number): number {
  switch (typeof value) {
    case "string":
      return value.length * MOST_BYTES_A_CHARACTER + 2;
    case "object": {
      if (value === null) return 4;
      let sum = 2;
      if (Array.isArray(value)) {
        for (const each of value) {
          sum += 1 + roughly(each, limit);
          if (sum > limit) return sum;
        }
        return sum;
      }
      for (const key in value) {
        sum += 4 + key.length * MOST_BYTES_A_CHARACTER + roughly((value as Record<string, unknown>)[key], limit);
        if (sum > limit) return sum;
      }
      return sum;
    }
    default:
      return MOST_BYTES_A_NUMBER;
  }
}
