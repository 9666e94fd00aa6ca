/**
 * Schedule expressions: rate(...) and cron(...) as for rules (../eventbridge/cron.ts), and at(yyyy-mm-ddThh:mm:ss); cron and at
 * follow the clock on the wall of a time zone. A cron time that is skipped when clocks go forward is skipped; one that comes
 * twice when they go back counts once. A rate of days counts 24 hours each, whatever clocks do.
 * Source: Scheduler User Guide, "Schedule types in EventBridge Scheduler" (read 2026-11).
 */
import { parseSchedule, type Schedule as Recurring } from "../eventbridge/cron";
import type { Zone } from "./zone";

export type Expression = Recurring | { kind: "at"; atMs: number };

const AT = /^at\((\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\)$/;

/** Undefined when it is not valid. */
export function readExpression(text: string, zone: Zone): Expression | undefined {
  const at = AT.exec(text);
  if (at === null) return parseSchedule(text);
  const [year, month, day, hour, minute, second] = at.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second);
  // 31 February would be some day in March.
  if (`at(${new Date(wallMs).toISOString().slice(0, 19)})` !== text) return undefined;
  const atMs = zone.moment(wallMs);
  return atMs === undefined ? undefined : { kind: "at", atMs };
}

/** What a schedule is due by; all in epoch ms. */
export interface Timing {
  readonly expression: Expression;
  readonly zone: Zone;
  /** From when a rate is counted, and the first moment at which it is due. */
  readonly anchorMs: number;
  /** For recurring schedules. */
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
}

/** The first moment that it is due, this one or later; undefined when there is none. */
export function nextDue(timing: Timing, fromMs: number): number | undefined {
  const { expression, anchorMs, startMs = Number.NEGATIVE_INFINITY, endMs = Number.POSITIVE_INFINITY } = timing;
  if (expression.kind === "at") return expression.atMs >= fromMs ? expression.atMs : undefined;
  const least = Math.max(fromMs, startMs);
  let due: number | undefined;
  if (expression.kind === "rate") {
    const periods = Math.max(0, Math.ceil((least - anchorMs) / expression.everyMs));
    due = anchorMs + periods * expression.everyMs;
  } else due = nextOnWall(expression.cron, timing.zone, least);
  return due !== undefined && due <= endMs ? due : undefined;
}

function nextOnWall(
  cron: { next(afterMs: number): number | undefined },
  zone: Zone,
  fromMs: number,
): number | undefined {
  for (let wallMs: number | undefined = zone.wall(fromMs) - 1; ; ) {
    wallMs = cron.next(wallMs);
    if (wallMs === undefined) return undefined;
    const moment = zone.moment(wallMs);
    if (moment !== undefined && moment >= fromMs) return moment;
  }
}
