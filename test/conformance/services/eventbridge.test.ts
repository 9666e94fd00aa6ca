/** One table, two doors: EventBridge itself, and the real client of the SDK bound to it. "sqs." before an operation calls SQS. */
import * as client from "@aws-sdk/client-eventbridge";
import * as sqsClient from "@aws-sdk/client-sqs";
import { Cloud } from "../../../src/sdk/cloud";
import { EVENTBRIDGE_OPERATIONS } from "../../../src/services/eventbridge";
import { makeWorld } from "../../unit/services/eventbridge/world";
import type { Door } from "./case";
import { directDoor, sdkDoor } from "./doors";
import { CASES, GAPS } from "./eventbridge.cases";
import { describeCases, describeTable } from "./suite";

const direct = (): Door => directDoor(makeWorld(), "eventbridge");

const throughSdk = (): Door =>
  sdkDoor(new Cloud({ seed: 1 }), "eventbridge", {
    eventbridge: [client, client.EventBridgeClient],
    sqs: [sqsClient, sqsClient.SQSClient],
  });

describeCases("EventBridge", CASES, { direct, throughSdk });

describeTable("EventBridge", {
  commands: client,
  simulated: EVENTBRIDGE_OPERATIONS,
  cases: CASES,
  gaps: GAPS,
  direct,
});
