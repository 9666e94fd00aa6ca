/** One table, two doors: SQS itself, and the real client of the SDK bound to it. */
import * as client from "@aws-sdk/client-sqs";
import { Cloud } from "../../../src/sdk/cloud";
import { SQS_OPERATIONS } from "../../../src/services/sqs";
import { ACCOUNT, makeWorld } from "../../unit/services/world";
import type { Door } from "./case";
import { CASES, GAPS } from "./sqs.cases";
import { describeCases, describeTable, send } from "./suite";

function direct(): Door {
  const { sim, call } = makeWorld();
  return {
    async call(operation, input, { as = "root", insecure = false, vpce }) {
      const principal = `arn:aws:iam::${ACCOUNT}:${as}`;
      const answer = call(operation, input, {
        principal,
        account: ACCOUNT,
        secureTransport: !insecure,
        sourceVpce: vpce,
      });
      // A whole answer is plain data, as it would be after a journey over the wire.
      return { ...((await answer) as object) };
    },
    wait: (ms) => sim.run({ for: ms }),
  };
}

function throughSdk(): Door {
  const cloud = new Cloud({ seed: 1 });
  return {
    call(operation, input, { as = "root", insecure = false, vpce }) {
      const sqs = cloud.client(client.SQSClient, { as, secureTransport: !insecure, sourceVpce: vpce });
      return send(client, sqs, operation, input);
    },
    wait: (ms) => cloud.run({ for: ms }),
  };
}

describeCases("SQS", CASES, { direct, throughSdk });

describeTable("SQS", {
  commands: client,
  simulated: SQS_OPERATIONS,
  cases: CASES,
  gaps: GAPS,
  direct,
});
