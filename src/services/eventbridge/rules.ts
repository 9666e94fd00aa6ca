/** Rules as resources. Source: API reference of those operations (read 2026-11); texts as recorded from AWS. */
import type { Caller } from "../service";
import type { EventBridge } from "./context";
import { parseSchedule } from "./cron";
import { limitExceeded, ruleNotFound, validation } from "./errors";
import { PATTERN_LENGTH, RULES_PER_BUS } from "./limits";
import { checkName, listed } from "./names";
import { Rule } from "./rule";
import { arm } from "./schedule";
import { checkTags, type Tag } from "./tags";
import { readPattern } from "./test-event-pattern";

interface RuleInput {
  Name?: string;
  EventBusName?: string;
  EventPattern?: string;
  ScheduleExpression?: string;
  State?: string;
  Description?: string;
  RoleArn?: string;
  Tags?: Tag[];
}

/** A rule that is there already is replaced, its targets stay. */
export function putRule(events: EventBridge, input: RuleInput, caller: Caller): unknown {
  const name = checkName("name", input.Name, 64);
  const bus = events.bus(input.EventBusName);
  const { EventPattern: patternText, ScheduleExpression: expression, State: state = "ENABLED" } = input;
  if (!patternText && !expression) {
    throw validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
  }
  if (expression && !bus.isDefault) {
    throw validation("ScheduleExpression is supported only on the default event bus.");
  }
  const schedule = expression ? parseSchedule(expression) : undefined;
  if (expression && schedule === undefined) throw validation("Parameter ScheduleExpression is not valid.");
  if (patternText && patternText.length > PATTERN_LENGTH) {
    throw validation(`EventPattern must be at most ${PATTERN_LENGTH} characters long`);
  }
  const pattern = patternText ? { text: patternText, pattern: readPattern(patternText) } : undefined;
  if (!["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"].includes(state)) {
    throw validation(
      `1 validation error detected: Value '${state}' at 'state' failed to satisfy constraint: Member must satisfy enum value set: [ENABLED, DISABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS]`,
    );
  }
  checkTags(input.Tags ?? []);
  let rule = bus.rules.get(name);
  const isNew = rule === undefined;
  rule ??= new Rule(bus, name, (resource) => events.arnOf(resource));
  events.authorize("PutRule", rule.arn, caller);
  if (isNew && events.world.quotas === "strict" && bus.rules.size >= RULES_PER_BUS) {
    throw limitExceeded(`The requested resource exceeds the maximum number allowed: ${RULES_PER_BUS} rules on a bus`);
  }
  const keepsClock = rule.schedule?.text === expression && rule.isEnabled && state !== "DISABLED";
  rule.pattern = pattern;
  rule.schedule = schedule && { text: expression!, schedule };
  rule.isEnabled = state !== "DISABLED";
  rule.description = input.Description;
  rule.roleArn = input.RoleArn;
  bus.rules.set(name, rule);
  bus.arrange(rule);
  if (isNew || !keepsClock) arm(events, rule);
  if (isNew) for (const { Key, Value } of input.Tags ?? []) rule.tags.set(Key!, Value!);
  events.request("PutRule", bus, caller);
  return { RuleArn: rule.arn };
}

interface NamedInput {
  Name?: string;
  EventBusName?: string;
}

/** @throws ResourceNotFoundException, AccessDeniedException */
export function findRule(
  events: EventBridge,
  operation: string,
  name: string | undefined,
  bus: string | undefined,
  caller: Caller,
): Rule {
  const found = events.bus(bus);
  const rule = found.rules.get(name ?? "");
  if (rule === undefined) throw ruleNotFound(String(name), found.name);
  events.authorize(operation, rule.arn, caller);
  return rule;
}

export function describeRule(events: EventBridge, input: NamedInput, caller: Caller): unknown {
  const rule = findRule(events, "DescribeRule", input.Name, input.EventBusName, caller);
  events.request("DescribeRule", rule.bus, caller);
  return { ...shown(rule), CreatedBy: events.world.account };
}

function shown(rule: Rule): Record<string, unknown> {
  return {
    Name: rule.name,
    Arn: rule.arn,
    State: rule.isEnabled ? "ENABLED" : "DISABLED",
    EventBusName: rule.bus.name,
    ...(rule.pattern !== undefined && { EventPattern: rule.pattern.text }),
    ...(rule.schedule !== undefined && { ScheduleExpression: rule.schedule.text }),
    ...(rule.description !== undefined && { Description: rule.description }),
    ...(rule.roleArn !== undefined && { RoleArn: rule.roleArn }),
  };
}

export function enableRule(events: EventBridge, input: NamedInput, caller: Caller): unknown {
  return switchRule(events, "EnableRule", input, caller, true);
}

export function disableRule(events: EventBridge, input: NamedInput, caller: Caller): unknown {
  return switchRule(events, "DisableRule", input, caller, false);
}

function switchRule(events: EventBridge, operation: string, input: NamedInput, caller: Caller, on: boolean): unknown {
  const rule = findRule(events, operation, input.Name, input.EventBusName, caller);
  if (rule.isEnabled !== on) {
    rule.isEnabled = on;
    rule.bus.arrange(rule);
    arm(events, rule);
  }
  events.request(operation, rule.bus, caller);
  return {};
}

/** Deleting a rule that is not there is no error; one with targets cannot be deleted. */
export function deleteRule(events: EventBridge, input: NamedInput, caller: Caller): unknown {
  const bus = events.bus(input.EventBusName);
  const rule = bus.rules.get(input.Name ?? "");
  if (rule === undefined) return {};
  events.authorize("DeleteRule", rule.arn, caller);
  if (rule.targets.size > 0) throw validation("Rule can't be deleted since it has targets.");
  rule.isDeleted = true;
  bus.rules.delete(rule.name);
  bus.arrange(rule);
  arm(events, rule);
  events.request("DeleteRule", bus, caller);
  return {};
}

interface ListInput {
  NamePrefix?: string;
  EventBusName?: string;
  TargetArn?: string;
  Limit?: number;
  NextToken?: string;
}

export function listRules(events: EventBridge, input: ListInput, caller: Caller): unknown {
  const bus = events.bus(input.EventBusName);
  events.authorize("ListRules", bus.arn, caller);
  events.request("ListRules", bus, caller);
  const all = [...bus.rules.values()].filter(({ name }) => name.startsWith(input.NamePrefix ?? ""));
  const { items, NextToken } = listed(all, input);
  return { Rules: items.map(shown), NextToken };
}

export function listRuleNamesByTarget(events: EventBridge, input: ListInput, caller: Caller): unknown {
  const bus = events.bus(input.EventBusName);
  events.authorize("ListRuleNamesByTarget", bus.arn, caller);
  events.request("ListRuleNamesByTarget", bus, caller);
  const all = [...bus.rules.values()].filter(({ targets }) =>
    [...targets.values()].some(({ arn }) => arn === input.TargetArn),
  );
  const { items, NextToken } = listed(all, input);
  return { RuleNames: items.map(({ name }) => name), NextToken };
}
