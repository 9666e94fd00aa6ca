/** One table, two doors: S3 itself, and the real client of the SDK bound to it. */
import * as client from "@aws-sdk/client-s3";
import { Cloud } from "../../../src/sdk/cloud";
import { S3_OPERATIONS } from "../../../src/services/s3";
import type { Door } from "./case";
import { CASES, GAPS } from "./s3.cases";
import { describeCases, describeTable, send } from "./suite";

const ACCOUNT = "123456789012";

function direct(): Door {
  const cloud = new Cloud({ seed: 1 });
  return {
    call: async (operation, input, { as = "root" }) =>
      cloud.call("s3", operation, input, {
        principal: `arn:aws:iam::${ACCOUNT}:${as}`,
        account: ACCOUNT,
        secureTransport: true,
      }),
    wait: (ms) => cloud.run({ for: ms }),
  };
}

function throughSdk(): Door {
  const cloud = new Cloud({ seed: 1 });
  return {
    call(operation, input, { as = "root" }) {
      return send(client, cloud.client(client.S3Client, { as }), operation, input);
    },
    wait: (ms) => cloud.run({ for: ms }),
  };
}

describeCases("S3", CASES, { direct, throughSdk });

describeTable("S3", {
  commands: client,
  simulated: S3_OPERATIONS,
  cases: CASES,
  gaps: GAPS,
  direct,
});
