/**
 * The handout's P3: an alarm on the age of the oldest message of a queue. The consumers stop at 5 min and come back at 25 min;
 * the alarm tells a topic, the topic an email inbox, both when it goes off and when all is well again.
 */
import { beforeAll, describe, expect, it } from "vitest";
import type { Cloud } from "../../../../src/sdk/cloud";
import type { CallLog } from "../../../../src/sdk/log";
import { replay } from "../../../../src/sdk/replay";
import { CLIENTS, chainTo, facts, openScene } from "./scene";

const SEED = 5;
const MINUTE = 60_000;
const STOP = 5 * MINUTE;
const RETURN = 25 * MINUTE;
const END = 45 * MINUTE;
const MAIL = "ops@example.com";
const AGE_S = 300;

interface Played {
  cloud: Cloud;
  log: CallLog;
  sent: number;
  worked: number;
  history: string[];
  /** What CloudWatch says of the topic: published, delivered, failed. */
  ofTopic: number[];
}

async function play(): Promise<Played> {
  const { cloud, recorder, cloudwatch, sns, sqs } = openScene({ seed: SEED });
  const { QueueUrl } = await sqs.createQueue({ QueueName: "orders" });
  const { TopicArn } = await sns.createTopic({ Name: "ops" });
  await sns.subscribe({ TopicArn, Protocol: "email", Endpoint: MAIL });
  const hello = await cloud.waitFor(() => cloud.inbox.of(MAIL)[0]);
  const Token = /Token=([0-9a-f]+)/.exec(hello.body)![1];
  await sns.confirmSubscription({ TopicArn, Token });
  await cloudwatch.putMetricAlarm({
    AlarmName: "orders-wait",
    Namespace: "AWS/SQS",
    MetricName: "ApproximateAgeOfOldestMessage",
    Dimensions: [{ Name: "QueueName", Value: "orders" }],
    Statistic: "Maximum",
    Period: 60,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    Threshold: AGE_S,
    ComparisonOperator: "GreaterThanThreshold",
    AlarmActions: [TopicArn!],
    OKActions: [TopicArn!],
  });

  let sent = 0;
  let worked = 0;
  cloud.poisson({ name: "customers", perSecond: 0.2, times: 400 }, async () => {
    if (cloud.now > END - 5 * MINUTE) return;
    await sqs.sendMessage({ QueueUrl, MessageBody: `order ${sent++}` });
  });
  for (const name of ["consumer-1", "consumer-2"]) {
    cloud.spawn(name, async () => {
      while (cloud.now < END) {
        if (cloud.now >= STOP && cloud.now < RETURN) await cloud.sleep(RETURN - cloud.now);
        const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
        for (const { ReceiptHandle } of Messages) {
          await cloud.sleep({ seconds: 2 });
          await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
          worked++;
        }
      }
    });
  }
  await cloud.run({ for: END + MINUTE });

  const { AlarmHistoryItems = [] } = await cloudwatch.describeAlarmHistory({
    AlarmName: "orders-wait",
    HistoryItemType: "StateUpdate",
    ScanBy: "TimestampAscending",
  });
  const { MetricDataResults = [] } = await cloudwatch.getMetricData({
    StartTime: cloud.date(0),
    EndTime: cloud.date(END + MINUTE),
    MetricDataQueries: [
      "NumberOfMessagesPublished",
      "NumberOfNotificationsDelivered",
      "NumberOfNotificationsFailed",
    ].map((MetricName, i) => ({
      Id: `m${i}`,
      MetricStat: {
        Metric: { Namespace: "AWS/SNS", MetricName, Dimensions: [{ Name: "TopicName", Value: "ops" }] },
        Period: 3_600,
        Stat: "Sum",
      },
    })),
  });
  return {
    cloud,
    log: recorder.log(),
    sent,
    worked,
    history: AlarmHistoryItems.map((item) => item.HistorySummary!),
    ofTopic: MetricDataResults.map(({ Values = [] }) => Values.reduce((sum, value) => sum + value, 0)),
  };
}

describe(`P3, an alarm on the age of the oldest message (seed ${SEED})`, () => {
  let played: Played;
  beforeAll(async () => {
    played = await play();
  });

  it("goes to ALARM while nobody works, and back to OK when the consumers return", () => {
    expect(played.history).toEqual([
      "Alarm updated from INSUFFICIENT_DATA to OK",
      "Alarm updated from OK to ALARM",
      "Alarm updated from ALARM to OK",
    ]);
    const [, alarm, ok] = facts(played.cloud, "cloudwatch.AlarmState", "orders-wait");
    // Two minutes with a message older than 300 s; it is oldest from just after the stop.
    expect(alarm!.at / MINUTE).toBeGreaterThanOrEqual(STOP / MINUTE + AGE_S / 60 + 1);
    expect(alarm!.at / MINUTE).toBeLessThanOrEqual(STOP / MINUTE + AGE_S / 60 + 4);
    expect(ok!.at).toBeGreaterThan(RETURN);
    expect(ok!.at).toBeLessThan(END);
  });

  it("writes a mail at each change that somebody asked to hear of", () => {
    const mails = played.cloud.inbox.of(MAIL).filter(({ subject }) => subject?.includes("orders-wait"));
    expect(mails.map(({ subject }) => subject)).toEqual([
      'OK: "orders-wait" in US East (N. Virginia)',
      'ALARM: "orders-wait" in US East (N. Virginia)',
      'OK: "orders-wait" in US East (N. Virginia)',
    ]);
    expect(mails[1]!.body).toContain("Threshold Crossed");
    expect(played.ofTopic).toEqual([3, 3, 0]);
  });

  it("can be read back from the mail to the alarm, cause by cause", () => {
    const { cloud } = played;
    const [, , last] = facts(cloud, "sns.Delivered", "ops");
    expect(chainTo(cloud, last!.index)).toEqual([
      "cloudwatch.Request",
      "cloudwatch.AlarmPut",
      "cloudwatch.AlarmState",
      "cloudwatch.AlarmState",
      "cloudwatch.AlarmState",
      "sns.Request",
      "sns.Published",
      "sns.Attempted",
      "sns.Delivered",
    ]);
  });

  it("tells the alarm's story, and that of the message it sent", () => {
    const { cloud } = played;
    expect(String(cloud.explain("orders-wait"))).toMatch(
      /alarm orders-wait is set; its state is INSUFFICIENT_DATA\n.*goes from INSUFFICIENT_DATA to OK: Threshold.*\n.*tells arn:aws:sns:.*:ops\n.*goes from OK to ALARM: Threshold Crossed: 2 out of the last 3 datapoints.*\n.*tells arn.*\n.*goes from ALARM to OK.*\n.*tells arn/,
    );
    const second = facts(cloud, "sns.Published", "ops")[1]!;
    expect(String(cloud.explain(second.subject))).toMatch(
      /alarm orders-wait goes from OK to ALARM.*\n.*published to topic ops\n.*attempt 1 to deliver to email:ops@example.com\n.*delivered to email:ops@example.com/,
    );
  });

  it("loses no order: all that were sent are worked on in the end", () => {
    const { cloud, sent, worked } = played;
    expect(sent).toBeGreaterThan(200);
    expect(worked).toBe(sent);
    expect(facts(cloud, "sqs.Sent", "orders")).toHaveLength(sent);
    expect(facts(cloud, "sqs.Deleted", "orders")).toHaveLength(sent);
  });

  it("is the same run with the same seed, and its log holds when it is replayed", async () => {
    const again = await play();
    expect(again.cloud.trace.hash()).toBe(played.cloud.trace.hash());
    const held = await replay(structuredClone(played.log), { cloud: { seed: SEED }, clients: CLIENTS });
    expect(held).toMatchObject({ holds: true });
  });
});
