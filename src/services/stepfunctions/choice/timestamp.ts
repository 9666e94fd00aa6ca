/** Timestamps of the States Language: RFC 3339, with an upper-case T between date and time, and Z or an offset at the end. */
const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

export function isTimestamp(value: unknown): value is string {
  if (typeof value !== "string") return false;
  const found = TIMESTAMP.exec(value);
  if (found === null) return false;
  const [, year, month, day, hour, minute, second = "0"] = found;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isDay = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isDay && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}

/** Epoch milliseconds of a timestamp; what is finer than a millisecond is dropped. */
export function timestampMs(text: string): number {
  return Date.parse(text.replace(/(\.\d{3})\d+/, "$1"));
}
