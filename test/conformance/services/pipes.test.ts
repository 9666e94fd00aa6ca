/** One table, two doors: Pipes itself, and the real client of the SDK bound to it. "sqs." before an operation calls SQS. */
import * as client from "@aws-sdk/client-pipes";
import * as sqsClient from "@aws-sdk/client-sqs";
import { Cloud } from "../../../src/sdk/cloud";
import { createDynamodb, createDynamodbStreams } from "../../../src/services/dynamodb";
import { createPipes, PIPES_OPERATIONS } from "../../../src/services/pipes";
import { makeWorld, ROOT } from "../../unit/services/eventbridge/world";
import type { Door } from "./case";
import { directDoor, sdkDoor } from "./doors";
import { CASES, GAPS, TABLE } from "./pipes.cases";
import { describeCases, describeTable } from "./suite";

function direct(): Door {
  const world = makeWorld();
  world.services
    .set("pipes", createPipes(world))
    .set("dynamodb", createDynamodb(world))
    .set("dynamodbstreams", createDynamodbStreams(world));
  world.service("dynamodb").call("CreateTable", structuredClone(TABLE), ROOT);
  return directDoor(world, "pipes");
}

function throughSdk(): Door {
  const cloud = new Cloud({ seed: 1 });
  cloud.call("dynamodb", "CreateTable", structuredClone(TABLE), ROOT);
  return sdkDoor(cloud, "pipes", { pipes: [client, client.PipesClient], sqs: [sqsClient, sqsClient.SQSClient] });
}

describeCases("Pipes", CASES, { direct, throughSdk });

describeTable("Pipes", {
  commands: client,
  simulated: PIPES_OPERATIONS,
  cases: CASES,
  gaps: GAPS,
  direct,
});
