/**
 * One table, two doors: CloudWatch itself, and the real client of the SDK bound to it. "sqs." or "sns." before an operation
 * calls that service.
 */
import * as client from "@aws-sdk/client-cloudwatch";
import * as snsClient from "@aws-sdk/client-sns";
import * as sqsClient from "@aws-sdk/client-sqs";
import { Cloud } from "../../../src/sdk/cloud";
import { CLOUDWATCH_OPERATIONS, createCloudWatch } from "../../../src/services/cloudwatch";
import { ACCOUNT, makeWorld } from "../../unit/services/sns/world";
import type { Door } from "./case";
import { CASES, GAPS } from "./cloudwatch.cases";
import { describeCases, describeTable, send } from "./suite";

type ServiceName = "cloudwatch" | "sqs" | "sns";

function split(operation: string): [service: ServiceName, operation: string] {
  const found = /^(sqs|sns)\.(.+)$/.exec(operation);
  return found === null ? ["cloudwatch", operation] : [found[1] as ServiceName, found[2]!];
}

function direct(): Door {
  const world = makeWorld();
  world.services.set("cloudwatch", createCloudWatch(world));
  return {
    async call(name, input, { as = "root" }) {
      const [service, operation] = split(name);
      const principal = `arn:aws:iam::${ACCOUNT}:${as}`;
      const caller = { principal, account: ACCOUNT, secureTransport: true };
      return { ...((await world.service(service).call(operation, input, caller)) as object) };
    },
    wait: (ms) => world.sim.run({ for: ms }),
  };
}

function throughSdk(): Door {
  const cloud = new Cloud({ seed: 1 });
  return {
    call(name, input, { as = "root" }) {
      const [service, operation] = split(name);
      const [commands, bound] = {
        cloudwatch: () => [client, cloud.client(client.CloudWatchClient, { as })] as const,
        sns: () => [snsClient, cloud.client(snsClient.SNSClient)] as const,
        sqs: () => [sqsClient, cloud.client(sqsClient.SQSClient)] as const,
      }[service]();
      return send(commands, bound, operation, input);
    },
    wait: (ms) => cloud.run({ for: ms }),
  };
}

describeCases("CloudWatch", CASES, { direct, throughSdk });

describeTable("CloudWatch", {
  commands: client,
  simulated: CLOUDWATCH_OPERATIONS,
  cases: CASES,
  gaps: GAPS,
  direct,
});
