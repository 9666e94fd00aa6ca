/**
 * The shapes of the broker's operations: no client of the SDK carries them, so they are written here. Every call of the client
 * in the manner of JMS is checked and copied by them and stands in the log of calls; a replay reads the log by them.
 */
import { compileCopier } from "../copy";
import type { Operation } from "../operation";
import type { Member, Shape } from "../shapes";

const STRING: Shape = { kind: "string" };
const NUMBER: Shape = { kind: "number" };
const BOOLEAN: Shape = { kind: "boolean" };
const ANY: Shape = { kind: "document" };

const list = (of: Shape): Shape => ({ kind: "list", value: () => of });

/** Members whose names end in "?" may be absent. */
function structure(members: Record<string, Shape>): Shape {
  const all = Object.entries(members).map(([name, shape]): Member => {
    const isOptional = name.endsWith("?");
    return { name: isOptional ? name.slice(0, -1) : name, required: !isOptional, isToken: false, shape: () => shape };
  });
  return { kind: "structure", name: "", union: false, members: all };
}

const WIRE = {
  Kind: STRING,
  "Body?": ANY,
  "Properties?": { kind: "map", value: () => ANY } as Shape,
  "CorrelationID?": STRING,
  "ReplyTo?": STRING,
  "Type?": STRING,
};

const DELIVERED = structure({
  ...WIRE,
  MessageID: STRING,
  Destination: STRING,
  DeliveryMode: STRING,
  Priority: NUMBER,
  Timestamp: NUMBER,
  Expiration: NUMBER,
  Redelivered: BOOLEAN,
  DeliveryCount: NUMBER,
  "OriginalDestination?": STRING,
  Consumer: STRING,
});

const OF_CONNECTION = { Connection: STRING };
const OF_SESSION = { Session: STRING };
const OF_CONSUMER = { Consumer: STRING };

const SHAPES: Record<string, [input: Record<string, Shape>, output?: Record<string, Shape>]> = {
  Acknowledge: [{ ...OF_CONSUMER, MessageID: STRING }],
  Browse: [{ ...OF_SESSION, Destination: STRING, "Selector?": STRING }, { Messages: list(DELIVERED) }],
  CloseConnection: [OF_CONNECTION],
  CloseConsumer: [OF_CONSUMER],
  CloseProducer: [{ Producer: STRING }],
  CloseSession: [OF_SESSION],
  Commit: [OF_SESSION],
  Connect: [
    { Broker: STRING, "Username?": STRING, "Password?": STRING, "ClientID?": STRING, "RedeliveryPolicy?": ANY },
    OF_CONNECTION,
  ],
  CrashBroker: [{ Broker: STRING, "ForMs?": NUMBER }],
  CreateConsumer: [
    {
      ...OF_SESSION,
      Destination: STRING,
      "Selector?": STRING,
      "NoLocal?": BOOLEAN,
      "Durable?": STRING,
      "Prefetch?": NUMBER,
      "Exclusive?": BOOLEAN,
    },
    OF_CONSUMER,
  ],
  CreateProducer: [{ ...OF_SESSION, "Destination?": STRING }, { Producer: STRING }],
  CreateSession: [{ ...OF_CONNECTION, AcknowledgeMode: STRING }, OF_SESSION],
  CreateTemporary: [{ ...OF_SESSION, Kind: STRING }, { Destination: STRING }],
  DeleteDestination: [{ ...OF_CONNECTION, Destination: STRING }],
  DropConnection: [OF_CONNECTION],
  Next: [
    { ...OF_SESSION, "Done?": structure({ ...OF_CONSUMER, MessageID: STRING, "Error?": STRING }) },
    { "Message?": DELIVERED },
  ],
  Receive: [{ ...OF_CONSUMER, "TimeoutMs?": NUMBER, "NoWait?": BOOLEAN }, { "Message?": DELIVERED }],
  Recover: [OF_SESSION],
  RestartBroker: [{ Broker: STRING }],
  Rollback: [OF_SESSION],
  Send: [
    {
      Producer: STRING,
      "Destination?": STRING,
      Message: structure(WIRE),
      "DeliveryMode?": STRING,
      "Priority?": NUMBER,
      "TimeToLive?": NUMBER,
    },
    { MessageID: STRING, Timestamp: NUMBER, Expiration: NUMBER },
  ],
  SetListener: [OF_CONSUMER],
  StartBroker: [
    {
      Name: STRING,
      "Users?": list(structure({ Username: STRING, Password: STRING, "Groups?": list(STRING) })),
      "DeploymentMode?": STRING,
      "Authorization?": ANY,
      "Policies?": ANY,
      "NetworkConnectors?": ANY,
    },
    { BrokerId: STRING, Endpoints: list(STRING) },
  ],
  StartConnection: [OF_CONNECTION],
  StopConnection: [OF_CONNECTION],
  Unsubscribe: [{ ...OF_SESSION, Name: STRING }],
  WatchConnection: [OF_CONNECTION, { "Reason?": STRING }],
};

export const ACTIVEMQ_SHAPES: ReadonlyMap<string, Operation> = new Map(
  Object.entries(SHAPES).map(([name, [input, output = {}]]) => [
    name,
    {
      name,
      readInput: compileCopier(structure(input), { required: true }),
      readOutput: compileCopier(structure(output), { required: false }),
      tokens: [],
    },
  ]),
);
