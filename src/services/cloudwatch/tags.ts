/** Tags of alarms and dashboards. Source: API reference, TagResource (read 2026-11). */
import type { Caller } from "../service";
import type { CloudWatch } from "./context";
import { invalidValue, missing, resourceNotFound } from "./errors";

interface TagInput {
  ResourceARN?: string;
  Tags?: { Key: string; Value: string }[];
  TagKeys?: string[];
}

const MOST_TAGS = 50;

function tagsOf(cloudWatch: CloudWatch, arn: string | undefined): Map<string, string> {
  if (!arn) throw missing("ResourceARN");
  const tags = cloudWatch.tags.get(arn);
  if (tags === undefined) throw resourceNotFound(arn);
  return tags;
}

/** Checks tags before anything is changed. */
export function checkTags(tags: NonNullable<TagInput["Tags"]>, already: ReadonlyMap<string, string> = new Map()): void {
  for (const { Key, Value } of tags) {
    if (!Key || Key.length > 128 || Key.startsWith("aws:")) {
      throw invalidValue("Tags.Key", Key, 'must have 1 to 128 characters and not start with "aws:"');
    }
    if ((Value ?? "").length > 256) throw invalidValue("Tags.Value", Value, "must have at most 256 characters");
  }
  const keys = new Set([...already.keys(), ...tags.map(({ Key }) => Key)]);
  if (keys.size > MOST_TAGS) throw invalidValue("Tags", `${keys.size} tags`, `must be at most ${MOST_TAGS}`);
}

export function tagResource(cloudWatch: CloudWatch, input: TagInput, caller: Caller): unknown {
  const tags = tagsOf(cloudWatch, input.ResourceARN);
  checkTags(input.Tags ?? [], tags);
  cloudWatch.request("TagResource", input.ResourceARN!, caller, input.ResourceARN);
  for (const { Key, Value } of input.Tags ?? []) tags.set(Key, Value);
  return {};
}

export function untagResource(cloudWatch: CloudWatch, input: TagInput, caller: Caller): unknown {
  const tags = tagsOf(cloudWatch, input.ResourceARN);
  cloudWatch.request("UntagResource", input.ResourceARN!, caller, input.ResourceARN);
  for (const key of input.TagKeys ?? []) tags.delete(key);
  return {};
}

export function listTagsForResource(cloudWatch: CloudWatch, input: TagInput, caller: Caller): unknown {
  const tags = tagsOf(cloudWatch, input.ResourceARN);
  cloudWatch.request("ListTagsForResource", input.ResourceARN!, caller, input.ResourceARN);
  return { Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
}
