/** Who may connect: a user with the right password, a client id that is free, a place that is free. Refusals are told. */
import type { ServiceError } from "../../service";
import { authenticate } from "./authorization";
import type { Broker } from "./broker";
import { Connection, type ConnectionOptions } from "./connection";
import { jms } from "./errors";
import type { BrokerUser } from "./types";

/** @throws JMSSecurityException, InvalidClientIDException, ResourceAllocationException */
export function admit(
  broker: Broker,
  username: string,
  password: string,
  options: Omit<ConnectionOptions, "user">,
  newId: () => string,
): Connection {
  const { trace, facts, nameId } = broker;
  let user: BrokerUser;
  try {
    user = authenticate(broker.settings, username, password);
    const refusal = refusalOf(broker, options.clientId);
    if (refusal !== undefined) throw refusal;
  } catch (error) {
    trace.append(facts.Denied, nameId, { text: (error as Error).message });
    throw error;
  }
  const connection = new Connection(newId(), broker, { ...options, user });
  broker.connections.add(connection);
  trace.append(facts.Connected, nameId, { text: trace.name(connection.label), detail: { user: username } });
  return connection;
}

function refusalOf({ name, connections, settings }: Broker, clientId: string | undefined): ServiceError | undefined {
  const other = clientId && [...connections].find((connection) => connection.clientId === clientId);
  if (other) {
    const why = `Broker: ${name} - Client: ${clientId} already connected from ${other.id}`;
    return jms("InvalidClientIDException", why);
  }
  const { maximumConnections = Number.POSITIVE_INFINITY } = settings;
  if (connections.size < maximumConnections) return undefined;
  return jms(
    "ResourceAllocationException",
    `Exceeded the maximum number of allowed client connections: ${maximumConnections}. See the 'maximumConnections' property of the transport connector`,
  );
}
