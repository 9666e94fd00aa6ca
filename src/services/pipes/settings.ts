/** What is said of a pipe, read and checked. Source: Pipes API reference, CreatePipe and UpdatePipe (read 2026-11). */
import { nameOf } from "../retry";
import { checkLength, unsupported, validation, violation } from "./errors";
import type { PipeInput, SourceParameters, TargetParameters } from "./input";
import { DESCRIPTION_LENGTH } from "./limits";
import { readSource, type Source } from "./source";
import { readTarget, type Target } from "./target";
import { readTemplate, type Template } from "./template";

export interface Settings {
  readonly source: Source;
  /** Of the queue or table. */
  readonly sourceName: string;
  readonly enrichment: string | undefined;
  readonly enrichmentTemplate: Template;
  readonly target: Target;
  readonly template: Template;
  readonly roleArn: string;
  /** As DescribePipe shows it. */
  readonly shown: PipeInput;
}

const ROLE = /^arn:(aws[a-zA-Z-]*):iam::\d{12}:role\/.+$/;

/** @throws ValidationException, UnsupportedOperation */
export function readSettings(name: string, input: PipeInput): Settings {
  const { Source: sourceArn = "", Target: targetArn = "", RoleArn: roleArn = "" } = input;
  checkLength(input.Description, "description", DESCRIPTION_LENGTH);
  if (!ROLE.test(roleArn)) {
    throw violation(
      roleArn,
      "roleArn",
      "satisfy regular expression pattern: ^arn:(aws[a-zA-Z-]*):iam::\\d{12}:role\\/.+$",
    );
  }
  const source = readSource(sourceArn, input.SourceParameters ?? {});
  checkEnrichment(input.Enrichment, input.EnrichmentParameters);
  const target = readTarget(targetArn, input.TargetParameters ?? {}, name, sourceArn);
  return {
    source,
    sourceName: source.stream === undefined ? nameOf(sourceArn) : /:table\/([^/]+)\//.exec(sourceArn)![1]!,
    enrichment: input.Enrichment || undefined,
    enrichmentTemplate: readTemplate(input.EnrichmentParameters?.InputTemplate, "enrichmentParameters.inputTemplate"),
    target,
    template: readTemplate(input.TargetParameters?.InputTemplate, "targetParameters.inputTemplate"),
    roleArn,
    shown: { ...input, SourceParameters: source.shown },
  };
}

function checkEnrichment(arn: string | undefined, parameters: PipeInput["EnrichmentParameters"]): void {
  if (parameters?.HttpParameters !== undefined) throw unsupported("nubelab does not simulate enrichment by HTTP.");
  if (arn === undefined || arn === "") return;
  const service = /^arn:[^:]+:([^:]+):[^:]*:\d{12}:.+$/.exec(arn)?.[1];
  if (service === undefined) throw validation("enrichment", `${arn} is not the ARN of an enrichment`);
  if (service !== "lambda" && service !== "states") {
    throw unsupported(
      `nubelab does not simulate ${service} as an enrichment of Pipes; it simulates lambda and states.`,
    );
  }
}

/** What an update leaves: members that are not given stay, parameters of one service are replaced as a whole. */
export function updated(before: PipeInput, { Name: _name, DesiredState: _state, ...input }: PipeInput): PipeInput {
  const isOtherTarget = input.Target !== undefined && input.Target !== before.Target;
  return {
    ...before,
    ...given(input),
    SourceParameters: sourceParameters(before.SourceParameters ?? {}, input.SourceParameters ?? {}),
    TargetParameters: {
      ...(isOtherTarget ? {} : before.TargetParameters),
      ...input.TargetParameters,
    } as TargetParameters,
  };
}

/** The place where a stream is read from was settled when the pipe was made. */
function sourceParameters(before: SourceParameters, input: SourceParameters): SourceParameters {
  const { DynamoDBStreamParameters: stream } = input;
  const StartingPosition = before.DynamoDBStreamParameters?.StartingPosition;
  return {
    ...before,
    ...given(input),
    ...(stream !== undefined && { DynamoDBStreamParameters: { ...stream, StartingPosition } }),
  };
}

function given<T extends object>(input: T): Partial<T> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Partial<T>;
}
