/** One state: its fields, in its language, and what its type asks of them. */
import type { QueryLanguage } from "../definition";
import { optimizedExists } from "../integrations/optimized";
import { readResource } from "../integrations/resource";
import { checkChoices } from "./choice-rules";
import { languageNeeded, STATE_FIELDS } from "./fields";
import { checkExpressions } from "./jsonata";
import { type Fields, isObject, type Report, typeName } from "./report";
import { checkCatch, checkRetry, wrongLanguage } from "./retry-catch";
import {
  checkInteger,
  checkNumber,
  checkPath,
  checkPathOrIntrinsic,
  checkReferencePath,
  checkString,
  checkTemplate,
  checkTimestamp,
} from "./values";

const MOST_SECONDS = 99_999_999;

export interface Surroundings {
  /** The machine's. */
  language: QueryLanguage;
  isExpress: boolean;
  /** Checks the machines inside a state. */
  machine(value: unknown, at: string, kind: "branch" | "processor"): void;
}

export function checkState(report: Report, state: unknown, around: Surroundings, at: string): void {
  if (!isObject(state)) return report.error(`Expected value of type Object, but was ${typeName(state)}`, at);
  const { Type: type } = state;
  if (type === undefined) return report.error("Field 'Type' is required", at);
  const fields = typeof type === "string" ? STATE_FIELDS[type] : undefined;
  if (fields === undefined) {
    return report.error(
      `Value is not one of the allowed values: [${Object.keys(STATE_FIELDS).join(", ")}], but was ${JSON.stringify(type)}`,
      `${at}/Type`,
    );
  }
  const language = languageOf(report, state, around.language, at);
  for (const field of Object.keys(state)) {
    if (!fields.includes(field)) report.error(`Field '${field}' is not supported`, at);
    else if (languageNeeded(field, language) !== undefined) wrongLanguage(report, field, language, at);
  }
  if (state.Comment !== undefined) checkString(report, state.Comment, `${at}/Comment`);
  if (language === "JSONata") checkJsonataFields(report, state, at);
  else checkPathFields(report, state, at);
  checkTransition(report, state, fields, at);
  if (state.Retry !== undefined && fields.includes("Retry")) checkRetry(report, state.Retry, `${at}/Retry`);
  if (state.Catch !== undefined && fields.includes("Catch")) checkCatch(report, state.Catch, language, `${at}/Catch`);
  TYPES[type as string]?.(report, state, language, at, around);
}

function languageOf(report: Report, state: Fields, outer: QueryLanguage, at: string): QueryLanguage {
  const { QueryLanguage: own } = state;
  if (own === undefined) return outer;
  if (own !== "JSONPath" && own !== "JSONata") {
    report.error(
      `Value is not one of the allowed values: [JSONPath, JSONata], but was ${JSON.stringify(own)}`,
      `${at}/QueryLanguage`,
    );
    return outer;
  }
  if (own === "JSONPath" && outer === "JSONata") {
    report.error("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", at);
  }
  return own;
}

function checkPathFields(report: Report, state: Fields, at: string): void {
  for (const field of ["InputPath", "OutputPath"]) {
    if (state[field] !== undefined && state[field] !== null) checkPath(report, state[field], `${at}/${field}`);
  }
  if (state.ResultPath !== undefined) checkReferencePath(report, state.ResultPath, `${at}/ResultPath`);
  for (const field of ["Parameters", "ResultSelector", "ItemSelector", "Assign"]) {
    checkTemplate(report, state[field], `${at}/${field}`);
  }
}

function checkJsonataFields(report: Report, state: Fields, at: string): void {
  const elsewhere = new Set([
    "Choices",
    "Catch",
    "Retry",
    "Branches",
    "ItemProcessor",
    "Iterator",
    "Comment",
    "Resource",
    "Type",
  ]);
  for (const [field, value] of Object.entries(state)) {
    if (!elsewhere.has(field)) checkExpressions(report, value, `${at}/${field}`);
  }
}

/** Where it goes on: Next or End, one of the two. */
function checkTransition(report: Report, state: Fields, fields: readonly string[], at: string): void {
  if (!fields.includes("Next")) return;
  const { Next: next, End: end } = state;
  if (next !== undefined) checkString(report, next, `${at}/Next`);
  if (end !== undefined && typeof end !== "boolean")
    report.error(`Expected value of type Boolean, but was ${typeName(end)}`, `${at}/End`);
  if (next !== undefined && end === true) report.error("A state has either 'Next' or 'End', not both", at);
  if (next === undefined && end !== true) report.error("One of the fields 'Next' and 'End' is required", at);
}

type Check = (report: Report, state: Fields, language: QueryLanguage, at: string, around: Surroundings) => void;

const TYPES: Readonly<Record<string, Check>> = {
  Pass(report, { Result: result }, _language, at) {
    if (hasMark(result)) {
      report.warn(
        "PASS_RESULT_IS_STATIC",
        "Result is static: a field in it that ends with '.$' is no path",
        `${at}/Result`,
      );
    }
  },
  Task: checkTask,
  Choice(report, state, language, at) {
    if (state.Choices === undefined) report.error("Field 'Choices' is required", at);
    else checkChoices(report, state.Choices, language, `${at}/Choices`);
    if (state.Default !== undefined) checkString(report, state.Default, `${at}/Default`);
  },
  Wait: checkWait,
  Fail(report, state, language, at) {
    for (const field of ["Error", "Cause"]) {
      if (state[field] !== undefined) checkString(report, state[field], `${at}/${field}`);
      const path = `${field}Path`;
      if (state[path] === undefined || language === "JSONata") continue;
      checkPathOrIntrinsic(report, state[path], `${at}/${path}`);
      if (state[field] !== undefined) report.error(`A Fail state has either '${field}' or '${path}', not both`, at);
    }
  },
  Parallel(report, { Branches: branches }, _language, at, around) {
    if (!Array.isArray(branches) || branches.length === 0) {
      return report.error("Branches must be a non-empty array", branches === undefined ? at : `${at}/Branches`);
    }
    for (const [i, branch] of branches.entries()) around.machine(branch, `${at}/Branches[${i}]`, "branch");
  },
  Map: checkMap,
};

function checkTask(report: Report, state: Fields, language: QueryLanguage, at: string, around: Surroundings): void {
  const { Resource: resource } = state;
  if (resource === undefined) report.error("Field 'Resource' is required", at);
  else if (checkString(report, resource, `${at}/Resource`)) checkResource(report, resource, around, `${at}/Resource`);
  for (const field of ["TimeoutSeconds", "HeartbeatSeconds"]) {
    checkNumberField(report, state, field, language, at, (value, place) =>
      checkInteger(report, value, 1, MOST_SECONDS, place),
    );
  }
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
  if (typeof timeout === "number" && typeof heartbeat === "number" && heartbeat >= timeout) {
    report.error(
      `HeartbeatSeconds (${heartbeat}) must be smaller than TimeoutSeconds (${timeout})`,
      `${at}/HeartbeatSeconds`,
    );
  }
}

function checkResource(report: Report, text: string, { isExpress }: Surroundings, at: string): void {
  const resource = readResource(text);
  if (resource === undefined) return report.error("Value is not a valid resource ARN", at);
  if (resource.kind === "activity") {
    if (isExpress) report.error("Express state machine does not support Activity ARN", at);
    return;
  }
  if (resource.kind === "lambda") return;
  if (isExpress && resource.pattern !== "request") {
    const pattern = resource.pattern === "token" ? ".waitForTaskToken" : `.${resource.pattern}`;
    report.error(`Express state machine does not support '${pattern}' service integration`, at);
  }
  if (resource.kind === "optimized" && !optimizedExists(resource)) {
    report.error(
      `The resource provided ${text} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
      at,
      "INVALID_RESOURCE",
    );
  }
}

/** A number, in JSONPath a path to one beside it, in JSONata an expression. */
function checkNumberField(
  report: Report,
  state: Fields,
  field: string,
  language: QueryLanguage,
  at: string,
  check: (value: unknown, place: string) => void,
): void {
  const value = state[field];
  const path = state[`${field}Path`];
  const isExpression = language === "JSONata" && typeof value === "string";
  if (value !== undefined && !isExpression) check(value, `${at}/${field}`);
  if (path === undefined || language === "JSONata") return;
  checkPath(report, path, `${at}/${field}Path`);
  if (value !== undefined) report.error(`A state has either '${field}' or '${field}Path', not both`, at);
}

const WAITS = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];

function checkWait(report: Report, state: Fields, language: QueryLanguage, at: string): void {
  const given = WAITS.filter((field) => state[field] !== undefined);
  if (given.length !== 1) {
    const wanted = language === "JSONata" ? "Seconds, Timestamp" : WAITS.join(", ");
    return report.error(`A Wait state has exactly one of the fields [${wanted}], but has ${given.length}`, at);
  }
  const [field] = given as [string];
  const value = state[field];
  if (language === "JSONata" && typeof value === "string" && value.startsWith("{%")) return;
  if (field.endsWith("Path")) checkPath(report, value, `${at}/${field}`);
  else if (field === "Seconds") checkInteger(report, value, 0, MOST_SECONDS, `${at}/${field}`);
  else checkTimestamp(report, value, `${at}/${field}`);
}

const DISTRIBUTED_ONLY = ["ItemReader", "ItemBatcher", "ResultWriter", "Label"];

function checkMap(report: Report, state: Fields, language: QueryLanguage, at: string, around: Surroundings): void {
  const field = state.ItemProcessor !== undefined ? "ItemProcessor" : "Iterator";
  const processor = state[field];
  if (processor === undefined) return report.error("Field 'ItemProcessor' is required", at);
  if (state.ItemProcessor !== undefined && state.Iterator !== undefined) {
    report.error("A Map state has either 'ItemProcessor' or 'Iterator', not both", at);
  }
  around.machine(processor, `${at}/${field}`, "processor");
  const config = isObject(processor) && isObject(processor.ProcessorConfig) ? processor.ProcessorConfig : {};
  const isDistributed = config.Mode === "DISTRIBUTED";
  if (isDistributed && around.isExpress) report.error("Express state machine does not support Distributed Map", at);
  for (const name of isDistributed ? [] : DISTRIBUTED_ONLY) {
    if (state[name] !== undefined)
      report.error(`Field '${name}' is only supported when the Mode of ProcessorConfig is 'DISTRIBUTED'`, at);
  }
  if (language === "JSONPath" && state.ItemsPath !== undefined) checkPath(report, state.ItemsPath, `${at}/ItemsPath`);
  checkNumberField(report, state, "MaxConcurrency", language, at, (value, place) =>
    checkInteger(report, value, 0, MOST_SECONDS, place),
  );
  checkNumberField(report, state, "ToleratedFailureCount", language, at, (value, place) =>
    checkInteger(report, value, 0, 10_000_000, place),
  );
  checkNumberField(report, state, "ToleratedFailurePercentage", language, at, (value, place) =>
    checkNumber(report, value, 0, 100, place),
  );
  checkReader(report, state.ItemReader, language, `${at}/ItemReader`);
}

function checkReader(report: Report, reader: unknown, language: QueryLanguage, at: string): void {
  if (reader === undefined) return;
  if (!isObject(reader)) return report.error(`Expected value of type Object, but was ${typeName(reader)}`, at);
  if (reader.Resource === undefined) report.error("Field 'Resource' is required", at);
  else if (!/:s3:(getObject|listObjectsV2)$/.test(String(reader.Resource))) {
    report.error("Value is not a valid resource ARN", `${at}/Resource`);
  }
  if (language === "JSONPath") checkTemplate(report, reader.Parameters, `${at}/Parameters`);
}

function hasMark(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasMark);
  return isObject(value) && Object.entries(value).some(([name, item]) => name.endsWith(".$") || hasMark(item));
}
