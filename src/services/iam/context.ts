/**
 * The global condition keys that a request carries. Keys are stored in lower case: AWS compares them without regard to it.
 * Source: IAM User Guide, "AWS global condition context keys" (read 2026-11).
 */
import type { ContextValue } from "./condition";
import type { PolicyRequest } from "./evaluator";
import type { Principal } from "./principal";

/** Context keys as written in policies, such as `aws:SourceArn`. */
export type RequestContext = Readonly<Record<string, ContextValue>>;

export function contextOf(request: PolicyRequest, caller: Principal): Record<string, ContextValue> {
  const { secureTransport, sourceVpce, sourceIp } = request.caller;
  const context: Record<string, ContextValue> = {
    "aws:securetransport": String(secureTransport),
    "aws:principalarn": caller.arn,
    "aws:currenttime": new Date(request.atMs).toISOString(),
    "aws:epochtime": String(Math.floor(request.atMs / 1000)),
    "aws:principalisawsservice": String(caller.isService),
  };
  if (!caller.isService) {
    context["aws:principalaccount"] = caller.account;
    context["aws:principaltype"] = caller.isRoot ? "Account" : caller.kind === "assumed-role" ? "AssumedRole" : "User";
  }
  if (caller.kind === "user") context["aws:username"] = caller.name;
  // A call through a VPC endpoint carries the endpoint and no public address.
  if (sourceVpce !== undefined) context["aws:sourcevpce"] = sourceVpce;
  else if (sourceIp !== undefined) context["aws:sourceip"] = sourceIp;
  // what a service says of the resource on whose behalf it calls, then what this request adds
  const further = { ...request.caller.context, ...request.context };
  for (const [key, value] of Object.entries(further)) context[key.toLowerCase()] = value;
  return context;
}
