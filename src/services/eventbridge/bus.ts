/** An event bus: its rules, compiled into one automaton, and its archives. */
import type { Name } from "../../sim";
import type { Policy } from "../iam";
import type { Archive } from "./archive";
import { Machine } from "./pattern";
import type { Rule } from "./rule";

export class Bus {
  /** In the order of creation. */
  readonly rules = new Map<string, Rule>();
  readonly machine = new Machine<Rule>();
  readonly archives = new Set<Archive>();
  readonly tags = new Map<string, string>();
  policy: { text: string; policy: Policy } | undefined;
  description: string | undefined;
  deadLetterArn: string | undefined;
  kmsKey: string | undefined;
  modifiedMs: number;

  constructor(
    readonly name: string,
    readonly arn: string,
    readonly nameId: Name,
    readonly createdMs: number,
  ) {
    this.modifiedMs = createdMs;
  }

  get isDefault(): boolean {
    return this.name === "default";
  }

  /** The automaton holds the enabled rules that have a pattern. */
  arrange(rule: Rule): void {
    if (rule.isEnabled && !rule.isDeleted && rule.pattern !== undefined) this.machine.set(rule, rule.pattern.pattern);
    else this.machine.delete(rule);
  }
}
