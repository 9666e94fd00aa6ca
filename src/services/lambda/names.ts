/**
 * Names of functions: "resize", "resize:$LATEST", "123456789012:function:resize" or the whole ARN.
 * Left out: published versions and aliases; the one version is $LATEST.
 */
import { functionNotFound, violation } from "./errors";

const FUNCTION =
  /^(?:arn:aws[\w-]*:lambda:([a-z0-9-]+):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_]{1,64})(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;
const PATTERN =
  "(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?";

export interface FunctionName {
  readonly name: string;
  readonly qualifier: string | undefined;
  /** Where the name itself says so. */
  readonly region: string | undefined;
  readonly account: string | undefined;
}

/** Throws ValidationException when it is no function's name. */
export function readName(given: unknown, member = "functionName"): FunctionName {
  if (given === undefined || given === null) throw violation(null, member, "not be null");
  const parts = FUNCTION.exec(String(given));
  if (parts === null) throw violation(given, member, `satisfy regular expression pattern: ${PATTERN}`);
  return { region: parts[1], account: parts[2], name: parts[3]!, qualifier: parts[4] };
}

export function functionArn(region: string, account: string, name: string): string {
  return `arn:aws:lambda:${region}:${account}:function:${name}`;
}

/** Throws ResourceNotFoundException for any version but $LATEST. */
export function checkQualifier(arn: string, ...qualifiers: (string | undefined)[]): void {
  for (const qualifier of qualifiers) {
    if (qualifier !== undefined && qualifier !== "$LATEST") throw functionNotFound(`${arn}:${qualifier}`);
  }
}
