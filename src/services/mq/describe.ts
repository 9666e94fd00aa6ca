/** Looking at brokers: DescribeBroker, ListBrokers, and what can be had. */
import type { Caller } from "../service";
import type { BrokerRecord, LdapServer, Logs } from "./broker-record";
import { ENGINES, OPTIONS, readEngine, VERSIONS, zonesOf } from "./catalogue";
import type { Mq } from "./context";
import { endpointsOf } from "./endpoints";
import { invalid } from "./errors";
import { listed, type PageInput } from "./page";
import { present } from "./present";
import { shownCounterpart } from "./replication";
import { summaryOf } from "./users";

interface Input extends PageInput {
  BrokerId: string;
  EngineType?: string;
  HostInstanceType?: string;
  StorageType?: string;
}

export function describeBroker(mq: Mq, input: Input, caller: Caller): unknown {
  const broker = mq.broker("DescribeBroker", input.BrokerId, caller);
  const { is, settings, pending, history } = broker;
  mq.request("DescribeBroker", is.nameId, caller);
  return present({
    ActionsRequired: [],
    AuthenticationStrategy: settings.authenticationStrategy,
    AutoMinorVersionUpgrade: broker.autoMinorVersionUpgrade,
    BrokerArn: is.arn,
    BrokerId: is.id,
    // Until it has been created there are no machines.
    BrokerInstances: broker.state === "CREATION_IN_PROGRESS" ? [] : endpointsOf(is, mq.world.region),
    BrokerName: is.name,
    BrokerState: broker.state,
    Configurations: { Current: settings.configuration, History: history, Pending: pending.configuration },
    Created: is.created,
    DeploymentMode: is.deployment,
    EncryptionOptions: is.encryption,
    EngineType: is.engine,
    EngineVersion: settings.engineVersion,
    HostInstanceType: settings.hostInstanceType,
    LdapServerMetadata: settings.ldap && shownLdap(settings.ldap),
    Logs: shownLogs(is.id, settings.logs, pending.logs),
    MaintenanceWindowStartTime: broker.maintenanceWindow,
    PendingAuthenticationStrategy: pending.authenticationStrategy,
    PendingEngineVersion: pending.engineVersion,
    PendingHostInstanceType: pending.hostInstanceType,
    PendingLdapServerMetadata: pending.ldap && shownLdap(pending.ldap),
    PendingSecurityGroups: pending.securityGroups && [...pending.securityGroups],
    PubliclyAccessible: is.publiclyAccessible,
    SecurityGroups: [...settings.securityGroups],
    StorageType: is.storage,
    SubnetIds: [...is.subnetIds],
    Tags: Object.fromEntries(broker.tags),
    Users: is.engine === "RABBITMQ" ? [] : [...broker.users.values()].map(summaryOf),
    DataReplicationMode: settings.dataReplicationMode,
    PendingDataReplicationMode: pending.dataReplicationMode,
    ...shownCounterpart(broker),
  });
}

export function listBrokers(mq: Mq, input: Input, caller: Caller): unknown {
  mq.authorize("ListBrokers", "*", caller);
  const { items, token } = listed([...mq.brokers.values()], input);
  mq.request("ListBrokers", 0, caller);
  return { BrokerSummaries: items.map(shownSummary), ...token };
}

const shownSummary = ({ is, state, settings }: BrokerRecord) => ({
  BrokerArn: is.arn,
  BrokerId: is.id,
  BrokerName: is.name,
  BrokerState: state,
  Created: is.created,
  DeploymentMode: is.deployment,
  EngineType: is.engine,
  HostInstanceType: settings.hostInstanceType,
});

export function describeBrokerEngineTypes(mq: Mq, input: Input, caller: Caller): unknown {
  mq.authorize("DescribeBrokerEngineTypes", "*", caller);
  const engines = input.EngineType === undefined ? ENGINES : [readEngine(input.EngineType)];
  const { items, size, token } = listed(engines, input);
  mq.request("DescribeBrokerEngineTypes", 0, caller);
  const BrokerEngineTypes = items.map((engine) => ({
    EngineType: engine,
    EngineVersions: VERSIONS[engine].map((Name) => ({ Name })),
  }));
  return { BrokerEngineTypes, MaxResults: size, ...token };
}

export function describeBrokerInstanceOptions(mq: Mq, input: Input, caller: Caller): unknown {
  mq.authorize("DescribeBrokerInstanceOptions", "*", caller);
  const { EngineType, HostInstanceType, StorageType } = input;
  const engine = EngineType === undefined ? undefined : readEngine(EngineType);
  if (StorageType !== undefined && !["EBS", "EFS"].includes(StorageType.toUpperCase())) {
    throw invalid("storageType", "Storage type", StorageType, ["EBS", "EFS"]);
  }
  const fitting = OPTIONS.filter(
    (option) =>
      (engine === undefined || option.engine === engine) &&
      (HostInstanceType === undefined || option.instanceType === HostInstanceType) &&
      (StorageType === undefined || option.storage === StorageType.toUpperCase()),
  );
  const { items, size, token } = listed(fitting, input);
  mq.request("DescribeBrokerInstanceOptions", 0, caller);
  const BrokerInstanceOptions = items.map((option) => ({
    AvailabilityZones: zonesOf(mq.world.region).map((Name) => ({ Name })),
    EngineType: option.engine,
    HostInstanceType: option.instanceType,
    StorageType: option.storage,
    SupportedDeploymentModes: [...option.deployments],
    SupportedEngineVersions: [...VERSIONS[option.engine]],
  }));
  return { BrokerInstanceOptions, MaxResults: size, ...token };
}

/** The password of the service account is never shown. */
export function shownLdap({ ServiceAccountPassword: _, ...rest }: LdapServer): object {
  return rest;
}

function shownLogs(id: string, { Audit, General }: Logs, pending: Logs | undefined): object {
  const group = `/aws/amazonmq/broker/${id}`;
  return {
    General: General ?? false,
    GeneralLogGroup: `${group}/general`,
    ...(Audit !== undefined && { Audit, AuditLogGroup: `${group}/audit` }),
    ...(pending && { Pending: pending }),
  };
}
