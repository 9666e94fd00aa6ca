/** One table, two doors: Scheduler itself, and the real client of the SDK bound to it. "sqs." before an operation calls SQS. */
import * as client from "@aws-sdk/client-scheduler";
import * as sqsClient from "@aws-sdk/client-sqs";
import { Cloud } from "../../../src/sdk/cloud";
import { createScheduler, SCHEDULER_OPERATIONS } from "../../../src/services/scheduler";
import { ACCOUNT, makeWorld } from "../../unit/services/eventbridge/world";
import type { Door } from "./case";
import { CASES, GAPS } from "./scheduler.cases";
import { describeCases, describeTable, send } from "./suite";

function split(operation: string): [service: "scheduler" | "sqs", operation: string] {
  return operation.startsWith("sqs.") ? ["sqs", operation.slice(4)] : ["scheduler", operation];
}

function direct(): Door {
  const world = makeWorld();
  world.services.set("scheduler", createScheduler(world));
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
  return {
    call(name, input, { as = "root", insecure = false, vpce }) {
      const [service, operation] = split(name);
      const options = { as, secureTransport: !insecure, sourceVpce: vpce };
      const [commands, bound] =
        service === "scheduler"
          ? [client, cloud.client(client.SchedulerClient, options)]
          : [sqsClient, cloud.client(sqsClient.SQSClient, options)];
      return send(commands, bound, operation, input);
    },
    wait: (ms) => cloud.run({ for: ms }),
  };
}

describeCases("Scheduler", CASES, { direct, throughSdk });

describeTable("Scheduler", {
  commands: client,
  simulated: SCHEDULER_OPERATIONS,
  cases: CASES,
  gaps: GAPS,
  direct,
});
