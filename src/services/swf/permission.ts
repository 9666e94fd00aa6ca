/**
 * The condition keys of SWF, read off an input: swf:taskList.name, swf:workflowType.version, swf:tagList.member.0 ...
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon Simple Workflow Service";
 * Developer Guide, "Using IAM to Manage Access to Amazon SWF Workflows" (read 2026-11).
 */
import type { RequestContext } from "../iam/context";
import type { SwfInput } from "./context";

const PARTS: readonly [member: string, parts: readonly string[]][] = [
  ["taskList", ["name"]],
  ["defaultTaskList", ["name"]],
  ["workflowType", ["name", "version"]],
  ["activityType", ["name", "version"]],
  ["typeFilter", ["name", "version"]],
  ["tagFilter", ["tag"]],
];

export function keysOf(input: SwfInput): RequestContext {
  const keys: Record<string, string> = {};
  for (const [member, parts] of PARTS) {
    for (const part of parts) {
      const value: unknown = input[member]?.[part];
      if (typeof value === "string") keys[`swf:${member}.${part}`] = value;
    }
  }
  for (const member of ["name", "version"]) {
    if (typeof input[member] === "string") keys[`swf:${member}`] = input[member];
  }
  for (const [i, tag] of ((input.tagList ?? []) as string[]).entries()) keys[`swf:tagList.member.${i}`] = tag;
  return keys;
}
