/**
 * Schedule expressions: rate(value unit) and cron(minutes hours day-of-month month day-of-week year), in UTC.
 * Fields take values, lists, ranges, steps, `*` and `?`, names of months and days; day-of-month also `L`, `nW`, `LW`;
 * day-of-week (1 is Sunday) also `nL` and `n#k`. One of the two days must be `?`.
 * Read here because the library for these six fields, aws-cron-parser 1.1.12, fires on 1 March for 29 February, reads `1,L`
 * wrongly, and refuses `LW` and `31W` (tried 2026-11).
 * Source: EventBridge User Guide, "Setting a schedule pattern for scheduled rules" (read 2026-11).
 */

/** The moments at which a schedule fires. */
export type Schedule = { kind: "rate"; everyMs: number } | { kind: "cron"; cron: Cron };

const MINUTE = 60_000;
const UNITS: Record<string, number> = { minute: MINUTE, hour: 60 * MINUTE, day: 1_440 * MINUTE };
const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const DAYS = "SUN MON TUE WED THU FRI SAT".split(" ");
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

/** Undefined when the expression is not valid. */
export function parseSchedule(expression: string): Schedule | undefined {
  const rate = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression);
  if (rate) {
    const value = Number(rate[1]);
    // AWS insists on good grammar: 1 minute, 5 minutes.
    if (value < 1 || (value === 1) === (rate[3] === "s")) return undefined;
    return { kind: "rate", everyMs: value * UNITS[rate[2]!]! };
  }
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.trim().split(/\s+/);
  if (fields?.length !== 6) return undefined;
  const cron = Cron.read(fields);
  return cron && { kind: "cron", cron };
}

type DayTest = (date: Date, lastDay: number) => boolean;

export class Cron {
  private constructor(
    private readonly minutes: ReadonlySet<number>,
    private readonly hours: ReadonlySet<number>,
    private readonly months: ReadonlySet<number>,
    private readonly years: ReadonlySet<number>,
    private readonly day: DayTest,
  ) {}

  static read(fields: readonly string[]): Cron | undefined {
    const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
    if ((dayOfMonth === "?") === (dayOfWeek === "?")) return undefined;
    const minutes = values(minute, 0, 59);
    const hours = values(hour, 0, 23);
    const months = values(month, 1, 12, MONTHS, 1);
    const years = values(year, FIRST_YEAR, LAST_YEAR);
    const day = dayOfWeek === "?" ? readDayOfMonth(dayOfMonth) : readDayOfWeek(dayOfWeek);
    if (!minutes || !hours || !months || !years || !day) return undefined;
    return new Cron(minutes, hours, months, years, day);
  }

  /** The first moment after this one, both epoch ms; undefined when there is none. */
  next(afterMs: number): number | undefined {
    const date = new Date(Math.floor(afterMs / MINUTE) * MINUTE + MINUTE);
    while (date.getUTCFullYear() <= LAST_YEAR) {
      if (!this.years.has(date.getUTCFullYear())) date.setTime(Date.UTC(date.getUTCFullYear() + 1, 0));
      else if (!this.months.has(date.getUTCMonth() + 1)) {
        date.setTime(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1));
      } else if (!this.day(date, lastDayOf(date))) date.setTime(startOfDay(date) + UNITS.day!);
      else if (!this.hours.has(date.getUTCHours())) date.setTime(startOfHour(date) + UNITS.hour!);
      else if (!this.minutes.has(date.getUTCMinutes())) date.setTime(date.getTime() + MINUTE);
      else return date.getTime();
    }
    return undefined;
  }
}

function startOfDay(date: Date): number {
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
}

function startOfHour(date: Date): number {
  return startOfDay(date) + date.getUTCHours() * UNITS.hour!;
}

function lastDayOf(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

/** The values of a field; undefined when it is not valid. */
function values(field: string, least: number, most: number, names: string[] = [], base = 0): Set<number> | undefined {
  const found = new Set<number>();
  const number = (text: string): number => {
    const named = names.indexOf(text.toUpperCase());
    const value = named >= 0 ? named + base : /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : Number.NaN;
  };
  for (const part of field.split(",")) {
    const [range = "", step, ...rest] = part.split("/");
    const by = step === undefined ? 1 : Number(step);
    if (rest.length > 0 || !Number.isInteger(by) || by < 1) return undefined;
    const [low = "", high, ...more] = range.split("-");
    if (more.length > 0) return undefined;
    const from = low === "*" && high === undefined ? least : number(low);
    const to = high !== undefined ? number(high) : low === "*" || step !== undefined ? most : from;
    if (Number.isNaN(from) || Number.isNaN(to) || from > to) return undefined;
    for (let value = from; value <= to; value += by) found.add(value);
  }
  return found;
}

function readDayOfMonth(field: string): DayTest | undefined {
  if (field === "L") return (date, last) => date.getUTCDate() === last;
  if (field === "LW") return (date, last) => date.getUTCDate() === nearestWeekday(date, last, last);
  const weekday = /^(\d{1,2})W$/.exec(field);
  if (weekday) {
    const day = Number(weekday[1]);
    if (day < 1 || day > 31) return undefined;
    return (date, last) => day <= last && date.getUTCDate() === nearestWeekday(date, day, last);
  }
  const days = values(field, 1, 31);
  return days && ((date) => days.has(date.getUTCDate()));
}

/** The working day nearest to a day of the date's month, within that month. */
function nearestWeekday(date: Date, day: number, last: number): number {
  const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day)).getUTCDay();
  if (weekday === 6) return day === 1 ? 3 : day - 1;
  if (weekday === 0) return day === last ? day - 2 : day + 1;
  return day;
}

function readDayOfWeek(field: string): DayTest | undefined {
  const day = (text: string): number => {
    const named = DAYS.indexOf(text.toUpperCase());
    return named >= 0 ? named : Number(text) - 1;
  };
  const lastOne = /^([1-7]|[A-Z]{3})L$/i.exec(field);
  if (lastOne) {
    const wanted = day(lastOne[1]!);
    return (date, last) => date.getUTCDay() === wanted && date.getUTCDate() > last - 7;
  }
  if (field === "L") return (date) => date.getUTCDay() === 6;
  const nth = /^([1-7]|[A-Z]{3})#([1-5])$/i.exec(field);
  if (nth) {
    const wanted = day(nth[1]!);
    return (date) => date.getUTCDay() === wanted && Math.ceil(date.getUTCDate() / 7) === Number(nth[2]);
  }
  const days = values(field, 1, 7, DAYS, 1);
  return days && ((date) => days.has(date.getUTCDay() + 1));
}
