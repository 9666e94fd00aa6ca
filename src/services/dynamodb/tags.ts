/** Tags of tables. Source: API reference, TagResource (read 2026-11). */
import type { Caller } from "../service";
import type { Dynamodb } from "./context";
import { invalid, invalidParameters, resourceNotFound } from "./errors";
import { TAGS } from "./limits";
import type { Table } from "./table";

export interface TagInput {
  Key: string;
  Value: string;
}

/** Throws ValidationException. */
export function readTags(tags: readonly TagInput[]): Map<string, string> {
  for (const { Key: key, Value: value } of tags) {
    if (key.length < 1 || key.length > 128) throw invalidParameters(`Tag key "${key}" must have 1 to 128 characters`);
    if (key.startsWith("aws:")) throw invalidParameters(`Tag key "${key}" must not begin with aws:`);
    if (value.length > 256) throw invalidParameters(`The value of tag "${key}" must have at most 256 characters`);
  }
  const read = new Map(tags.map(({ Key, Value }) => [Key, Value]));
  if (read.size < tags.length) throw invalidParameters("Tag keys must be unique");
  if (read.size > TAGS) throw invalidParameters(`a resource may have at most ${TAGS} tags, not ${read.size}`);
  return read;
}

export function tagResource(db: Dynamodb, input: { ResourceArn: string; Tags: TagInput[] }, caller: Caller): unknown {
  const table = tableAt(db, "TagResource", input.ResourceArn, caller);
  const tags = new Map([...table.tags, ...readTags(input.Tags)]);
  if (tags.size > TAGS) throw invalidParameters(`a resource may have at most ${TAGS} tags, not ${tags.size}`);
  db.request("TagResource", table, caller);
  for (const [key, value] of tags) table.tags.set(key, value);
  return {};
}

export function untagResource(
  db: Dynamodb,
  input: { ResourceArn: string; TagKeys: string[] },
  caller: Caller,
): unknown {
  const table = tableAt(db, "UntagResource", input.ResourceArn, caller);
  db.request("UntagResource", table, caller);
  for (const key of input.TagKeys) table.tags.delete(key);
  return {};
}

export function listTagsOfResource(db: Dynamodb, input: { ResourceArn: string }, caller: Caller): unknown {
  const table = tableAt(db, "ListTagsOfResource", input.ResourceArn, caller);
  db.request("ListTagsOfResource", table, caller);
  return { Tags: [...table.tags].map(([Key, Value]) => ({ Key, Value })) };
}

function tableAt(db: Dynamodb, operation: string, arn: string, caller: Caller): Table {
  if (!arn.startsWith("arn:aws:dynamodb:"))
    throw invalid(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  const table = [...db.tables.values()].find((each) => each.arn === arn);
  if (table === undefined) throw resourceNotFound(`Requested resource not found: ResourcArn: ${arn} not found`);
  return db.manage(operation, table.name, caller);
}
