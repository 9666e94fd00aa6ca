/**
 * What Amazon MQ meters: the time that a broker's instances stand, from when it first runs until it is deleted or the run's
 * last fact, and what its messages take up meanwhile. A pair pays for two instances, a cluster for three. Left out: the free
 * tier of an account's first year, transfer between zones, disks of a RabbitMQ broker.
 * Source: aws.amazon.com/amazon-mq/pricing (read 2026-11).
 */
import type { Trace } from "../../sim";
import type { MeteredName } from "./prices";

interface Meter {
  meter(name: MeteredName, units: number): void;
}

const HOUR_MS = 3_600_000;
const MB = 1e6;
const INSTANCES: Readonly<Record<string, number>> = { ACTIVE_STANDBY_MULTI_AZ: 2, CLUSTER_MULTI_AZ: 3 };

interface Standing {
  instanceType: string;
  instances: number;
  storage: "EFS" | "EBS";
  /** When what is paid for so far ends. */
  paidMs: number;
  isRunning: boolean;
  bytes: number;
  storedMs: number;
}

/** @param usageAt the month of a virtual time */
export function meterMq(trace: Trace, usageAt: (atMs: number) => Meter): void {
  const kind = (name: string) => trace.find(`mq.${name}`);
  const [created, running, applied, deleting] = [
    "BrokerCreated",
    "BrokerRunning",
    "SettingsApplied",
    "BrokerDeleting",
  ].map(kind);
  if (created === undefined) return;
  const [arrivals, departures] = [
    ["Sent", "Moved"].map(kind),
    ["Deleted", "Expired", "DeadLettered", "Lost"].map(kind),
  ];
  const brokers = new Map<string, Standing>();
  /** Bytes of what waits, by mailbox and message. */
  const held = new Map<number, Map<number, number>>();
  const settle = (it: Standing, atMs: number): void => {
    if (it.isRunning) payTime(it, atMs, usageAt);
    store(it, atMs, usageAt);
  };
  for (let row = 0; row < trace.length; row++) {
    const now = trace.kindOf(row);
    const atMs = trace.at(row);
    const resource = trace.resourceOf(row);
    if (now === created) {
      const detail = trace.event(row).detail ?? {};
      const instanceType = String(detail.instanceType);
      const instances = INSTANCES[String(detail.deployment)] ?? 1;
      const storage = detail.storage === "EBS" ? "EBS" : "EFS";
      brokers.set(trace.string(resource), {
        instanceType,
        instances,
        storage,
        paidMs: atMs,
        isRunning: false,
        bytes: 0,
        storedMs: atMs,
      });
      continue;
    }
    const isArrival = arrivals.includes(now);
    if (isArrival || departures.includes(now)) {
      const it = brokers.get(trace.string(resource).split("/")[0]!);
      if (it === undefined) continue;
      store(it, atMs, usageAt);
      const mailbox = held.get(resource) ?? new Map<number, number>();
      held.set(resource, mailbox);
      const subject = trace.subjectOf(row);
      it.bytes -= mailbox.get(subject) ?? 0;
      mailbox.delete(subject);
      if (!isArrival) continue;
      const bytes = trace.value(row) || 0;
      mailbox.set(subject, bytes);
      it.bytes += bytes;
      continue;
    }
    if (now !== running && now !== applied && now !== deleting) continue;
    const it = brokers.get(trace.string(resource));
    if (it === undefined) continue;
    settle(it, atMs);
    if (now === running && !it.isRunning) {
      it.isRunning = true;
      it.paidMs = atMs;
    } else if (now === applied) {
      it.instanceType = /hostInstanceType (\S+?)(,|$)/.exec(trace.string(trace.textOf(row)))?.[1] ?? it.instanceType;
    } else if (now === deleting) brokers.delete(trace.string(resource));
  }
  const lastMs = trace.length === 0 ? 0 : trace.at(trace.length - 1);
  for (const it of brokers.values()) settle(it, lastMs);
}

/** Billed by the second; hour by hour, so that each falls into its month. */
function payTime(it: Standing, untilMs: number, usageAt: (atMs: number) => Meter): void {
  for (; it.paidMs < untilMs; it.paidMs = Math.min(it.paidMs + HOUR_MS, untilMs)) {
    const hours = Math.min(HOUR_MS, untilMs - it.paidMs) / HOUR_MS;
    usageAt(it.paidMs).meter(`mq.hours.${it.instanceType}` as MeteredName, hours * it.instances);
  }
}

/** What has been stored since the last time, as MB for hours. */
function store(it: Standing, untilMs: number, usageAt: (atMs: number) => Meter): void {
  const hours = (untilMs - it.storedMs) / HOUR_MS;
  if (it.bytes > 0 && hours > 0) usageAt(it.storedMs).meter(`mq.${it.storage}`, (it.bytes / MB) * hours);
  it.storedMs = untilMs;
}
