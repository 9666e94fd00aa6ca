/**
 * Who calls, and whether a statement's Principal means them.
 * An account as principal means everybody in it, but only delegates: its own users still need an identity policy.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal" (read 2026-11).
 */
import type { PrincipalList } from "./policy";
import { arnParts, matchesArn } from "./wildcard";

/** How a principal list meets a caller: not at all, by the caller's account, or by name (also "*"). */
export type PrincipalMatch = "none" | "account" | "named";

/** The caller taken apart. */
export interface Principal {
  arn: string;
  account: string;
  /** `user`, `role`, `assumed-role`, `root`, or `service` for a name such as sns.amazonaws.com. */
  kind: string;
  /** User or role name; "" for root and services. */
  name: string;
  isRoot: boolean;
  isService: boolean;
}

export function principalOf(arn: string): Principal {
  if (!arn.startsWith("arn:")) return { arn, account: "", kind: "service", name: arn, isRoot: false, isService: true };
  const [, , , , account = "", rest = ""] = arnParts(arn);
  const [kind = "", name = ""] = rest.split("/");
  return { arn, account, kind, name, isRoot: rest === "root", isService: false };
}

export function meets(list: PrincipalList, caller: Principal): PrincipalMatch {
  if (list.everybody) return "named";
  if (caller.isService) return list.services.includes(caller.arn) ? "named" : "none";
  let match: PrincipalMatch = "none";
  for (const each of list.aws) {
    if (each === caller.arn || each === roleArn(caller)) return "named";
    if (/^\d{12}$/.test(each) ? each === caller.account : matchesAccountRoot(each, caller)) match = "account";
  }
  // The root user is its account: naming the account names it.
  return match === "account" && caller.isRoot ? "named" : match;
}

function matchesAccountRoot(each: string, caller: Principal): boolean {
  return each.endsWith(":root") && matchesArn(each, `arn:aws:iam::${caller.account}:root`);
}

/** A session of a role answers to the role's own ARN too. */
function roleArn(caller: Principal): string | undefined {
  return caller.kind === "assumed-role" ? `arn:aws:iam::${caller.account}:role/${caller.name}` : undefined;
}
