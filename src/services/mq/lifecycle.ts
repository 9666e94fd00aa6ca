/**
 * How a broker comes to run, reboots and goes. A reboot puts into force what was pending: configuration, users, versions,
 * instance type, logs. What waits is put into force in the next maintenance window, too, if nobody reboots before.
 * Source: Developer Guide, "Amazon MQ broker configuration lifecycle", "Broker states", "Rebooting a broker" (read 2026-11).
 */
import type { Caller } from "../service";
import type { BrokerSettings } from "./broker/types";
import type { BrokerRecord, ConfigurationId } from "./broker-record";
import { sanitize } from "./configuration/sanitize";
import { type ConfiguredSettings, settingsOf } from "./configuration/settings";
import type { Mq } from "./context";
import { CREATION_MS, connectionsOf, DELETION_MS, HISTORY, REBOOT_MS } from "./limits";
import { unpair } from "./replication";
import { nextWindow } from "./time";
import { applyUsers } from "./users";

const NO_RABBIT =
  "nubelab simulates the management of RabbitMQ brokers, not RabbitMQ itself: only brokers of ActiveMQ can be connected to";

interface Input {
  BrokerId: string;
}

export function rebootBroker(mq: Mq, input: Input, caller: Caller): unknown {
  const broker = mq.broker("RebootBroker", input.BrokerId, caller);
  mq.expectState("RebootBroker", broker, "RUNNING", "REPLICA");
  reboot(mq, broker, mq.request("RebootBroker", broker.is.nameId, caller));
  return {};
}

export function deleteBroker(mq: Mq, input: Input, caller: Caller): unknown {
  const broker = mq.broker("DeleteBroker", input.BrokerId, caller);
  mq.expectState("DeleteBroker", broker, "RUNNING", "REPLICA");
  const { id, nameId } = broker.is;
  const request = mq.request("DeleteBroker", nameId, caller);
  broker.state = "DELETION_IN_PROGRESS";
  const deleting = mq.trace.append(mq.facts.BrokerDeleting, nameId, { cause: request });
  broker.running?.stop("deleted", deleting);
  mq.sim.after(DELETION_MS, () => {
    mq.running.remove(id);
    mq.running.refuse(broker.is);
    mq.brokers.delete(id);
    mq.trace.append(mq.facts.BrokerDeleted, nameId, { cause: deleting });
  });
  return { BrokerId: id };
}

/** A new broker runs after a while. @param cause row of its creation */
export function provision(mq: Mq, broker: BrokerRecord, cause: number): void {
  if (broker.is.engine === "ACTIVEMQ") broker.running = mq.running.create(engineSettings(mq, broker));
  else mq.running.refuse(broker.is, NO_RABBIT);
  mq.sim.after(CREATION_MS, () => run(mq, broker, "created", cause));
}

/** Waits for the maintenance window, if something is pending; what a reboot puts into force before is not done again. */
export function awaitWindow(mq: Mq, broker: BrokerRecord, cause: number): void {
  const { sim } = mq;
  const atMs = nextWindow(broker.maintenanceWindow, sim.start + sim.now) - sim.start;
  const background = true; // a window that is days away does not keep run() going
  const window = broker.maintenanceWindow;
  sim.at(
    atMs,
    () => {
      if (!broker.hasPending || broker.maintenanceWindow !== window) return;
      if (broker.state === "RUNNING" || broker.state === "REPLICA") reboot(mq, broker, cause);
    },
    background,
  );
}

function reboot(mq: Mq, broker: BrokerRecord, request: number): void {
  const { nameId, deployment } = broker.is;
  broker.state = "REBOOT_IN_PROGRESS";
  const cause = mq.trace.append(mq.facts.BrokerRebooting, nameId, { cause: request });
  broker.running?.stop("reboot", cause);
  mq.sim.after(REBOOT_MS[deployment]!, () => {
    apply(mq, broker, cause);
    // One that had crashed before comes back by itself: it starts anew all the same.
    broker.running?.stop("reboot", cause);
    broker.running?.configure(engineSettings(mq, broker));
    run(mq, broker, "rebooted", cause);
  });
}

function run(mq: Mq, broker: BrokerRecord, why: string, cause: number): void {
  broker.state = broker.counterpart?.role === "REPLICA" ? "REPLICA" : "RUNNING";
  const row = mq.trace.append(mq.facts.BrokerRunning, broker.is.nameId, { text: why, cause });
  if (broker.state === "RUNNING") broker.running?.start(row);
}

function apply(mq: Mq, broker: BrokerRecord, cause: number): void {
  const { nameId } = broker.is;
  const { configuration } = broker.pending;
  if (configuration !== undefined) {
    const before = broker.settings.configuration;
    if (before !== undefined) broker.history = [...broker.history, before].slice(-HISTORY);
    mq.trace.append(mq.facts.ConfigurationApplied, nameId, { text: labelOf(mq, configuration), cause });
  }
  const words = changesOf(broker);
  if (words !== "") mq.trace.append(mq.facts.SettingsApplied, nameId, { text: words, cause });
  broker.settings = broker.next;
  broker.pending = {};
  applyUsers(broker);
  if (broker.settings.dataReplicationMode === "NONE") unpair(mq, broker);
}

/** "engineVersion 5.19, user ana": what waits for a reboot, the configuration apart. */
export function changesOf({ pending, users }: BrokerRecord): string {
  const shown = Object.entries(pending).flatMap(([key, value]) => {
    if (key === "configuration") return [];
    return [typeof value === "string" ? `${key} ${value}` : key];
  });
  for (const user of users.values()) {
    if (user.pending !== undefined) shown.push(`${user.pending.change.toLowerCase()} user ${user.username}`);
  }
  return shown.join(", ");
}

export function labelOf(mq: Mq, { Id, Revision }: ConfigurationId): string {
  return mq.configurations.get(Id)?.label(Revision) ?? `${Id}, revision ${Revision}`;
}

/** What the simulated broker is told: the users and the configuration that are in force. */
function engineSettings(mq: Mq, broker: BrokerRecord): BrokerSettings {
  const { id, name, deployment } = broker.is;
  const users = [...broker.users.values()].flatMap(({ username, current }) =>
    current === undefined ? [] : [{ username, password: current.password, groups: current.groups }],
  );
  return {
    id,
    name,
    deploymentMode: deployment === "ACTIVE_STANDBY_MULTI_AZ" ? deployment : "SINGLE_INSTANCE",
    users,
    ...configured(mq, broker),
    maximumConnections: connectionsOf(broker.settings.hostInstanceType),
  };
}

function configured(mq: Mq, broker: BrokerRecord): Partial<ConfiguredSettings> {
  const { configuration } = broker.settings;
  if (configuration === undefined) return {};
  const { text } = mq.configurations.get(configuration.Id)!.revision(configuration.Revision);
  return settingsOf(sanitize(text).broker, (username) => broker.users.get(username)?.current?.password);
}
