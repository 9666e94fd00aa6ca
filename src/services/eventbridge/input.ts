/**
 * What a target is sent: the event, a part of it (InputPath), a text of one's own (Input), or a template with values of the
 * event in it (InputTransformer).
 * Source: User Guide, "Amazon EventBridge input transformation" (read 2026-11). AWS leaves open what becomes of a value that
 * the event does not have; as recorded by LocalStack's tests it is an empty text.
 */
import { fillJson } from "../template";
import { validation } from "./errors";
import type { EventDocument, Passing } from "./event";
import { INPUT_PATHS, TEMPLATE_LENGTH } from "./limits";

export interface TargetInput {
  Id?: string;
  Input?: string;
  InputPath?: string;
  InputTransformer?: { InputPathsMap?: Record<string, string>; InputTemplate?: string };
}

/** Makes the payload, a JSON text, for an event of a rule. */
export type MakePayload = (event: Passing, rule: { name: string; arn: string }, start: number) => string;

/** @throws ValidationException that names the target */
export function readInput(target: TargetInput): MakePayload {
  const { Id: id, Input: input, InputPath: path, InputTransformer: transformer } = target;
  const given = [input, path, transformer].filter((each) => each !== undefined && each !== "");
  if (given.length > 1) {
    throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`);
  }
  if (input) {
    if (!isJson(input)) throw validation(`JSON syntax error in input for target ${id}`);
    return () => input;
  }
  if (path) {
    const steps = readPath(path);
    if (steps === undefined) throw validation(`InputPath of target ${id} is not a JSON path: ${path}`);
    return ({ document }) => JSON.stringify(valueAt(document, steps) ?? null);
  }
  if (transformer) return readTransformer(id, transformer);
  return ({ document }) => JSON.stringify(document);
}

type Steps = readonly (string | number)[];

const STEP = /\.([\w-]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/y;

/** The part of JSONPath that AWS takes: names and places. */
export function readPath(path: string): Steps | undefined {
  if (!path.startsWith("$")) return undefined;
  const steps: (string | number)[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const found = STEP.exec(path);
    if (found === null) return undefined;
    steps.push(found[2] === undefined ? (found[1] ?? found[3] ?? found[4])! : Number(found[2]));
  }
  return steps;
}

export function valueAt(document: EventDocument, steps: Steps): unknown {
  // biome-ignore lint/suspicious/noExplicitAny: any JSON value
  return steps.reduce<any>((at, step) => at?.[step], document);
}

const PLACEHOLDER = /<([\w.-]+)>/g;
const RESERVED = [
  "aws.events.rule-arn",
  "aws.events.rule-name",
  "aws.events.event.ingestion-time",
  "aws.events.event",
  "aws.events.event.json",
];

function readTransformer(id: string | undefined, given: NonNullable<TargetInput["InputTransformer"]>): MakePayload {
  const { InputPathsMap: map = {}, InputTemplate: template = "" } = given;
  if (template === "") throw validation(`InputTemplate of target ${id} must be given`);
  if (template.length > TEMPLATE_LENGTH) {
    throw validation(`InputTemplate of target ${id} must be at most ${TEMPLATE_LENGTH} characters long`);
  }
  const names = Object.keys(map);
  if (names.length > INPUT_PATHS)
    throw validation(`InputPathsMap of target ${id} must have at most ${INPUT_PATHS} entries`);
  const paths = new Map<string, Steps>();
  for (const name of names) {
    if (/^aws/i.test(name)) throw validation(`InputPathsMap of target ${id}: names must not start with AWS: ${name}`);
    const steps = readPath(map[name]!);
    if (steps === undefined) throw validation(`InputPathsMap of target ${id} is not a JSON path: ${map[name]}`);
    paths.set(name, steps);
  }
  for (const [, name] of template.matchAll(PLACEHOLDER)) {
    if (!paths.has(name!) && !RESERVED.includes(name!)) {
      throw validation(`Invalid InputTemplate for target ${id} : placeholder <${name}> is not in InputPathsMap.`);
    }
  }
  const isObject = /^\s*[{[]/.test(template);
  return (event, rule, start) => {
    const value = (name: string): unknown => {
      const steps = paths.get(name);
      if (steps !== undefined) return valueAt(event.document, steps) ?? "";
      if (name === "aws.events.rule-arn") return rule.arn;
      if (name === "aws.events.rule-name") return rule.name;
      if (name === "aws.events.event.ingestion-time") return new Date(start + event.atMs).toISOString();
      if (name === "aws.events.event.json") return event.document;
      const { detail: _left, ...rest } = event.document; // <aws.events.event> is the event without its detail
      return rest;
    };
    return isObject ? fillJson(template, PLACEHOLDER, value) : fillText(template, value);
  };
}

/** A text template: the lines that it has in quotes, as one JSON text. */
function fillText(template: string, value: (name: string) => unknown): string {
  const filled = template.replace(PLACEHOLDER, (_all, name: string) => {
    const given = value(name);
    return typeof given === "string" ? given : JSON.stringify(given).replaceAll('"', "");
  });
  const lines = filled.split("\n").map((line) => /^\s*"(.*)"\s*$/.exec(line)?.[1] ?? line);
  return JSON.stringify(lines.join("\n"));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
