/**
 * What a target is sent: the schedule's Input with its context attributes filled in, or a notification.
 * Source: Scheduler User Guide, "Adding context attributes"; the notification as AWS sends it to functions (read 2026-11).
 */

/** What a context attribute stands for, in one attempt. */
export interface Attempt {
  readonly scheduleArn: string;
  /** "2026-01-05T08:00:00Z" */
  readonly scheduledTime: string;
  readonly executionId: string;
  readonly attemptNumber: number;
}

const ATTRIBUTE = /<aws\.scheduler\.(schedule-arn|scheduled-time|execution-id|attempt-number)>/g;

export function fill(input: string, attempt: Attempt): string {
  return input.replace(ATTRIBUTE, (_all, name: string) => {
    if (name === "schedule-arn") return attempt.scheduleArn;
    if (name === "scheduled-time") return attempt.scheduledTime;
    return name === "execution-id" ? attempt.executionId : String(attempt.attemptNumber);
  });
}

/** Whether it is JSON once its attributes are filled in. */
export function isJson(input: string): boolean {
  try {
    JSON.parse(input.replace(ATTRIBUTE, "1"));
    return true;
  } catch {
    return false;
  }
}

/** What a target gets when the schedule has no Input. */
export function notification(id: string, scheduleArn: string, time: string): string {
  const [, , , region, account] = scheduleArn.split(":");
  return JSON.stringify({
    version: "0",
    id,
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account,
    time,
    region,
    resources: [scheduleArn],
    detail: "{}",
  });
}
