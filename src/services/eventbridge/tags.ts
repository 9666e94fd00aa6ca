/** Tags of buses and rules. Source: API reference, TagResource (read 2026-11). */
import type { Caller } from "../service";
import type { EventBridge } from "./context";
import { limitExceeded, notFound, validation } from "./errors";
import { TAGS } from "./limits";

export interface Tag {
  Key?: string;
  Value?: string;
}

export function checkTags(tags: readonly Tag[]): void {
  for (const { Key = "", Value = "" } of tags) {
    if (Key.length < 1 || Key.length > 128 || Value.length > 256) {
      throw validation("Tags: keys have 1 to 128 characters, values at most 256");
    }
    if (/^aws:/i.test(Key)) throw validation("Tags: keys must not start with aws:");
  }
}

function tagsOf(events: EventBridge, arn: string | undefined): Map<string, string> {
  for (const bus of events.buses.values()) {
    if (bus.arn === arn) return bus.tags;
    for (const rule of bus.rules.values()) if (rule.arn === arn) return rule.tags;
  }
  throw notFound(`Resource ${arn} does not exist.`);
}

type Input = { ResourceARN?: string; Tags?: Tag[]; TagKeys?: string[] };

export function tagResource(events: EventBridge, input: Input, caller: Caller): unknown {
  events.authorize("TagResource", String(input.ResourceARN), caller);
  const tags = tagsOf(events, input.ResourceARN);
  const given = input.Tags ?? [];
  checkTags(given);
  if (tags.size + given.filter(({ Key }) => !tags.has(Key!)).length > TAGS) {
    throw limitExceeded(`A resource has at most ${TAGS} tags`);
  }
  events.request("TagResource", undefined, caller);
  for (const { Key, Value } of given) tags.set(Key!, Value!);
  return {};
}

export function untagResource(events: EventBridge, input: Input, caller: Caller): unknown {
  events.authorize("UntagResource", String(input.ResourceARN), caller);
  const tags = tagsOf(events, input.ResourceARN);
  events.request("UntagResource", undefined, caller);
  for (const key of input.TagKeys ?? []) tags.delete(key);
  return {};
}

export function listTagsForResource(events: EventBridge, input: Input, caller: Caller): unknown {
  events.authorize("ListTagsForResource", String(input.ResourceARN), caller);
  const tags = tagsOf(events, input.ResourceARN);
  events.request("ListTagsForResource", undefined, caller);
  return { Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
}
