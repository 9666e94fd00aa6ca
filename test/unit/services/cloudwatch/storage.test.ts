/** Metrics of DynamoDB and S3 as the real clients make and read them. Runs begin at 2026-01-05T00:00:00Z. */
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { S3 } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";

const DAY = 86_400;

async function daily(cloud: Cloud, MetricName: string, StorageType: string): Promise<[day: number, value: number][]> {
  const { Datapoints = [] } = await cloud.client(CloudWatch).getMetricStatistics({
    Namespace: "AWS/S3",
    MetricName,
    Dimensions: [
      { Name: "BucketName", Value: "docs" },
      { Name: "StorageType", Value: StorageType },
    ],
    StartTime: cloud.date(0),
    EndTime: cloud.date(),
    Period: DAY,
    Statistics: ["Average"],
  });
  const days = Datapoints.map(
    ({ Timestamp, Average }) =>
      [(Timestamp!.getTime() - cloud.start) / (DAY * 1_000), Average!] as [day: number, value: number],
  );
  return days.sort(([a], [b]) => a - b);
}

describe("the metrics of a bucket", () => {
  it("come once a day: objects and bytes at its end, a replaced object once", async () => {
    const cloud = new Cloud();
    const s3 = cloud.client(S3);
    await s3.createBucket({ Bucket: "docs" });
    await s3.putObject({ Bucket: "docs", Key: "a", Body: "12345" });
    await s3.putObject({ Bucket: "docs", Key: "a", Body: "123" });
    await s3.putObject({ Bucket: "docs", Key: "b", Body: "1" });
    await cloud.run({ for: { hours: 23 } });
    expect(await daily(cloud, "NumberOfObjects", "AllStorageTypes")).toEqual([]);
    await cloud.run({ for: { hours: 2 } });
    await s3.deleteObject({ Bucket: "docs", Key: "b" });
    await cloud.run({ for: { days: 1 } });
    expect(await daily(cloud, "NumberOfObjects", "AllStorageTypes")).toEqual([
      [0, 2],
      [1, 1],
    ]);
    expect(await daily(cloud, "BucketSizeBytes", "StandardStorage")).toEqual([
      [0, 4],
      [1, 3],
    ]);
    const { Metrics = [] } = await cloud.client(CloudWatch).listMetrics({ Namespace: "AWS/S3" });
    expect(Metrics.map(({ MetricName }) => MetricName).sort()).toEqual(["BucketSizeBytes", "NumberOfObjects"]);
  });

  it("count older versions and delete markers, until they are deleted", async () => {
    const cloud = new Cloud();
    const s3 = cloud.client(S3);
    await s3.createBucket({ Bucket: "docs" });
    await s3.putBucketVersioning({ Bucket: "docs", VersioningConfiguration: { Status: "Enabled" } });
    const { VersionId } = await s3.putObject({ Bucket: "docs", Key: "a", Body: "12345" });
    await s3.putObject({ Bucket: "docs", Key: "a", Body: "123" });
    const marker = await s3.deleteObject({ Bucket: "docs", Key: "a" });
    await cloud.run({ for: { hours: 25 } });
    await s3.deleteObject({ Bucket: "docs", Key: "a", VersionId: marker.VersionId });
    await s3.deleteObject({ Bucket: "docs", Key: "a", VersionId });
    await cloud.run({ for: { days: 1 } });
    expect(await daily(cloud, "NumberOfObjects", "AllStorageTypes")).toEqual([
      [0, 3],
      [1, 1],
    ]);
    expect(await daily(cloud, "BucketSizeBytes", "StandardStorage")).toEqual([
      [0, 8],
      [1, 3],
    ]);
  });
});

describe("the request metrics of a bucket", () => {
  it("come only when they are asked for, by filter, with errors and bytes", async () => {
    const cloud = new Cloud();
    const [s3, cw] = [cloud.client(S3), cloud.client(CloudWatch)];
    await s3.createBucket({ Bucket: "docs" });
    await s3.putObject({ Bucket: "docs", Key: "in/a", Body: "not measured" });
    for (const [Id, Filter] of [
      ["all", undefined],
      ["in", { Prefix: "in/" }],
    ] as const) {
      await s3.putBucketMetricsConfiguration({ Bucket: "docs", Id, MetricsConfiguration: { Id, Filter } });
    }
    await s3.putObject({ Bucket: "docs", Key: "in/a", Body: "12345" });
    await s3.putObject({ Bucket: "docs", Key: "out/b", Body: "123" });
    await s3.getObject({ Bucket: "docs", Key: "in/a" });
    await expect(s3.getObject({ Bucket: "docs", Key: "in/none" })).rejects.toThrow();
    await s3.headObject({ Bucket: "docs", Key: "in/a" });
    await s3.listObjectsV2({ Bucket: "docs" });
    await s3.deleteObjects({ Bucket: "docs", Delete: { Objects: [{ Key: "out/b" }] } });
    await cloud.run({ for: { minutes: 2 } });
    const { Metrics = [] } = await cw.listMetrics({ Namespace: "AWS/S3" });
    const sums: Record<string, number> = {};
    for (const { MetricName, Dimensions = [] } of Metrics) {
      const { Datapoints = [] } = await cw.getMetricStatistics({
        Namespace: "AWS/S3",
        MetricName,
        Dimensions,
        StartTime: cloud.date(0),
        EndTime: cloud.date(),
        Period: 60,
        Statistics: ["Sum"],
      });
      const filter = Dimensions.find(({ Name }) => Name === "FilterId")!.Value!;
      sums[`${filter} ${MetricName}`] = Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
    }
    expect(sums).toEqual({
      "all AllRequests": 8, // with the configuration of the second filter
      "all PutRequests": 2,
      "all GetRequests": 2,
      "all HeadRequests": 1,
      "all ListRequests": 1,
      "all DeleteRequests": 1,
      "all 4xxErrors": 1,
      "all 5xxErrors": 0,
      "all BytesUploaded": 8,
      "all BytesDownloaded": 5,
      "in AllRequests": 4,
      "in PutRequests": 1,
      "in GetRequests": 2,
      "in HeadRequests": 1,
      "in 4xxErrors": 1,
      "in 5xxErrors": 0,
      "in BytesUploaded": 5,
      "in BytesDownloaded": 5,
    });
  });
});

describe("the metrics of DynamoDB", () => {
  it("tell user errors apart from failed conditions and throttled calls", async () => {
    const cloud = new Cloud({ faults: (faults) => faults.throttle("orders", { from: { minutes: 2 } }) });
    const db = cloud.client(DynamoDB);
    await db.createTable({
      TableName: "orders",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    });
    await cloud.run({ for: { seconds: 30 } });
    const put = { TableName: "orders", Item: { id: { S: "a" } }, ConditionExpression: "attribute_not_exists(id)" };
    await db.putItem(put);
    await expect(db.putItem(put)).rejects.toThrow("The conditional request failed");
    await expect(db.getItem({ TableName: "nowhere", Key: { id: { S: "a" } } })).rejects.toThrow("not found");
    await cloud.run({ for: { minutes: 2 } });
    await expect(db.putItem(put)).rejects.toThrow();
    await cloud.run({ for: { minutes: 2 } });
    const cw = cloud.client(CloudWatch);
    const sum = async (MetricName: string, more: Record<string, string>) => {
      const { Datapoints = [] } = await cw.getMetricStatistics({
        Namespace: "AWS/DynamoDB",
        MetricName,
        Dimensions: Object.entries(more).map(([Name, Value]) => ({ Name, Value })),
        StartTime: cloud.date(0),
        EndTime: cloud.date(),
        Period: 3_600,
        Statistics: ["Sum"],
      });
      return Datapoints[0]?.Sum;
    };
    expect(await sum("UserErrors", {})).toBe(1);
    expect(await sum("ConditionalCheckFailedRequests", { TableName: "orders" })).toBe(1);
    expect(await sum("ThrottledRequests", { TableName: "orders", Operation: "PutItem" })).toBeGreaterThanOrEqual(1);
    expect(await sum("ConsumedWriteCapacityUnits", { TableName: "orders" })).toBe(2); // a failed condition costs too
  });

  it("leave the state of an alarm alone while data is missing, unless it is told otherwise", async () => {
    const cloud = new Cloud();
    const cw = cloud.client(CloudWatch);
    const alarm = {
      Namespace: "AWS/DynamoDB",
      MetricName: "UserErrors",
      Statistic: "Sum" as const,
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "GreaterThanOrEqualToThreshold" as const,
    };
    await cw.putMetricAlarm({ ...alarm, AlarmName: "silent" });
    await cw.putMetricAlarm({ ...alarm, AlarmName: "told", TreatMissingData: "missing" });
    for (const AlarmName of ["silent", "told"]) {
      await cw.setAlarmState({ AlarmName, StateValue: "OK", StateReason: "a test" });
    }
    await cloud.run({ for: { minutes: 10 } });
    const { MetricAlarms = [] } = await cw.describeAlarms({});
    expect(MetricAlarms.map(({ AlarmName, StateValue }) => [AlarmName, StateValue])).toEqual([
      ["silent", "OK"],
      ["told", "INSUFFICIENT_DATA"],
    ]);
  });
});
