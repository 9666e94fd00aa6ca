/**
 * The quotas of Amazon MQ, and how long things take here. The page of quotas gives 200 brokers a region now and gave 50 before.
 * AWS promises no times: creating takes "about 15 minutes" (Getting started); the other times are our choice.
 * Source: Amazon MQ Developer Guide, "Quotas in Amazon MQ"; API reference of each operation (read 2026-11).
 */
import { MINUTE_MS } from "./time";

export interface Quotas {
  readonly brokers: number;
  readonly configurations: number;
  readonly revisions: number;
  readonly users: number;
}

/** By `World.quotas`; the relaxed ones lift what only slows a course down. */
export const QUOTAS: Readonly<Record<"strict" | "relaxed", Quotas>> = {
  strict: { brokers: 200, configurations: 1_000, revisions: 300, users: 250 },
  relaxed: { brokers: 10_000, configurations: 100_000, revisions: 100_000, users: 10_000 },
};

export const BROKER_NAME_LENGTH = { least: 1, most: 50 };
export const CONFIGURATION_NAME_LENGTH = { least: 1, most: 150 };
/** Names of users and of groups. */
export const USERNAME_LENGTH = { least: 2, most: 100 };
/** Characters, and how many different ones. */
export const PASSWORD = { least: 12, most: 250, unique: 4 };
export const GROUPS = 20; // per user
export const TAGS = { count: 50, key: 128, value: 256 };
export const SECURITY_GROUPS = { least: 1, most: 5 };
export const SUBNETS: Readonly<Record<string, { least: number; most: number; default: number }>> = {
  SINGLE_INSTANCE: { least: 1, most: 1, default: 1 },
  ACTIVE_STANDBY_MULTI_AZ: { least: 2, most: 2, default: 2 },
  CLUSTER_MULTI_AZ: { least: 1, most: 6, default: 3 },
};
export const NETWORK_CONNECTORS = 20; // per broker
export const PAGE = { least: 5, most: 100, default: 20 };
export const WARNINGS = 20; // of a sanitized configuration, in an answer
export const CONFIGURATION_BYTES = 1_000_000; // our choice; AWS names none
export const DESCRIPTION_LENGTH = 500; // our choice; AWS names none
/** Configurations that a broker remembers having had. Developer Guide of 2018: "Broker configuration history depth". */
export const HISTORY = 10;

/** Connections to an ActiveMQ broker, per protocol, on a micro instance and on larger ones. */
export const CONNECTIONS = { micro: 300, large: 2_000 };
/** What an ActiveMQ broker can store, GB. */
export const STORAGE_GB = { micro: 20, large: 200 };

const BYTES_PER_GB = 1_000_000_000;
const sizeOf = (instanceType: string) => (instanceType.endsWith(".micro") ? "micro" : "large");

export const connectionsOf = (instanceType: string): number => CONNECTIONS[sizeOf(instanceType)];
/** Bytes. */
export const storageOf = (instanceType: string): number => STORAGE_GB[sizeOf(instanceType)] * BYTES_PER_GB;

export const CREATION_MS = 15 * MINUTE_MS;
export const DELETION_MS = 5 * MINUTE_MS;
/** How long nobody can connect. An active/standby pair only changes its active half. */
export const REBOOT_MS: Readonly<Record<string, number>> = {
  SINGLE_INSTANCE: 3 * MINUTE_MS,
  ACTIVE_STANDBY_MULTI_AZ: MINUTE_MS,
  CLUSTER_MULTI_AZ: 3 * MINUTE_MS,
};
