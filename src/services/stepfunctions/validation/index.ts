/**
 * Validation of definitions, as ValidateStateMachineDefinition and CreateStateMachine do it: JSON, then each field of each state, then
 * where the states lead. Codes and the texts that are known are AWS's; other texts name the field, the rule and the value.
 * Source: API reference, "ValidateStateMachineDefinitionDiagnostic"; texts reported from AWS (read 2026-11).
 */
import type { Machine, QueryLanguage } from "../definition";
import { isShallow } from "../size";
import { BRANCH_FIELDS, MACHINE_FIELDS, PROCESSOR_FIELDS } from "./fields";
import { type Diagnostic, type Fields, isObject, Report, typeName } from "./report";
import { checkState, type Surroundings } from "./state";
import { checkTransitions } from "./transitions";
import { checkInteger, checkOneOf, checkString } from "./values";

export type { Diagnostic } from "./report";

export interface Validation {
  diagnostics: Diagnostic[];
  /** When there is no error. */
  machine?: Machine;
}

const NAME_LENGTH = 80;
const MOST_SECONDS = 99_999_999;
/** How deep machines may lie in each other: more is nobody's workflow, and would overflow the stack. */
const DEEPEST = 100;

type Kind = "machine" | "branch" | "processor";

const FIELDS: Record<Kind, readonly string[]> = {
  machine: MACHINE_FIELDS,
  branch: BRANCH_FIELDS,
  processor: PROCESSOR_FIELDS,
};

/**
 * Checks a definition.
 * @param type of the machine: express ones lack callbacks, .sync, activities and distributed Maps
 */
export function validateDefinition(definitionText: string, type: "STANDARD" | "EXPRESS" = "STANDARD"): Validation {
  const report = new Report();
  if (definitionText.trim() === "") {
    report.error("The definition is empty", undefined, "MISSING_DESCRIPTION");
    return { diagnostics: report.diagnostics };
  }
  let value: unknown;
  try {
    value = JSON.parse(definitionText);
  } catch (error) {
    report.error(`Invalid JSON description: ${(error as Error).message}`, undefined, "INVALID_JSON_DESCRIPTION");
    return { diagnostics: report.diagnostics };
  }
  if (!isShallow(value)) {
    report.error("The definition is nested too deeply", undefined);
    return { diagnostics: report.diagnostics };
  }
  const language: QueryLanguage = isObject(value) && value.QueryLanguage === "JSONata" ? "JSONata" : "JSONPath";
  new Checker(report, language, type === "EXPRESS").machine(value, "", "machine");
  const { diagnostics } = report;
  return report.hasErrors ? { diagnostics } : { diagnostics, machine: value as Machine };
}

class Checker implements Surroundings {
  #depth = 0;
  /** Names of states seen so far: they are unique in the whole machine. */
  readonly #names = new Set<string>();

  constructor(
    private readonly report: Report,
    readonly language: QueryLanguage,
    readonly isExpress: boolean,
  ) {}

  machine(value: unknown, at: string, kind: Kind): void {
    const { report } = this;
    if (!isObject(value)) return report.error(`Expected value of type Object, but was ${typeName(value)}`, at || "/");
    if (this.#depth >= DEEPEST) return report.error("The states are too deeply nested", at, "TOO_DEEPLY_NESTED");
    const before = report.diagnostics.length;
    for (const field of Object.keys(value)) {
      if (!FIELDS[kind].includes(field)) report.error(`Field '${field}' is not supported`, at || "/");
    }
    if (kind === "machine") this.#checkTop(value);
    if (kind === "processor") this.#checkConfig(value.ProcessorConfig, `${at}/ProcessorConfig`);
    if (value.StartAt === undefined) report.error("Field 'StartAt' is required", at || "/");
    else checkString(report, value.StartAt, `${at}/StartAt`);
    if (!isObject(value.States) || Object.keys(value.States).length === 0) {
      return report.error(
        "States must be an object with at least one state",
        value.States === undefined ? at || "/" : `${at}/States`,
      );
    }
    this.#depth++;
    for (const [name, state] of Object.entries(value.States)) {
      this.#checkName(name, `${at}/States/${name}`);
      checkState(report, state, this, `${at}/States/${name}`);
    }
    this.#depth--;
    const isSound = !report.diagnostics.slice(before).some(({ severity }) => severity === "ERROR");
    if (isSound) checkTransitions(report, value as unknown as Parameters<typeof checkTransitions>[1], at);
  }

  #checkTop(value: Fields): void {
    const { report } = this;
    if (value.Comment !== undefined) checkString(report, value.Comment, "/Comment");
    if (value.QueryLanguage !== undefined)
      checkOneOf(report, value.QueryLanguage, ["JSONPath", "JSONata"], "/QueryLanguage");
    if (value.Version !== undefined) checkOneOf(report, value.Version, ["1.0"], "/Version");
    if (value.TimeoutSeconds !== undefined)
      checkInteger(report, value.TimeoutSeconds, 1, MOST_SECONDS, "/TimeoutSeconds");
  }

  #checkConfig(config: unknown, at: string): void {
    const { report } = this;
    if (config === undefined) return;
    if (!isObject(config)) return report.error(`Expected value of type Object, but was ${typeName(config)}`, at);
    if (config.Mode !== undefined) checkOneOf(report, config.Mode, ["INLINE", "DISTRIBUTED"], `${at}/Mode`);
    if (config.ExecutionType !== undefined)
      checkOneOf(report, config.ExecutionType, ["STANDARD", "EXPRESS"], `${at}/ExecutionType`);
    else if (config.Mode === "DISTRIBUTED") report.error("Field 'ExecutionType' is required", at);
  }

  #checkName(name: string, at: string): void {
    if (name.length > NAME_LENGTH) {
      this.report.error(
        `A state's name has at most ${NAME_LENGTH} characters, but this one has ${name.length}`,
        at,
        "INVALID_STATE_NAME",
      );
    }
    if (this.#names.has(name)) this.report.error(`Duplicate State name: ${name}`, at, "DUPLICATE_STATE_NAME");
    this.#names.add(name);
  }
}
