/**
 * Pairs of ActiveMQ brokers with cross-region data replication (CRDR), and Promote, which changes their roles. AWS puts the
 * two into two regions; a cloud has one here, so both live in it. Left out: the replication itself; messages stay where they are.
 * Source: Developer Guide, "Cross-region data replication for Amazon MQ for ActiveMQ"; API reference, Promote (read 2026-11).
 */
import type { Caller } from "../service";
import type { BrokerRecord } from "./broker-record";
import type { Mq } from "./context";
import { badRequest, invalid } from "./errors";

interface Input {
  BrokerId: string;
  Mode: string;
}

const MODES = ["SWITCHOVER", "FAILOVER"];
const REPLICATION = ["NONE", "CRDR"];

/** What CreateBroker says of replication. Throws BadRequestException. @returns the primary that a replica is made for */
export function readReplication(
  mq: Mq,
  broker: BrokerRecord,
  mode: string | undefined,
  primaryArn: string | undefined,
): BrokerRecord | undefined {
  if (readMode(mode ?? "NONE") === "NONE") {
    if (primaryArn === undefined) return undefined;
    throw badRequest(
      "dataReplicationPrimaryBrokerArn",
      "[dataReplicationPrimaryBrokerArn] needs [dataReplicationMode] CRDR.",
    );
  }
  const { engine, deployment } = broker.is;
  if (engine !== "ACTIVEMQ" || deployment !== "ACTIVE_STANDBY_MULTI_AZ") {
    throw badRequest(
      "dataReplicationMode",
      "Data replication needs an ActiveMQ broker with deployment mode [ACTIVE_STANDBY_MULTI_AZ].",
    );
  }
  if (primaryArn === undefined) {
    throw badRequest(
      "dataReplicationPrimaryBrokerArn",
      "[dataReplicationMode] CRDR needs [dataReplicationPrimaryBrokerArn].",
    );
  }
  const primary = [...mq.brokers.values()].find(({ is }) => is.arn === primaryArn);
  const isFit = primary?.is.deployment === deployment && primary.is.engine === engine && primary.state === "RUNNING";
  if (!isFit || primary.counterpart !== undefined) {
    throw badRequest(
      "dataReplicationPrimaryBrokerArn",
      `[${primaryArn}] is not a running ActiveMQ broker with deployment mode [${deployment}] that has no replica yet.`,
    );
  }
  return primary;
}

export function pairWith(mq: Mq, replica: BrokerRecord, primary: BrokerRecord): void {
  const { region } = mq.world;
  replica.counterpart = { brokerId: primary.is.id, region, role: "REPLICA" };
  primary.counterpart = { brokerId: replica.is.id, region, role: "PRIMARY" };
  for (const broker of [replica, primary]) broker.settings = { ...broker.settings, dataReplicationMode: "CRDR" };
}

/** The pair is no more; a replica serves for itself from its next start on. */
export function unpair(mq: Mq, broker: BrokerRecord): void {
  const other = otherOf(mq, broker);
  for (const each of [broker, other]) {
    if (each === undefined) continue;
    each.counterpart = undefined;
    each.settings = { ...each.settings, dataReplicationMode: "NONE" };
    if (each.state === "REPLICA") {
      each.state = "RUNNING";
      each.running?.start();
    }
  }
}

export function promote(mq: Mq, input: Input, caller: Caller): unknown {
  const broker = mq.broker("Promote", input.BrokerId, caller);
  const { id, nameId } = broker.is;
  if (!MODES.includes(input.Mode)) throw invalid("mode", "Promote mode", input.Mode, MODES);
  const primary = otherOf(mq, broker);
  if (broker.counterpart?.role !== "REPLICA" || primary === undefined) {
    throw badRequest("broker-id", `Broker [${id}] is not the replica of a data replication pair.`);
  }
  mq.expectState("Promote", broker, "REPLICA");
  if (input.Mode === "SWITCHOVER") mq.expectState("Promote", primary, "RUNNING");
  const request = mq.request("Promote", nameId, caller);
  const cause = mq.trace.append(mq.facts.Promoted, nameId, { text: input.Mode, cause: request });
  broker.counterpart.role = "PRIMARY";
  broker.state = "RUNNING";
  primary.counterpart!.role = "REPLICA";
  if (primary.state === "RUNNING") {
    primary.state = "REPLICA";
    primary.running?.stop("promoted", cause);
  }
  broker.running?.start(cause);
  return { BrokerId: id };
}

export function readMode(given: string): "NONE" | "CRDR" {
  if (!REPLICATION.includes(given)) throw invalid("dataReplicationMode", "Data replication mode", given, REPLICATION);
  return given as "NONE" | "CRDR";
}

export function shownCounterpart({ counterpart }: BrokerRecord): object {
  if (counterpart === undefined) return {};
  const { brokerId, region, role } = counterpart;
  return {
    DataReplicationMetadata: {
      DataReplicationCounterpart: { BrokerId: brokerId, Region: region },
      DataReplicationRole: role,
    },
  };
}

function otherOf(mq: Mq, broker: BrokerRecord): BrokerRecord | undefined {
  return broker.counterpart === undefined ? undefined : mq.brokers.get(broker.counterpart.brokerId);
}
