/**
 * What a configuration says to the simulated broker: who may do what, policies by destination, connectors to other brokers.
 * Permitted and kept, but acted upon by nobody here: redelivery and time stamping plugins, virtual and composite destinations,
 * cursors, eviction and dispatch policies, system usage, LDAP maps.
 * Source: activemq.apache.org, "Security" (authorization), "Per Destination Policies", "Networks of Brokers" (read 2026-11).
 */
import type {
  AuthorizationEntry,
  DeadLetterStrategy,
  DestinationPolicy,
  NetworkConnector,
  TemporaryAuthorization,
} from "../broker/types";
import { badRequest } from "../errors";
import { NETWORK_CONNECTORS } from "../limits";
import { present } from "../present";
import { at, child, type Element } from "./xml";

export interface ConfiguredSettings {
  /** Undefined without an authorizationMap: then every user may do everything. */
  readonly authorization?: readonly AuthorizationEntry[];
  readonly temporaryAuthorization?: TemporaryAuthorization;
  readonly policies: readonly DestinationPolicy[];
  readonly networkConnectors: readonly NetworkConnector[];
}

/**
 * @param broker the sanitized root
 * @param passwordOf of a user of this broker: the other end must have a user with the same one
 * @throws BadRequestException where ActiveMQ would not start
 */
export function settingsOf(
  broker: Element,
  passwordOf: (username: string) => string | undefined = () => undefined,
): ConfiguredSettings {
  const map = at(broker, "plugins", "authorizationPlugin", "map", "authorizationMap");
  if (child(map, "defaultEntry") !== undefined) {
    throw badRequest(
      "data",
      'nubelab does not simulate [defaultEntry] of an authorizationMap: write an authorizationEntry for ">" instead.',
    );
  }
  const entries = child(map, "authorizationEntries")?.children ?? [];
  const temporary =
    at(map, "tempDestinationAuthorizationEntry", "tempDestinationAuthorizationEntry") ??
    child(map, "tempDestinationAuthorizationEntry") ??
    entries.find(({ name }) => name === "tempDestinationAuthorizationEntry");
  const policies = at(broker, "destinationPolicy", "policyMap", "policyEntries")?.children ?? [];
  const connectors = child(broker, "networkConnectors")?.children ?? [];
  if (connectors.length > NETWORK_CONNECTORS) {
    throw badRequest(
      "data",
      `The configuration has ${connectors.length} network connectors; at most ${NETWORK_CONNECTORS} are allowed.`,
    );
  }
  return {
    ...(map !== undefined && {
      authorization: entries.filter(({ name }) => name === "authorizationEntry").map(authorizationOf),
    }),
    ...(temporary !== undefined && { temporaryAuthorization: rightsOf(temporary) }),
    policies: policies.map(policyOf),
    networkConnectors: connectors.map((element, i) => connectorOf(element, i, passwordOf)),
  };
}

/** Throws BadRequestException. */
export function checkSettings(broker: Element): void {
  settingsOf(broker);
}

const groupsOf = (list: string | undefined): string[] =>
  (list ?? "")
    .split(",")
    .map((group) => group.trim())
    .filter(Boolean);

const rightsOf = ({ attributes }: Element): TemporaryAuthorization => ({
  read: groupsOf(attributes.get("read")),
  write: groupsOf(attributes.get("write")),
  admin: groupsOf(attributes.get("admin")),
});

function authorizationOf(element: Element): AuthorizationEntry {
  return { ...destinationOf(element), ...rightsOf(element) };
}

/** `queue="ORDERS.>"` or `topic="..."`, or the same as a child. Throws BadRequestException unless it is exactly one. */
function destinationOf(element: Element): { queue?: string; topic?: string } {
  const named = child(element, "destination");
  const nameOf = (kind: "queue" | "topic") =>
    element.attributes.get(kind) ?? child(named, kind)?.attributes.get("physicalName");
  const [queue, topic] = [nameOf("queue"), nameOf("topic")];
  if ((queue === undefined) === (topic === undefined)) {
    throw badRequest("data", `An element [${element.name}] must have exactly one of the attributes [queue, topic].`);
  }
  return queue !== undefined ? { queue } : { topic: topic! };
}

function policyOf(element: Element): DestinationPolicy {
  const number = (name: string) => numberOf(element, name);
  const values = {
    prioritizedMessages: booleanOf(element, "prioritizedMessages"),
    deadLetterStrategy: deadLettersOf(child(element, "deadLetterStrategy")?.children[0]),
    expireMessagesPeriod: number("expireMessagesPeriod"),
    queuePrefetch: number("queuePrefetch"),
    durableTopicPrefetch: number("durableTopicPrefetch"),
    topicPrefetch: number("topicPrefetch"),
  };
  return { ...destinationOf(element), ...present(values) };
}

const DEAD_LETTERS: Readonly<Record<string, DeadLetterStrategy["kind"]>> = {
  sharedDeadLetterStrategy: "shared",
  individualDeadLetterStrategy: "individual",
  discarding: "discarding",
};

function deadLettersOf(element: Element | undefined): DeadLetterStrategy | undefined {
  if (element === undefined) return undefined;
  const values = {
    deadLetterQueue: at(element, "deadLetterQueue", "queue")?.attributes.get("physicalName"),
    queuePrefix: element.attributes.get("queuePrefix"),
    topicPrefix: element.attributes.get("topicPrefix"),
    processExpired: booleanOf(element, "processExpired"),
    processNonPersistent: booleanOf(element, "processNonPersistent"),
  };
  return { kind: DEAD_LETTERS[element.name]!, ...present(values) };
}

function connectorOf(
  element: Element,
  i: number,
  passwordOf: (username: string) => string | undefined,
): NetworkConnector {
  const { attributes } = element;
  const uri = attributes.get("uri");
  if (uri === undefined) throw badRequest("data", "An element [networkConnector] must have the attribute [uri].");
  const userName = attributes.get("userName");
  const destinationsIn = (name: string) =>
    child(element, name)
      ?.children.filter((each) => each.name === "queue" || each.name === "topic")
      .map((each) => ({ [each.name]: each.attributes.get("physicalName") ?? ">" }));
  const values = {
    duplex: booleanOf(element, "duplex"),
    networkTTL: numberOf(element, "networkTTL"),
    userName,
    password: userName === undefined ? undefined : passwordOf(userName),
    included: destinationsIn("dynamicallyIncludedDestinations"),
    excluded: destinationsIn("excludedDestinations"),
  };
  return { name: attributes.get("name") ?? `NC${i === 0 ? "" : i + 1}`, uri, ...present(values) };
}

function numberOf({ attributes }: Element, name: string): number | undefined {
  const value = attributes.get(name);
  return value === undefined ? undefined : Number(value);
}

function booleanOf({ attributes }: Element, name: string): boolean | undefined {
  const value = attributes.get(name);
  return value === undefined ? undefined : value === "true";
}
