/** One table, two doors: Step Functions itself, and the real client of the SDK bound to it. */
import * as client from "@aws-sdk/client-sfn";
import { Cloud } from "../../../src/sdk/cloud";
import { createEventBridge } from "../../../src/services/eventbridge";
import { createLambda } from "../../../src/services/lambda";
import { createSqs } from "../../../src/services/sqs";
import { createStepFunctions, STEPFUNCTIONS_OPERATIONS } from "../../../src/services/stepfunctions";
import { ACCOUNT, emptyWorld, ROOT } from "../../unit/services/world";
import type { Door } from "./case";
import { CASES, GAPS, TITLE } from "./stepfunctions.cases";
import { describeCases, describeTable, send } from "./suite";

const echo = (event: unknown) => event;
const fail = () => {
  throw new Error("boom");
};

function direct(): Door {
  const world = emptyWorld();
  const { sim, services } = world;
  const lambda = createLambda(world);
  const stepfunctions = createStepFunctions(world);
  services.set("lambda", lambda).set("sqs", createSqs(world)).set("eventbridge", createEventBridge(world));
  services.set("stepfunctions", stepfunctions);
  lambda.register("echo", echo, { coldStart: 0 });
  lambda.register("fail", fail, { coldStart: 0 });
  return {
    async call(operation, input, { as = "root" }) {
      const principal = `arn:aws:iam::${ACCOUNT}:${as}`;
      return stepfunctions.call(operation, input, { ...ROOT, principal });
    },
    wait: (ms) => sim.run({ for: ms }),
  };
}

function throughSdk(): Door {
  const cloud = new Cloud({ seed: 1 });
  cloud.lambda("echo", echo, { coldStart: 0 });
  cloud.lambda("fail", fail, { coldStart: 0 });
  return {
    call: (operation, input, { as = "root" }) => send(client, cloud.client(client.SFNClient, { as }), operation, input),
    wait: (ms) => cloud.run({ for: ms }),
  };
}

describeCases(TITLE, CASES, { direct, throughSdk });

describeTable(TITLE, {
  commands: client,
  simulated: STEPFUNCTIONS_OPERATIONS,
  cases: CASES,
  gaps: GAPS,
  direct,
});
