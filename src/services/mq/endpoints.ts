/**
 * Where a broker is reached: one address for each protocol and instance; a cluster of RabbitMQ has one for all its nodes.
 * Source: Developer Guide, "ActiveMQ broker: attributes", "Amazon MQ for RabbitMQ broker: attributes" (read 2026-11).
 */
import type { Identity } from "./broker-record";

const PORTS: readonly [protocol: string, port: number][] = [
  ["ssl", 61617], // OpenWire
  ["amqp+ssl", 5671],
  ["stomp+ssl", 61614],
  ["mqtt+ssl", 8883],
  ["wss", 61619],
];

export interface BrokerInstance {
  ConsoleURL: string;
  Endpoints: string[];
  IpAddress?: string;
}

export function endpointsOf({ id, engine, addresses }: Identity, region: string): BrokerInstance[] {
  if (engine === "RABBITMQ") {
    const host = `${id}.mq.${region}.amazonaws.com`;
    return [{ ConsoleURL: `https://${host}`, Endpoints: [`amqps://${host}:5671`] }];
  }
  return addresses.map((address, i) => {
    const host = `${id}-${i + 1}.mq.${region}.amazonaws.com`;
    return {
      ConsoleURL: `https://${host}:8162`,
      Endpoints: PORTS.map(([protocol, port]) => `${protocol}://${host}:${port}`),
      IpAddress: address,
    };
  });
}
