/** One table, two doors: EventBridge itself, and the real client of the SDK bound to it. "sqs." before an operation calls SQS. */
import * as client from "@aws-sdk/client-eventbridge";
import * as sqsClient from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import { EVENTBRIDGE_OPERATIONS } from "../../../src/services/eventbridge";
import { ACCOUNT, makeWorld } from "../../unit/services/eventbridge/world";
import type { Door } from "./case";
import { CASES } from "./eventbridge.cases";
import { describeCases, operationsIn, operationsOf, send } from "./suite";

function split(operation: string): [service: "eventbridge" | "sqs", operation: string] {
  return operation.startsWith("sqs.") ? ["sqs", operation.slice(4)] : ["eventbridge", operation];
}

function direct(): Door {
  const world = makeWorld();
  return {
    async call(name, input, { as = "root", insecure = false, vpce }) {
      const [service, operation] = split(name);
      const principal = as.startsWith("arn:") ? as : `arn:aws:iam::${ACCOUNT}:${as}`;
      const caller = { principal, account: principal.split(":")[4]!, secureTransport: !insecure, sourceVpce: vpce };
      return { ...((await world.service(service).call(operation, input, caller)) as object) };
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
        service === "eventbridge"
          ? [client, cloud.client(client.EventBridgeClient, options)]
          : [sqsClient, cloud.client(sqsClient.SQSClient, options)];
      return send(commands, bound, operation, input);
    },
    wait: (ms) => cloud.run({ for: ms }),
  };
}

describeCases("EventBridge", CASES, { direct, throughSdk });

/** Not simulated: EventBridge answers UnsupportedOperation and names the operation. */
const MISSING = [
  ...["ActivateEventSource", "DeactivateEventSource", "DescribeEventSource", "ListEventSources"],
  ...["CreatePartnerEventSource", "DeletePartnerEventSource", "DescribePartnerEventSource", "PutPartnerEvents"],
  ...["ListPartnerEventSourceAccounts", "ListPartnerEventSources"],
  ...["ApiDestination", "Connection", "Endpoint"].flatMap((each) => [
    `Create${each}`,
    `Delete${each}`,
    `Describe${each}`,
    `List${each}s`,
    `Update${each}`,
  ]),
  "DeauthorizeConnection",
];

describe("the table of EventBridge", () => {
  it("covers every operation of the real client, those that are missing by name", () => {
    const operations = operationsOf(client);
    expect([...EVENTBRIDGE_OPERATIONS, ...MISSING].sort()).toEqual(operations);
    const used = operationsIn(CASES);
    expect(EVENTBRIDGE_OPERATIONS.filter((operation) => !used.has(operation))).toEqual([]);
  });

  it.each(MISSING)("%s is answered by its name", async (operation) => {
    const call = makeWorld().service("eventbridge").call;
    const caller = { principal: `arn:aws:iam::${ACCOUNT}:root`, account: ACCOUNT, secureTransport: true };
    expect(() => call(operation, {}, caller)).toThrow(
      `nubelab does not simulate the operation ${operation} of EventBridge.`,
    );
  });

  it("gives every row a source and a name of its own", () => {
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
    for (const { source } of CASES) expect(source).toMatch(/API|Guide|recorded|ours/);
  });
});
