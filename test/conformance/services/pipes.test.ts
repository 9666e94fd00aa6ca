/** One table, two doors: Pipes itself, and the real client of the SDK bound to it. "sqs." before an operation calls SQS. */
import * as client from "@aws-sdk/client-pipes";
import * as sqsClient from "@aws-sdk/client-sqs";
import { Cloud } from "../../../src/sdk/cloud";
import { createDynamodb, createDynamodbStreams } from "../../../src/services/dynamodb";
import { createPipes, PIPES_OPERATIONS } from "../../../src/services/pipes";
import { ACCOUNT, makeWorld, ROOT } from "../../unit/services/eventbridge/world";
import type { Door } from "./case";
import { CASES, GAPS, TABLE } from "./pipes.cases";
import { describeCases, describeTable, send } from "./suite";

function split(operation: string): [service: "pipes" | "sqs", operation: string] {
  return operation.startsWith("sqs.") ? ["sqs", operation.slice(4)] : ["pipes", operation];
}

function direct(): Door {
  const world = makeWorld();
  world.services
    .set("pipes", createPipes(world))
    .set("dynamodb", createDynamodb(world))
    .set("dynamodbstreams", createDynamodbStreams(world));
  world.service("dynamodb").call("CreateTable", structuredClone(TABLE), ROOT);
  return {
    async call(name, input, { as = "root", insecure = false, vpce }) {
      const [service, operation] = split(name);
      const principal = as.startsWith("arn:") ? as : `arn:aws:iam::${ACCOUNT}:${as}`;
      const caller = { principal, account: principal.split(":")[4]!, secureTransport: !insecure, sourceVpce: vpce };
      return { ...((await world.service(service).call(operation, input, caller)) as object) };
    },
    wait: (ms) => world.sim.run({ for: ms }),
  };
}

function throughSdk(): Door {
  const cloud = new Cloud({ seed: 1 });
  cloud.call("dynamodb", "CreateTable", structuredClone(TABLE), ROOT);
  return {
    call(name, input, { as = "root", insecure = false, vpce }) {
      const [service, operation] = split(name);
      const options = { as, secureTransport: !insecure, sourceVpce: vpce };
      const [commands, bound] =
        service === "pipes"
          ? [client, cloud.client(client.PipesClient, options)]
          : [sqsClient, cloud.client(sqsClient.SQSClient, options)];
      return send(commands, bound, operation, input);
    },
    wait: (ms) => cloud.run({ for: ms }),
  };
}

describeCases("Pipes", CASES, { direct, throughSdk });

describeTable("Pipes", {
  commands: client,
  simulated: PIPES_OPERATIONS,
  cases: CASES,
  gaps: GAPS,
  direct,
});
