/** Tags of machines and activities. */
import type { Caller } from "../service";
import type { StepFunctions } from "./context";
import { checkLength, invalid, resourceMissing, tooManyTags } from "./errors";
import { TAGS } from "./limits";

export interface Tag {
  key?: string;
  value?: string;
}

/** @throws TooManyTags, ValidationException */
export function readTags(given: Tag[] | undefined, arn: string): Map<string, string> {
  const tags = new Map<string, string>();
  for (const { key, value } of given ?? []) {
    checkLength(key ?? "", "tags.key", 128, 1);
    checkLength(value, "tags.value", 256);
    if (tags.has(key!)) throw invalid(`Duplicate tag key: ${key}`);
    tags.set(key!, value ?? "");
  }
  if (tags.size > TAGS) throw tooManyTags(arn, TAGS);
  return tags;
}

export function tagResource(sf: StepFunctions, input: { resourceArn: string; tags: Tag[] }, caller: Caller): unknown {
  const tags = enter(sf, "TagResource", input.resourceArn, caller);
  const given = readTags(input.tags, input.resourceArn);
  if (new Set([...tags.keys(), ...given.keys()]).size > TAGS) throw tooManyTags(input.resourceArn, TAGS);
  for (const [key, value] of given) tags.set(key, value);
  return {};
}

export function untagResource(
  sf: StepFunctions,
  input: { resourceArn: string; tagKeys: string[] },
  caller: Caller,
): unknown {
  const tags = enter(sf, "UntagResource", input.resourceArn, caller);
  for (const key of input.tagKeys) tags.delete(key);
  return {};
}

export function listTagsForResource(sf: StepFunctions, input: { resourceArn: string }, caller: Caller): unknown {
  const tags = enter(sf, "ListTagsForResource", input.resourceArn, caller);
  return { tags: [...tags].map(([key, value]) => ({ key, value })) };
}

function enter(sf: StepFunctions, operation: string, arn: string, caller: Caller): Map<string, string> {
  const name = arn.slice(arn.lastIndexOf(":") + 1);
  const resource = sf.activities.get(arn) ?? [...sf.machines.values()].find((machine) => machine.arn === arn);
  if (resource === undefined) throw resourceMissing(arn);
  sf.enter(operation, arn, name, caller);
  sf.request(operation, name, caller);
  return resource.tags;
}
