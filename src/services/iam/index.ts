/** Permissions: one policy evaluator for every service, and the identity policies of the account. */
export type { Decision, PolicyRequest } from "./evaluator";
export { createPolicyEvaluator, PolicyEvaluator } from "./evaluator";
export { Identities } from "./identities";
export type { Policy, PolicyInput, Statement } from "./policy";
export { MalformedPolicy, parsePolicy } from "./policy";
export { principalOf } from "./principal";

import { createPolicyEvaluator, type PolicyEvaluator } from "./evaluator";

const evaluators = new WeakMap<object, PolicyEvaluator>();

/** The one evaluator that all services of a world share; its `identities` are what Cloud shows as `cloud.iam`. */
export function evaluatorOf(world: object): PolicyEvaluator {
  let evaluator = evaluators.get(world);
  if (evaluator === undefined) {
    evaluator = createPolicyEvaluator();
    evaluators.set(world, evaluator);
  }
  return evaluator;
}
