/**
 * PutCompositeAlarm: an alarm over alarms. Its rule is a sentence of ALARM("a"), OK("b"), INSUFFICIENT_DATA("c"), TRUE, FALSE,
 * AND, OR, NOT and parentheses. Left out: ActionsSuppressor and AT_LEAST.
 * Source: API reference, PutCompositeAlarm (read 2026-11).
 */
import type { Caller } from "../service";
import type { AlarmState, CompositeRule } from "./alarm";
import type { CloudWatch } from "./context";
import { missing, validation } from "./errors";
import { type AlarmInput, checkCommon, put } from "./put-metric-alarm";
import { evaluateComposite } from "./state";

interface CompositeInput extends AlarmInput {
  AlarmRule?: string;
  ActionsSuppressor?: string;
}

export function putCompositeAlarm(cloudWatch: CloudWatch, input: CompositeInput, caller: Caller): unknown {
  const name = checkCommon(input);
  if (input.ActionsSuppressor !== undefined) throw cloudWatch.notSimulated("ActionsSuppressor");
  if (!input.AlarmRule) throw missing("AlarmRule");
  const rule = parseAlarmRule(input.AlarmRule);
  const unknown = rule.children.filter((child) => !cloudWatch.alarms.has(child));
  if (unknown.length > 0) {
    throw validation(
      `Could not save the composite alarm as alarms [${unknown.join(", ")}] in the alarm rule do not exist`,
    );
  }
  if (leadsTo(cloudWatch, rule.children, name)) throw validation(`The alarm rule of ${name} leads back to ${name}.`);
  const alarm = put(cloudWatch, "PutCompositeAlarm", name, input, rule, caller);
  evaluateComposite(cloudWatch, alarm, alarm.row);
  return {};
}

function leadsTo(cloudWatch: CloudWatch, children: readonly string[], name: string): boolean {
  return children.some((child) => {
    if (child === name) return true;
    const rule = cloudWatch.alarms.get(child)?.rule;
    return rule?.kind === "composite" && leadsTo(cloudWatch, rule.children, name);
  });
}

type Condition = (stateOf: (alarm: string) => AlarmState) => boolean;

const TOKEN =
  /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]+)"|'([^']+)'|([^"'()\s]+))\s*\)|(AND|OR|NOT|TRUE|FALSE)\b|([()]))/y;

/** @throws ServiceError ValidationError that says where the rule cannot be read */
export function parseAlarmRule(text: string): CompositeRule {
  const tokens: (string | { state: AlarmState; alarm: string })[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (found === null) throw validation(`Invalid AlarmRule: "${text.slice(from).trim().slice(0, 30)}" cannot be read`);
    const [, state, double, single, bare, word, sign] = found;
    const given = double ?? single ?? bare;
    if (state === undefined) tokens.push((word ?? sign)!);
    else tokens.push({ state: state as AlarmState, alarm: given!.replace(/^arn:aws:cloudwatch:[^:]*:\d*:alarm:/, "") });
  }
  let at = 0;
  const or = (): Condition => {
    let left = and();
    while (tokens[at] === "OR") {
      at++;
      const [a, b] = [left, and()];
      left = (stateOf) => a(stateOf) || b(stateOf);
    }
    return left;
  };
  const and = (): Condition => {
    let left = not();
    while (tokens[at] === "AND") {
      at++;
      const [a, b] = [left, not()];
      left = (stateOf) => a(stateOf) && b(stateOf);
    }
    return left;
  };
  const not = (): Condition => {
    if (tokens[at] !== "NOT") return primary();
    at++;
    const of = not();
    return (stateOf) => !of(stateOf);
  };
  const primary = (): Condition => {
    const token = tokens[at++];
    if (token === undefined) throw validation("Invalid AlarmRule: it ends too early");
    if (typeof token === "object") return (stateOf) => stateOf(token.alarm) === token.state;
    if (token === "TRUE" || token === "FALSE") return () => token === "TRUE";
    if (token !== "(") throw validation(`Invalid AlarmRule: "${token}" was not expected`);
    const inner = or();
    if (tokens[at++] !== ")") throw validation('Invalid AlarmRule: a ")" is missing');
    return inner;
  };
  const holds = or();
  if (at < tokens.length) throw validation("Invalid AlarmRule: AND or OR is missing between two conditions");
  const children = [...new Set(tokens.flatMap((token) => (typeof token === "object" ? [token.alarm] : [])))];
  return { kind: "composite", AlarmRule: text, children, holds };
}
