/** One table, two doors: Amazon MQ itself, and the real client of the SDK bound to it. */
import * as client from "@aws-sdk/client-mq";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import { evaluatorOf, type Identities } from "../../../src/services/iam";
import { createMq, MQ_OPERATIONS } from "../../../src/services/mq";
import { ACCOUNT, emptyWorld } from "../../unit/services/world";
import type { Door } from "./case";
import { CASES, GAPS, TITLE } from "./mq.cases";
import { describeCases, describeTable, send } from "./suite";

function permit(identities: Identities): void {
  const Statement = [
    { Effect: "Allow", Action: ["mq:Describe*", "mq:List*", "mq:RebootBroker"], Resource: "*" },
    { Sid: "NoReboots", Effect: "Deny", Action: "mq:RebootBroker", Resource: "arn:aws:mq:*:*:broker:orders:*" },
  ];
  identities.putUserPolicy("ana", { Version: "2012-10-17", Statement });
}

function direct(): Door {
  const world = emptyWorld();
  const mq = createMq(world);
  permit(evaluatorOf(world).identities);
  return {
    async call(operation, input, { as = "root" }) {
      const principal = as.startsWith("arn:") ? as : `arn:aws:iam::${ACCOUNT}:${as}`;
      const account = principal.split(":")[4]!;
      return mq.call(operation, input, { principal, account, secureTransport: true });
    },
    wait: (ms) => world.sim.run({ for: ms }),
  };
}

function throughSdk(): Door {
  const cloud = new Cloud({ seed: 1 });
  permit(cloud.iam);
  return {
    call: (operation, input, { as = "root" }) => send(client, cloud.client(client.MqClient, { as }), operation, input),
    wait: (ms) => cloud.run({ for: ms }),
  };
}

describeCases(TITLE, CASES, { direct, throughSdk });
describeTable(TITLE, { commands: client, simulated: MQ_OPERATIONS, cases: CASES, gaps: GAPS, direct });

describe("an error of Amazon MQ", () => {
  it("is the client's own class and names the attribute", async () => {
    const mq = new Cloud({ seed: 1 }).client(client.Mq);
    const broker = { BrokerName: "no spaces", EngineType: "ACTIVEMQ", HostInstanceType: "mq.t3.micro" } as const;
    const error = await mq
      .createBroker({ ...broker, DeploymentMode: "SINGLE_INSTANCE", PubliclyAccessible: true })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(client.BadRequestException);
    expect(error).toMatchObject({ ErrorAttribute: "brokerName", message: expect.stringContaining("[no spaces]") });
  });
});
