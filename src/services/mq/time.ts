/** The weekly maintenance window, on the wall clock of its time zone. */
export const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;

export const DAYS = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"] as const;

export interface WeeklyStartTime {
  DayOfWeek: string;
  /** "HH:MM", 24 hours. */
  TimeOfDay: string;
  /** "UTC" by default; an offset such as UTC+2, or a name such as America/Bogota. */
  TimeZone?: string;
}

export const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

export function isTimeZone(name: string): boolean {
  if (offsetOf(name) !== undefined) return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** "UTC-5" and "UTC+02:00" as ms; undefined for the name of a zone. */
function offsetOf(name: string): number | undefined {
  const [, sign, hours, minutes = "0"] = /^(?:UTC|GMT)([+-])(\d{1,2})(?::?([0-5]\d))?$/.exec(name) ?? [];
  if (hours === undefined || Number(hours) > 14) return undefined;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}

/**
 * The next start of the window.
 * @param epochMs now, in ms since 1970
 * @returns epoch ms, > now
 */
export function nextWindow({ DayOfWeek, TimeOfDay, TimeZone = "UTC" }: WeeklyStartTime, epochMs: number): number {
  const offset = offsetOf(TimeZone);
  const format = new Intl.DateTimeFormat("en", {
    timeZone: offset === undefined ? TimeZone : "UTC",
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const minuteOfWeek = (atMs: number): number => {
    const parts = Object.fromEntries(
      format.formatToParts(atMs + (offset ?? 0)).map(({ type, value }) => [type, value]),
    );
    const day = DAYS.indexOf(parts.weekday!.toUpperCase() as (typeof DAYS)[number]);
    return day * DAY_MINUTES + Number(parts.hour) * 60 + Number(parts.minute);
  };
  const [hours, minutes] = TimeOfDay.split(":").map(Number) as [number, number];
  const wanted = DAYS.indexOf(DayOfWeek as (typeof DAYS)[number]) * DAY_MINUTES + hours * 60 + minutes;
  const minute = Math.floor(epochMs / MINUTE_MS) * MINUTE_MS;
  const ahead = (atMs: number): number => (wanted - minuteOfWeek(atMs) + WEEK_MINUTES) % WEEK_MINUTES;
  const first = minute + (ahead(minute) || WEEK_MINUTES) * MINUTE_MS;
  // The clocks may change in between: look once more from there, at most half a week away.
  const off = ahead(first);
  return first + (off > WEEK_MINUTES / 2 ? off - WEEK_MINUTES : off) * MINUTE_MS;
}
