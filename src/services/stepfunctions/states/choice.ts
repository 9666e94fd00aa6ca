/** Choice: the first rule that holds says what follows; else Default. */
import { stepAt } from "../compile";
import { passThrough, pathInput } from "../data";
import type { ChoiceRule, ChoiceState } from "../definition";
import { choose, StatesError } from "../language";
import type { Visit } from "../visit";

export function runChoice(visit: Visit): void {
  const state = visit.step.state as ChoiceState;
  if (visit.step.isJsonata) return tryRule(visit, state, 0);
  take(visit, state, choose(state.Choices, pathInput(visit), visit));
}

function tryRule(visit: Visit, state: ChoiceState, index: number): void {
  const rule = state.Choices[index];
  if (rule === undefined) return take(visit, state, undefined);
  visit.evaluate(
    rule.Condition,
    `Choices[${index}]/Condition`,
    {},
    (holds) => (holds === true ? take(visit, state, rule) : tryRule(visit, state, index + 1)),
    "boolean",
  );
}

function take(visit: Visit, state: ChoiceState, rule: ChoiceRule | undefined): void {
  const next = rule?.Next ?? state.Default;
  if (next === undefined) {
    throw new StatesError("States.NoChoiceMatched", "No choice rule holds, and there is no Default.", true);
  }
  passThrough(visit, stepAt(visit.step.block, next), rule ?? state);
}
