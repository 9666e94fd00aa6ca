/**
 * Names and ARNs: of machines, their versions and aliases, executions, activities and map runs.
 *   arn:aws:states:REGION:ACCOUNT:stateMachine:NAME[:VERSION|:ALIAS]
 *   arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME    express:MACHINE:NAME:ID    activity:NAME    mapRun:MACHINE/LABEL:ID
 */
import { invalidArn, invalidName, violation } from "./errors";
import { NAME_LENGTH } from "./limits";

/** White space, brackets, wildcards, and characters that AWS forbids in a name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: AWS forbids control characters
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff]/;
const ARN = /^arn:aws[\w-]*:states:([a-z0-9-]+):(\d{12}):(\w+):(.+)$/;

export type ResourceKind = "stateMachine" | "execution" | "express" | "activity" | "mapRun";

/** @throws ValidationException for its length, InvalidName for its characters */
export function checkName(name: string, member = "name"): void {
  if (name.length === 0) throw violation(name, member, "have length greater than or equal to 1");
  if (name.length > NAME_LENGTH) throw violation(name, member, `have length less than or equal to ${NAME_LENGTH}`);
  if (FORBIDDEN.test(name)) throw invalidName(name);
}

/**
 * The last part of an ARN, of one of these kinds.
 * @throws InvalidArn when it is none
 */
export function readArn(arn: string, ...kinds: ResourceKind[]): { kind: ResourceKind; rest: string } {
  const parts = ARN.exec(arn);
  if (parts === null) {
    if (!arn.startsWith("arn:")) throw invalidArn(arn);
    throw invalidArn(arn, `Invalid Arn: 'Resource type not valid in this context: ${arn.split(":")[5] ?? ""}'`);
  }
  const kind = parts[3] as ResourceKind;
  if (!kinds.includes(kind)) throw invalidArn(arn, `Invalid Arn: 'Resource type not valid in this context: ${kind}'`);
  return { kind, rest: parts[4]! };
}
