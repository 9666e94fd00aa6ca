/** A cloud with a broker, and a client of it, in two lines. */
import { Cloud } from "../../../../src/sdk/cloud";
import type { Broker, Connection, ConnectionSettings } from "../../../../src/sdk/mq";

export const STUDENT = { username: "student", password: "student" };

export async function connected(
  broker: Broker,
  clientId: string,
  more: Partial<ConnectionSettings> = {},
): Promise<Connection> {
  const connection = await broker.createConnection({ ...STUDENT, clientId, ...more });
  await connection.start();
  return connection;
}

export async function withBroker(seed = 1): Promise<{ cloud: Cloud; broker: Broker; connection: Connection }> {
  const cloud = new Cloud({ seed });
  const broker = await cloud.startBroker("shop");
  return { cloud, broker, connection: await connected(broker, "app") };
}

/** Kinds of the facts about a message, without "mq.". */
export function kindsOf(cloud: Cloud, subject: string): string[] {
  return [...cloud.trace.events({ subject })].map(({ kind }) => kind.slice("mq.".length));
}
