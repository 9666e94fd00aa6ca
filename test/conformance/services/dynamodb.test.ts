/** One table, two doors: DynamoDB itself, and the real client of the SDK bound to it. */
import * as client from "@aws-sdk/client-dynamodb";
import * as streams from "@aws-sdk/client-dynamodb-streams";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import { DYNAMODB_OPERATIONS, DYNAMODB_STREAMS_OPERATIONS } from "../../../src/services/dynamodb";
import type { Door } from "./case";
import { CASES } from "./dynamodb.cases";
import { describeCases, operationsIn, operationsOf, send } from "./suite";

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

/** Not simulated: DynamoDB answers UnsupportedOperation and names the operation. */
const MISSING = [
  "BatchExecuteStatement",
  "CancelBulkOperation",
  "CreateBackup",
  "CreateGlobalTable",
  "DeleteBackup",
  "DeleteResourcePolicy",
  "DescribeBackup",
  "DescribeBulkOperation",
  "DescribeContinuousBackups",
  "DescribeContributorInsights",
  "DescribeEndpoints",
  "DescribeExport",
  "DescribeGlobalTable",
  "DescribeGlobalTableSettings",
  "DescribeImport",
  "DescribeKinesisStreamingDestination",
  "DescribeLimits",
  "DescribeTableReplicaAutoScaling",
  "DisableKinesisStreamingDestination",
  "EnableKinesisStreamingDestination",
  "ExecuteStatement",
  "ExecuteTransaction",
  "ExportTableToPointInTime",
  "GetResourcePolicy",
  "ImportTable",
  "ListBackups",
  "ListBulkOperations",
  "ListContributorInsights",
  "ListExports",
  "ListGlobalTables",
  "ListImports",
  "PutResourcePolicy",
  "RestoreTableFromBackup",
  "RestoreTableToPointInTime",
  "SearchVectors",
  "StartBulkPutItems",
  "UpdateContinuousBackups",
  "UpdateContributorInsights",
  "UpdateGlobalTable",
  "UpdateGlobalTableSettings",
  "UpdateKinesisStreamingDestination",
  "UpdateTableReplicaAutoScaling",
];

describe("the table of DynamoDB", () => {
  it("covers every operation of the real client, those that are missing by name", () => {
    const operations = operationsOf(client);
    expect([...DYNAMODB_OPERATIONS, ...MISSING].sort()).toEqual(operations);
    const used = operationsIn(CASES);
    expect(DYNAMODB_OPERATIONS.filter((operation) => !used.has(operation))).toEqual([]);
    expect(operationsOf(streams)).toEqual([...DYNAMODB_STREAMS_OPERATIONS].sort());
  });

  it("refuses the missing ones by name", async () => {
    const bound = new Cloud().client(client.DynamoDB);
    await expect(bound.executeStatement({ Statement: "SELECT 1" })).rejects.toThrow(
      "ExecuteStatement is not simulated",
    );
  });

  it("gives every row a source and a name of its own", () => {
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
    for (const { source } of CASES) expect(source).toMatch(/API|Guide|recorded|ours/);
  });
});
