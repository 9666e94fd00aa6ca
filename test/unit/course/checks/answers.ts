/** The course's own answers, taken from the unit's source, and variants of them that are wrong in one place. */
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { Lambda } from "@aws-sdk/client-lambda";
import { Mq } from "@aws-sdk/client-mq";
import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { SWF } from "@aws-sdk/client-swf";
import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import ts from "typescript";
import { loadUnit, questionsOf } from "../../../../src/course/build";
import { findCheck, loadHiddenChecks } from "../../../../src/course/checks";
import { localStudent } from "../../../../src/course/checks/local";
import { type CheckResult, runCheck } from "../../../../src/course/checks/run";
import { ServiceThread } from "../../../../src/course/threads";
import { Random } from "../../../../src/sim/random";

/** One change to the reference: what is replaced by what. */
export interface Variant {
  name: string;
  change: [from: string, to: string][];
  /** Check -> a part of the English claim that must fail, in the visible or the hidden part. */
  fails: Record<string, RegExp>;
}

/** The reference answer of a check: the sources of its program, one after the other. */
export function reference(unit: string, checkId: string): string {
  const question = questionsOf(loadUnit(unit)).find(({ check }) => check === checkId)!;
  return question.program
    .filter(({ kind }) => kind === "answer")
    .map(({ source }) => source)
    .join("\n");
}

/** What the check's own item gives: the types and constants that its answers use, without the imports of the unit. */
export function given(unit: string, checkId: string): string {
  const prefix = `${checkId.split(".")[0]}-`;
  const question = questionsOf(loadUnit(unit)).find(({ check }) => check === checkId)!;
  return question.program
    .filter(({ kind, id }) => kind === "given" && id.startsWith(prefix))
    .map(({ source }) => source)
    .join("\n");
}

/** The stub that students start from. */
export function stub(unit: string, checkId: string): string {
  const question = questionsOf(loadUnit(unit)).find(({ check }) => check === checkId)!;
  return question.program.flatMap(({ stub }) => (stub ? [stub.en] : [])).join("\n");
}

export function changed(source: string, { name, change }: Variant): string {
  return change.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`variant "${name}": the reference does not contain ${from}`);
    return text.replace(from, to);
  }, source);
}

/** The named classes and functions of an answer, evaluated. */
export function subjects(source: string, names: readonly string[]): Record<string, unknown> {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  const AmazonEventBridge = EventBridge; // unit 04: the class of X5 has the client's name
  const AmazonSNS = SNS; // unit 01: so has that of X1
  const given = {
    AmazonEventBridge,
    AmazonSNS,
    CloudWatch,
    DynamoDB,
    DynamoDBDocument,
    EventBridge,
    Lambda,
    Mq,
    S3,
    SFN,
    SNS,
    SQS,
    SWF,
    ServiceThread,
  };
  return new Function(...Object.keys(given), `{ ${outputText}\nreturn { ${names.join(", ")} }; }`)(
    ...Object.values(given),
  );
}

/** Runs a check, hidden part included, as the grader would. */
export async function run(checkId: string, source: string, seed: number | string = 1): Promise<CheckResult> {
  const check = findCheck(checkId);
  const hidden = (await loadHiddenChecks()).get(checkId);
  const student = localStudent(subjects(source, check.needs));
  return runCheck(check, student, new Random(seed, checkId), { hidden, timeoutMs: 20_000 });
}

/** The claims that fail, in English; with what was seen, for a readable test failure. */
export function failed(result: CheckResult): string[] {
  return result.findings
    .filter(({ ok }) => !ok)
    .map(({ claim, fault, hint }) => `${claim.en}${fault ? ` [${fault}] ${hint?.en ?? ""}` : ""}`);
}
