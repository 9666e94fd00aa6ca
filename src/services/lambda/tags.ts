/** Tags of a function, by its ARN. */
import type { Caller } from "../service";
import type { Lambda } from "./context";
import { invalidParameter, violation } from "./errors";
import { TAGS } from "./limits";

interface Input {
  Resource?: string;
  Tags?: Record<string, string>;
  TagKeys?: string[];
}

export function tagResource(lambda: Lambda, input: Input, caller: Caller): unknown {
  const fn = lambda.enter("TagResource", input.Resource, caller);
  const tags = { ...Object.fromEntries(fn.tags), ...(input.Tags ?? {}) };
  if (Object.keys(input.Tags ?? {}).length === 0) {
    throw invalidParameter("An error occurred and the request cannot be processed.");
  }
  checkTags(tags);
  for (const [key, value] of Object.entries(tags)) fn.tags.set(key, value);
  lambda.request("TagResource", fn.nameId, caller);
  return {};
}

export function untagResource(lambda: Lambda, input: Input, caller: Caller): unknown {
  const fn = lambda.enter("UntagResource", input.Resource, caller);
  if (!input.TagKeys?.length) throw violation(null, "tagKeys", "not be null");
  for (const key of input.TagKeys) fn.tags.delete(key);
  lambda.request("UntagResource", fn.nameId, caller);
  return {};
}

export function listTags(lambda: Lambda, input: Input, caller: Caller): unknown {
  const fn = lambda.enter("ListTags", input.Resource, caller);
  lambda.request("ListTags", fn.nameId, caller);
  return { Tags: Object.fromEntries(fn.tags) };
}

/** Throws InvalidParameterValueException. */
export function checkTags(tags: Record<string, string>): void {
  if (Object.keys(tags).length > TAGS) {
    throw invalidParameter(`Number of tags exceeds resource tag limit. A function has at most ${TAGS} tags.`);
  }
}
