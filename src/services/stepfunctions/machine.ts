/** A state machine and its revisions: each update makes a new one, and an execution keeps the one that it began with. */
import type { Name } from "../../sim";
import type { Block } from "./compile";
import type { Machine } from "./definition";

export interface Revision {
  /** As given. */
  readonly definition: string;
  readonly machine: Machine;
  readonly block: Block;
  readonly roleArn: string;
  /** Undefined for the first: AWS gives ids to updates only. */
  readonly id: string | undefined;
  readonly atMs: number;
}

export interface Version {
  readonly number: number;
  readonly arn: string;
  readonly revision: Revision;
  readonly description: string | undefined;
  readonly createdMs: number;
}

export interface Alias {
  readonly name: string;
  readonly arn: string;
  description: string | undefined;
  /** One or two versions, with weights that add up to 100. */
  routing: { stateMachineVersionArn: string; weight: number }[];
  readonly createdMs: number;
  updatedMs: number;
}

export class StateMachine {
  readonly versions = new Map<number, Version>();
  readonly aliases = new Map<string, Alias>();
  readonly tags = new Map<string, string>();
  lastVersion = 0;
  isDeleting = false;
  /** Executions that are not over. */
  open = 0;
  logging: object | undefined;
  tracing: object | undefined;
  encryption: object | undefined;

  constructor(
    readonly name: string,
    readonly arn: string,
    readonly nameId: Name,
    readonly isExpress: boolean,
    readonly createdMs: number,
    public revision: Revision,
  ) {}
}
