/** One table, two doors: DynamoDB itself, and the real client of the SDK bound to it. */
import * as client from "@aws-sdk/client-dynamodb";
import * as streams from "@aws-sdk/client-dynamodb-streams";
import { expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import { DYNAMODB_OPERATIONS, DYNAMODB_STREAMS_OPERATIONS } from "../../../src/services/dynamodb";
import type { Door } from "./case";
import { CASES, GAPS } from "./dynamodb.cases";
import { describeCases, describeTable, operationsOf, send } from "./suite";

const ACCOUNT = "123456789012";

function direct(): Door {
  const cloud = new Cloud({ seed: 1 });
  const caller = { principal: `arn:aws:iam::${ACCOUNT}:root`, account: ACCOUNT, secureTransport: true };
  return {
    call: async (operation, input) => cloud.call("dynamodb", operation, input, caller),
    wait: (ms) => cloud.run({ for: ms }),
  };
}

function throughSdk(): Door {
  const cloud = new Cloud({ seed: 1 });
  const bound = cloud.client(client.DynamoDBClient);
  return {
    call(operation, input) {
      return send(client, bound, operation, input);
    },
    wait: (ms) => cloud.run({ for: ms }),
  };
}

describeCases("DynamoDB", CASES, { direct, throughSdk });

describeTable("DynamoDB", {
  commands: client,
  simulated: DYNAMODB_OPERATIONS,
  cases: CASES,
  gaps: GAPS,
  direct,
});

it("the table of DynamoDB covers every operation of the client of its streams", () => {
  expect(operationsOf(streams)).toEqual([...DYNAMODB_STREAMS_OPERATIONS].sort());
});
