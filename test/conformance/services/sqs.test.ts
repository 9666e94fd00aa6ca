/** One table, two doors: SQS itself, and the real client of the SDK bound to it. */
import * as client from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import { SQS_OPERATIONS } from "../../../src/services/sqs";
import { ACCOUNT, makeWorld } from "../../unit/services/world";
import { type Door, runCase } from "./case";
import { CASES } from "./sqs.cases";

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
      // biome-ignore lint/suspicious/noExplicitAny: answers differ by operation
      const Command = (client as unknown as Record<string, new (input: object) => any>)[`${operation}Command`]!;
      return sqs.send(new Command(input)) as Promise<unknown>;
    },
    wait: (ms) => cloud.run({ for: ms }),
  };
}

describe("SQS, called directly", () => {
  for (const each of CASES) it(`${each.name} (${each.source})`, () => runCase(each, direct()));
});

describe("SQS, through the SDK's client", () => {
  for (const each of CASES) it(`${each.name} (${each.source})`, () => runCase(each, throughSdk()));
});

describe("the table of SQS", () => {
  it("covers every operation of the real client", () => {
    const commands = Object.keys(client).filter((name) => name.endsWith("Command") && name !== "$Command");
    const operations = commands.map((name) => name.replace(/Command$/, "")).sort();
    expect([...SQS_OPERATIONS].sort()).toEqual(operations);
    const used = new Set(CASES.flatMap(({ steps }) => steps.flatMap((step) => ("do" in step ? [step.do] : []))));
    expect(operations.filter((operation) => !used.has(operation))).toEqual([]);
  });

  it("gives every row a source and a name of its own", () => {
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
    for (const { source } of CASES) expect(source).toMatch(/API|Guide|recorded|github/);
  });
});
