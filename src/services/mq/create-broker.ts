/**
 * CreateBroker. The same creatorRequestId gives the same broker again.
 * Left out: networks. Subnets and security groups are names that nobody resolves; keys of KMS are not looked up.
 * Source: API reference, Brokers, CreateBroker (read 2026-11).
 */
import type { Caller } from "../service";
import type { ConfigurationId, Identity, LdapServer, Logs, Settings } from "./broker-record";
import { BrokerRecord } from "./broker-record";
import {
  DEFAULT_STORAGE,
  DEPLOYMENTS,
  type Deployment,
  ENGINE_NAMES,
  type Engine,
  OPTIONS,
  readEngine,
  readInstanceType,
  readVersion,
  type Storage,
} from "./catalogue";
import { makeConfiguration, readStrategy } from "./configurations";
import type { Mq } from "./context";
import { badRequest, conflict, invalid } from "./errors";
import { provision } from "./lifecycle";
import { SECURITY_GROUPS, SUBNETS } from "./limits";
import { BROKER_NAME, checkName } from "./names";
import { pairWith, readReplication } from "./replication";
import { checkTags } from "./tags";
import { DAYS, isTimeZone, TIME_OF_DAY, type WeeklyStartTime } from "./time";
import { readUsers, type UserInput } from "./users";

export interface CreateBrokerInput {
  BrokerName: string;
  CreatorRequestId?: string;
  DeploymentMode: string;
  EngineType: string;
  EngineVersion?: string;
  HostInstanceType: string;
  PubliclyAccessible: boolean;
  AutoMinorVersionUpgrade?: boolean;
  AuthenticationStrategy?: string;
  Configuration?: { Id: string; Revision?: number };
  DataReplicationMode?: string;
  DataReplicationPrimaryBrokerArn?: string;
  EncryptionOptions?: { UseAwsOwnedKey: boolean; KmsKeyId?: string };
  LdapServerMetadata?: LdapServer;
  Logs?: Logs;
  MaintenanceWindowStartTime?: WeeklyStartTime;
  SecurityGroups?: string[];
  StorageType?: string;
  SubnetIds?: string[];
  Tags?: Record<string, string>;
  Users?: UserInput[];
}

export function createBroker(mq: Mq, input: CreateBrokerInput, caller: Caller): unknown {
  mq.authorize("CreateBroker", "*", caller);
  for (const broker of mq.brokers.values()) {
    const isAgain = input.CreatorRequestId !== undefined && broker.is.creatorRequestId === input.CreatorRequestId;
    if (isAgain && broker.is.name === input.BrokerName) return { BrokerArn: broker.is.arn, BrokerId: broker.is.id };
    if (isAgain) {
      throw conflict(
        "creatorRequestId",
        `The request [${input.CreatorRequestId}] already created [${broker.is.name}].`,
      );
    }
    if (broker.is.name === input.BrokerName) {
      throw conflict("brokerName", `Broker name [${input.BrokerName}] is already in use. Use another broker name.`);
    }
  }
  if (mq.running.find(input.BrokerName) !== undefined) {
    throw conflict("brokerName", `Broker name [${input.BrokerName}] is already in use by a broker without Amazon MQ.`);
  }
  const broker = readBroker(mq, input);
  const { id, arn, name, nameId, engine, deployment, storage } = broker.is;
  if (mq.brokers.size >= mq.quotas.brokers) {
    throw badRequest(
      "brokerName",
      `The account already has the maximum of [${mq.quotas.brokers}] brokers in this region.`,
    );
  }
  const primary = readReplication(mq, broker, input.DataReplicationMode, input.DataReplicationPrimaryBrokerArn);
  const request = mq.request("CreateBroker", nameId, caller);
  if (input.Configuration === undefined) {
    const { engineVersion, authenticationStrategy } = broker.settings;
    const own = makeConfiguration(
      mq,
      freeName(mq, `${name}-configuration`),
      engine,
      engineVersion,
      authenticationStrategy,
      request,
    );
    broker.settings = { ...broker.settings, configuration: { Id: own.id, Revision: 1 } };
  }
  mq.brokers.set(id, broker);
  if (primary !== undefined) pairWith(mq, broker, primary);
  const instanceType = broker.settings.hostInstanceType;
  const cause = mq.trace.append(mq.facts.BrokerCreated, nameId, {
    text: `${ENGINE_NAMES[engine]} ${broker.settings.engineVersion}, ${instanceType}`,
    cause: request,
    detail: { instanceType, deployment, engine, storage },
  });
  provision(mq, broker, cause);
  return { BrokerArn: arn, BrokerId: id };
}

/** Checks everything and makes the record; nothing is written yet. Throws BadRequestException, NotFoundException. */
function readBroker(mq: Mq, input: CreateBrokerInput): BrokerRecord {
  const engine = readEngine(input.EngineType);
  const { BrokerName: name } = input;
  checkName("brokerName", "broker name", name, BROKER_NAME);
  const deployment = readDeployment(engine, input.DeploymentMode);
  const engineVersion = readVersion(engine, input.EngineVersion);
  const hostInstanceType = readInstanceType(engine, input.HostInstanceType);
  const storage = readStorage(engine, deployment, hostInstanceType, input.StorageType);
  const authenticationStrategy = readStrategy(engine, input.AuthenticationStrategy);
  const users = readUsers(engine, authenticationStrategy, input.Users ?? []);
  checkUpgrade(engine, engineVersion, input.AutoMinorVersionUpgrade ?? true);
  checkTags(input.Tags ?? {});
  const id = mq.id("b");
  const configuration = readConfiguration(mq, engine, input.Configuration);
  const is: Identity = {
    id,
    name,
    nameId: mq.trace.name(name),
    arn: mq.brokerArn(name, id),
    created: mq.now,
    creatorRequestId: input.CreatorRequestId,
    engine,
    deployment,
    storage,
    publiclyAccessible: input.PubliclyAccessible,
    subnetIds: readSubnets(deployment, input.SubnetIds),
    encryption: readEncryption(input.EncryptionOptions),
    addresses: addressesOf(mq, deployment),
  };
  const ldap = readLdap(engine, authenticationStrategy, input.LdapServerMetadata);
  const settings: Settings = {
    engineVersion,
    hostInstanceType,
    authenticationStrategy,
    securityGroups: readSecurityGroups(input.SecurityGroups ?? ["sg-default"]),
    logs: readLogs(engine, input.Logs ?? {}, "Audit logging is not supported for RabbitMQ brokers."),
    dataReplicationMode: "NONE",
    ...(ldap !== undefined && { ldap }),
    ...(configuration !== undefined && { configuration }),
  };
  const window = readWindow(input.MaintenanceWindowStartTime ?? { DayOfWeek: "SUNDAY", TimeOfDay: "00:00" });
  const broker = new BrokerRecord(is, settings, input.AutoMinorVersionUpgrade ?? true, window);
  for (const [username, user] of users) broker.users.set(username, user);
  for (const [key, value] of Object.entries(input.Tags ?? {})) broker.tags.set(key, value);
  return broker;
}

function readDeployment(engine: Engine, given: string): Deployment {
  const valid = DEPLOYMENTS[engine];
  const found = valid.find((each) => each === given.toUpperCase());
  if (found === undefined) throw invalid("deploymentMode", `Deployment mode for ${ENGINE_NAMES[engine]}`, given, valid);
  return found;
}

function readStorage(engine: Engine, deployment: Deployment, instanceType: string, given: string | undefined): Storage {
  const storage = given?.toUpperCase() ?? DEFAULT_STORAGE[engine];
  if (storage !== "EBS" && storage !== "EFS") throw invalid("storageType", "Storage type", given, ["EBS", "EFS"]);
  const options = OPTIONS.filter((each) => each.engine === engine && each.instanceType === instanceType);
  const fitting = options.find((each) => each.storage === storage);
  if (fitting === undefined) {
    const valid = options.map((each) => each.storage);
    throw invalid("storageType", `Storage type for ${ENGINE_NAMES[engine]} on ${instanceType}`, storage, valid);
  }
  if (!fitting.deployments.includes(deployment)) {
    const what = `Deployment mode for ${ENGINE_NAMES[engine]} on ${instanceType} with ${storage}`;
    throw invalid("deploymentMode", what, deployment, fitting.deployments);
  }
  return storage;
}

/** All versions on offer are kept up to date by AWS, and say so. */
export function checkUpgrade(engine: Engine, version: string, autoMinorVersionUpgrade: boolean): void {
  if (autoMinorVersionUpgrade) return;
  throw badRequest(
    "autoMinorVersionUpgrade",
    `Brokers on [${ENGINE_NAMES[engine]}] version [${version}] must have [autoMinorVersionUpgrade] set to [true]`,
  );
}

function readSubnets(deployment: Deployment, given: readonly string[] | undefined): readonly string[] {
  const { least, most, default: usual } = SUBNETS[deployment]!;
  const subnets = given ?? Array.from({ length: usual }, (_, i) => `subnet-default-${i + 1}`);
  if (subnets.length < least || subnets.length > most) {
    const wanted = least === most ? `exactly ${least}` : `${least} to ${most}`;
    throw badRequest("subnetIds", `Deployment mode [${deployment}] needs ${wanted} subnets, not ${subnets.length}.`);
  }
  return subnets;
}

export function readSecurityGroups(given: readonly string[]): readonly string[] {
  const { least, most } = SECURITY_GROUPS;
  if (given.length < least || given.length > most) {
    throw badRequest("securityGroups", `A broker has ${least} to ${most} security groups, not ${given.length}.`);
  }
  return given;
}

export function readLogs(engine: Engine, given: Logs, audit: string): Logs {
  if (engine === "RABBITMQ" && given.Audit !== undefined) throw badRequest("logs.audit", audit);
  return { General: given.General ?? false, ...(engine === "ACTIVEMQ" && { Audit: given.Audit ?? false }) };
}

function readEncryption(given: CreateBrokerInput["EncryptionOptions"]): Identity["encryption"] {
  if (given === undefined) return { UseAwsOwnedKey: true };
  if (given.UseAwsOwnedKey && given.KmsKeyId !== undefined) {
    throw badRequest("encryptionOptions", "Give either [useAwsOwnedKey] or [kmsKeyId], not both.");
  }
  return given;
}

export function readLdap(engine: Engine, strategy: string, given: LdapServer | undefined): LdapServer | undefined {
  if (given !== undefined && (engine === "RABBITMQ" || strategy !== "LDAP")) {
    throw badRequest(
      "ldapServerMetadata",
      "[ldapServerMetadata] needs an ActiveMQ broker with the authentication strategy [LDAP].",
    );
  }
  if (given === undefined && strategy === "LDAP") {
    throw badRequest("ldapServerMetadata", "The authentication strategy [LDAP] needs [ldapServerMetadata].");
  }
  return given;
}

export function readWindow(given: WeeklyStartTime): WeeklyStartTime {
  const { DayOfWeek: day, TimeOfDay: time, TimeZone: zone = "UTC" } = given;
  const attribute = "maintenanceWindowStartTime";
  if (!DAYS.some((each) => each === day)) throw invalid(`${attribute}.dayOfWeek`, "Day of week", day, DAYS);
  if (!TIME_OF_DAY.test(time)) {
    throw badRequest(`${attribute}.timeOfDay`, `The time of day [${time}] must read HH:MM, from 00:00 to 23:59.`);
  }
  if (!isTimeZone(zone)) throw badRequest(`${attribute}.timeZone`, `The time zone [${zone}] is not known.`);
  return { DayOfWeek: day, TimeOfDay: time, TimeZone: zone };
}

/** @param given without a revision: the latest */
export function readConfiguration(
  mq: Mq,
  engine: Engine,
  given: { Id: string; Revision?: number } | undefined,
): ConfigurationId | undefined {
  if (given === undefined) return undefined;
  const configuration = mq.configurations.get(given.Id);
  if (configuration === undefined) {
    throw badRequest(
      "configuration",
      `Can't find requested configuration [${given.Id}]. Make sure your configuration exists.`,
    );
  }
  if (configuration.engine !== engine) {
    throw badRequest(
      "configuration",
      `Configuration [${given.Id}] is for [${ENGINE_NAMES[configuration.engine]}], the broker for [${ENGINE_NAMES[engine]}].`,
    );
  }
  return { Id: given.Id, Revision: configuration.revision(given.Revision ?? configuration.latest.revision).revision };
}

function addressesOf(mq: Mq, deployment: Deployment): string[] {
  const random = mq.sim.random("mq.address");
  return Array.from(
    { length: deployment === "ACTIVE_STANDBY_MULTI_AZ" ? 2 : 1 },
    (_, i) => `10.0.${i}.${random.integer(4, 254)}`,
  );
}

/** A deleted broker leaves its configuration behind; a new one of that name gets another name. */
function freeName(mq: Mq, wanted: string): string {
  const taken = new Set([...mq.configurations.values()].map(({ name }) => name));
  let name = wanted;
  for (let i = 2; taken.has(name); i++) name = `${wanted}-${i}`;
  return name;
}
