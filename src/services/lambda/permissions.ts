/**
 * AddPermission, RemovePermission, GetPolicy: statements in the function's resource policy, as AWS writes them. A service such
 * as SNS may invoke a function only if one of them says so.
 * Source: API reference, AddPermission; texts as recorded by LocalStack's snapshot tests (read 2026-11).
 */
import { MalformedPolicy, parsePolicy } from "../iam";
import type { Caller } from "../service";
import type { Lambda } from "./context";
import {
  checkPattern,
  conflict,
  invalidParameter,
  LambdaError,
  noSuchResource,
  notFound,
  revisionMismatch,
} from "./errors";
import type { LambdaFunction, PolicyDocument } from "./function";
import { POLICY_BYTES } from "./limits";

const SID = /^([a-zA-Z0-9-_]+)$/;
const ACTION = /^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/;

interface Input {
  FunctionName?: string;
  Qualifier?: string;
  StatementId?: string;
  Action?: string;
  Principal?: string;
  SourceArn?: string;
  SourceAccount?: string;
  EventSourceToken?: string;
  PrincipalOrgID?: string;
  RevisionId?: string;
}

export function addPermission(lambda: Lambda, input: Input, caller: Caller): unknown {
  checkPattern(input.StatementId, "statementId", SID);
  checkPattern(input.Action, "action", ACTION);
  const fn = lambda.enter("AddPermission", input.FunctionName, caller, input.Qualifier);
  checkRevision(fn, input.RevisionId);
  const { StatementId: sid, Action: action } = input as { StatementId: string; Action: string };
  const document = fn.policy?.document ?? { Version: "2012-10-17", Id: "default", Statement: [] };
  if (document.Statement.some(({ Sid }) => Sid === sid)) {
    throw conflict(
      `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  const conditions = conditionsOf(input);
  const statement = {
    Sid: sid,
    Effect: "Allow",
    Principal: principalOf(input.Principal ?? ""),
    Action: action,
    Resource: fn.arn,
    ...(conditions && { Condition: conditions }),
  };
  setPolicy(lambda, fn, { ...document, Statement: [...document.Statement, statement] });
  lambda.request("AddPermission", fn.nameId, caller);
  return { Statement: JSON.stringify(statement) };
}

export function removePermission(lambda: Lambda, input: Input, caller: Caller): unknown {
  const fn = lambda.enter("RemovePermission", input.FunctionName, caller, input.Qualifier);
  if (fn.policy === undefined) throw notFound(`No policy is found for: ${fn.arn}`);
  checkRevision(fn, input.RevisionId);
  const rest = fn.policy.document.Statement.filter(({ Sid }) => Sid !== input.StatementId);
  if (rest.length === fn.policy.document.Statement.length) {
    throw notFound(`Statement ${input.StatementId} is not found in resource policy.`);
  }
  if (rest.length === 0) fn.policy = undefined;
  else setPolicy(lambda, fn, { ...fn.policy.document, Statement: rest });
  lambda.request("RemovePermission", fn.nameId, caller);
  return {};
}

export function getPolicy(lambda: Lambda, input: Input, caller: Caller): unknown {
  const fn = lambda.enter("GetPolicy", input.FunctionName, caller, input.Qualifier);
  lambda.request("GetPolicy", fn.nameId, caller);
  if (fn.policy === undefined) throw noSuchResource();
  return { Policy: JSON.stringify(fn.policy.document), RevisionId: fn.policy.revisionId };
}

function setPolicy(lambda: Lambda, fn: LambdaFunction, document: PolicyDocument): void {
  const text = JSON.stringify(document);
  if (Buffer.byteLength(text) > POLICY_BYTES) {
    throw new LambdaError(
      "PolicyLengthExceededException",
      `The final policy size (${text.length}) is bigger than the limit (${POLICY_BYTES}).`,
    );
  }
  try {
    fn.policy = { document, policy: parsePolicy(text, "resource"), revisionId: lambda.id("revision") };
  } catch (error) {
    if (error instanceof MalformedPolicy) throw invalidParameter(error.message);
    throw error;
  }
}

function checkRevision(fn: LambdaFunction, revisionId: string | undefined): void {
  if (revisionId !== undefined && revisionId !== fn.policy?.revisionId) throw revisionMismatch();
}

/** "*", a service, an account or an ARN. Throws InvalidParameterValueException. */
function principalOf(given: string): unknown {
  if (given === "*") return "*";
  if (/^[\w-]+(\.[\w-]+)*\.amazonaws\.com(\.cn)?$/.test(given)) return { Service: given };
  if (/^\d{12}$/.test(given)) return { AWS: `arn:aws:iam::${given}:root` };
  if (/^arn:aws[\w-]*:(iam|sts)::\d{12}:.+/.test(given)) return { AWS: given };
  throw invalidParameter("The provided principal was invalid. Please check the principal and try again.");
}

function conditionsOf(input: Input): Record<string, Record<string, string>> | undefined {
  const conditions: Record<string, Record<string, string>> = {};
  if (input.SourceArn !== undefined) conditions.ArnLike = { "AWS:SourceArn": input.SourceArn };
  const equal: Record<string, string> = {};
  if (input.SourceAccount !== undefined) equal["AWS:SourceAccount"] = input.SourceAccount;
  if (input.EventSourceToken !== undefined) equal["lambda:EventSourceToken"] = input.EventSourceToken;
  if (input.PrincipalOrgID !== undefined) equal["aws:PrincipalOrgID"] = input.PrincipalOrgID;
  if (Object.keys(equal).length > 0) conditions.StringEquals = equal;
  return Object.keys(conditions).length > 0 ? conditions : undefined;
}
