/**
 * One choice rule of JSONPath: a comparison of a variable, or And, Or, Not of such.
 * A comparison with a value of another type does not hold; it does not fail.
 * Source: States Language specification, "Choice State", "Data-Test Expression" (read 2026-11).
 */
import type { ChoiceRule } from "../definition";
import type { Scope } from "../language";
import { find, MISSING, parsePath, readPath } from "../paths";
import { runtimeError } from "../states-error";
import { comparisonOf, OPERATORS, type Operator } from "./operators";

type Test = (data: unknown, scope: Scope) => boolean;

const compiled = new WeakMap<ChoiceRule, Test>();

/** @throws StatesError States.Runtime when the Variable, or the Path to compare with, names nothing */
export function holds(rule: ChoiceRule, data: unknown, scope: Scope): boolean {
  let test = compiled.get(rule);
  if (test === undefined) {
    test = compile(rule);
    compiled.set(rule, test);
  }
  return test(data, scope);
}

function compile(rule: ChoiceRule): Test {
  const { And: all, Or: any, Not: not } = rule;
  if (all !== undefined) return (data, scope) => all.every((one) => holds(one, data, scope));
  if (any !== undefined) return (data, scope) => any.some((one) => holds(one, data, scope));
  if (not !== undefined) return (data, scope) => !holds(not, data, scope);
  return compileComparison(rule);
}

function compileComparison(rule: ChoiceRule): Test {
  const name = Object.keys(rule).find((key) => comparisonOf(key) !== undefined);
  if (name === undefined) throw runtimeError("A choice rule has no comparison operator");
  const { operator, isPath } = comparisonOf(name)!;
  const operand = rule[name];
  const variable = rule.Variable!;
  const path = parsePath(variable);
  if (operator === "IsPresent") return (data, scope) => (find(path, data, scope) !== MISSING) === operand;
  const test: Operator = OPERATORS[operator]!;
  return (data, scope) => {
    const value = find(path, data, scope);
    if (value === MISSING) {
      throw runtimeError(`Invalid path '${variable}': The choice state's condition path references an invalid value.`);
    }
    return test(value, isPath ? readPath(operand as string, data, scope) : operand);
  };
}
