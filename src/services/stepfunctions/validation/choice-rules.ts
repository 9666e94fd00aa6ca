/** The rules of Choice. Source: States Language specification, "Choice State" (read 2026-11). */
import { comparisonOf } from "../choice/operators";
import type { QueryLanguage } from "../definition";
import { checkExpressions } from "./jsonata";
import { type Fields, isObject, type Report } from "./report";
import { wrongLanguage } from "./retry-catch";
import { checkPath, checkString, checkTemplate, checkTimestamp } from "./values";

const BOOLEAN_EXPRESSIONS = ["And", "Or", "Not"];

export function checkChoices(report: Report, choices: unknown, language: QueryLanguage, at: string): void {
  if (!Array.isArray(choices) || choices.length === 0) return report.error("Choices must be a non-empty array", at);
  for (const [i, rule] of choices.entries()) {
    const place = `${at}[${i}]`;
    if (!isObject(rule)) {
      report.error("Expected value of type Object", place);
      continue;
    }
    if (rule.Next === undefined) report.error("Field 'Next' is required", place);
    else checkString(report, rule.Next, `${place}/Next`);
    if (language === "JSONata") checkCondition(report, rule, place);
    else {
      for (const field of ["Condition", "Output"]) if (field in rule) wrongLanguage(report, field, language, place);
      checkTemplate(report, rule.Assign, `${place}/Assign`);
      checkTest(report, rule, true, place);
    }
  }
}

function checkCondition(report: Report, rule: Fields, at: string): void {
  for (const field of Object.keys(rule)) {
    if (["Condition", "Next", "Assign", "Output", "Comment"].includes(field)) continue;
    if (field === "Variable" || BOOLEAN_EXPRESSIONS.includes(field) || comparisonOf(field) !== undefined) {
      wrongLanguage(report, field, "JSONata", at);
    } else report.error(`Field '${field}' is not supported`, at);
  }
  const { Condition: condition } = rule;
  if (condition === undefined) report.error("Field 'Condition' is required", at);
  else if (typeof condition === "string") checkExpressions(report, condition, `${at}/Condition`);
  else if (typeof condition !== "boolean")
    report.error("Condition must be a JSONata expression or a boolean", `${at}/Condition`);
  checkExpressions(report, rule.Assign, `${at}/Assign`);
  checkExpressions(report, rule.Output, `${at}/Output`);
}

function checkTest(report: Report, rule: Fields, isTop: boolean, at: string): void {
  const operators: string[] = [];
  for (const field of Object.keys(rule)) {
    if (field === "Comment" || field === "Variable") continue;
    if (["Next", "Assign", "Condition", "Output"].includes(field)) {
      if (!isTop) report.error(`Field '${field}' is not supported`, at);
    } else if (BOOLEAN_EXPRESSIONS.includes(field) || comparisonOf(field) !== undefined) operators.push(field);
    else report.error(`Field '${field}' is not supported`, at);
  }
  if (operators.length !== 1) {
    return report.error(
      `A choice rule needs exactly one comparison operator, but has ${operators.length}: [${operators.join(", ")}]`,
      at,
    );
  }
  const [operator] = operators as [string];
  const value = rule[operator];
  if (operator === "Not") return checkInner(report, value, `${at}/Not`);
  if (operator === "And" || operator === "Or") {
    if (!Array.isArray(value) || value.length === 0)
      return report.error(`${operator} must be a non-empty array`, `${at}/${operator}`);
    for (const [i, inner] of value.entries()) checkInner(report, inner, `${at}/${operator}[${i}]`);
    return;
  }
  if (rule.Variable === undefined) report.error("Field 'Variable' is required", at);
  else checkPath(report, rule.Variable, `${at}/Variable`);
  checkOperand(report, operator, value, `${at}/${operator}`);
}

function checkInner(report: Report, rule: unknown, at: string): void {
  if (isObject(rule)) checkTest(report, rule, false, at);
  else report.error("Expected value of type Object", at);
}

function checkOperand(report: Report, name: string, value: unknown, at: string): void {
  const { operator, isPath } = comparisonOf(name)!;
  if (isPath) return checkPath(report, value, at);
  const type = operator.startsWith("Numeric") ? "number" : /^(Boolean|Is)/.test(operator) ? "boolean" : "string";
  if (typeof value !== type)
    return report.error(`Expected value of type ${type[0]!.toUpperCase()}${type.slice(1)}`, at);
  if (operator.startsWith("Timestamp")) checkTimestamp(report, value, at);
}
