/** Cost allocation tags. Source: API reference, TagQueue; Developer Guide, "Amazon SQS cost allocation tags" (read 2026-11). */
import type { Caller } from "../service";
import type { Sqs } from "./context";
import { invalidParameter, invalidParameterText, missingParameter } from "./errors";
import { TAGS } from "./limits";

const KEY_LENGTH = 128;
const VALUE_LENGTH = 256;

type Tags = Record<string, string>;

export function checkTags(tags: Tags): void {
  for (const [key, value] of Object.entries(tags)) {
    if (key.length < 1 || key.length > KEY_LENGTH)
      throw invalidParameter("Tag.Key", key, "Must be 1 to 128 in length.");
    if (key.toLowerCase().startsWith("aws:")) throw invalidParameter("Tag.Key", key, "Must not start with aws:.");
    if (String(value).length > VALUE_LENGTH)
      throw invalidParameter("Tag.Value", value, "Must be at most 256 in length.");
  }
}

export function tagQueue(sqs: Sqs, input: { QueueUrl?: string; Tags?: Tags }, caller: Caller): unknown {
  const queue = sqs.enter("TagQueue", input.QueueUrl, caller);
  if (input.Tags === undefined) throw missingParameter("Tags");
  checkTags(input.Tags);
  const added = Object.keys(input.Tags).filter((key) => !queue.tags.has(key)).length;
  if (queue.tags.size + added > TAGS) throw invalidParameterText(`Too many tags added for queue ${queue.name}.`);
  sqs.request(queue, "TagQueue", 0);
  for (const [key, value] of Object.entries(input.Tags)) queue.tags.set(key, value);
  return {};
}

export function untagQueue(sqs: Sqs, input: { QueueUrl?: string; TagKeys?: string[] }, caller: Caller): unknown {
  const queue = sqs.enter("UntagQueue", input.QueueUrl, caller);
  if (input.TagKeys === undefined) throw missingParameter("TagKeys");
  sqs.request(queue, "UntagQueue", 0);
  for (const key of input.TagKeys) queue.tags.delete(key);
  return {};
}

export function listQueueTags(sqs: Sqs, input: { QueueUrl?: string }, caller: Caller): unknown {
  const queue = sqs.enter("ListQueueTags", input.QueueUrl, caller);
  sqs.request(queue, "ListQueueTags", 0);
  return queue.tags.size === 0 ? {} : { Tags: Object.fromEntries(queue.tags) };
}
