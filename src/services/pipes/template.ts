/**
 * The input transformer of a pipe: a template with <$.path> into the event and <aws.pipes...> for the pipe itself. In paths a
 * body that is JSON counts as what it says. AWS leaves open what becomes of a path that the event does not have; as with
 * rules it is an empty text.
 * Source: EventBridge User Guide, "Amazon EventBridge Pipes input transformation" (read 2026-11).
 */
import { readPath, valueAt } from "../eventbridge/input";
import { fillJson, textOf } from "../template";
import { checkLength, validation } from "./errors";
import { TEMPLATE_LENGTH } from "./limits";

/** An event as a source gives it. */
export type PipeEvent = unknown;

/** What the reserved names stand for. */
export interface Surroundings {
  readonly "aws.pipes.pipe-arn": string;
  readonly "aws.pipes.pipe-name": string;
  readonly "aws.pipes.source-arn": string;
  readonly "aws.pipes.enrichment-arn": string;
  readonly "aws.pipes.target-arn": string;
  readonly "aws.pipes.event.ingestion-time": string;
}

const RESERVED = [
  "aws.pipes.pipe-arn",
  "aws.pipes.pipe-name",
  "aws.pipes.source-arn",
  "aws.pipes.enrichment-arn",
  "aws.pipes.target-arn",
  "aws.pipes.event.ingestion-time",
  "aws.pipes.event",
  "aws.pipes.event.json",
];

const PLACEHOLDER = /<(\$[^<>]*|aws\.pipes[\w.-]*)>/g;
const BODIES = ["body", "data", "value"];

export type Template = (event: PipeEvent, about: Surroundings) => string;

/** Makes the payload of an event. @param text undefined: the event as it is @throws ValidationException */
export function readTemplate(text: string | undefined, field: string): Template {
  if (text === undefined || text === "") return (event) => JSON.stringify(event);
  checkLength(text, field, TEMPLATE_LENGTH);
  for (const [, name] of text.matchAll(PLACEHOLDER)) {
    if (name!.startsWith("$") && readPath(name!) === undefined) throw validation(field, `${name} is not a JSON path`);
    if (name!.startsWith("aws") && !RESERVED.includes(name!)) throw validation(field, `<${name}> is not known`);
  }
  const isJson = /^\s*[{["]/.test(text);
  return (event, about) => {
    const parsed = withParsedBody(event);
    const value = (name: string): unknown => {
      if (name.startsWith("$")) return valueAt(parsed as never, readPath(name)!) ?? "";
      return name.startsWith("aws.pipes.event") && name !== "aws.pipes.event.ingestion-time"
        ? event
        : about[name as keyof Surroundings];
    };
    return isJson
      ? fillJson(text, PLACEHOLDER, value)
      : text.replace(PLACEHOLDER, (_all, name: string) => textOf(value(name)));
  };
}

/** A parameter of a target: itself, or what the path finds in the event. */
export function resolve(parameter: string, event: PipeEvent): string {
  const steps = parameter.startsWith("$.") ? readPath(parameter) : undefined;
  return steps === undefined ? parameter : textOf(valueAt(withParsedBody(event) as never, steps) ?? "");
}

function withParsedBody(event: PipeEvent): unknown {
  if (typeof event !== "object" || event === null) return event;
  const copy: Record<string, unknown> = { ...event };
  for (const name of BODIES) {
    const given = copy[name];
    if (typeof given !== "string" || !/^\s*[{[]/.test(given)) continue;
    try {
      copy[name] = JSON.parse(given);
    } catch {
      // a text that only begins like JSON stays a text
    }
  }
  return copy;
}
