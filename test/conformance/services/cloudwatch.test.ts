/**
 * One table, two doors: CloudWatch itself, and the real client of the SDK bound to it. "sqs." or "sns." before an operation
 * calls that service.
 */
import * as client from "@aws-sdk/client-cloudwatch";
import * as snsClient from "@aws-sdk/client-sns";
import * as sqsClient from "@aws-sdk/client-sqs";
import { Cloud } from "../../../src/sdk/cloud";
import { CLOUDWATCH_OPERATIONS, createCloudWatch } from "../../../src/services/cloudwatch";
import { makeWorld } from "../../unit/services/sns/world";
import type { Door } from "./case";
import { CASES, GAPS } from "./cloudwatch.cases";
import { directDoor, sdkDoor } from "./doors";
import { describeCases, describeTable } from "./suite";

function direct(): Door {
  const world = makeWorld();
  world.services.set("cloudwatch", createCloudWatch(world));
  return directDoor(world, "cloudwatch");
}

const throughSdk = (): Door =>
  sdkDoor(new Cloud({ seed: 1 }), "cloudwatch", {
    cloudwatch: [client, client.CloudWatchClient],
    sns: [snsClient, snsClient.SNSClient],
    sqs: [sqsClient, sqsClient.SQSClient],
  });

describeCases("CloudWatch", CASES, { direct, throughSdk });

describeTable("CloudWatch", {
  commands: client,
  simulated: CLOUDWATCH_OPERATIONS,
  cases: CASES,
  gaps: GAPS,
  direct,
});
