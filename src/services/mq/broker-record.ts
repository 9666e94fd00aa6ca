/**
 * A broker as Amazon MQ manages it: what was asked for, what is in force, and what waits for the next reboot.
 *
 *   CREATION_IN_PROGRESS -> RUNNING (REPLICA) -> REBOOT_IN_PROGRESS -> RUNNING ...
 *                                             -> DELETION_IN_PROGRESS -> gone
 *
 * Only a broker of ActiveMQ has an engine, the simulated broker itself, from the first time that it runs.
 */
import type { Name } from "../../sim";
import type { BrokerEngine } from "./broker/types";
import type { Deployment, Engine, Storage } from "./catalogue";
import type { WeeklyStartTime } from "./time";

export type BrokerState =
  | "CREATION_IN_PROGRESS"
  | "RUNNING"
  | "REPLICA"
  | "REBOOT_IN_PROGRESS"
  | "DELETION_IN_PROGRESS";

export interface User {
  readonly password: string;
  readonly groups: readonly string[];
  readonly consoleAccess: boolean;
  readonly replicationUser: boolean;
}

export type Change = "CREATE" | "UPDATE" | "DELETE";

/** A user, and what becomes of it at the next reboot. */
export interface UserEntry {
  readonly username: string;
  /** Absent until a created user is in force. */
  current?: User;
  pending?: { readonly change: Change; readonly next?: User };
}

export interface ConfigurationId {
  readonly Id: string;
  readonly Revision: number;
}

export interface LdapServer {
  Hosts: string[];
  RoleBase: string;
  RoleName?: string;
  RoleSearchMatching: string;
  RoleSearchSubtree?: boolean;
  ServiceAccountPassword?: string;
  ServiceAccountUsername: string;
  UserBase: string;
  UserRoleName?: string;
  UserSearchMatching: string;
  UserSearchSubtree?: boolean;
}

export interface Logs {
  readonly Audit?: boolean;
  readonly General?: boolean;
}

/** What a reboot may change. */
export interface Settings {
  readonly engineVersion: string;
  readonly hostInstanceType: string;
  readonly authenticationStrategy: string;
  readonly securityGroups: readonly string[];
  readonly logs: Logs;
  readonly ldap?: LdapServer;
  readonly configuration?: ConfigurationId;
  readonly dataReplicationMode: string;
}

/** The other half of a pair with data replication. */
export interface Counterpart {
  readonly brokerId: string;
  readonly region: string;
  role: "PRIMARY" | "REPLICA";
}

/** What stays as it was created. */
export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly nameId: Name;
  readonly arn: string;
  readonly created: Date;
  readonly creatorRequestId: string | undefined;
  readonly engine: Engine;
  readonly deployment: Deployment;
  readonly storage: Storage;
  readonly publiclyAccessible: boolean;
  readonly subnetIds: readonly string[];
  readonly encryption: { readonly UseAwsOwnedKey: boolean; readonly KmsKeyId?: string };
  /** Private addresses, one an instance. */
  readonly addresses: readonly string[];
}

export class BrokerRecord {
  state: BrokerState = "CREATION_IN_PROGRESS";
  pending: Partial<Settings> = {};
  readonly users = new Map<string, UserEntry>();
  readonly tags = new Map<string, string>();
  /** Newest last. */
  history: ConfigurationId[] = [];
  counterpart: Counterpart | undefined;
  /** The simulated broker. */
  running: BrokerEngine | undefined;

  constructor(
    readonly is: Identity,
    public settings: Settings,
    public autoMinorVersionUpgrade: boolean,
    public maintenanceWindow: WeeklyStartTime,
  ) {}

  get hasPending(): boolean {
    return Object.keys(this.pending).length > 0 || [...this.users.values()].some((user) => user.pending !== undefined);
  }

  /** What will be in force after the next reboot. */
  get next(): Settings {
    return { ...this.settings, ...this.pending };
  }
}
