/**
 * What the management of Amazon MQ writes into the trace. The resource is a broker's name, or a configuration's. What happens
 * within a broker is told by broker/facts.ts.
 *
 *   BrokerCreated            detail: instanceType, deployment, engine, storage: what it is billed by
 *   BrokerRunning            text: why (created, rebooted); cause: the request that led to it
 *   BrokerUpdated            text: what is pending until the next reboot;  SettingsApplied  text: what took effect
 *   UserCreated, UserUpdated, UserDeleted    text: the user's name; pending until the next reboot
 *   ConfigurationRevised     value: the revision;  ConfigurationAttached, ConfigurationApplied  text: "name, revision n"
 *   Promoted                 text: SWITCHOVER or FAILOVER
 */
import type { Trace } from "../../sim";
import { type FactNames, factNames } from "../fact-names";

const KINDS = [
  "Request",
  "BrokerCreated",
  "BrokerRunning",
  "BrokerUpdated",
  "BrokerRebooting",
  "BrokerDeleting",
  "BrokerDeleted",
  "SettingsApplied",
  "ConfigurationCreated",
  "ConfigurationRevised",
  "ConfigurationDeleted",
  "ConfigurationAttached",
  "ConfigurationApplied",
  "UserCreated",
  "UserUpdated",
  "UserDeleted",
  "Promoted",
  "AccessDenied",
  "Throttled",
] as const;

export type Kind = (typeof KINDS)[number];
export type Facts = FactNames<Kind>;

export function factsOf(trace: Trace): Facts {
  return factNames(trace, "mq", KINDS);
}
