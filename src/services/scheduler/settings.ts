/** What is said of a schedule, read and checked. Source: API reference, CreateSchedule; texts as recorded or reported (read 2026-11). */
import type { Scheduler } from "./context";
import { validation, violation } from "./errors";
import { type Expression, readExpression } from "./expression";
import { DESCRIPTION_LENGTH, EXPRESSION_LENGTH, START_DATE_MINUTES, WINDOW_MINUTES, ZONE_LENGTH } from "./limits";
import type { Settings } from "./schedule";
import { checkBounds, readTarget, type TargetInput } from "./target";
import { Zone } from "./zone";

export interface ScheduleInput {
  Name?: string;
  GroupName?: string;
  ScheduleExpression?: string;
  ScheduleExpressionTimezone?: string;
  StartDate?: Date;
  EndDate?: Date;
  Description?: string;
  State?: string;
  KmsKeyArn?: string;
  Target?: TargetInput;
  FlexibleTimeWindow?: { Mode?: string; MaximumWindowInMinutes?: number };
  ClientToken?: string;
  ActionAfterCompletion?: string;
}

const MINUTE = 60_000; // ms

/**
 * @param before of the schedule that is updated: an expression that stays keeps its rhythm
 * @throws ValidationException, UnsupportedOperation
 */
export function readSettings({ sim }: Scheduler, input: ScheduleInput, before?: Settings): Settings {
  const { ScheduleExpression: text = "", ScheduleExpressionTimezone: zoneName = "UTC", Description } = input;
  const { State: state = "ENABLED", ActionAfterCompletion: after = "NONE", StartDate, EndDate } = input;
  checkLength(text, "scheduleExpression", 1, EXPRESSION_LENGTH);
  checkLength(zoneName, "scheduleExpressionTimezone", 1, ZONE_LENGTH);
  if (Description !== undefined) checkLength(Description, "description", 0, DESCRIPTION_LENGTH);
  checkOneOf(state, "state", ["ENABLED", "DISABLED"]);
  checkOneOf(after, "actionAfterCompletion", ["NONE", "DELETE"]);
  const zone = Zone.read(zoneName);
  if (zone === undefined) throw validation(`The ScheduleExpressionTimezone ${zoneName} is not valid.`);
  const expression = readExpression(text, zone);
  if (expression === undefined) throw validation(`Invalid Schedule Expression ${text}.`);
  const nowMs = sim.start + sim.now;
  checkDates(expression, StartDate, EndDate, nowMs);
  const windowMinutes = readWindow(input.FlexibleTimeWindow);
  const target = readTarget(input.Target ?? {});
  const isRecurring = expression.kind !== "at";
  const isSame =
    before !== undefined && before.expression === text && before.startDate?.getTime() === StartDate?.getTime();
  return {
    expression: text,
    timing: {
      expression,
      zone,
      anchorMs: isSame ? before.timing.anchorMs : (StartDate?.getTime() ?? nowMs),
      startMs: isRecurring ? StartDate?.getTime() : undefined,
      endMs: isRecurring ? EndDate?.getTime() : undefined,
    },
    startDate: StartDate,
    endDate: EndDate,
    windowMinutes,
    isEnabled: state === "ENABLED",
    target,
    description: Description,
    kmsKeyArn: input.KmsKeyArn,
    deletesItself: after === "DELETE",
  };
}

function checkDates(expression: Expression, start: Date | undefined, end: Date | undefined, nowMs: number): void {
  if (expression.kind === "at") return;
  if (start !== undefined && start.getTime() < nowMs - START_DATE_MINUTES * MINUTE) {
    throw validation(`The StartDate you specify cannot be earlier than ${START_DATE_MINUTES} minutes ago.`);
  }
  if (end === undefined) return;
  if (end.getTime() < nowMs) throw validation("The EndDate you specify cannot be in the past.");
  if (start !== undefined && end <= start) throw validation("The EndDate you specify must come after the StartDate.");
}

function readWindow(given: ScheduleInput["FlexibleTimeWindow"]): number {
  const { Mode: mode, MaximumWindowInMinutes: minutes } = given ?? {};
  checkOneOf(mode, "flexibleTimeWindow.mode", ["OFF", "FLEXIBLE"]);
  if (minutes !== undefined) checkBounds(minutes, "flexibleTimeWindow.maximumWindowInMinutes", WINDOW_MINUTES);
  if (mode === "OFF") {
    if (minutes !== undefined) throw validation("MaximumWindowInMinutes must not be given when Mode is OFF.");
    return 0;
  }
  if (minutes === undefined) throw validation("MaximumWindowInMinutes must be given when Mode is FLEXIBLE.");
  return minutes;
}

function checkLength(value: string, member: string, least: number, most: number): void {
  if (value.length < least) throw violation(value, member, `have length greater than or equal to ${least}`);
  if (value.length > most) {
    throw violation(`${value.slice(0, 40)}...`, member, `have length less than or equal to ${most}`);
  }
}

export function checkOneOf(value: string | undefined, member: string, among: readonly string[]): void {
  if (!among.includes(String(value))) throw violation(value, member, `satisfy enum value set: [${among.join(", ")}]`);
}
