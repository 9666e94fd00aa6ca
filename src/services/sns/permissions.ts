/**
 * AddPermission and RemovePermission: statements in the topic's policy by label, as AWS writes them.
 * Source: API reference, AddPermission (read 2026-11).
 */
import type { Caller } from "../service";
import type { Sns } from "./context";
import { invalidParameter } from "./errors";
import type { Topic } from "./topic";
import { withAttribute } from "./topic-attributes";
import { defaultPolicy } from "./topics";

const ACTIONS = [
  "GetTopicAttributes",
  "SetTopicAttributes",
  "AddPermission",
  "RemovePermission",
  "DeleteTopic",
  "Subscribe",
  "ListSubscriptionsByTopic",
  "Publish",
  "Receive",
];

interface Input {
  TopicArn?: string;
  Label?: string;
  AWSAccountId?: string[];
  ActionName?: string[];
}

export function addPermission(sns: Sns, input: Input, caller: Caller): unknown {
  const topic = sns.enter("AddPermission", input.TopicArn, caller);
  const { Label: label, AWSAccountId: accounts = [], ActionName: actions = [] } = input;
  if (!label || !/^[\w-]{1,80}$/.test(label)) throw invalidParameter("Label");
  if (accounts.length === 0 || accounts.some((each) => !/^\d{12}$/.test(each))) throw invalidParameter("AWSAccountId");
  if (actions.length === 0 || actions.some((each) => !ACTIONS.includes(each))) {
    throw invalidParameter("Policy statement action out of service scope!");
  }
  const policy = documentOf(topic, sns.world.account);
  if (policy.Statement.some(({ Sid }) => Sid === label)) throw invalidParameter("Statement already exists");
  const statement = {
    Sid: label,
    Effect: "Allow",
    Principal: { AWS: oneOrMany(accounts.map((account) => `arn:aws:iam::${account}:root`)) },
    Action: oneOrMany(actions.map((action) => `SNS:${action}`)),
    Resource: topic.arn,
  };
  store(topic, { ...policy, Statement: [...policy.Statement, statement] });
  sns.request("AddPermission", topic, caller);
  return {};
}

export function removePermission(sns: Sns, input: Input, caller: Caller): unknown {
  const topic = sns.enter("RemovePermission", input.TopicArn, caller);
  const policy = documentOf(topic, sns.world.account);
  store(topic, { ...policy, Statement: policy.Statement.filter(({ Sid }) => Sid !== input.Label) });
  sns.request("RemovePermission", topic, caller);
  return {};
}

interface PolicyDocument {
  Statement: { Sid?: string }[];
}

function documentOf(topic: Topic, account: string): PolicyDocument {
  const document = JSON.parse(topic.attributes.policy?.text ?? defaultPolicy(topic.arn, account));
  return { ...document, Statement: [document.Statement].flat() };
}

function store(topic: Topic, document: PolicyDocument): void {
  const text = document.Statement.length === 0 ? "" : JSON.stringify(document);
  topic.attributes = withAttribute(topic.attributes, "Policy", text);
}

function oneOrMany(list: string[]): string | string[] {
  return list.length === 1 ? list[0]! : list;
}
