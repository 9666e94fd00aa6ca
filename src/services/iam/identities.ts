/**
 * The identity policies of the account: which policies are attached to which user or role. Users need not be created; a
 * name without a policy may do nothing until some policy allows it.
 * Left out: groups, managed policies, permission boundaries.
 */
import { type Policy, type PolicyInput, parsePolicy } from "./policy";
import type { Principal } from "./principal";

const NAME = /^[\w+=,.@-]{1,64}$/;

export class Identities {
  readonly #policies = new Map<string, Map<string, { source: PolicyInput; policy: Policy }>>();

  /** Changes with every change of a policy. */
  version = 0;

  /** True while nobody has an identity policy: lets the evaluator take a short way. */
  get isEmpty(): boolean {
    return this.#policies.size === 0;
  }

  /**
   * Attach an identity policy to a user of the account; a second one of the same name replaces the first.
   * @param user name of the user, 1 to 64 characters of letters, digits and _+=,.@-
   * @param policy object or JSON text, without Principal
   * @param policyName default "inline"
   * @throws MalformedPolicy when the document breaks a rule, RangeError for a bad name
   */
  putUserPolicy(user: string, policy: PolicyInput, policyName = "inline"): void {
    this.#put("user", user, policy, policyName);
  }

  /** The same for a role; callers reach it as `role/NAME`. */
  putRolePolicy(role: string, policy: PolicyInput, policyName = "inline"): void {
    this.#put("role", role, policy, policyName);
  }

  /** Take a policy off a user again. Returns false when there was none of that name. */
  deleteUserPolicy(user: string, policyName = "inline"): boolean {
    return this.#delete(`user/${user}`, policyName);
  }

  deleteRolePolicy(role: string, policyName = "inline"): boolean {
    return this.#delete(`role/${role}`, policyName);
  }

  /** The policies attached to a caller, by name. */
  of(caller: Principal): readonly { name: string; policy: Policy }[] {
    const kind = caller.kind === "assumed-role" ? "role" : caller.kind;
    const attached = this.#policies.get(`${kind}/${caller.name}`);
    return attached === undefined ? [] : [...attached].map(([name, { policy }]) => ({ name, policy }));
  }

  #put(kind: string, name: string, source: PolicyInput, policyName: string): void {
    if (!NAME.test(name))
      throw new RangeError(`A ${kind} name has 1 to 64 of letters, digits, _+=,.@-; got "${name}".`);
    const policy = parsePolicy(source, "identity");
    const key = `${kind}/${name}`;
    const attached = this.#policies.get(key) ?? new Map();
    attached.set(policyName, { source, policy });
    this.version++;
    this.#policies.set(key, attached);
  }

  #delete(key: string, policyName: string): boolean {
    const attached = this.#policies.get(key);
    const had = attached?.delete(policyName) ?? false;
    this.version++;
    if (attached?.size === 0) this.#policies.delete(key);
    return had;
  }
}
