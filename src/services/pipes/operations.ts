/** The operations on pipes and their tags. Source: Pipes API reference (read 2026-11). Left out: logs and encryption (kept, without effect). */
import { page } from "../page";
import type { Caller } from "../service";
import type { Pipes } from "./context";
import {
  checkBounds,
  checkLength,
  checkOneOf,
  conflict,
  notFound,
  quotaExceeded,
  validation,
  violation,
} from "./errors";
import type { PipeInput } from "./input";
import { NAME_LENGTH, PAGE, PIPES, TAGS } from "./limits";
import { type Passage, Pipe } from "./pipe";
import { readSettings, updated } from "./settings";

const NAME = /^[.\-_A-Za-z0-9]+$/;
const DESIRED = ["RUNNING", "STOPPED"];

export function createPipe(pipes: Pipes, input: PipeInput, caller: Caller): unknown {
  const name = checkName(input.Name);
  const { DesiredState: desired = "RUNNING", Tags: tags = {}, ...rest } = input;
  checkOneOf(desired, "desiredState", DESIRED);
  checkTags(tags);
  const settings = readSettings(name, rest);
  pipes.enter("CreatePipe", name, caller);
  if (pipes.pipes.has(name)) throw conflict(name, `Pipe ${name} already exists.`);
  if (pipes.world.quotas === "strict" && pipes.pipes.size >= PIPES) throw quotaExceeded(name, PIPES);
  const cause = pipes.request("CreatePipe", name, caller);
  const pipe = new Pipe(pipes, name, settings, desired as Pipe["desired"], pipes.sim.now);
  for (const [key, value] of Object.entries(tags)) pipe.tags.set(key, value);
  pipes.pipes.set(name, pipe);
  pipes.trace.append(pipes.facts.PipeCreated, pipe.nameId, { text: settings.sourceName, cause });
  pipe.pass("CREATING", cause);
  return brief(pipes, pipe);
}

export function describePipe(pipes: Pipes, input: PipeInput, caller: Caller): unknown {
  const pipe = find(pipes, "DescribePipe", input.Name, caller);
  pipes.request("DescribePipe", pipe.name, caller);
  return {
    ...pipe.settings.shown,
    ...brief(pipes, pipe),
    ...(pipe.state === "DELETING" && { DesiredState: "DELETED" }),
    ...(pipe.reason !== undefined && { StateReason: pipe.reason }),
    Tags: Object.fromEntries(pipe.tags),
  };
}

export function updatePipe(pipes: Pipes, input: PipeInput, caller: Caller): unknown {
  const pipe = resting(pipes, "UpdatePipe", input.Name, caller);
  const { DesiredState: desired = pipe.desired } = input;
  checkOneOf(desired, "desiredState", DESIRED);
  const settings = readSettings(pipe.name, updated(pipe.settings.shown, input));
  const cause = pipes.request("UpdatePipe", pipe.name, caller);
  pipe.settings = settings;
  pipe.desired = desired as Pipe["desired"];
  pipes.trace.append(pipes.facts.PipeUpdated, pipe.nameId, { cause });
  return change(pipes, pipe, "UPDATING", cause);
}

/** What starts and stops a pipe: it refuses one that is there already, and passes through a state in between. */
function turning(operation: string, to: Pipe["desired"], through: "STARTING" | "STOPPING") {
  return (pipes: Pipes, input: PipeInput, caller: Caller): unknown => {
    const pipe = resting(pipes, operation, input.Name, caller);
    if (pipe.state === to) throw conflict(pipe.name, `Pipe ${pipe.name} is already ${to}.`);
    const cause = pipes.request(operation, pipe.name, caller);
    pipe.desired = to;
    return change(pipes, pipe, through, cause);
  };
}

export const startPipe = turning("StartPipe", "RUNNING", "STARTING");
export const stopPipe = turning("StopPipe", "STOPPED", "STOPPING");

export function deletePipe(pipes: Pipes, input: PipeInput, caller: Caller): unknown {
  const pipe = resting(pipes, "DeletePipe", input.Name, caller);
  const cause = pipes.request("DeletePipe", pipe.name, caller);
  return { ...change(pipes, pipe, "DELETING", cause), DesiredState: "DELETED" };
}

function change(pipes: Pipes, pipe: Pipe, passage: Passage, cause: number): Record<string, unknown> {
  pipe.modifiedMs = pipes.sim.now;
  pipe.pass(passage, cause);
  return brief(pipes, pipe);
}

function brief({ sim }: Pipes, pipe: Pipe): Record<string, unknown> {
  return {
    Arn: pipe.arn,
    Name: pipe.name,
    DesiredState: pipe.desired,
    CurrentState: pipe.state,
    CreationTime: sim.date(pipe.createdMs),
    LastModifiedTime: sim.date(pipe.modifiedMs),
  };
}

interface ListInput {
  NamePrefix?: string;
  DesiredState?: string;
  CurrentState?: string;
  SourcePrefix?: string;
  TargetPrefix?: string;
  NextToken?: string;
  Limit?: number;
}

export function listPipes(pipes: Pipes, input: ListInput, caller: Caller): unknown {
  const {
    NamePrefix: name = "",
    SourcePrefix: source = "",
    TargetPrefix: target = "",
    Limit: size = PAGE.most,
  } = input;
  checkBounds(size, "limit", PAGE);
  checkOneOf(input.DesiredState, "desiredState", DESIRED);
  pipes.enter("ListPipes", "*", caller);
  const all = [...pipes.pipes.values()].filter(
    (pipe) =>
      pipe.name.startsWith(name) &&
      pipe.settings.source.arn.startsWith(source) &&
      pipe.settings.target.arn.startsWith(target) &&
      (input.DesiredState === undefined || pipe.desired === input.DesiredState) &&
      (input.CurrentState === undefined || pipe.state === input.CurrentState),
  );
  const { from, token } = page(input.NextToken, all.length, size, () => validation("nextToken", "Invalid NextToken."));
  pipes.request("ListPipes", "", caller);
  const Pipes = all.slice(from, from + size).map((pipe) => ({
    ...brief(pipes, pipe),
    Source: pipe.settings.source.arn,
    Target: pipe.settings.target.arn,
    ...(pipe.settings.enrichment !== undefined && { Enrichment: pipe.settings.enrichment }),
    ...(pipe.reason !== undefined && { StateReason: pipe.reason }),
  }));
  return { Pipes, ...(token !== undefined && { NextToken: token }) };
}

interface TagInput {
  resourceArn?: string;
  tags?: Record<string, string>;
  tagKeys?: string[];
}

export function tagResource(pipes: Pipes, input: TagInput, caller: Caller): unknown {
  const pipe = tagged(pipes, "TagResource", input.resourceArn, caller);
  const tags = input.tags ?? {};
  checkTags(tags);
  if (pipe.tags.size + Object.keys(tags).filter((key) => !pipe.tags.has(key)).length > TAGS) {
    throw validation("tags", `A pipe has at most ${TAGS} tags`);
  }
  pipes.request("TagResource", pipe.name, caller);
  for (const [key, value] of Object.entries(tags)) pipe.tags.set(key, value);
  return {};
}

export function untagResource(pipes: Pipes, input: TagInput, caller: Caller): unknown {
  const pipe = tagged(pipes, "UntagResource", input.resourceArn, caller);
  pipes.request("UntagResource", pipe.name, caller);
  for (const key of input.tagKeys ?? []) pipe.tags.delete(key);
  return {};
}

export function listTagsForResource(pipes: Pipes, input: TagInput, caller: Caller): unknown {
  const pipe = tagged(pipes, "ListTagsForResource", input.resourceArn, caller);
  pipes.request("ListTagsForResource", pipe.name, caller);
  return { tags: Object.fromEntries(pipe.tags) };
}

function tagged(pipes: Pipes, operation: string, arn = "", caller: Caller): Pipe {
  const name = /^arn:aws[\w-]*:pipes:[\w-]+:\d{12}:pipe\/(.+)$/.exec(arn)?.[1];
  if (name === undefined) throw violation(arn, "resourceArn", "be the ARN of a pipe");
  return find(pipes, operation, name, caller);
}

function find(pipes: Pipes, operation: string, given: string | undefined, caller: Caller): Pipe {
  const name = checkName(given);
  pipes.enter(operation, name, caller);
  const pipe = pipes.pipes.get(name);
  if (pipe === undefined) throw notFound(name);
  return pipe;
}

/** For what has to wait until the pipe has arrived. Throws ConflictException. */
function resting(pipes: Pipes, operation: string, given: string | undefined, caller: Caller): Pipe {
  const pipe = find(pipes, operation, given, caller);
  if (pipe.isPassing) throw conflict(pipe.name, `Pipe ${pipe.name} is ${pipe.state}: ${operation} has to wait.`);
  return pipe;
}

function checkName(given: string | undefined): string {
  const value = given ?? "";
  if (value.length < 1) throw violation(value, "name", "have length greater than or equal to 1");
  checkLength(value, "name", NAME_LENGTH);
  if (!NAME.test(value)) throw violation(value, "name", "satisfy regular expression pattern: ^[\\.\\-_A-Za-z0-9]+$");
  return value;
}

function checkTags(tags: Record<string, string>): void {
  for (const [key, value] of Object.entries(tags)) {
    if (key.length < 1 || key.length > 128 || value.length > 256) {
      throw validation("tags", "Tags: keys have 1 to 128 characters, values at most 256");
    }
    if (/^aws:/i.test(key)) throw validation("tags", `Tags: keys must not start with aws:, unlike ${key}`);
  }
}
