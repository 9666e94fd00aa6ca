/** One table, two doors: SNS itself, and the real client of the SDK bound to it. "sqs." before an operation calls SQS. */
import * as client from "@aws-sdk/client-sns";
import * as sqsClient from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import { SNS_OPERATIONS } from "../../../src/services/sns";
import { ACCOUNT, makeWorld } from "../../unit/services/sns/world";
import type { Door } from "./case";
import { CASES } from "./sns.cases";
import { describeCases, operationsIn, operationsOf, send } from "./suite";

function split(operation: string): [service: "sns" | "sqs", operation: string] {
  return operation.startsWith("sqs.") ? ["sqs", operation.slice(4)] : ["sns", operation];
}

function direct(): Door {
  const world = makeWorld();
  return {
    async call(name, input, { as = "root", insecure = false, vpce }) {
      const [service, operation] = split(name);
      const principal = as.startsWith("arn:") ? as : `arn:aws:iam::${ACCOUNT}:${as}`;
      const caller = { principal, account: principal.split(":")[4]!, secureTransport: !insecure, sourceVpce: vpce };
      return { ...((await world[service].call(operation, input, caller)) as object) };
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
        service === "sns"
          ? [client, cloud.client(client.SNSClient, options)]
          : [sqsClient, cloud.client(sqsClient.SQSClient, options)];
      return send(commands, bound, operation, input);
    },
    wait: (ms) => cloud.run({ for: ms }),
  };
}

describeCases("SNS", CASES, { direct, throughSdk });

/** Not simulated: SNS answers UnsupportedOperation and names the operation. */
const MISSING = ["GetDataProtectionPolicy", "PutDataProtectionPolicy"];

describe("the table of SNS", () => {
  const used = operationsIn(CASES);

  it("covers every operation of the real client, those that are missing by name", () => {
    const operations = operationsOf(client);
    expect([...SNS_OPERATIONS, ...MISSING].sort()).toEqual(operations);
    expect(operations.filter((operation) => !used.has(operation))).toEqual([]);
  });

  it("gives every row a source and a name of its own", () => {
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
    for (const { source } of CASES) expect(source).toMatch(/API|Guide|recorded|ours/);
  });
});
