/**
 * The global condition keys that a request carries. AWS compares keys without regard to case.
 * Source: IAM User Guide, "AWS global condition context keys" (read 2026-11).
 */
import type { ContextValue } from "./condition";
import type { PolicyRequest } from "./evaluator";
import { type Principal, principalOf } from "./principal";

/** Context keys as written in policies, such as `aws:SourceArn`. */
export type RequestContext = Readonly<Record<string, ContextValue>>;

/** Looks keys up. Values are made when asked for: most policies ask for one or none. */
export function contextOf(request: PolicyRequest): (key: string) => ContextValue | undefined {
  return (written) => {
    const key = written.toLowerCase();
    // what this request adds, then what a service says of the resource on whose behalf it calls
    return given(request.context, key) ?? given(request.caller.context, key) ?? global(request, key);
  };
}

function given(context: RequestContext | undefined, key: string): ContextValue | undefined {
  for (const name in context) if (name.toLowerCase() === key) return context[name];
  return undefined;
}

function global({ caller, atMs }: PolicyRequest, key: string): ContextValue | undefined {
  switch (key) {
    case "aws:securetransport":
      return String(caller.secureTransport);
    case "aws:principalarn":
      return caller.principal;
    case "aws:currenttime":
      return new Date(atMs).toISOString();
    case "aws:epochtime":
      return String(Math.floor(atMs / 1000));
    // A call through a VPC endpoint carries the endpoint and no public address.
    case "aws:sourcevpce":
      return caller.sourceVpce;
    case "aws:sourceip":
      return caller.sourceVpce === undefined ? caller.sourceIp : undefined;
    default:
      return /^aws:(principal|username)/.test(key) ? ofPrincipal(principalOf(caller.principal), key) : undefined;
  }
}

function ofPrincipal({ isService, isRoot, kind, account, name }: Principal, key: string): string | undefined {
  if (key === "aws:principalisawsservice") return String(isService);
  if (key === "aws:username") return kind === "user" ? name : undefined;
  if (isService) return undefined;
  if (key === "aws:principalaccount") return account;
  if (key !== "aws:principaltype") return undefined;
  return isRoot ? "Account" : kind === "assumed-role" ? "AssumedRole" : "User";
}
