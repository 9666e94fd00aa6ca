/**
 * What can be had: engines with their versions, and instance types with the storage and the deployments that go with them.
 * Left out: mq.m7g and mq.m7i, which came last and not everywhere.
 * Source: Developer Guide, "Broker instance types", "Storage", "ActiveMQ version management", "RabbitMQ version management";
 * API reference, Broker Instance Options (read 2026-11).
 */
import { invalid } from "./errors";

export type Engine = "ACTIVEMQ" | "RABBITMQ";
export type Deployment = "SINGLE_INSTANCE" | "ACTIVE_STANDBY_MULTI_AZ" | "CLUSTER_MULTI_AZ";
export type Storage = "EBS" | "EFS";

export const ENGINES: readonly Engine[] = ["ACTIVEMQ", "RABBITMQ"];
/** As AWS writes them in texts. */
export const ENGINE_NAMES: Readonly<Record<Engine, string>> = { ACTIVEMQ: "ActiveMQ", RABBITMQ: "RabbitMQ" };
/** Newest first; the first is the default. */
export const VERSIONS: Readonly<Record<Engine, readonly string[]>> = {
  ACTIVEMQ: ["5.19", "5.18"],
  RABBITMQ: ["4.2", "3.13"],
};
export const DEPLOYMENTS: Readonly<Record<Engine, readonly Deployment[]>> = {
  ACTIVEMQ: ["SINGLE_INSTANCE", "ACTIVE_STANDBY_MULTI_AZ"],
  RABBITMQ: ["SINGLE_INSTANCE", "CLUSTER_MULTI_AZ"],
};
export const DEFAULT_STORAGE: Readonly<Record<Engine, Storage>> = { ACTIVEMQ: "EFS", RABBITMQ: "EBS" };

export interface Option {
  readonly engine: Engine;
  readonly instanceType: string;
  readonly storage: Storage;
  readonly deployments: readonly Deployment[];
}

const M5 = ["mq.m5.large", "mq.m5.xlarge", "mq.m5.2xlarge", "mq.m5.4xlarge"];

/** From small to large: to change to one further up is an upgrade. */
export const INSTANCE_TYPES = ["mq.t2.micro", "mq.t3.micro", "mq.m4.large", ...M5];

const option = (engine: Engine, instanceType: string, storage: Storage, ...deployments: Deployment[]): Option => ({
  engine,
  instanceType,
  storage,
  deployments,
});

export const OPTIONS: readonly Option[] = [
  ...["mq.t2.micro", "mq.t3.micro", "mq.m4.large", ...M5].map((type) =>
    option("ACTIVEMQ", type, "EFS", "SINGLE_INSTANCE", "ACTIVE_STANDBY_MULTI_AZ"),
  ),
  ...M5.map((type) => option("ACTIVEMQ", type, "EBS", "SINGLE_INSTANCE")),
  option("RABBITMQ", "mq.t3.micro", "EBS", "SINGLE_INSTANCE"),
  ...M5.map((type) => option("RABBITMQ", type, "EBS", "SINGLE_INSTANCE", "CLUSTER_MULTI_AZ")),
];

/** The zones of a region; three are enough for every deployment. */
export const zonesOf = (region: string): string[] => ["a", "b", "c"].map((zone) => region + zone);

/** "ActiveMQ" and "ACTIVEMQ" are both taken. Throws BadRequestException. */
export function readEngine(given: string): Engine {
  const engine = ENGINES.find((name) => name === given.toUpperCase());
  if (engine === undefined) throw invalid("engineType", "Broker engine type", given, ENGINES);
  return engine;
}

/** Throws BadRequestException. */
export function readVersion(engine: Engine, given: string | undefined): string {
  if (given === undefined) return VERSIONS[engine][0]!;
  if (!VERSIONS[engine].includes(given))
    throw invalid("engineVersion", "Broker engine version", given, VERSIONS[engine]);
  return given;
}

/** Instance types of an engine. Throws BadRequestException for any other. */
export function readInstanceType(engine: Engine, given: string): string {
  const types = [...new Set(OPTIONS.filter((each) => each.engine === engine).map((each) => each.instanceType))];
  if (!types.includes(given)) throw invalid("hostInstanceType", "Host instance type", given, types);
  return given;
}
