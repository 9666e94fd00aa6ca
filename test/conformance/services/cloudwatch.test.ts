/**
 * One table, two doors: CloudWatch itself, and the real client of the SDK bound to it. "sqs." or "sns." before an operation
 * calls that service.
 */
import * as client from "@aws-sdk/client-cloudwatch";
import * as snsClient from "@aws-sdk/client-sns";
import * as sqsClient from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import { CLOUDWATCH_OPERATIONS, createCloudWatch } from "../../../src/services/cloudwatch";
import { ACCOUNT, makeWorld } from "../../unit/services/sns/world";
import type { Door } from "./case";
import { CASES } from "./cloudwatch.cases";
import { describeCases, operationsIn, operationsOf, send } from "./suite";

type ServiceName = "cloudwatch" | "sqs" | "sns";

function split(operation: string): [service: ServiceName, operation: string] {
  const found = /^(sqs|sns)\.(.+)$/.exec(operation);
  return found === null ? ["cloudwatch", operation] : [found[1] as ServiceName, found[2]!];
}

function direct(): Door {
  const world = makeWorld();
  world.services.set("cloudwatch", createCloudWatch(world));
  return {
    async call(name, input, { as = "root" }) {
      const [service, operation] = split(name);
      const principal = `arn:aws:iam::${ACCOUNT}:${as}`;
      const caller = { principal, account: ACCOUNT, secureTransport: true };
      return { ...((await world.service(service).call(operation, input, caller)) as object) };
    },
    wait: (ms) => world.sim.run({ for: ms }),
  };
}

function throughSdk(): Door {
  const cloud = new Cloud({ seed: 1 });
  return {
    call(name, input, { as = "root" }) {
      const [service, operation] = split(name);
      const [commands, bound] = {
        cloudwatch: () => [client, cloud.client(client.CloudWatchClient, { as })] as const,
        sns: () => [snsClient, cloud.client(snsClient.SNSClient)] as const,
        sqs: () => [sqsClient, cloud.client(sqsClient.SQSClient)] as const,
      }[service]();
      return send(commands, bound, operation, input);
    },
    wait: (ms) => cloud.run({ for: ms }),
  };
}

describeCases("CloudWatch", CASES, { direct, throughSdk });

/** Not simulated: CloudWatch answers UnsupportedOperation and names the operation. */
const MISSING = [
  // keys of data sets, and telemetry by OpenTelemetry
  "AssociateDatasetKmsKey",
  "DisassociateDatasetKmsKey",
  "GetDataset",
  "GetOTelEnrichment",
  "StartOTelEnrichment",
  "StopOTelEnrichment",
  "UpdateOTelEnrichment",
  // metrics that resources can be told to report
  "CreateResourceMetricsConfiguration",
  "DeleteResourceMetricsConfiguration",
  "GetResourceMetricsConfiguration",
  "UpdateResourceMetricsConfiguration",
  // rules that mute alarms, alarms on logs, alarms with contributors
  "DeleteAlarmMuteRule",
  "DescribeAlarmContributors",
  "GetAlarmMuteRule",
  "ListAlarmMuteRules",
  "PutAlarmMuteRule",
  "PutLogAlarm",
  // anomaly detection
  "DeleteAnomalyDetector",
  "DescribeAnomalyDetectors",
  "PutAnomalyDetector",
  // Contributor Insights
  "DeleteInsightRules",
  "DescribeInsightRules",
  "DisableInsightRules",
  "EnableInsightRules",
  "GetInsightRuleReport",
  "ListManagedInsightRules",
  "PutInsightRule",
  "PutManagedInsightRules",
  // metric streams
  "DeleteMetricStream",
  "GetMetricStream",
  "ListMetricStreams",
  "PutMetricStream",
  "StartMetricStreams",
  "StopMetricStreams",
  // pictures: src/charts draws them
  "GetMetricWidgetImage",
];

describe("the table of CloudWatch", () => {
  const used = operationsIn(CASES);

  it("covers every operation of the real client, those that are missing by name", () => {
    const operations = operationsOf(client);
    expect([...CLOUDWATCH_OPERATIONS, ...MISSING].sort()).toEqual(operations);
    expect(CLOUDWATCH_OPERATIONS.filter((operation) => !used.has(operation))).toEqual([]);
  });

  it("says by name what is not simulated", async () => {
    const world = makeWorld();
    const caller = { principal: `arn:aws:iam::${ACCOUNT}:root`, account: ACCOUNT, secureTransport: true };
    const cloudWatch = createCloudWatch(world);
    for (const operation of MISSING) {
      expect(() => cloudWatch.call(operation, {}, caller)).toThrow(`does not simulate the operation ${operation}`);
    }
  });

  it("gives every row a source and a name of its own", () => {
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
    for (const { source } of CASES) expect(source).toMatch(/API|Guide|recorded|ours/);
  });
});
