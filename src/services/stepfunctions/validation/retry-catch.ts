/** Retry and Catch. Source: States Language specification, "Errors" (read 2026-11). */
import type { QueryLanguage } from "../definition";
import { checkExpressions } from "./jsonata";
import { isObject, type Report } from "./report";
import { checkInteger, checkNumber, checkOneOf, checkReferencePath, checkString, checkTemplate } from "./values";

const MOST_SECONDS = 99_999_999;
const LONGEST_DELAY = 31_622_400; // s, a year

const RETRIER = [
  "ErrorEquals",
  "IntervalSeconds",
  "MaxAttempts",
  "BackoffRate",
  "MaxDelaySeconds",
  "JitterStrategy",
  "Comment",
];
const CATCHER = ["ErrorEquals", "Next", "ResultPath", "Assign", "Output", "Comment"];

export function checkRetry(report: Report, retry: unknown, at: string): void {
  eachRule(report, retry, at, RETRIER, (rule, place) => {
    const {
      IntervalSeconds: interval,
      MaxAttempts: most,
      BackoffRate: rate,
      MaxDelaySeconds: delay,
      JitterStrategy: jitter,
    } = rule;
    if (interval !== undefined) checkInteger(report, interval, 1, MOST_SECONDS, `${place}/IntervalSeconds`);
    if (most !== undefined) checkInteger(report, most, 0, MOST_SECONDS, `${place}/MaxAttempts`);
    if (rate !== undefined) checkNumber(report, rate, 1, Number.MAX_VALUE, `${place}/BackoffRate`);
    if (jitter !== undefined) checkOneOf(report, jitter, ["FULL", "NONE"], `${place}/JitterStrategy`);
    if (delay === undefined || !checkInteger(report, delay, 1, LONGEST_DELAY, `${place}/MaxDelaySeconds`)) return;
    const least = typeof interval === "number" ? interval : 1;
    if ((delay as number) <= least) {
      report.error(
        `MaxDelaySeconds (${delay}) must be greater than IntervalSeconds (${least})`,
        `${place}/MaxDelaySeconds`,
      );
    }
  });
}

export function checkCatch(report: Report, catches: unknown, language: QueryLanguage, at: string): void {
  eachRule(report, catches, at, CATCHER, (rule, place) => {
    if (rule.Next === undefined) report.error("Field 'Next' is required", place);
    else checkString(report, rule.Next, `${place}/Next`);
    if (language === "JSONata") {
      if ("ResultPath" in rule) wrongLanguage(report, "ResultPath", language, place);
      checkExpressions(report, rule.Output, `${place}/Output`);
      checkExpressions(report, rule.Assign, `${place}/Assign`);
      return;
    }
    if ("Output" in rule) wrongLanguage(report, "Output", language, place);
    if (rule.ResultPath !== undefined) checkReferencePath(report, rule.ResultPath, `${place}/ResultPath`);
    checkTemplate(report, rule.Assign, `${place}/Assign`);
  });
}

export function wrongLanguage(report: Report, field: string, language: QueryLanguage, at: string): void {
  const other = language === "JSONata" ? "JSONPath" : "JSONata";
  report.error(
    `The QueryLanguage is set to '${language}', but field '${field}' is only supported for the '${other}' QueryLanguage`,
    at,
  );
}

function eachRule(
  report: Report,
  rules: unknown,
  at: string,
  fields: readonly string[],
  check: (rule: Record<string, unknown>, place: string) => void,
): void {
  if (!Array.isArray(rules)) return report.error("Expected value of type Array", at);
  for (const [i, rule] of rules.entries()) {
    const place = `${at}[${i}]`;
    if (!isObject(rule)) {
      report.error("Expected value of type Object", place);
      continue;
    }
    for (const field of Object.keys(rule)) {
      if (!fields.includes(field)) report.error(`Field '${field}' is not supported`, place);
    }
    checkErrorEquals(report, rule.ErrorEquals, i === rules.length - 1, `${place}/ErrorEquals`);
    check(rule as Record<string, unknown>, place);
  }
}

function checkErrorEquals(report: Report, names: unknown, isLast: boolean, at: string): void {
  if (!Array.isArray(names) || names.length === 0 || names.some((name) => typeof name !== "string")) {
    return report.error("ErrorEquals must be a non-empty array of strings", at);
  }
  if (!names.includes("States.ALL")) return;
  if (names.length > 1) report.error("States.ALL must appear alone in ErrorEquals", at);
  if (!isLast) report.error("States.ALL must be in the last Retrier or Catcher", at);
}
