/** An alarm on a queue's age, from the first late minute to the telephone that hears of it. */
import { CloudWatch, type PutMetricAlarmCommandInput } from "@aws-sdk/client-cloudwatch";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";

const PHONE = "+34600000000";
const OLD: PutMetricAlarmCommandInput = {
  AlarmName: "old",
  Namespace: "AWS/SQS",
  MetricName: "ApproximateAgeOfOldestMessage",
  Dimensions: [{ Name: "QueueName", Value: "orders" }],
  Statistic: "Maximum",
  Period: 60,
  EvaluationPeriods: 2,
  Threshold: 120,
  ComparisonOperator: "GreaterThanThreshold",
};

/** A queue with one message that nobody reads, and an alarm on its age that acts through SNS. */
async function neglected(changes: Partial<PutMetricAlarmCommandInput> = {}) {
  const cloud = new Cloud({ seed: 1 });
  const [cloudWatch, sns, sqs] = [cloud.client(CloudWatch), cloud.client(SNS), cloud.client(SQS)];
  const { QueueUrl } = await sqs.createQueue({ QueueName: "orders" });
  const { TopicArn } = await sns.createTopic({ Name: "alerts" });
  await sns.subscribe({ TopicArn, Protocol: "sms", Endpoint: PHONE });
  await cloudWatch.putMetricAlarm({ ...OLD, AlarmActions: [TopicArn!], ...changes });
  await sqs.sendMessage({ QueueUrl, MessageBody: "a mug" });
  const state = async () => (await cloudWatch.describeAlarms({})).MetricAlarms![0]!.StateValue;
  return { cloud, cloudWatch, sqs, QueueUrl, state };
}

describe("an alarm on the age of the oldest message", () => {
  it("does not keep run() going", async () => {
    const { cloud, state } = await neglected();
    await cloud.run();
    expect(cloud.now).toBe(0);
    expect(await state()).toBe("INSUFFICIENT_DATA");
  });

  it("goes from OK to ALARM after two late minutes, and a telephone hears of it", async () => {
    const { cloud, state } = await neglected();
    await cloud.run({ for: { minutes: 2 } });
    expect(await state()).toBe("OK");
    await cloud.run({ for: { minutes: 4 } });
    expect(await state()).toBe("ALARM");
    const heard = cloud.inbox.of(PHONE);
    expect(heard).toHaveLength(1);
    expect(JSON.stringify(heard[0])).toContain("old");
  });

  it("returns to OK when the queue is read", async () => {
    const { cloud, sqs, QueueUrl, state } = await neglected();
    await cloud.run({ for: { minutes: 6 } });
    const { Messages } = await sqs.receiveMessage({ QueueUrl });
    await sqs.deleteMessage({ QueueUrl, ReceiptHandle: Messages![0]!.ReceiptHandle });
    await cloud.run({ for: { minutes: 3 } });
    expect(await state()).toBe("OK");
  });

  it("does not act while its actions are disabled", async () => {
    const { cloud, state } = await neglected({ ActionsEnabled: false });
    await cloud.run({ for: { minutes: 6 } });
    expect(await state()).toBe("ALARM");
    expect(cloud.inbox.of(PHONE)).toHaveLength(0);
  });

  it("writes its changes down with their reason", async () => {
    const { cloud, cloudWatch } = await neglected();
    await cloud.run({ for: { minutes: 6 } });
    const { AlarmHistoryItems = [] } = await cloudWatch.describeAlarmHistory({ AlarmName: "old" });
    const changes = AlarmHistoryItems.filter((item) => item.HistoryItemType === "StateUpdate");
    expect(changes.map((item) => item.HistorySummary)).toEqual([
      "Alarm updated from OK to ALARM",
      "Alarm updated from INSUFFICIENT_DATA to OK",
    ]);
  });
});

describe("metrics of SQS", () => {
  it("give each minute's age and count by their AWS names", async () => {
    const { cloud, cloudWatch } = await neglected();
    await cloud.run({ for: { minutes: 4 } });
    const over = { StartTime: cloud.date(0), EndTime: cloud.date(), Period: 60, Dimensions: OLD.Dimensions };
    const ages = await cloudWatch.getMetricStatistics({
      ...over,
      Namespace: "AWS/SQS",
      MetricName: "ApproximateAgeOfOldestMessage",
      Statistics: ["Maximum"],
    });
    const maxima = ages.Datapoints!.map((point) => point.Maximum!).sort((a, b) => a - b);
    expect(maxima.length).toBeGreaterThanOrEqual(3);
    expect(maxima.slice(1).every((age, i) => age - maxima[i]! === 60)).toBe(true);
    const sent = await cloudWatch.getMetricStatistics({
      ...over,
      Namespace: "AWS/SQS",
      MetricName: "NumberOfMessagesSent",
      Statistics: ["Sum"],
    });
    expect(sent.Datapoints!.reduce((sum, point) => sum + point.Sum!, 0)).toBe(1);
  });
});
