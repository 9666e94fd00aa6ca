/** One table, two doors: Scheduler itself, and the real client of the SDK bound to it. "sqs." before an operation calls SQS. */
import * as client from "@aws-sdk/client-scheduler";
import * as sqsClient from "@aws-sdk/client-sqs";
import { Cloud } from "../../../src/sdk/cloud";
import { createScheduler, SCHEDULER_OPERATIONS } from "../../../src/services/scheduler";
import { makeWorld } from "../../unit/services/eventbridge/world";
import type { Door } from "./case";
import { directDoor, sdkDoor } from "./doors";
import { CASES, GAPS } from "./scheduler.cases";
import { describeCases, describeTable } from "./suite";

function direct(): Door {
  const world = makeWorld();
  world.services.set("scheduler", createScheduler(world));
  return directDoor(world, "scheduler");
}

const throughSdk = (): Door =>
  sdkDoor(new Cloud({ seed: 1 }), "scheduler", {
    scheduler: [client, client.SchedulerClient],
    sqs: [sqsClient, sqsClient.SQSClient],
  });

describeCases("Scheduler", CASES, { direct, throughSdk });

describeTable("Scheduler", {
  commands: client,
  simulated: SCHEDULER_OPERATIONS,
  cases: CASES,
  gaps: GAPS,
  direct,
});
