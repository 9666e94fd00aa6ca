/** Times as alarms write them: "2026-01-05T00:05:00.000+0000". */
export function stamp(date: Date): string {
  return date.toISOString().replace("Z", "+0000");
}
