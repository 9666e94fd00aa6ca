/** One table, two doors: Lambda itself, and the real client of the SDK bound to it. */
import * as client from "@aws-sdk/client-lambda";
import { Cloud } from "../../../src/sdk/cloud";
import { createDynamodb, createDynamodbStreams } from "../../../src/services/dynamodb";
import { createLambda, type FunctionOptions, type Handler, LAMBDA_OPERATIONS } from "../../../src/services/lambda";
import { createSqs } from "../../../src/services/sqs";
import type { Simulation } from "../../../src/sim";
import { ACCOUNT, emptyWorld, ROOT } from "../../unit/services/world";
import type { Door } from "./case";
import { CASES, GAPS } from "./lambda.cases";
import { describeCases, describeTable, send } from "./suite";

type Register = (name: string, handler: Handler, options?: FunctionOptions) => unknown;

function prepare(
  sim: Simulation,
  register: Register,
  sqs: (input: object) => unknown,
  createTable: (input: object) => unknown,
): void {
  register("echo", (event) => event);
  register("fail", () => {
    throw new Error("boom");
  });
  register("slow", () => sim.sleep({ seconds: 10 }));
  sqs({ QueueName: "orders" });
  sqs({ QueueName: "orders.fifo", Attributes: { FifoQueue: "true" } });
  createTable({
    TableName: "items",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
  });
}

/** Payloads as text; of logs the first words. */
function readable(answer: object): object {
  const { Payload, LogResult, ...rest } = answer as { Payload?: Uint8Array; LogResult?: string };
  return {
    ...rest,
    ...(Payload && { Payload: Buffer.from(Payload).toString() }),
    ...(LogResult && { LogResult: Buffer.from(LogResult, "base64").toString().split(":")[0] }),
  };
}

function direct(): Door {
  const world = emptyWorld();
  const { sim, services } = world;
  const lambda = createLambda(world);
  const sqs = createSqs(world);
  const db = createDynamodb(world);
  services.set("lambda", lambda).set("sqs", sqs).set("dynamodbstreams", createDynamodbStreams(world));
  prepare(
    sim,
    lambda.register,
    (input) => sqs.call("CreateQueue", input, ROOT),
    (input) => db.call("CreateTable", input, ROOT),
  );
  return {
    async call(operation, input, { as = "root" }) {
      const principal = `arn:aws:iam::${ACCOUNT}:${as}`;
      return readable((await lambda.call(operation, input, { ...ROOT, principal })) as object);
    },
    wait: (ms) => sim.run({ for: ms }),
  };
}

function throughSdk(): Door {
  const cloud = new Cloud({ seed: 1 });
  const root = { principal: ROOT.principal, account: ACCOUNT, secureTransport: true };
  prepare(
    cloud,
    cloud.lambda.bind(cloud),
    (input) => cloud.call("sqs", "CreateQueue", input, root),
    (input) => cloud.call("dynamodb", "CreateTable", input, root),
  );
  return {
    async call(operation, input, { as = "root" }) {
      const lambda = cloud.client(client.LambdaClient, { as });
      return readable((await send(client, lambda, operation, input)) as unknown as object);
    },
    wait: (ms) => cloud.run({ for: ms }),
  };
}

describeCases("Lambda", CASES, { direct, throughSdk });

describeTable("Lambda", {
  commands: client,
  simulated: LAMBDA_OPERATIONS,
  cases: CASES,
  gaps: GAPS,
  direct,
});
