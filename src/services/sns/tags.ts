/** Cost allocation tags of topics. Source: API reference, TagResource (read 2026-11). */
import type { Caller } from "../service";
import type { Sns } from "./context";
import { invalidParameter, resourceNotFound, SnsError } from "./errors";
import { TAGS } from "./limits";
import type { Topic } from "./topic";

export interface Tag {
  Key?: string;
  Value?: string;
}

const KEY_LENGTH = 128;
const VALUE_LENGTH = 256;

export function checkTags(tags: readonly Tag[]): void {
  const keys = tags.map(({ Key }) => Key ?? "");
  if (new Set(keys).size < keys.length) throw invalidParameter("Duplicated keys are not allowed.");
  for (const { Key = "", Value = "" } of tags) {
    if (Key.length < 1 || Key.length > KEY_LENGTH) throw invalidParameter("Tags Reason: keys have 1 to 128 characters");
    if (/^aws:/i.test(Key)) throw invalidParameter("Tags Reason: keys must not start with aws:");
    if (Value.length > VALUE_LENGTH) throw invalidParameter("Tags Reason: values have at most 256 characters");
  }
}

function find(sns: Sns, operation: string, arn: unknown, caller: Caller): Topic {
  if (!sns.topics.has(String(arn))) throw resourceNotFound("Resource does not exist");
  return sns.enter(operation, arn, caller);
}

export function tagResource(sns: Sns, input: { ResourceArn?: string; Tags?: Tag[] }, caller: Caller): unknown {
  const topic = find(sns, "TagResource", input.ResourceArn, caller);
  const tags = input.Tags ?? [];
  checkTags(tags);
  const added = tags.filter(({ Key }) => !topic.tags.has(Key!)).length;
  if (topic.tags.size + added > TAGS) {
    throw new SnsError("TagLimitExceededException", `Could not complete request: tag quota of per resource exceeded`);
  }
  sns.request("TagResource", topic, caller);
  for (const { Key, Value } of tags) topic.tags.set(Key!, Value ?? "");
  return {};
}

export function untagResource(sns: Sns, input: { ResourceArn?: string; TagKeys?: string[] }, caller: Caller): unknown {
  const topic = find(sns, "UntagResource", input.ResourceArn, caller);
  sns.request("UntagResource", topic, caller);
  for (const key of input.TagKeys ?? []) topic.tags.delete(key);
  return {};
}

export function listTagsForResource(sns: Sns, input: { ResourceArn?: string }, caller: Caller): unknown {
  const topic = find(sns, "ListTagsForResource", input.ResourceArn, caller);
  sns.request("ListTagsForResource", topic, caller);
  return { Tags: [...topic.tags].map(([Key, Value]) => ({ Key, Value })) };
}
