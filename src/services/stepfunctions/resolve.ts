/** The machine that an ARN stands for, which may name a version or an alias of it. */
import type { StepFunctions } from "./context";
import { machineMissing } from "./errors";
import type { Alias, Revision, StateMachine, Version } from "./machine";
import { readArn } from "./names";

export interface Resolved {
  readonly machine: StateMachine;
  readonly revision: Revision;
  readonly version?: Version;
  readonly alias?: Alias;
}

/**
 * @param chance uniform on [0, 1), asked for when an alias has two versions
 * @throws InvalidArn, StateMachineDoesNotExist
 */
export function resolve(sf: StepFunctions, arn: string, chance: () => number = () => 0): Resolved {
  const plain = sf.machineOf(arn);
  if (plain !== undefined) return { machine: plain, revision: plain.revision };
  const { rest } = readArn(arn, "stateMachine");
  const [name, qualifier] = rest.split(":") as [string, string | undefined];
  const machine = sf.machines.get(name);
  if (machine === undefined || machine.isDeleting || !arn.startsWith(machine.arn)) throw machineMissing(arn);
  if (qualifier === undefined) return { machine, revision: machine.revision };
  if (/^\d+$/.test(qualifier)) {
    const version = machine.versions.get(Number(qualifier));
    if (version === undefined) throw machineMissing(arn);
    return { machine, revision: version.revision, version };
  }
  const alias = machine.aliases.get(qualifier);
  if (alias === undefined) throw machineMissing(arn);
  const version = routed(machine, alias, chance);
  return { machine, revision: version.revision, version, alias };
}

function routed(machine: StateMachine, alias: Alias, chance: () => number): Version {
  const [first, second] = alias.routing;
  const drawn = second === undefined || chance() * 100 < first!.weight ? first! : second;
  const { stateMachineVersionArn: arn } = drawn;
  return machine.versions.get(Number(arn.slice(arn.lastIndexOf(":") + 1)))!;
}
