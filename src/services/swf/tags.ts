/** Tags of domains. Source: API reference, TagResource (read 2026-11). */
import type { Caller } from "../service";
import { checkLength } from "./check";
import type { Swf, SwfInput } from "./context";
import type { Domain } from "./domain";
import { tooManyTags, unknownResource } from "./errors";
import { LENGTH, TAGS } from "./limits";

interface Tag {
  key: string;
  value?: string;
}

export function tagResource(swf: Swf, { resourceArn, tags }: SwfInput, caller: Caller): unknown {
  const domain = enter(swf, "TagResource", resourceArn, caller);
  addTags(domain.tags, tags);
  swf.request("TagResource", domain, caller);
  return {};
}

export function untagResource(swf: Swf, { resourceArn, tagKeys }: SwfInput, caller: Caller): unknown {
  const domain = enter(swf, "UntagResource", resourceArn, caller);
  for (const key of tagKeys as string[]) domain.tags.delete(key);
  swf.request("UntagResource", domain, caller);
  return {};
}

export function listTagsForResource(swf: Swf, { resourceArn }: SwfInput, caller: Caller): unknown {
  const domain = enter(swf, "ListTagsForResource", resourceArn, caller);
  swf.request("ListTagsForResource", domain, caller);
  return { tags: [...domain.tags].map(([key, value]) => ({ key, value })) };
}

/** Throws ValidationException or TooManyTagsFault, and then adds none. */
export function addTags(to: Map<string, string>, tags: readonly Tag[]): void {
  for (const [i, { key, value }] of tags.entries()) {
    checkLength(key, `tags.${i + 1}.member.key`, LENGTH.tagKey, 1);
    checkLength(value, `tags.${i + 1}.member.value`, LENGTH.tag);
  }
  if (new Set([...to.keys(), ...tags.map(({ key }) => key)]).size > TAGS) throw tooManyTags(TAGS);
  for (const { key, value = "" } of tags) to.set(key, value);
}

function enter(swf: Swf, operation: string, arn: string, caller: Caller): Domain {
  const domain = swf.domains.get(arn.slice(arn.lastIndexOf("/") + 1));
  if (domain === undefined || domain.arn !== arn) throw unknownResource(arn);
  return swf.enter(operation, domain.name, caller);
}
