/** One table, two doors: Lambda itself, and the real client of the SDK bound to it. */
import * as client from "@aws-sdk/client-lambda";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import { createLambda, type FunctionOptions, type Handler, LAMBDA_OPERATIONS } from "../../../src/services/lambda";
import type { Service, World } from "../../../src/services/service";
import { createSqs } from "../../../src/services/sqs";
import { Simulation } from "../../../src/sim";
import { ACCOUNT, ROOT } from "../../unit/services/world";
import type { Door } from "./case";
import { CASES } from "./lambda.cases";
import { describeCases, operationsIn, send } from "./suite";

type Register = (name: string, handler: Handler, options?: FunctionOptions) => unknown;

function prepare(sim: Simulation, register: Register, sqs: (input: object) => unknown): void {
  register("echo", (event) => event);
  register("fail", () => {
    throw new Error("boom");
  });
  register("slow", () => sim.sleep({ seconds: 10 }));
  sqs({ QueueName: "orders" });
  sqs({ QueueName: "orders.fifo", Attributes: { FifoQueue: "true" } });
}

/** Payloads as text; of logs the first words. */
function readable(answer: object): object {
  const { Payload, LogResult, ...rest } = answer as { Payload?: Uint8Array; LogResult?: string };
  return {
    ...rest,
    ...(Payload && { Payload: Buffer.from(Payload).toString() }),
    ...(LogResult && { LogResult: Buffer.from(LogResult, "base64").toString().split(":")[0] }),
  };
}

function direct(): Door {
  const sim = new Simulation({ seed: 1 });
  const services = new Map<string, Service>();
  const world: World = {
    sim,
    account: ACCOUNT,
    region: "us-east-1",
    anomalies: { duplicateDelivery: 0, reorder: 0, shortPollSampling: 0, metricLag: 0 },
    quotas: "strict",
    service: (name) => services.get(name)!,
  };
  const lambda = createLambda(world);
  const sqs = createSqs(world);
  services.set("lambda", lambda).set("sqs", sqs);
  prepare(sim, lambda.register, (input) => sqs.call("CreateQueue", input, ROOT));
  return {
    async call(operation, input, { as = "root" }) {
      const principal = `arn:aws:iam::${ACCOUNT}:${as}`;
      return readable((await lambda.call(operation, input, { ...ROOT, principal })) as object);
    },
    wait: (ms) => sim.run({ for: ms }),
  };
}

function throughSdk(): Door {
  const cloud = new Cloud({ seed: 1 });
  const root = { principal: ROOT.principal, account: ACCOUNT, secureTransport: true };
  prepare(cloud, cloud.lambda.bind(cloud), (input) => cloud.call("sqs", "CreateQueue", input, root));
  return {
    async call(operation, input, { as = "root" }) {
      const lambda = cloud.client(client.LambdaClient, { as });
      return readable((await send(client, lambda, operation, input)) as unknown as object);
    },
    wait: (ms) => cloud.run({ for: ms }),
  };
}

describeCases("Lambda", CASES, { direct, throughSdk });

/** Operations that are not simulated, by what they are for. A call of one is refused by its name. */
const GAPS: Record<string, string[]> = {
  "versions and aliases": [
    "PublishVersion",
    "ListVersionsByFunction",
    "CreateAlias",
    "DeleteAlias",
    "GetAlias",
    "ListAliases",
    "UpdateAlias",
  ],
  "provisioned concurrency, scaling and recursion settings": [
    "DeleteProvisionedConcurrencyConfig",
    "GetFunctionRecursionConfig",
    "GetFunctionScalingConfig",
    "GetProvisionedConcurrencyConfig",
    "ListProvisionedConcurrencyConfigs",
    "PutFunctionRecursionConfig",
    "PutFunctionScalingConfig",
    "PutProvisionedConcurrencyConfig",
  ],
  layers: [
    "AddLayerVersionPermission",
    "DeleteLayerVersion",
    "GetLayerVersion",
    "GetLayerVersionByArn",
    "GetLayerVersionPolicy",
    "ListLayers",
    "ListLayerVersions",
    "PublishLayerVersion",
    "RemoveLayerVersionPermission",
  ],
  "function URLs and streamed answers": [
    "CreateFunctionUrlConfig",
    "DeleteFunctionUrlConfig",
    "GetFunctionUrlConfig",
    "InvokeWithResponseStream",
    "ListFunctionUrlConfigs",
    "UpdateFunctionUrlConfig",
  ],
  "code signing and runtime management": [
    "CreateCodeSigningConfig",
    "DeleteCodeSigningConfig",
    "DeleteFunctionCodeSigningConfig",
    "GetCodeSigningConfig",
    "GetFunctionCodeSigningConfig",
    "GetRuntimeManagementConfig",
    "ListCodeSigningConfigs",
    "ListFunctionsByCodeSigningConfig",
    "PutFunctionCodeSigningConfig",
    "PutRuntimeManagementConfig",
    "UpdateCodeSigningConfig",
  ],
  "durable executions": [
    "CheckpointDurableExecution",
    "GetDurableExecution",
    "GetDurableExecutionHistory",
    "GetDurableExecutionState",
    "ListDurableExecutionsByFunction",
    "SendDurableExecutionCallbackFailure",
    "SendDurableExecutionCallbackHeartbeat",
    "SendDurableExecutionCallbackSuccess",
    "StopDurableExecution",
  ],
  "capacity providers": [
    "CreateCapacityProvider",
    "DeleteCapacityProvider",
    "GetCapacityProvider",
    "ListCapacityProviders",
    "ListFunctionVersionsByCapacityProvider",
    "UpdateCapacityProvider",
  ],
  "whole resource policies (statements are: AddPermission)": [
    "DeleteResourcePolicy",
    "GetResourcePolicy",
    "PutResourcePolicy",
  ],
};

describe("the table of Lambda", () => {
  const commands = Object.keys(client).filter((name) => name.endsWith("Command") && name !== "$Command");
  const operations = commands.map((name) => name.replace(/Command$/, "")).sort();

  it("covers every operation of the real client, or names the gap", () => {
    const gaps = Object.values(GAPS).flat();
    expect([...LAMBDA_OPERATIONS, ...gaps].sort()).toEqual(operations);
    const used = operationsIn(CASES);
    expect(LAMBDA_OPERATIONS.filter((operation) => !used.has(operation))).toEqual([]);
  });

  it("refuses each gap by its name", async () => {
    const door = direct();
    for (const operation of Object.values(GAPS).flat()) {
      await expect(door.call(operation, {}, {})).rejects.toThrow(
        `does not simulate the operation ${operation} of Lambda`,
      );
    }
  });

  it("gives every row a source and a name of its own", () => {
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
    for (const { source } of CASES) expect(source).toMatch(/API|Guide|recorded|reported/);
  });
});
