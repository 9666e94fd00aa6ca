/** Times as people and tools write them. */

const WRITTEN = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i;

/**
 * "2026-03-01", "2026-03-01 23:59", "2026-03-01T23:59:00Z", "... +02:00", and nbgrader's "2015-02-02 15:58:23.948203 UTC". Without a
 * zone it is UTC; a day alone is its first moment.
 * @returns milliseconds since 1970, or null for anything else
 */
export function parseTimestamp(text: string): number | null {
  const found = WRITTEN.exec(text.trim());
  if (!found) return null;
  const [year, month, day, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map((part) => Number(part ?? 0));
  const at = Date.UTC(year as number, (month as number) - 1, day, hour, minute, second);
  const isReal = new Date(at).getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return isReal ? at - offsetMs(found[7] ?? "Z") : null;
}

function offsetMs(zone: string): number {
  const found = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (!found) return 0;
  return (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60_000;
}
