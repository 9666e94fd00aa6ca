/**
 * Versions, which never change, and aliases, which point to one or two of them with weights.
 * Source: Developer Guide, "Manage continuous deployments with versions and aliases" (read 2026-11).
 */
import type { Caller } from "../service";
import type { StepFunctions } from "./context";
import { checkLength, conflict, invalid, quotaExceeded, resourceMissing } from "./errors";
import { ALIASES, VERSIONS } from "./limits";
import type { Alias, StateMachine, Version } from "./machine";
import { checkName, readArn } from "./names";
import { listed } from "./page";

const DESCRIPTION_LENGTH = 256;

/** @throws ServiceQuotaExceededException. The same revision is not published twice: its version stays the one it was. */
export function publish(sf: StepFunctions, machine: StateMachine, description: string | undefined): Version {
  checkLength(description, "description", DESCRIPTION_LENGTH);
  const last = machine.versions.get(machine.lastVersion);
  if (last?.revision === machine.revision) return last;
  if (machine.versions.size >= VERSIONS) {
    throw quotaExceeded(`${machine.name} has ${VERSIONS} versions, the most there can be.`);
  }
  const number = ++machine.lastVersion;
  const version = {
    number,
    arn: `${machine.arn}:${number}`,
    revision: machine.revision,
    description,
    createdMs: sf.sim.now,
  };
  machine.versions.set(number, version);
  return version;
}

export function publishStateMachineVersion(
  sf: StepFunctions,
  input: { stateMachineArn: string; revisionId?: string; description?: string },
  caller: Caller,
): unknown {
  const machine = enter(sf, "PublishStateMachineVersion", input.stateMachineArn, caller);
  const current = machine.revision.id ?? "INITIAL";
  if (input.revisionId !== undefined && input.revisionId !== current) {
    throw conflict(
      `Failed to publish the State Machine version for revision ${input.revisionId}. The current State Machine revision is ${current}.`,
    );
  }
  const version = publish(sf, machine, input.description);
  return { creationDate: sf.sim.date(version.createdMs), stateMachineVersionArn: version.arn };
}

export function deleteStateMachineVersion(
  sf: StepFunctions,
  { stateMachineVersionArn: arn }: { stateMachineVersionArn: string },
  caller: Caller,
): unknown {
  const { machine, qualifier } = split(sf, arn);
  sf.enter("DeleteStateMachineVersion", arn, qualifier.name, caller);
  sf.request("DeleteStateMachineVersion", qualifier.name, caller);
  const used = [...(machine?.aliases.values() ?? [])].filter(({ routing }) =>
    routing.some(({ stateMachineVersionArn }) => stateMachineVersionArn === arn),
  );
  if (used.length > 0) {
    throw conflict(
      `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${used.map(({ name }) => name).join(", ")}]`,
    );
  }
  machine?.versions.delete(Number(qualifier.last));
  return {};
}

export function listStateMachineVersions(
  sf: StepFunctions,
  input: { stateMachineArn: string; maxResults?: number; nextToken?: string },
  caller: Caller,
): unknown {
  const machine = enter(sf, "ListStateMachineVersions", input.stateMachineArn, caller);
  const { items, nextToken } = listed([...machine.versions.values()].reverse(), input);
  return {
    stateMachineVersions: items.map(({ arn, createdMs }) => ({
      stateMachineVersionArn: arn,
      creationDate: sf.sim.date(createdMs),
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}

// ---- aliases ---------------------------------------------------------------------------------------------------------

type Route = { stateMachineVersionArn: string; weight: number };

export function createStateMachineAlias(
  sf: StepFunctions,
  input: { name: string; description?: string; routingConfiguration: Route[] },
  caller: Caller,
): unknown {
  const { name, description, routingConfiguration: routing } = input;
  checkName(name);
  if (/^\d+$/.test(name)) throw invalid(`An alias's name must not be a number only: '${name}'`);
  checkLength(description, "description", DESCRIPTION_LENGTH);
  const machine = checkRouting(sf, routing);
  const arn = `${machine.arn}:${name}`;
  sf.enter("CreateStateMachineAlias", arn, machine.name, caller);
  const there = machine.aliases.get(name);
  if (there !== undefined) {
    const isSame = there.description === description && JSON.stringify(there.routing) === JSON.stringify(routing);
    if (!isSame)
      throw conflict(
        "Failed to create alias because an alias with the same name and a different routing configuration already exists.",
      );
  } else {
    if (machine.aliases.size >= ALIASES)
      throw quotaExceeded(`${machine.name} has ${ALIASES} aliases, the most there can be.`);
    machine.aliases.set(name, { name, arn, description, routing, createdMs: sf.sim.now, updatedMs: sf.sim.now });
  }
  sf.request("CreateStateMachineAlias", machine.nameId, caller);
  return { stateMachineAliasArn: arn, creationDate: sf.sim.date(machine.aliases.get(name)!.createdMs) };
}

export function describeStateMachineAlias(
  sf: StepFunctions,
  { stateMachineAliasArn: arn }: { stateMachineAliasArn: string },
  caller: Caller,
): unknown {
  const { alias } = enterAlias(sf, "DescribeStateMachineAlias", arn, caller);
  return {
    stateMachineAliasArn: arn,
    name: alias.name,
    ...(alias.description !== undefined && { description: alias.description }),
    routingConfiguration: alias.routing,
    creationDate: sf.sim.date(alias.createdMs),
    updateDate: sf.sim.date(alias.updatedMs),
  };
}

export function updateStateMachineAlias(
  sf: StepFunctions,
  input: { stateMachineAliasArn: string; description?: string; routingConfiguration?: Route[] },
  caller: Caller,
): unknown {
  const { machine, alias } = enterAlias(sf, "UpdateStateMachineAlias", input.stateMachineAliasArn, caller);
  const { description, routingConfiguration: routing } = input;
  if (description === undefined && routing === undefined) {
    throw invalid("Either the description or the routing configuration must be specified.");
  }
  checkLength(description, "description", DESCRIPTION_LENGTH);
  if (routing !== undefined) {
    if (checkRouting(sf, routing) !== machine) throw invalid("An alias routes to versions of its own state machine.");
    alias.routing = routing;
  }
  alias.description = description ?? alias.description;
  alias.updatedMs = sf.sim.now;
  return { updateDate: sf.sim.date() };
}

export function deleteStateMachineAlias(
  sf: StepFunctions,
  { stateMachineAliasArn: arn }: { stateMachineAliasArn: string },
  caller: Caller,
): unknown {
  const { machine, alias } = enterAlias(sf, "DeleteStateMachineAlias", arn, caller);
  machine.aliases.delete(alias.name);
  return {};
}

export function listStateMachineAliases(
  sf: StepFunctions,
  input: { stateMachineArn: string; maxResults?: number; nextToken?: string },
  caller: Caller,
): unknown {
  const { machine, qualifier } = split(sf, input.stateMachineArn);
  if (machine === undefined) throw resourceMissing(input.stateMachineArn);
  sf.enter("ListStateMachineAliases", input.stateMachineArn, machine.name, caller);
  sf.request("ListStateMachineAliases", machine.nameId, caller);
  const version = qualifier.last === "" ? undefined : input.stateMachineArn;
  const all = [...machine.aliases.values()].filter(
    ({ routing }) => version === undefined || routing.some((route) => route.stateMachineVersionArn === version),
  );
  const { items, nextToken } = listed(all, input);
  return {
    stateMachineAliases: items.map(({ arn, createdMs }) => ({
      stateMachineAliasArn: arn,
      creationDate: sf.sim.date(createdMs),
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}

/** The machine of the versions. Throws ValidationException that says what is wrong with them. */
function checkRouting(sf: StepFunctions, routing: readonly Route[]): StateMachine {
  if (routing.length < 1 || routing.length > 2) {
    throw invalid(`A routing configuration has one or two versions, not ${routing.length}.`);
  }
  const weights = routing.reduce((sum, { weight }) => sum + weight, 0);
  if (routing.some(({ weight }) => !Number.isInteger(weight) || weight < 0 || weight > 100) || weights !== 100) {
    throw invalid("Sum of routing configuration weights must equal 100");
  }
  const machines = routing.map(({ stateMachineVersionArn: arn }) => {
    const { machine, qualifier } = split(sf, arn);
    if (machine?.versions.has(Number(qualifier.last)) !== true) throw resourceMissing(arn);
    return machine;
  });
  if (machines.length === 2) {
    if (machines[0] !== machines[1]) throw invalid("An alias routes to versions of one state machine.");
    if (routing[0]!.stateMachineVersionArn === routing[1]!.stateMachineVersionArn) {
      throw invalid("The versions of a routing configuration must be different.");
    }
  }
  return machines[0]!;
}

function enter(sf: StepFunctions, operation: string, arn: string, caller: Caller): StateMachine {
  const machine = sf.machineAt(arn);
  sf.enter(operation, arn, machine.name, caller);
  sf.request(operation, machine.nameId, caller);
  return machine;
}

function enterAlias(
  sf: StepFunctions,
  operation: string,
  arn: string,
  caller: Caller,
): { machine: StateMachine; alias: Alias } {
  const { machine, qualifier } = split(sf, arn);
  const alias = machine?.aliases.get(qualifier.last);
  if (machine === undefined || alias === undefined) throw resourceMissing(arn);
  sf.enter(operation, arn, machine.name, caller);
  sf.request(operation, machine.nameId, caller);
  return { machine, alias };
}

function split(
  sf: StepFunctions,
  arn: string,
): { machine: StateMachine | undefined; qualifier: { name: string; last: string } } {
  const [name, last = ""] = readArn(arn, "stateMachine").rest.split(":") as [string, string?];
  return { machine: sf.machines.get(name), qualifier: { name, last } };
}
