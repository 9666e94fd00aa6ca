/** One table, two doors: SNS itself, and the real client of the SDK bound to it. "sqs." before an operation calls SQS. */
import * as client from "@aws-sdk/client-sns";
import * as sqsClient from "@aws-sdk/client-sqs";
import { Cloud } from "../../../src/sdk/cloud";
import { SNS_OPERATIONS } from "../../../src/services/sns";
import { makeWorld } from "../../unit/services/sns/world";
import type { Door } from "./case";
import { directDoor, sdkDoor } from "./doors";
import { CASES, GAPS } from "./sns.cases";
import { describeCases, describeTable } from "./suite";

const direct = (): Door => directDoor(makeWorld(), "sns");

const throughSdk = (): Door =>
  sdkDoor(new Cloud({ seed: 1 }), "sns", { sns: [client, client.SNSClient], sqs: [sqsClient, sqsClient.SQSClient] });

describeCases("SNS", CASES, { direct, throughSdk });

describeTable("SNS", {
  commands: client,
  simulated: SNS_OPERATIONS,
  cases: CASES,
  gaps: GAPS,
  direct,
});
