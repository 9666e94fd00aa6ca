/** Tags of brokers and configurations, by ARN. */
import type { Caller } from "../service";
import type { Mq } from "./context";
import { badRequest, noResource } from "./errors";
import { TAGS } from "./limits";

interface Input {
  ResourceArn: string;
  Tags?: Record<string, string>;
  TagKeys?: string[];
}

export function createTags(mq: Mq, input: Input, caller: Caller): unknown {
  const resource = resourceAt(mq, "CreateTags", input.ResourceArn, caller);
  const tags = { ...Object.fromEntries(resource.tags), ...input.Tags };
  checkTags(tags);
  for (const [key, value] of Object.entries(tags)) resource.tags.set(key, value);
  return {};
}

export function deleteTags(mq: Mq, input: Input, caller: Caller): unknown {
  const resource = resourceAt(mq, "DeleteTags", input.ResourceArn, caller);
  for (const key of input.TagKeys ?? []) resource.tags.delete(key);
  return {};
}

export function listTags(mq: Mq, input: Input, caller: Caller): unknown {
  const resource = resourceAt(mq, "ListTags", input.ResourceArn, caller);
  return { Tags: Object.fromEntries(resource.tags) };
}

/** Throws NotFoundException, ForbiddenException. */
function resourceAt(mq: Mq, operation: string, arn: string, caller: Caller): { readonly tags: Map<string, string> } {
  const id = arn.slice(arn.lastIndexOf(":") + 1);
  const broker = mq.brokers.get(id);
  const configuration = mq.configurations.get(id);
  const found = broker?.is.arn === arn ? broker : configuration?.arn === arn ? configuration : undefined;
  if (found === undefined) throw noResource(arn);
  const nameId = "is" in found ? found.is.nameId : found.nameId;
  mq.authorize(operation, arn, caller, nameId);
  mq.request(operation, nameId, caller);
  return found;
}

/** Throws BadRequestException. */
export function checkTags(tags: Readonly<Record<string, string>>): void {
  const entries = Object.entries(tags);
  if (entries.length > TAGS.count) {
    throw badRequest("tags", `A resource has at most ${TAGS.count} tags, not ${entries.length}.`);
  }
  for (const [key, value] of entries) {
    if (key.length < 1 || key.length > TAGS.key || /^aws:/i.test(key)) {
      throw badRequest("tags", `The tag key [${key}] must have 1 to ${TAGS.key} characters and not begin with "aws:".`);
    }
    if (value.length > TAGS.value) {
      throw badRequest("tags", `The value of the tag [${key}] must have at most ${TAGS.value} characters.`);
    }
  }
}
