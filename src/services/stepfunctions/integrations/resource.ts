/**
 * A task's Resource taken apart.
 *   arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]
 *   arn:aws:states:::SERVICE:ACTION[.sync|.sync:2|.waitForTaskToken]
 *   arn:aws:states:::aws-sdk:SERVICE:ACTION[.waitForTaskToken]
 *   arn:aws:states:REGION:ACCOUNT:activity:NAME
 * Source: Developer Guide, "Integrating services with Step Functions" (read 2026-11).
 */
export type Pattern = "request" | "sync" | "sync:2" | "token";

/** A call of a service. */
export interface ServiceCall {
  kind: "optimized" | "sdk";
  service: string;
  action: string;
  pattern: Pattern;
  /** As the history says. */
  resourceType: string;
  resource: string;
}

export type Resource = { kind: "lambda"; arn: string } | { kind: "activity"; arn: string } | ServiceCall;

const LAMBDA = /^arn:aws[\w-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(?::[\w$-]+)?$/;
const ACTIVITY = /^arn:aws[\w-]*:states:[a-z0-9-]+:\d{12}:activity:.+$/;
const STATES =
  /^arn:aws[\w-]*:states:(?:[a-z0-9-]*):(?:\d{12})?:(aws-sdk:)?([a-z0-9]+):([A-Za-z0-9]+)(\.sync(?::2)?|\.waitForTaskToken)?$/;

const PATTERNS: Record<string, Pattern> = {
  "": "request",
  ".sync": "sync",
  ".sync:2": "sync:2",
  ".waitForTaskToken": "token",
};

/** Undefined for a text that has none of these forms. */
export function readResource(text: string): Resource | undefined {
  if (LAMBDA.test(text)) return { kind: "lambda", arn: text };
  if (ACTIVITY.test(text)) return { kind: "activity", arn: text };
  const found = STATES.exec(text);
  if (found === null) return undefined;
  const [, sdk = "", service, action, suffix = ""] = found;
  return {
    kind: sdk === "" ? "optimized" : "sdk",
    service: service!,
    action: action!,
    pattern: PATTERNS[suffix]!,
    resourceType: sdk + service,
    resource: action! + suffix,
  };
}
