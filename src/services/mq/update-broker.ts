/**
 * UpdateBroker. The maintenance window and automatic upgrades change at once; all else waits for the next reboot.
 * Source: API reference, Broker, UpdateBroker; Developer Guide, "Editing broker engine version, instance type, ..." (read 2026-11).
 */
import type { Caller } from "../service";
import type { LdapServer, Logs, Settings } from "./broker-record";
import { INSTANCE_TYPES, readInstanceType, readVersion, VERSIONS } from "./catalogue";
import { readStrategy } from "./configurations";
import type { Mq } from "./context";
import { checkUpgrade, readConfiguration, readLdap, readLogs, readSecurityGroups, readWindow } from "./create-broker";
import { shownLdap } from "./describe";
import { badRequest } from "./errors";
import { awaitWindow, changesOf, labelOf } from "./lifecycle";
import { present } from "./present";
import { readMode, shownCounterpart } from "./replication";
import type { WeeklyStartTime } from "./time";

interface Input {
  BrokerId: string;
  AuthenticationStrategy?: string;
  AutoMinorVersionUpgrade?: boolean;
  Configuration?: { Id: string; Revision?: number };
  DataReplicationMode?: string;
  EngineVersion?: string;
  HostInstanceType?: string;
  LdapServerMetadata?: LdapServer;
  Logs?: Logs;
  MaintenanceWindowStartTime?: WeeklyStartTime;
  SecurityGroups?: string[];
}

export function updateBroker(mq: Mq, input: Input, caller: Caller): unknown {
  const broker = mq.broker("UpdateBroker", input.BrokerId, caller);
  mq.expectState("UpdateBroker", broker, "RUNNING", "REPLICA");
  const { id, nameId, engine } = broker.is;
  const changes = readChanges(mq, input, broker.next, engine);
  if (broker.counterpart === undefined && changes.dataReplicationMode === "CRDR") {
    throw badRequest("dataReplicationMode", `Broker [${id}] has no replica: CreateBroker makes one.`);
  }
  const window = input.MaintenanceWindowStartTime && readWindow(input.MaintenanceWindowStartTime);
  if (input.AutoMinorVersionUpgrade !== undefined) {
    checkUpgrade(engine, broker.next.engineVersion, input.AutoMinorVersionUpgrade);
    broker.autoMinorVersionUpgrade = input.AutoMinorVersionUpgrade;
  }
  if (window !== undefined) broker.maintenanceWindow = window;
  const request = mq.request("UpdateBroker", nameId, caller);
  broker.pending = { ...broker.pending, ...changes };
  const { configuration, ...others } = changes;
  if (configuration !== undefined) {
    mq.trace.append(mq.facts.ConfigurationAttached, nameId, { text: labelOf(mq, configuration), cause: request });
  }
  if (Object.keys(others).length > 0) {
    mq.trace.append(mq.facts.BrokerUpdated, nameId, { text: changesOf(broker), cause: request });
  }
  if (broker.hasPending) awaitWindow(mq, broker, request);
  return present({
    BrokerId: id,
    AuthenticationStrategy: changes.authenticationStrategy,
    AutoMinorVersionUpgrade: broker.autoMinorVersionUpgrade,
    Configuration: configuration,
    EngineVersion: changes.engineVersion,
    HostInstanceType: changes.hostInstanceType,
    LdapServerMetadata: changes.ldap && shownLdap(changes.ldap),
    Logs: changes.logs,
    MaintenanceWindowStartTime: broker.maintenanceWindow,
    SecurityGroups: changes.securityGroups && [...changes.securityGroups],
    DataReplicationMode: broker.settings.dataReplicationMode,
    PendingDataReplicationMode: changes.dataReplicationMode,
    ...shownCounterpart(broker),
  });
}

/** What is asked for, checked against what will then be in force. Throws BadRequestException. */
function readChanges(mq: Mq, input: Input, now: Settings, engine: "ACTIVEMQ" | "RABBITMQ"): Partial<Settings> {
  const changes: { -readonly [K in keyof Settings]?: Settings[K] } = {};
  if (input.EngineVersion !== undefined) {
    const version = readVersion(engine, input.EngineVersion);
    if (VERSIONS[engine].indexOf(version) > VERSIONS[engine].indexOf(now.engineVersion)) {
      throw badRequest(
        "engineVersion",
        `Downgrading from current version [${now.engineVersion}] to requested version [${version}] is not supported.`,
      );
    }
    changes.engineVersion = version;
  }
  if (input.HostInstanceType !== undefined) {
    const type = readInstanceType(engine, input.HostInstanceType);
    if (engine === "RABBITMQ" && INSTANCE_TYPES.indexOf(type) < INSTANCE_TYPES.indexOf(now.hostInstanceType)) {
      throw badRequest(
        "hostInstanceType",
        `Downgrading from current instance type [${now.hostInstanceType}] to requested instance type [${type}] is not supported for RabbitMQ brokers.`,
      );
    }
    changes.hostInstanceType = type;
  }
  if (input.AuthenticationStrategy !== undefined || input.LdapServerMetadata !== undefined) {
    const strategy = readStrategy(engine, input.AuthenticationStrategy ?? now.authenticationStrategy);
    const given = input.LdapServerMetadata ?? (strategy === "LDAP" ? now.ldap : undefined);
    const ldap = readLdap(engine, strategy, given);
    changes.authenticationStrategy = strategy;
    if (ldap !== undefined) changes.ldap = ldap;
  }
  if (input.Configuration !== undefined) changes.configuration = readConfiguration(mq, engine, input.Configuration)!;
  if (input.Logs !== undefined) {
    const logs = readLogs(engine, input.Logs, "Audit logs are not supported for RabbitMQ brokers.");
    changes.logs = { ...now.logs, ...logs };
  }
  if (input.SecurityGroups !== undefined) changes.securityGroups = readSecurityGroups(input.SecurityGroups);
  if (input.DataReplicationMode !== undefined) changes.dataReplicationMode = readMode(input.DataReplicationMode);
  return changes;
}
