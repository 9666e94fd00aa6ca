/** A rule of a bus: what it matches or when it fires, and the targets that it sends to. */
import type { Scheduled } from "../../sim";
import type { Bus } from "./bus";
import type { Schedule } from "./cron";
import type { MakePayload } from "./input";
import type { Pattern } from "./pattern";

export interface Target {
  readonly id: string;
  readonly arn: string;
  /** As it was put, for ListTargetsByRule. */
  readonly shown: Readonly<Record<string, unknown>>;
  readonly payload: MakePayload;
  readonly messageGroupId?: string;
  readonly deadLetterArn?: string;
  readonly maximumAttempts: number;
  readonly maximumAgeMs: number;
}

export class Rule {
  readonly targets = new Map<string, Target>();
  readonly tags = new Map<string, string>();
  pattern: { text: string; pattern: Pattern } | undefined;
  schedule: { text: string; schedule: Schedule } | undefined;
  isEnabled = true;
  description: string | undefined;
  roleArn: string | undefined;
  timer: Scheduled | undefined;
  isDeleted = false;
  readonly arn: string;

  constructor(
    readonly bus: Bus,
    readonly name: string,
    arnOf: (resource: string) => string,
  ) {
    this.arn = arnOf(bus.isDefault ? `rule/${name}` : `rule/${bus.name}/${name}`);
  }
}
