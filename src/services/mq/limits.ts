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

export const BROKER_NAME = {
  pattern: /^[A-Za-z0-9_-]{1,50}$/,
  rule: "1 to 50 letters, digits, dashes and underscores",
};
export const CONFIGURATION_NAME = {
  pattern: /^[A-Za-z0-9._~-]{1,150}$/,
  rule: "1 to 150 letters, digits, dashes, periods, underscores and tildes",
};
/** Names of users and of groups. */
export const USERNAME = {
  pattern: /^[A-Za-z0-9._~-]{2,100}$/,
  rule: "2 to 100 letters, digits, dashes, periods, underscores and tildes",
};
export const RABBIT_USERNAME = {
  pattern: /^(?!guest$)[A-Za-z0-9._-]{2,100}$/,
  rule: 'not "guest", and 2 to 100 letters, digits, dashes, periods and underscores',
};
export const PASSWORD = { least: 12, most: 250, unique: 4, forbidden: /[,:=]/ };
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

/** Connections to an ActiveMQ broker, per protocol. */
export function connectionsOf(instanceType: string): number {
  return instanceType.endsWith(".micro") ? 300 : 2_000;
}

const GB = 1_000_000_000;

/** Bytes that an ActiveMQ broker can store. */
export function storageOf(instanceType: string): number {
  return (instanceType.endsWith(".micro") ? 20 : 200) * GB;
}

export const CREATION_MS = 15 * MINUTE_MS;
export const DELETION_MS = 5 * MINUTE_MS;
/** How long nobody can connect. An active/standby pair only changes its active half. */
export const REBOOT_MS: Readonly<Record<string, number>> = {
  SINGLE_INSTANCE: 3 * MINUTE_MS,
  ACTIVE_STANDBY_MULTI_AZ: MINUTE_MS,
  CLUSTER_MULTI_AZ: 3 * MINUTE_MS,
};
