/**
 * May this caller do this, and which statement says so?
 * Order of judgement: an explicit Deny anywhere wins; then an Allow is looked for; without one the answer is no.
 * In the resource's own account an Allow of either the identity or the resource policy is enough; from another account both
 * are needed. The root of an account may do everything in it that no statement denies.
 * Source: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic" (read 2026-11).
 */
import { say, type Text } from "../../sim/language";
import type { Caller } from "../service";
import { type ContextValue, conditionHolds, fillVariables } from "./condition";
import { contextOf, type RequestContext } from "./context";
import { Identities } from "./identities";
import { DecisionMemory } from "./memory";
import type { Policy, Statement } from "./policy";
import { meets, type Principal, type PrincipalMatch, principalOf } from "./principal";
import { allowedBy, deniedBy, nothingAllows, rootAllowed } from "./reason";
import { matchesWildcard } from "./wildcard";

export interface PolicyRequest {
  caller: Caller;
  /** `sqs:SendMessage`; compared without regard to case. */
  action: string;
  /** ARN of the resource. */
  resource: string;
  /** Account that owns the resource, 12 digits. */
  account: string;
  /** The policy on the resource, if it has one. */
  resourcePolicy?: Policy;
  /** Virtual wall clock in ms since 1970, for aws:CurrentTime. */
  atMs: number;
  /** Further context keys, such as aws:SourceArn when a service calls for somebody. */
  context?: RequestContext;
}

export interface Decision {
  allowed: boolean;
  /** `explicit` when a statement decided, `implicit` when none spoke. */
  kind: "explicit" | "implicit";
  /** Which statement decided, when one did. */
  by?: { policy: "identity" | "resource"; policyName: string; statement: Statement };
  /** The decision in a sentence. What a service answers and the trace keeps is the English one, as AWS's: a run depends on no language. */
  reason: Text;
  /** The sentence in the language in use. */
  toString(): string;
}

type Lookup = (key: string) => ContextValue | undefined;

interface Finding {
  policy: "identity" | "resource";
  policyName: string;
  statement: Statement;
  principal: PrincipalMatch;
}

export class PolicyEvaluator {
  readonly identities = new Identities();

  readonly #memory = new DecisionMemory();

  /** Judge one request. Never throws for a well-formed policy: a missing permission is an answer, not an error. */
  decide(request: PolicyRequest): Decision {
    const { resourcePolicy: policy } = request;
    const { version } = this.identities;
    const lookup = contextOf(request);
    const remembered = policy && this.#memory.recall(policy, request, version, lookup);
    if (remembered !== undefined) return remembered;
    const caller = principalOf(request.caller.principal);
    const own = this.identities.of(caller);
    const decision = judge(request, caller, own, lookup);
    if (policy !== undefined) {
      const keys = [policy, ...own.map((each) => each.policy)].flatMap((each) => each.keys);
      this.#memory.keep(policy, request, version, keys, lookup, decision);
    }
    return decision;
  }
}

/** A new evaluator with no identity policies. */
export function createPolicyEvaluator(): PolicyEvaluator {
  return new PolicyEvaluator();
}

function judge(
  request: PolicyRequest,
  caller: Principal,
  own: readonly { name: string; policy: Policy }[],
  lookup: Lookup,
): Decision {
  const identity: Finding[] = own.flatMap(({ name, policy }) =>
    speaking(policy, "identity", name, request, caller, lookup),
  );
  const resource =
    request.resourcePolicy === undefined
      ? []
      : speaking(request.resourcePolicy, "resource", "", request, caller, lookup);
  const denial = [...identity, ...resource].find(({ statement }) => statement.effect === "Deny");
  if (denial !== undefined)
    return decision(false, "explicit", deniedBy(request, denial.policy, denial.policyName, denial.statement), denial);

  const sameAccount = caller.account === request.account;
  const ownAllow = identity.find(isAllow);
  const isOwnRoot = caller.isRoot;
  // An account named as principal only delegates: in its own account that alone grants nothing to a user.
  const resourceAllow = resource.find((each) => isAllow(each) && (each.principal === "named" || !sameAccount));
  if (caller.isService) {
    if (resourceAllow !== undefined) return allow(request, resourceAllow);
  } else if (sameAccount) {
    const found = resourceAllow ?? ownAllow;
    if (found !== undefined) return allow(request, found);
    if (isOwnRoot) return decision(true, "implicit", rootAllowed(request));
  } else if (resourceAllow !== undefined && (ownAllow !== undefined || isOwnRoot)) {
    return allow(request, resourceAllow);
  }
  const missing = sameAccount ? "either" : resourceAllow === undefined ? "resource" : "identity";
  return decision(false, "implicit", nothingAllows(request, caller.isService ? "resource" : missing));
}

function isAllow(finding: Finding): boolean {
  return finding.statement.effect === "Allow";
}

function allow(request: PolicyRequest, found: Finding): Decision {
  return decision(true, "explicit", allowedBy(request, found.policy, found.policyName, found.statement), found);
}

function decision(allowed: boolean, kind: Decision["kind"], reason: Text, by?: Finding): Decision {
  return {
    allowed,
    kind,
    ...(by && { by: { policy: by.policy, policyName: by.policyName, statement: by.statement } }),
    reason,
    toString: () => say(reason),
  };
}

/** The statements of a policy that speak about this request. */
function speaking(
  policy: Policy,
  source: "identity" | "resource",
  policyName: string,
  request: PolicyRequest,
  caller: Principal,
  lookup: Lookup,
): Finding[] {
  const found: Finding[] = [];
  for (const statement of policy.statements) {
    const principal = principalMatch(statement, source, caller);
    if (principal === "none") continue;
    if (!named(statement.action, statement.notAction, (each) => actionMatches(each, request.action))) continue;
    if (!named(statement.resource, statement.notResource, (each) => resourceMatches(each, request.resource, lookup)))
      continue;
    const holds = statement.conditions.every(({ operator, key, values }) => {
      const filled = values
        .map((value) => fillVariables(value, lookup))
        .filter((value): value is string => value !== undefined);
      return conditionHolds(operator, filled, lookup(key));
    });
    if (holds) found.push({ policy: source, policyName, statement, principal });
  }
  return found;
}

function principalMatch(statement: Statement, source: "identity" | "resource", caller: Principal): PrincipalMatch {
  if (source === "identity") return "named";
  if (statement.principal !== undefined) return meets(statement.principal, caller);
  return meets(statement.notPrincipal!, caller) === "none" ? "named" : "none";
}

/** True if the list names it, or the Not-list does not. A resource policy may leave Resource out: it is its own. */
function named(
  list: readonly string[] | undefined,
  notList: readonly string[] | undefined,
  matches: (each: string) => boolean,
): boolean {
  if (list !== undefined) return list.some(matches);
  if (notList !== undefined) return !notList.some(matches);
  return true;
}

function actionMatches(pattern: string, action: string): boolean {
  return matchesWildcard(pattern, action, { ignoreCase: true });
}

function resourceMatches(pattern: string, arn: string, lookup: Lookup): boolean {
  const filled = fillVariables(pattern, lookup);
  return filled !== undefined && matchesWildcard(filled, arn);
}
