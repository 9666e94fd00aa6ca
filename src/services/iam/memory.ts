/**
 * Remembers decisions. A thousand messages from a topic to a queue ask the same question a thousand times: the same policy,
 * caller, action and resource, and the same values of the context keys that the policies look at.
 * A policy is never changed, only replaced by another object, and takes its memory with it; identity policies have a version.
 */
import type { ContextValue } from "./condition";
import type { Decision, PolicyRequest } from "./evaluator";
import type { Policy } from "./policy";

type Lookup = (key: string) => ContextValue | undefined;

interface Remembered {
  principal: string;
  action: string;
  resource: string;
  account: string;
  /** Of the account's identity policies. */
  version: number;
  keys: readonly string[];
  values: readonly (ContextValue | undefined)[];
  decision: Decision;
}

/** Callers and actions that take turns on one resource; a further one drives out the oldest. */
const REMEMBERED_AT_MOST = 8;

export class DecisionMemory {
  readonly #byPolicy = new WeakMap<Policy, Remembered[]>();

  recall(policy: Policy, request: PolicyRequest, version: number, lookup: Lookup): Decision | undefined {
    const list = this.#byPolicy.get(policy);
    if (list === undefined) return undefined;
    for (const each of list) {
      if (
        each.principal === request.caller.principal &&
        each.action === request.action &&
        each.resource === request.resource &&
        each.account === request.account &&
        each.version === version &&
        each.keys.every((key, i) => lookup(key) === each.values[i])
      )
        return each.decision;
    }
    return undefined;
  }

  /** @param keys every context key on which the decision may depend */
  keep(
    policy: Policy,
    { caller: { principal }, action, resource, account }: PolicyRequest,
    version: number,
    keys: readonly string[],
    lookup: Lookup,
    decision: Decision,
  ): void {
    const list = this.#byPolicy.get(policy) ?? [];
    if (list.length === REMEMBERED_AT_MOST) list.shift();
    list.push({ principal, action, resource, account, version, keys, values: keys.map(lookup), decision });
    this.#byPolicy.set(policy, list);
  }
}
