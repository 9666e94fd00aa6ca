/**
 * Machines: create, describe, update, delete, list.
 * Source: API reference, CreateStateMachine and its neighbours (read 2026-11).
 */
import type { Caller } from "../service";
import { compileMachine } from "./compile";
import type { StepFunctions } from "./context";
import type { Machine } from "./definition";
import {
  checkBounds,
  checkLength,
  checkOneOf,
  invalid,
  invalidArn,
  invalidDefinition,
  machineExists,
  missingParameter,
  tooManyMachines,
} from "./errors";
import { validateDefinition } from "./language";
import { DEFINITION_BYTES, STATE_MACHINES } from "./limits";
import { type Revision, StateMachine } from "./machine";
import { checkName } from "./names";
import { listed } from "./page";
import { resolve } from "./resolve";
import { readTags, type Tag } from "./tags";
import { publish } from "./versions";

interface Settings {
  loggingConfiguration?: object;
  tracingConfiguration?: object;
  encryptionConfiguration?: object;
}

interface Create extends Settings {
  name: string;
  definition: string;
  roleArn: string;
  type?: "STANDARD" | "EXPRESS";
  tags?: Tag[];
  publish?: boolean;
  versionDescription?: string;
}

const NO_LOGGING = { level: "OFF", includeExecutionData: false };
const NO_TRACING = { enabled: false };
const OWN_KEY = { type: "AWS_OWNED_KEY" };

export function createStateMachine(sf: StepFunctions, input: Create, caller: Caller): unknown {
  const { name, definition, roleArn, type = "STANDARD" } = input;
  checkName(name);
  checkOneOf(type, "type", ["STANDARD", "EXPRESS"]);
  checkRole(roleArn);
  const arn = sf.arnOf("stateMachine", name);
  sf.enter("CreateStateMachine", arn, name, caller);
  if (input.versionDescription !== undefined && input.publish !== true) {
    throw invalid("Version description can only be set when publish is true");
  }
  const machine = readDefinition(definition, type === "EXPRESS");
  const there = sf.machines.get(name);
  if (there !== undefined) {
    if (!isTheSame(there, input)) throw machineExists(arn);
    sf.request("CreateStateMachine", there.nameId, caller);
    return { stateMachineArn: arn, creationDate: sf.sim.date(there.createdMs) };
  }
  const most = STATE_MACHINES[sf.world.quotas];
  if (sf.machines.size >= most) throw tooManyMachines(most);
  const tags = readTags(input.tags, arn);
  const { sim, trace, facts } = sf;
  const revision = revisionOf(sf, definition, machine, roleArn, undefined);
  const made = new StateMachine(name, arn, trace.name(name), type === "EXPRESS", sim.now, revision);
  setSettings(made, input);
  for (const [key, value] of tags) made.tags.set(key, value);
  sf.machines.set(name, made);
  const cause = sf.request("CreateStateMachine", made.nameId, caller, definition.length);
  trace.append(facts.MachineCreated, made.nameId, { text: type, cause });
  const version = input.publish === true ? publish(sf, made, input.versionDescription) : undefined;
  return {
    stateMachineArn: arn,
    creationDate: sim.date(),
    ...(version !== undefined && { stateMachineVersionArn: version.arn }),
  };
}

interface Update extends Settings {
  stateMachineArn: string;
  definition?: string;
  roleArn?: string;
  publish?: boolean;
  versionDescription?: string;
}

export function updateStateMachine(sf: StepFunctions, input: Update, caller: Caller): unknown {
  const { stateMachineArn: arn, definition, roleArn } = input;
  const machine = sf.machineAt(arn);
  sf.enter("UpdateStateMachine", arn, machine.name, caller);
  const settings = [input.loggingConfiguration, input.tracingConfiguration, input.encryptionConfiguration];
  if (definition === undefined && roleArn === undefined && settings.every((each) => each === undefined)) {
    throw missingParameter(
      "Either the definition, the role ARN, the LoggingConfiguration, the TracingConfiguration, or the EncryptionConfiguration must be specified",
    );
  }
  if (input.versionDescription !== undefined && input.publish !== true) {
    throw invalid("Version description can only be set when publish is true");
  }
  if (roleArn !== undefined) checkRole(roleArn);
  const before = machine.revision;
  const parsed = definition === undefined ? before.machine : readDefinition(definition, machine.isExpress);
  const { sim, trace, facts } = sf;
  machine.revision = revisionOf(
    sf,
    definition ?? before.definition,
    parsed,
    roleArn ?? before.roleArn,
    sf.id("revision"),
  );
  setSettings(machine, input);
  const cause = sf.request("UpdateStateMachine", machine.nameId, caller, definition?.length ?? 0);
  trace.append(facts.MachineUpdated, machine.nameId, { cause });
  const version = input.publish === true ? publish(sf, machine, input.versionDescription) : undefined;
  return {
    updateDate: sim.date(),
    revisionId: machine.revision.id,
    ...(version !== undefined && { stateMachineVersionArn: version.arn }),
  };
}

/** Executions that run go on to their end; the name is free at once. */
export function deleteStateMachine(sf: StepFunctions, input: { stateMachineArn: string }, caller: Caller): unknown {
  const { stateMachineArn: arn } = input;
  const name = arn.slice(arn.lastIndexOf(":") + 1);
  sf.enter("DeleteStateMachine", arn, name, caller);
  const machine = [...sf.machines.values()].find((each) => each.arn === arn);
  const cause = sf.request("DeleteStateMachine", name, caller);
  if (machine === undefined) {
    if (!/^arn:aws[\w-]*:states:[^:]+:\d{12}:stateMachine:[^:]+$/.test(arn)) throw invalidArn(arn);
    return {};
  }
  sf.machines.delete(machine.name);
  sf.trace.append(sf.facts.MachineDeleted, machine.nameId, { cause });
  return {};
}

export function describeStateMachine(
  sf: StepFunctions,
  { stateMachineArn: arn, includedData }: { stateMachineArn: string; includedData?: string },
  caller: Caller,
): unknown {
  checkOneOf(includedData, "includedData", ["ALL_DATA", "METADATA_ONLY"]);
  const { machine, revision, version } = resolve(sf, arn);
  sf.enter("DescribeStateMachine", arn, machine.name, caller);
  sf.request("DescribeStateMachine", machine.nameId, caller);
  return {
    stateMachineArn: version?.arn ?? machine.arn,
    name: machine.name,
    status: "ACTIVE",
    definition: includedData === "METADATA_ONLY" ? "" : revision.definition,
    roleArn: revision.roleArn,
    type: machine.isExpress ? "EXPRESS" : "STANDARD",
    creationDate: sf.sim.date(version?.createdMs ?? machine.createdMs),
    ...(version?.description !== undefined && { description: version.description }),
    ...(revision.id !== undefined && { revisionId: revision.id }),
    ...settingsOf(machine),
  };
}

export function listStateMachines(
  sf: StepFunctions,
  input: { maxResults?: number; nextToken?: string },
  caller: Caller,
): unknown {
  sf.enter("ListStateMachines", "*", "", caller);
  sf.request("ListStateMachines", "", caller);
  const all = [...sf.machines.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, nextToken } = listed(all, input);
  return {
    stateMachines: items.map((machine) => ({
      stateMachineArn: machine.arn,
      name: machine.name,
      type: machine.isExpress ? "EXPRESS" : "STANDARD",
      creationDate: sf.sim.date(machine.createdMs),
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}

/** Says what is wrong with a definition, and creates nothing. */
export function validateStateMachineDefinition(
  sf: StepFunctions,
  input: { definition: string; type?: "STANDARD" | "EXPRESS"; severity?: "ERROR" | "WARNING"; maxResults?: number },
  caller: Caller,
): unknown {
  checkLength(input.definition, "definition", DEFINITION_BYTES, 1);
  checkOneOf(input.type, "type", ["STANDARD", "EXPRESS"]);
  checkOneOf(input.severity, "severity", ["ERROR", "WARNING"]);
  checkBounds(input.maxResults, "maxResults", 0, DIAGNOSTICS);
  sf.enter("ValidateStateMachineDefinition", "*", "", caller);
  sf.request("ValidateStateMachineDefinition", "", caller);
  const { diagnostics } = validateDefinition(input.definition, input.type);
  const isWarned = input.severity === "WARNING";
  const wanted = diagnostics.filter(({ severity }) => severity === "ERROR" || isWarned);
  const most = input.maxResults === undefined || input.maxResults === 0 ? DIAGNOSTICS : input.maxResults;
  return {
    result: diagnostics.some(({ severity }) => severity === "ERROR") ? "FAIL" : "OK",
    diagnostics: wanted.slice(0, most),
    truncated: wanted.length > most,
  };
}

const DIAGNOSTICS = 100;

/** What a machine is set to besides its definition. */
export function settingsOf(machine: StateMachine): object {
  return {
    loggingConfiguration: machine.logging ?? NO_LOGGING,
    tracingConfiguration: machine.tracing ?? NO_TRACING,
    encryptionConfiguration: machine.encryption ?? OWN_KEY,
  };
}

/** @throws InvalidDefinition that names every mistake */
export function readDefinition(definition: string, isExpress: boolean): Machine {
  checkLength(definition, "definition", DEFINITION_BYTES, 1);
  const { diagnostics, machine } = validateDefinition(definition, isExpress ? "EXPRESS" : "STANDARD");
  const errors = diagnostics.filter(({ severity }) => severity === "ERROR");
  if (machine !== undefined && errors.length === 0) return machine;
  throw invalidDefinition(
    errors
      .map(({ code, message, location }) => `${code}: ${message}${location === undefined ? "" : ` at ${location}`}`)
      .join(", "),
  );
}

function revisionOf(
  sf: StepFunctions,
  definition: string,
  machine: Machine,
  roleArn: string,
  id: string | undefined,
): Revision {
  return { definition, machine, block: compileMachine(machine, sf.trace), roleArn, id, atMs: sf.sim.now };
}

function checkRole(arn: string): void {
  checkLength(arn, "roleArn", 256, 1);
  if (!/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(arn)) throw invalidArn(arn, `Invalid Role Arn: '${arn}'`);
}

function setSettings(machine: StateMachine, input: Settings): void {
  machine.logging = input.loggingConfiguration ?? machine.logging;
  machine.tracing = input.tracingConfiguration ?? machine.tracing;
  machine.encryption = input.encryptionConfiguration ?? machine.encryption;
}

/** AWS: CreateStateMachine is idempotent by these; role and tags do not count. */
function isTheSame(there: StateMachine, input: Create): boolean {
  const settings = (given: unknown, usual: object) => JSON.stringify(given ?? usual);
  return (
    there.revision.definition === input.definition &&
    there.isExpress === (input.type === "EXPRESS") &&
    settings(there.logging, NO_LOGGING) === settings(input.loggingConfiguration, NO_LOGGING) &&
    settings(there.tracing, NO_TRACING) === settings(input.tracingConfiguration, NO_TRACING) &&
    settings(there.encryption, OWN_KEY) === settings(input.encryptionConfiguration, OWN_KEY)
  );
}
