/** Choice: the first rule that holds. */
import type { ChoiceRule } from "../definition";
import { evaluateAs, type JsonataStates } from "../jsonata";
import type { Scope } from "../language";
import { holds } from "./rule";

/**
 * The first rule of JSONPath that holds, or undefined: then Default, else States.NoChoiceMatched.
 * @throws StatesError States.Runtime when a rule's Variable or Path names nothing
 */
export function choose(rules: readonly ChoiceRule[], data: unknown, scope: Scope): ChoiceRule | undefined {
  return rules.find((rule) => holds(rule, data, scope));
}

/**
 * The same for JSONata.
 * @throws StatesError States.QueryEvaluationError when a Condition fails or is no boolean
 */
export async function chooseByCondition(
  rules: readonly ChoiceRule[],
  states: JsonataStates,
  scope: Scope,
): Promise<ChoiceRule | undefined> {
  for (let i = 0; i < rules.length; i++) {
    const { Condition } = rules[i]!;
    if (await evaluateAs("boolean", Condition, states, scope, `Choices[${i}]/Condition`)) return rules[i];
  }
  return undefined;
}
