/** A schedule and its group. */
import type { Name, Scheduled } from "../../sim";
import type { Timing } from "./expression";
import type { Target } from "./target";

/** What an update replaces as a whole. */
export interface Settings {
  readonly expression: string;
  readonly timing: Timing;
  readonly startDate: Date | undefined;
  readonly endDate: Date | undefined;
  readonly windowMinutes: number;
  readonly isEnabled: boolean;
  readonly target: Target;
  readonly description: string | undefined;
  readonly kmsKeyArn: string | undefined;
  readonly deletesItself: boolean;
}

export class Schedule {
  /** "name" in the default group, "group/name" in others. */
  readonly resource: string;
  readonly arn: string;
  modifiedMs: number;
  isDeleted = false;
  timer: Scheduled | undefined;
  /** Epoch ms at which it was due last. */
  lastDueMs: number | undefined;
  /** Firings that wait within their window, or are not yet delivered or given up. */
  underway = 0;

  constructor(
    readonly group: Group,
    readonly name: string,
    readonly nameId: Name,
    arnOf: (resource: string) => string,
    readonly createdMs: number,
    /** The request that made it. */
    readonly made: { token: string | undefined; fingerprint: string; row: number },
    public settings: Settings,
  ) {
    this.resource = resourceName(group.name, name);
    this.arn = arnOf(`schedule/${group.name}/${name}`);
    this.modifiedMs = createdMs;
  }
}

export function resourceName(group: string, name: string): string {
  return group === "default" ? name : `${group}/${name}`;
}

export class Group {
  readonly schedules = new Map<string, Schedule>();
  readonly tags = new Map<string, string>();
  readonly arn: string;
  isDeleting = false;
  modifiedMs: number;

  constructor(
    readonly name: string,
    arnOf: (resource: string) => string,
    readonly createdMs: number,
    /** Of the request that made it. */
    readonly token: string | undefined,
  ) {
    this.arn = arnOf(`schedule-group/${name}`);
    this.modifiedMs = createdMs;
  }
}
