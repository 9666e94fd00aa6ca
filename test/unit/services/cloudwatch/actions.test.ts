/** What an alarm does when it goes off, besides a topic: functions, the event bus, and refusals that are noted. */
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { Lambda } from "@aws-sdk/client-lambda";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";

const alarm = (action: string) => ({
  AlarmName: "a",
  Namespace: "Shop",
  MetricName: "Orders",
  Statistic: "Sum" as const,
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: "GreaterThanThreshold" as const,
  AlarmActions: [action],
});
const off = { AlarmName: "a", StateValue: "ALARM" as const, StateReason: "a test" };
const actions = async (cw: CloudWatch) =>
  (await cw.describeAlarmHistory({ HistoryItemType: "Action" })).AlarmHistoryItems!.map((item) => item.HistorySummary!);

describe("an alarm", () => {
  it("calls a function that lets it", async () => {
    const cloud = new Cloud();
    const [cw, lambda] = [cloud.client(CloudWatch), cloud.client(Lambda)];
    const heard: unknown[] = [];
    const arn = cloud.lambda("page", (event) => heard.push(event));
    await cw.putMetricAlarm(alarm(arn));
    await cw.setAlarmState(off);
    await cloud.run();
    expect(await actions(cw)).toEqual([expect.stringMatching(/^Failed to execute action .*AccessDenied/)]);
    await lambda.addPermission({
      FunctionName: "page",
      StatementId: "alarms",
      Action: "lambda:InvokeFunction",
      Principal: "lambda.alarms.cloudwatch.amazonaws.com",
    });
    await cw.setAlarmState({ ...off, StateValue: "OK" });
    await cw.setAlarmState(off);
    await cloud.run();
    expect(heard).toMatchObject([{ source: "aws.cloudwatch", alarmData: { AlarmName: "a", NewStateValue: "ALARM" } }]);
  });

  it("is refused by a topic whose own policy does not name CloudWatch", async () => {
    const cloud = new Cloud();
    const [cw, sns] = [cloud.client(CloudWatch), cloud.client(SNS)];
    const Statement = { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sns:Publish", Resource: "*" };
    const Attributes = { Policy: JSON.stringify({ Statement }) };
    const { TopicArn } = await sns.createTopic({ Name: "t", Attributes });
    await cw.putMetricAlarm(alarm(TopicArn!));
    await cw.setAlarmState(off);
    expect(await actions(cw)).toEqual([expect.stringMatching(/^Failed to execute action .*AuthorizationError/)]);
    expect(cloud.trace.for("a").map(({ kind }) => kind)).toContain("cloudwatch.ActionFailed");
  });

  it("tells the default bus of its change", async () => {
    const cloud = new Cloud();
    const [cw, events, sqs] = [cloud.client(CloudWatch), cloud.client(EventBridge), cloud.client(SQS)];
    const Policy = JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" } });
    const { QueueUrl } = await sqs.createQueue({ QueueName: "q", Attributes: { Policy } });
    await events.putRule({
      Name: "r",
      EventPattern: JSON.stringify({ "detail-type": ["CloudWatch Alarm State Change"] }),
    });
    await events.putTargets({ Rule: "r", Targets: [{ Id: "1", Arn: "arn:aws:sqs:us-east-1:123456789012:q" }] });
    await cw.putMetricAlarm({ ...alarm(""), AlarmActions: [] });
    await cw.setAlarmState(off);
    await cloud.run();
    const { Messages } = await sqs.receiveMessage({ QueueUrl });
    expect(JSON.parse(Messages![0]!.Body!)).toMatchObject({
      source: "aws.cloudwatch",
      detail: { alarmName: "a", state: { value: "ALARM" }, previousState: { value: "INSUFFICIENT_DATA" } },
    });
  });
});
