/**
 * AddPermission and RemovePermission: statements in the queue's policy by label, as AWS writes them.
 * Source: API reference, AddPermission; the shape of the policy as recorded by LocalStack's snapshot tests (read 2026-11).
 */
import type { Caller } from "../service";
import { withSettings } from "./attributes";
import type { Sqs } from "./context";
import { invalidParameter, missingParameter, overLimit } from "./errors";
import { PERMISSION_ACTIONS } from "./limits";
import type { Queue } from "./queue";

const LABEL = /^[A-Za-z0-9_-]{1,80}$/;
const ACCOUNT = /^\d{12}$/;
/** What may be shared; the rest is for the owner alone. */
const SHAREABLE = [
  "*",
  "SendMessage",
  "ReceiveMessage",
  "DeleteMessage",
  "ChangeMessageVisibility",
  "GetQueueAttributes",
  "GetQueueUrl",
  "ListDeadLetterSourceQueues",
  "PurgeQueue",
];

interface PolicyDocument {
  Version: string;
  Id?: string;
  Statement: { Sid?: string }[];
}

export function addPermission(
  sqs: Sqs,
  input: { QueueUrl?: string; Label?: string; AWSAccountIds?: string[]; Actions?: string[] },
  caller: Caller,
): unknown {
  const queue = sqs.enter("AddPermission", input.QueueUrl, caller);
  const { Label: label, AWSAccountIds: accounts, Actions: actions } = input;
  if (!label) throw missingParameter("Label");
  if (!accounts?.length) throw missingParameter("AWSAccountIds");
  if (!actions?.length) throw missingParameter("Actions");
  if (!LABEL.test(label))
    throw invalidParameter("Label", label, "Use 1 to 80 letters, digits, hyphens and underscores.");
  for (const account of accounts) {
    if (!ACCOUNT.test(account)) throw invalidParameter("PrincipalId", account, "Unable to verify.");
  }
  for (const action of actions) {
    if (!SHAREABLE.includes(action)) {
      throw invalidParameter("ActionName", `SQS:${action}`, "Only the queue owner is allowed to invoke this action.");
    }
  }
  if (actions.length > PERMISSION_ACTIONS) {
    throw overLimit(`${actions.length} Actions were found, maximum allowed is ${PERMISSION_ACTIONS}.`);
  }
  const policy = documentOf(queue) ?? { Version: "2008-10-17", Id: `${queue.arn}/SQSDefaultPolicy`, Statement: [] };
  if (policy.Statement.some(({ Sid }) => Sid === label)) throw invalidParameter("Label", label, "Already exists.");
  const statement = {
    Sid: label,
    Effect: "Allow",
    Principal: { AWS: oneOrMany(accounts.map((account) => `arn:aws:iam::${account}:root`)) },
    Action: oneOrMany(actions.map((action) => `SQS:${action}`)),
    Resource: queue.arn,
  };
  sqs.request(queue, "AddPermission", 0);
  store(queue, { ...policy, Statement: [...policy.Statement, statement] });
  return {};
}

export function removePermission(sqs: Sqs, input: { QueueUrl?: string; Label?: string }, caller: Caller): unknown {
  const queue = sqs.enter("RemovePermission", input.QueueUrl, caller);
  const { Label: label } = input;
  if (!label) throw missingParameter("Label");
  const policy = documentOf(queue);
  const rest = policy?.Statement.filter(({ Sid }) => Sid !== label);
  if (policy === undefined || rest!.length === policy.Statement.length) {
    throw invalidParameter("Label", label, "can't find label.");
  }
  sqs.request(queue, "RemovePermission", 0);
  store(queue, rest!.length === 0 ? undefined : { ...policy, Statement: rest! });
  return {};
}

function documentOf(queue: Queue): PolicyDocument | undefined {
  const text = queue.attributes.policy?.text;
  if (text === undefined) return undefined;
  const document = JSON.parse(text) as PolicyDocument & { Statement: unknown };
  return { ...document, Statement: [document.Statement].flat() as PolicyDocument["Statement"] };
}

/** Through the same door as SetQueueAttributes, so that the same rules hold. */
function store(queue: Queue, document: PolicyDocument | undefined): void {
  const text = document === undefined ? "" : JSON.stringify(document);
  queue.reconfigure(withSettings(queue.attributes, { Policy: text }, "set"));
}

function oneOrMany(list: string[]): string | string[] {
  return list.length === 1 ? list[0]! : list;
}
