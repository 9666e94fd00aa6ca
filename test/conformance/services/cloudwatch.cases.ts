/**
 * What CloudWatch must do, one row a behaviour, each with where it is written.
 * "API X": docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_X.html. "Guide: T": the page with that title of the
 * User Guide (of the named service). "ours": AWS does not say. Runs begin at 2026-01-05T00:00:00Z.
 */
import { expect } from "vitest";
import type { Case, Step } from "./case";
import type { Gaps } from "./suite";

export const TITLE = "CloudWatch";

export const GAPS: Gaps = {
  "keys of data sets, and telemetry by OpenTelemetry": [
    "AssociateDatasetKmsKey",
    "DisassociateDatasetKmsKey",
    "GetDataset",
    "GetOTelEnrichment",
    "StartOTelEnrichment",
    "StopOTelEnrichment",
    "UpdateOTelEnrichment",
  ],
  "metrics that resources can be told to report": [
    "CreateResourceMetricsConfiguration",
    "DeleteResourceMetricsConfiguration",
    "GetResourceMetricsConfiguration",
    "UpdateResourceMetricsConfiguration",
  ],
  "rules that mute alarms, alarms on logs, alarms with contributors": [
    "DeleteAlarmMuteRule",
    "DescribeAlarmContributors",
    "GetAlarmMuteRule",
    "ListAlarmMuteRules",
    "PutAlarmMuteRule",
    "PutLogAlarm",
  ],
  "anomaly detection": ["DeleteAnomalyDetector", "DescribeAnomalyDetectors", "PutAnomalyDetector"],
  "Contributor Insights": [
    "DeleteInsightRules",
    "DescribeInsightRules",
    "DisableInsightRules",
    "EnableInsightRules",
    "GetInsightRuleReport",
    "ListManagedInsightRules",
    "PutInsightRule",
    "PutManagedInsightRules",
  ],
  "metric streams": [
    "DeleteMetricStream",
    "GetMetricStream",
    "ListMetricStreams",
    "PutMetricStream",
    "StartMetricStreams",
    "StopMetricStreams",
  ],
  "pictures: the charts draw them": ["GetMetricWidgetImage"],
};

const ACCOUNT = "123456789012";
const alarmArn = (name: string): string => `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:${name}`;
const step = (operation: string, input: Record<string, unknown> = {}, answer?: unknown, as?: string): Step => ({
  do: operation,
  with: input,
  ...(answer !== undefined && { answer }),
  ...(as !== undefined && { as }),
});
const refused = (each: Step, error: string, message?: string | RegExp): Step => ({ ...each, error, message }) as Step;
const invalid = (each: Step, message?: string | RegExp) => refused(each, "InvalidParameterValueException", message);
const missing = (each: Step, name: string) => refused(each, "MissingRequiredParameterException", name);
const combined = (each: Step, message?: RegExp) => refused(each, "InvalidParameterCombinationException", message);
const malformed = (each: Step, message?: string | RegExp) => refused(each, "ValidationError", message);

const at = (minutes: number): Date => new Date(Date.UTC(2026, 0, 5, 0, minutes));
const SPAN = { StartTime: at(0), EndTime: at(60) };

const SHOP = [{ Name: "Shop", Value: "Lima" }];
const put = (datum: Record<string, unknown>, namespace = "Shop"): Step =>
  step("PutMetricData", { Namespace: namespace, MetricData: [{ MetricName: "Orders", Dimensions: SHOP, ...datum }] });
const statistics = (more: Record<string, unknown>, answer?: unknown): Step =>
  step(
    "GetMetricStatistics",
    { Namespace: "Shop", MetricName: "Orders", Dimensions: SHOP, Period: 60, ...SPAN, ...more },
    answer,
  );
const stat = (Id: string, MetricName: string, more: Record<string, unknown> = {}) => ({
  Id,
  MetricStat: { Metric: { Namespace: "Shop", MetricName, Dimensions: SHOP }, Period: 60, Stat: "Sum", ...more },
});
const data = (queries: unknown[], answer?: unknown, more: Record<string, unknown> = {}): Step =>
  step(
    "GetMetricData",
    { MetricDataQueries: queries, ScanBy: "TimestampAscending", ...SPAN, ...more },
    answer === undefined ? undefined : { MetricDataResults: answer },
  );

const alarm = (more: Record<string, unknown> = {}): Step =>
  step("PutMetricAlarm", {
    AlarmName: "a",
    Namespace: "Shop",
    MetricName: "Orders",
    Dimensions: SHOP,
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 5,
    ComparisonOperator: "GreaterThanThreshold",
    ...more,
  });
const alarmIs = (answer: Record<string, unknown>, name = "a"): Step =>
  step("DescribeAlarms", { AlarmNames: [name] }, { MetricAlarms: [answer] });
const set = (name: string, StateValue: string): Step =>
  step("SetAlarmState", { AlarmName: name, StateValue, StateReason: "a test" });
const composite = (AlarmRule: string, more: Record<string, unknown> = {}): Step =>
  step("PutCompositeAlarm", { AlarmName: "c", AlarmRule, ...more });
const compositeIs = (StateValue: string): Step =>
  step("DescribeAlarms", { AlarmNames: ["c"] }, { CompositeAlarms: [{ StateValue }] });

const queue: Step = { do: "sqs.CreateQueue", with: { QueueName: "q" }, as: "q" };
const send: Step = { do: "sqs.SendMessage", with: { QueueUrl: "$q.QueueUrl", MessageBody: "hello" } };
const receive = (seconds: number): Step => ({
  do: "sqs.ReceiveMessage",
  with: { QueueUrl: "$q.QueueUrl", VisibilityTimeout: seconds, MaxNumberOfMessages: 10 },
  as: "r",
});
const ofQueue = (metric: string, Stat: string, values: number[]): Step =>
  data(
    [
      {
        Id: "m",
        MetricStat: {
          Metric: { Namespace: "AWS/SQS", MetricName: metric, Dimensions: [{ Name: "QueueName", Value: "q" }] },
          Period: 60,
          Stat,
        },
      },
    ],
    [{ Values: values }],
  );
const body = (...widgets: unknown[]): string => JSON.stringify({ widgets });
const TEXT = { type: "text", width: 6, height: 3, properties: { markdown: "# Shop" } };

export const CASES: Case[] = [
  // ---- one's own metrics -----------------------------------------------------------------------------------------------
  {
    name: "values of a minute make one datapoint, with every statistic",
    source: "API GetMetricStatistics",
    steps: [
      put({ Value: 1 }),
      put({ Value: 4, Unit: "None" }),
      statistics(
        { Statistics: ["Sum", "Average", "Minimum", "Maximum", "SampleCount"] },
        {
          Label: "Orders",
          Datapoints: [{ Sum: 5, Average: 2.5, Minimum: 1, Maximum: 4, SampleCount: 2, Unit: "None" }],
        },
      ),
    ],
  },
  {
    name: "Values come with Counts, and percentiles are told from them",
    source: "API MetricDatum",
    steps: [
      put({ Values: [1, 100], Counts: [99, 1] }),
      statistics(
        { ExtendedStatistics: ["p50", "p99.9"] },
        { Datapoints: [{ ExtendedStatistics: { p50: 1, "p99.9": 100 } }] },
      ),
    ],
  },
  {
    name: "a summary has its statistics but no percentiles",
    source: "API StatisticSet",
    steps: [
      put({ StatisticValues: { SampleCount: 10, Sum: 50, Minimum: 1, Maximum: 9 } }),
      statistics(
        { Statistics: ["Average"], ExtendedStatistics: ["p50"] },
        { Datapoints: [{ Average: 5, ExtendedStatistics: {} }] },
      ),
    ],
  },
  {
    name: "a datum may be two weeks old and two hours ahead, no more",
    source: "API PutMetricData",
    steps: [
      put({ Value: 1, Timestamp: at(30) }),
      put({ Value: 1, Timestamp: at(-60 * 24 * 13) }),
      statistics({ Statistics: ["Sum"] }, { Datapoints: [{ Timestamp: at(30), Sum: 1 }] }),
      invalid(put({ Value: 1, Timestamp: at(121) }), /Timestamp/),
      invalid(put({ Value: 1, Timestamp: at(-60 * 24 * 14 - 1) }), /Timestamp/),
    ],
  },
  {
    name: "a datum of high resolution is read by the second",
    source: "API MetricDatum",
    steps: [
      put({ Value: 1, StorageResolution: 1 }),
      { wait: 10 },
      put({ Value: 2, StorageResolution: 1 }),
      statistics({ Statistics: ["Sum"], Period: 10, EndTime: at(1) }, { Datapoints: [{ Sum: 1 }, { Sum: 2 }] }),
    ],
  },
  {
    name: "the same name in other units is other data, and without a unit both count",
    source: "API GetMetricStatistics",
    steps: [
      put({ Value: 1, Unit: "Seconds" }),
      put({ Value: 10, Unit: "Count" }),
      statistics({ Statistics: ["Sum"], Unit: "Count" }, { Datapoints: [{ Sum: 10, Unit: "Count" }] }),
      statistics({ Statistics: ["Sum"] }, { Datapoints: [{ Sum: 11 }] }),
    ],
  },
  {
    name: "what is no value, name, unit or namespace is refused, and nothing of the request is kept",
    source: "API PutMetricData",
    steps: [
      missing(put({}), "Value"),
      missing(put({ MetricName: "", Value: 1 }), "MetricName"),
      missing(put({ Value: 1, Dimensions: [{ Name: "Shop", Value: "" }] }), "Dimensions"),
      missing(put({ Value: 1 }, ""), "Namespace"),
      invalid(put({ Value: 1 }, "AWS/SQS"), /AWS\//),
      invalid(put({ Value: 2 ** 361 }), /2\^360/),
      invalid(put({ Value: 1, Unit: "Parsecs" }), /Unit/),
      invalid(put({ Value: 1, StorageResolution: 30 }), /1 or 60/),
      invalid(put({ Values: Array.from({ length: 151 }, () => 1) }), /150/),
      invalid(put({ StatisticValues: { SampleCount: 0, Sum: 0, Minimum: 0, Maximum: 0 } }), /SampleCount/),
      invalid(
        put({ Value: 1, Dimensions: Array.from({ length: 31 }, (_, i) => ({ Name: `d${i}`, Value: "x" })) }),
        /30/,
      ),
      invalid(put({ Value: 1, MetricName: "x".repeat(256) }), /255/),
      combined(put({ Value: 1, Values: [1] })),
      combined(put({ Values: [1, 2], Counts: [1] }), /Counts/),
      combined(put({ StatisticValues: { SampleCount: 1, Sum: 1, Minimum: 2, Maximum: 1 } }), /Minimum/),
      invalid(
        step("PutMetricData", {
          Namespace: "Shop",
          MetricData: [
            { MetricName: "Orders", Dimensions: SHOP, Value: 1 },
            { MetricName: "B", Value: 1, Unit: "x" },
          ],
        }),
      ),
      invalid(
        step("PutMetricData", {
          Namespace: "Shop",
          MetricData: Array.from({ length: 1_001 }, () => ({ MetricName: "Orders", Value: 1 })),
        }),
        /1000/,
      ),
      step("ListMetrics", {}, { Metrics: [] }),
    ],
  },
  {
    name: "metrics are listed by namespace, name and dimension",
    source: "API ListMetrics",
    steps: [
      put({ Value: 1 }),
      put({ Value: 1, MetricName: "Returns", Dimensions: [] }),
      step("ListMetrics", { Namespace: "Shop" }, { Metrics: [{ MetricName: "Orders" }, { MetricName: "Returns" }] }),
      step(
        "ListMetrics",
        { Dimensions: [{ Name: "Shop" }] },
        { Metrics: [{ MetricName: "Orders", Dimensions: SHOP }] },
      ),
      step("ListMetrics", { Dimensions: [{ Name: "Shop", Value: "Quito" }] }, { Metrics: [] }),
      step("ListMetrics", { MetricName: "Returns" }, { Metrics: [{ MetricName: "Returns", Dimensions: [] }] }),
      { wait: 3 * 3_600 + 1 },
      step("ListMetrics", { RecentlyActive: "PT3H" }, { Metrics: [] }),
      invalid(step("ListMetrics", { RecentlyActive: "PT1H" }), /PT3H/),
      refused(step("ListMetrics", { NextToken: "x" }), "InvalidNextToken"),
      { wait: 14 * 86_400 },
      step("ListMetrics", {}, { Metrics: [] }),
    ],
  },
  {
    name: "GetMetricStatistics says what is wrong with its question",
    source: "API GetMetricStatistics",
    steps: [
      combined(statistics({})),
      invalid(statistics({ Statistics: ["Sum"], Period: 61 }), /Period/),
      invalid(statistics({ Statistics: ["Mean"] }), /Mean/),
      invalid(statistics({ ExtendedStatistics: ["p101"] }), /p101/),
      malformed(statistics({ ExtendedStatistics: ["tm90"] }), /does not simulate the statistic tm90/),
      malformed(statistics({ Statistics: ["Sum"], EndTime: at(0) }), /StartTime/),
      combined(
        statistics({ Statistics: ["Sum"], EndTime: at(1_441) }),
        /1441 datapoints, which exceeds the limit of 1440/,
      ),
      refused(statistics({ Statistics: ["Sum"], MetricName: undefined }), "MissingRequiredParameterException"),
    ],
  },
  // ---- metrics of services ---------------------------------------------------------------------------------------------
  {
    name: "a queue reports each minute what it holds and what was done, zeros included",
    source: "Guide: Available CloudWatch metrics for Amazon SQS",
    steps: [
      queue,
      send,
      send,
      { wait: 30 },
      receive(40),
      { wait: 30 },
      { do: "sqs.DeleteMessage", with: { QueueUrl: "$q.QueueUrl", ReceiptHandle: "$r.Messages.0.ReceiptHandle" } },
      { wait: 60 },
      receive(0),
      { wait: 60 },
      ofQueue("NumberOfMessagesSent", "Sum", [2, 0, 0]),
      ofQueue("SentMessageSize", "Average", [5]),
      ofQueue("NumberOfMessagesReceived", "Sum", [2, 0, 1]),
      ofQueue("NumberOfMessagesDeleted", "Sum", [0, 1, 0]),
      ofQueue("NumberOfEmptyReceives", "Sum", [0, 0, 0]),
      ofQueue("ApproximateNumberOfMessagesNotVisible", "Maximum", [2, 0, 0]),
      ofQueue("ApproximateNumberOfMessagesVisible", "Maximum", [0, 1, 1]),
      ofQueue("ApproximateNumberOfMessagesDelayed", "Maximum", [0, 0, 0]),
    ],
  },
  {
    name: "a message that was received three times is no longer the oldest",
    source: "Guide: Available CloudWatch metrics for Amazon SQS, ApproximateAgeOfOldestMessage",
    steps: [
      queue,
      send,
      { wait: 60 },
      receive(0),
      receive(0),
      { wait: 60 },
      receive(0),
      { wait: 60 },
      ofQueue("ApproximateAgeOfOldestMessage", "Maximum", [60, 120, 0]),
    ],
  },
  {
    name: "a queue that nobody touches stops reporting after six hours",
    source: "Guide: Available CloudWatch metrics for Amazon SQS",
    steps: [
      queue,
      { wait: 7 * 3_600 },
      step(
        "GetMetricStatistics",
        {
          Namespace: "AWS/SQS",
          MetricName: "NumberOfMessagesSent",
          Dimensions: [{ Name: "QueueName", Value: "q" }],
          Period: 86_400,
          StartTime: at(0),
          EndTime: at(1_440),
          Statistics: ["SampleCount"],
        },
        { Datapoints: [{ SampleCount: 360 }] },
      ),
    ],
  },
  {
    name: "a minute of a service is seen when it is over",
    source: "ours: AWS reports at one-minute intervals",
    steps: [
      queue,
      send,
      { wait: 59 },
      ofQueue("NumberOfMessagesSent", "Sum", []),
      { wait: 1 },
      ofQueue("NumberOfMessagesSent", "Sum", [1]),
    ],
  },
  // ---- GetMetricData and metric math -----------------------------------------------------------------------------------
  {
    name: "expressions join metrics by their ids",
    source: "Guide: Using math expressions with CloudWatch metrics",
    steps: [
      put({ Value: 8 }),
      put({ Value: 2, MetricName: "Failed" }),
      { wait: 60 },
      put({ Value: 4 }),
      data(
        [
          stat("m1", "Orders"),
          { ...stat("m2", "Failed"), ReturnData: false },
          { Id: "rate", Expression: "100 * m2 / m1", Label: "failed %" },
          { Id: "filled", Expression: "FILL(m2, 0) + 1" },
          { Id: "all", Expression: "SUM(METRICS())" },
          { Id: "most", Expression: "MAX(m1)" },
          { Id: "high", Expression: "IF(m1 > 5, 1, 0)" },
          { Id: "change", Expression: "DIFF(m1)" },
          { Id: "speed", Expression: "m1 / PERIOD(m1) ^ -1" },
        ],
        [
          { Id: "m1", Label: "Orders", Values: [8, 4], Timestamps: [at(0), at(1)], StatusCode: "Complete" },
          { Id: "rate", Label: "failed %", Values: [25] },
          { Id: "filled", Values: [3, 1, 1] },
          { Id: "all", Values: [10, 4] },
          { Id: "most", Values: [8, 8, 8] },
          { Id: "high", Values: [1, 0] },
          { Id: "change", Values: [-4] },
          { Id: "speed", Values: [480, 240] },
        ],
        { EndTime: at(3) },
      ),
    ],
  },
  {
    name: "results come newest first unless asked otherwise, and in pages",
    source: "API GetMetricData",
    steps: [
      put({ Value: 1 }),
      { wait: 60 },
      put({ Value: 2 }),
      data([stat("m", "Orders")], [{ Values: [2, 1] }], { ScanBy: "TimestampDescending" }),
      {
        ...data([stat("m", "Orders")], [{ Values: [1], StatusCode: "PartialData" }], { MaxDatapoints: 1 }),
        as: "first",
      } as Step,
      data([stat("m", "Orders")], [{ Values: [2], StatusCode: "Complete" }], {
        MaxDatapoints: 1,
        NextToken: "$first.NextToken",
      }),
    ],
  },
  {
    name: "a query that makes no sense is refused by its place or its id; a function that is not simulated, by its name",
    source: "API MetricDataQuery",
    steps: [
      missing(data([]), "MetricDataQueries"),
      malformed(data([{ Id: "M" }]), /MetricDataQueries.member.1.Id/),
      malformed(data([stat("m", "Orders"), stat("m", "Orders")]), /twice/),
      malformed(data([{ Id: "e", Expression: "x + 1" }]), /'x'/),
      malformed(data([{ Id: "e", Expression: "e + 1" }]), /itself/),
      malformed(data([stat("m", "Orders"), { Id: "e", Expression: "m +" }]), /ends too early/),
      malformed(data([stat("m", "Orders"), { Id: "e", Expression: "SORT(m)" }]), /SORT/),
      malformed(data([{ Id: "e", Expression: "SELECT SUM(Orders) FROM Shop" }]), /Metrics Insights/),
      malformed(data([{ ...stat("m", "Orders"), ReturnData: false }]), /ReturnData/),
      malformed(data([{ Id: "m" }]), /either MetricStat or Expression/),
      invalid(data([stat("m", "Orders", { Period: 45 })]), /Period/),
      invalid(data([stat("m", "Orders")], undefined, { MaxDatapoints: 0 }), /MaxDatapoints/),
      malformed(data(Array.from({ length: 501 }, (_, i) => stat(`m${i}`, "Orders"))), /500/),
    ],
  },
  // ---- alarms ----------------------------------------------------------------------------------------------------------
  {
    name: "a new alarm has no data; its description shows what it was given",
    source: "API PutMetricAlarm",
    steps: [
      alarm({ AlarmDescription: "too many", Unit: "Count", ActionsEnabled: false }),
      {
        ...alarmIs({
          AlarmArn: alarmArn("a"),
          AlarmDescription: "too many",
          StateValue: "INSUFFICIENT_DATA",
          StateReason: "Unchecked: Initial alarm creation",
          ActionsEnabled: false,
          AlarmActions: [],
          Statistic: "Sum",
          Unit: "Count",
          Period: 60,
          Threshold: 5,
        }),
        as: "d",
      } as Step,
    ],
  },
  {
    name: "an alarm follows its metric each minute",
    source: "Guide: Alarm evaluation",
    steps: [
      alarm(),
      put({ Value: 6 }),
      { wait: 60 },
      alarmIs({
        StateValue: "ALARM",
        StateReason: "Threshold Crossed: 1 datapoint [6.0 (05/01/26 00:00:00)] was greater than the threshold (5.0).",
      }),
      put({ Value: 5 }),
      { wait: 60 },
      alarmIs({
        StateValue: "OK",
        StateReason:
          "Threshold Crossed: 1 datapoint [5.0 (05/01/26 00:01:00)] was not greater than the threshold (5.0).",
      }),
      { wait: 240 },
      alarmIs({ StateValue: "INSUFFICIENT_DATA", StateReason: "Insufficient Data: 1 datapoint was unknown." }),
    ],
  },
  {
    name: "M out of N datapoints raise an alarm, in a row or not",
    source: "Guide: Alarm evaluation",
    steps: [
      alarm({ EvaluationPeriods: 3, DatapointsToAlarm: 2 }),
      ...[6, 1, 7].flatMap((Value): Step[] => [put({ Value }), { wait: 60 }]),
      alarmIs({
        StateValue: "ALARM",
        StateReason:
          "Threshold Crossed: 2 out of the last 3 datapoints [7.0 (05/01/26 00:02:00), 6.0 (05/01/26 00:00:00)] were greater than the threshold (5.0) (minimum 2 datapoints for OK -> ALARM transition).",
      }),
    ],
  },
  {
    name: "missing data can count as breaching or as not",
    source: "Guide: Configuring how CloudWatch alarms treat missing data",
    steps: [
      alarm({ TreatMissingData: "breaching" }),
      alarm({ AlarmName: "b", TreatMissingData: "notBreaching" }),
      alarm({ AlarmName: "i", TreatMissingData: "ignore" }),
      { wait: 60 },
      alarmIs({
        StateValue: "ALARM",
        StateReason:
          "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].",
      }),
      alarmIs({ StateValue: "OK" }, "b"),
      alarmIs({ StateValue: "INSUFFICIENT_DATA" }, "i"),
    ],
  },
  {
    name: "an alarm looks at the newest datapoints of its evaluation periods and two more, before it takes one for missing",
    source: "ours: AWS names no size of the evaluation range",
    steps: [
      alarm({ TreatMissingData: "notBreaching" }),
      put({ Value: 6 }),
      { wait: 60 },
      alarmIs({ StateValue: "ALARM" }),
      { wait: 120 },
      alarmIs({ StateValue: "ALARM" }),
      { wait: 60 },
      alarmIs({ StateValue: "OK" }),
    ],
  },
  {
    name: "alarms on DynamoDB's metrics keep their state while data is missing, unless told otherwise",
    source: "Guide: Configuring how CloudWatch alarms treat missing data",
    steps: [
      alarm({ Namespace: "AWS/DynamoDB", MetricName: "UserErrors", Dimensions: [] }),
      alarm({
        AlarmName: "b",
        Namespace: "AWS/DynamoDB",
        MetricName: "UserErrors",
        Dimensions: [],
        TreatMissingData: "missing",
      }),
      set("a", "OK"),
      set("b", "OK"),
      { wait: 60 },
      alarmIs({ StateValue: "OK" }),
      alarmIs({ StateValue: "INSUFFICIENT_DATA" }, "b"),
    ],
  },
  {
    name: "an alarm can watch an expression, and a short period",
    source: "API PutMetricAlarm",
    steps: [
      step("PutMetricAlarm", {
        AlarmName: "a",
        EvaluationPeriods: 1,
        Threshold: 50,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        Metrics: [
          { ...stat("m1", "Orders"), ReturnData: false },
          { ...stat("m2", "Failed"), ReturnData: false },
          { Id: "e", Expression: "100 * m2 / m1" },
        ],
      }),
      alarm({ AlarmName: "quick", Period: 10 }),
      put({ Value: 10, StorageResolution: 1 }),
      put({ Value: 5, MetricName: "Failed" }),
      { wait: 10 },
      alarmIs({ StateValue: "ALARM" }, "quick"),
      { wait: 50 },
      alarmIs({ StateValue: "ALARM" }),
    ],
  },
  {
    name: "an alarm acts through a topic and says so in its history",
    source: "Guide: Using Amazon CloudWatch alarms",
    steps: [
      { do: "sns.CreateTopic", with: { Name: "t" }, as: "t" },
      alarm({ AlarmActions: ["$t.TopicArn"], OKActions: ["arn:aws:automate:us-east-1:ec2:stop"] }),
      set("a", "ALARM"),
      set("a", "OK"),
      step(
        "DescribeAlarmHistory",
        { AlarmName: "a", ScanBy: "TimestampAscending" },
        {
          AlarmHistoryItems: [
            { HistoryItemType: "ConfigurationUpdate", HistorySummary: 'Alarm "a" created' },
            { HistoryItemType: "StateUpdate", HistorySummary: "Alarm updated from INSUFFICIENT_DATA to ALARM" },
            {
              HistoryItemType: "Action",
              HistorySummary: `Successfully executed action arn:aws:sns:us-east-1:${ACCOUNT}:t`,
            },
            { HistoryItemType: "StateUpdate", HistorySummary: "Alarm updated from ALARM to OK" },
            { HistoryItemType: "Action", HistorySummary: expect.stringMatching(/^Failed to execute action/) },
          ],
        },
      ),
      step("DescribeAlarmHistory", { HistoryItemType: "Action", MaxRecords: 1 }, { AlarmHistoryItems: [{}] }, "h"),
      step(
        "DescribeAlarmHistory",
        { HistoryItemType: "Action", MaxRecords: 1, NextToken: "$h.NextToken" },
        { AlarmHistoryItems: [{ HistoryItemType: "Action" }] },
      ),
    ],
  },
  {
    name: "actions that are switched off do not run",
    source: "API DisableAlarmActions",
    steps: [
      alarm({ AlarmActions: [`arn:aws:sns:us-east-1:${ACCOUNT}:t`] }),
      step("DisableAlarmActions", { AlarmNames: ["a", "nobody"] }),
      alarmIs({ ActionsEnabled: false }),
      set("a", "ALARM"),
      step("DescribeAlarmHistory", { HistoryItemType: "Action" }, { AlarmHistoryItems: [] }),
      step("EnableAlarmActions", { AlarmNames: ["a"] }),
      alarmIs({ ActionsEnabled: true }),
      missing(step("EnableAlarmActions", { AlarmNames: [] }), "AlarmNames"),
      invalid(step("DisableAlarmActions", { AlarmNames: Array.from({ length: 101 }, (_, i) => `a${i}`) }), /100/),
    ],
  },
  {
    name: "alarms are found by name, prefix, state, action and metric",
    source: "API DescribeAlarms",
    steps: [
      alarm(),
      alarm({ AlarmName: "ab", AlarmActions: [`arn:aws:sns:us-east-1:${ACCOUNT}:t`] }),
      set("ab", "OK"),
      step("DescribeAlarms", { AlarmNamePrefix: "ab" }, { MetricAlarms: [{ AlarmName: "ab" }] }),
      step("DescribeAlarms", { StateValue: "OK" }, { MetricAlarms: [{ AlarmName: "ab" }] }),
      step("DescribeAlarms", { ActionPrefix: "arn:aws:sns" }, { MetricAlarms: [{ AlarmName: "ab" }] }),
      step("DescribeAlarms", { MaxRecords: 1 }, { MetricAlarms: [{ AlarmName: "a" }] }, "d"),
      step("DescribeAlarms", { MaxRecords: 1, NextToken: "$d.NextToken" }, { MetricAlarms: [{ AlarmName: "ab" }] }),
      step(
        "DescribeAlarmsForMetric",
        { Namespace: "Shop", MetricName: "Orders", Dimensions: SHOP },
        { MetricAlarms: [{ AlarmName: "a" }, { AlarmName: "ab" }] },
      ),
      step("DescribeAlarmsForMetric", { Namespace: "Shop", MetricName: "Orders" }, { MetricAlarms: [] }),
      missing(step("DescribeAlarmsForMetric", { Namespace: "Shop" }), "MetricName"),
      combined(step("DescribeAlarms", { AlarmNames: ["a"], AlarmNamePrefix: "a" })),
      invalid(step("DescribeAlarms", { StateValue: "BAD" }), /StateValue/),
      invalid(step("DescribeAlarms", { MaxRecords: 101 }), /100/),
      refused(step("DescribeAlarms", { NextToken: "x" }), "InvalidNextToken"),
    ],
  },
  {
    name: "settings that make no sense are refused by their name",
    source: "API PutMetricAlarm",
    steps: [
      missing(alarm({ AlarmName: "" }), "AlarmName"),
      missing(alarm({ Threshold: undefined }), "Threshold"),
      missing(alarm({ MetricName: undefined }), "MetricName"),
      combined(alarm({ ExtendedStatistic: "p95" })),
      combined(alarm({ Metrics: [stat("m", "Orders")] }), /Metrics and MetricName/),
      invalid(alarm({ Period: 5 }), /Period/),
      invalid(alarm({ Statistic: "Mean" }), /Statistic/),
      invalid(alarm({ EvaluationPeriods: 0 }), /EvaluationPeriods/),
      invalid(alarm({ TreatMissingData: "maybe" }), /TreatMissingData/),
      invalid(alarm({ ComparisonOperator: "Above" }), /ComparisonOperator/),
      invalid(alarm({ AlarmActions: Array.from({ length: 6 }, () => `arn:aws:sns:us-east-1:${ACCOUNT}:t`) }), /5/),
      malformed(alarm({ AlarmActions: ["alerts"] }), /Invalid arn syntax: alerts/),
      malformed(alarm({ DatapointsToAlarm: 2 }), /DatapointsToAlarm/),
      malformed(alarm({ EvaluationPeriods: 1_441 }), /86400/),
      refused(alarm({ ThresholdMetricId: "band" }), "UnsupportedOperation", /anomaly detection/),
      step("DescribeAlarms", {}, { MetricAlarms: [] }),
    ],
  },
  {
    name: "SetAlarmState wants an alarm that exists, a state and a reason",
    source: "API SetAlarmState",
    steps: [
      refused(set("a", "OK"), "ResourceNotFound"),
      alarm(),
      invalid(set("a", "FINE"), /StateValue/),
      refused(
        step("SetAlarmState", { AlarmName: "a", StateValue: "OK", StateReason: "x", StateReasonData: "{" }),
        "InvalidFormatFault",
      ),
    ],
  },
  {
    name: "a composite alarm follows its children at once",
    source: "API PutCompositeAlarm",
    steps: [
      alarm(),
      alarm({ AlarmName: "b" }),
      composite('ALARM("a") AND NOT (OK(b) OR FALSE)'),
      compositeIs("OK"),
      set("a", "ALARM"),
      compositeIs("ALARM"),
      set("b", "OK"),
      compositeIs("OK"),
      step("DescribeAlarms", {}, { MetricAlarms: [{}, {}], CompositeAlarms: [] }),
      step("DescribeAlarms", { ParentsOfAlarmName: "a" }, { CompositeAlarms: [{ AlarmName: "c" }] }),
      step("DescribeAlarms", { ChildrenOfAlarmName: "c" }, { MetricAlarms: [{ AlarmName: "a" }, { AlarmName: "b" }] }),
      malformed(step("DeleteAlarms", { AlarmNames: ["a"] }), /c depends on it/),
      malformed(composite("ALARM(x)"), /\[x\]/),
      malformed(composite("ALARM(c)"), /leads back/),
      malformed(composite("ALARM(a) OR"), /too early/),
      malformed(composite("WARNING(a)"), /cannot be read/),
      malformed(composite("ALARM(b)", { AlarmName: "a" }), /metric alarm/),
      refused(composite("ALARM(a)", { ActionsSuppressor: "b" }), "UnsupportedOperation", /ActionsSuppressor/),
    ],
  },
  {
    name: "deleted alarms are gone; names of no alarm are passed over",
    source: "API DeleteAlarms",
    steps: [
      alarm(),
      step("DeleteAlarms", { AlarmNames: ["a", "nobody"] }),
      step("DescribeAlarms", {}, { MetricAlarms: [] }),
      missing(step("DeleteAlarms", { AlarmNames: [] }), "AlarmNames"),
    ],
  },
  {
    name: "alarms carry tags",
    source: "API TagResource",
    steps: [
      alarm({ Tags: [{ Key: "team", Value: "shop" }] }),
      step("TagResource", { ResourceARN: alarmArn("a"), Tags: [{ Key: "stage", Value: "test" }] }),
      step("UntagResource", { ResourceARN: alarmArn("a"), TagKeys: ["team"] }),
      step("ListTagsForResource", { ResourceARN: alarmArn("a") }, { Tags: [{ Key: "stage", Value: "test" }] }),
      invalid(step("TagResource", { ResourceARN: alarmArn("a"), Tags: [{ Key: "aws:x", Value: "" }] }), /aws:/),
      refused(step("ListTagsForResource", { ResourceARN: alarmArn("b") }), "ResourceNotFoundException"),
    ],
  },
  // ---- dashboards ------------------------------------------------------------------------------------------------------
  {
    name: "a dashboard is kept as it came",
    source: "API PutDashboard",
    steps: [
      step("PutDashboard", { DashboardName: "shop", DashboardBody: body(TEXT) }, { DashboardValidationMessages: [] }),
      step(
        "GetDashboard",
        { DashboardName: "shop" },
        {
          DashboardName: "shop",
          DashboardBody: body(TEXT),
          DashboardArn: `arn:aws:cloudwatch::${ACCOUNT}:dashboard/shop`,
        },
      ),
      step(
        "ListDashboards",
        { DashboardNamePrefix: "sh" },
        { DashboardEntries: [{ DashboardName: "shop", Size: body(TEXT).length }] },
      ),
      refused(step("DeleteDashboards", { DashboardNames: ["shop", "other"] }), "DashboardNotFoundError", /other/),
      step("DeleteDashboards", { DashboardNames: ["shop"] }),
      refused(step("GetDashboard", { DashboardName: "shop" }), "DashboardNotFoundError"),
    ],
  },
  {
    name: "a body that is no dashboard is refused with the place of its mistake",
    source: "Guide: Dashboard Body Structure and Syntax",
    steps: [
      refused(step("PutDashboard", { DashboardName: "d", DashboardBody: "{" }), "DashboardInvalidInputError", /JSON/),
      refused(
        step("PutDashboard", { DashboardName: "d", DashboardBody: "{}" }),
        "DashboardInvalidInputError",
        /widgets/,
      ),
      refused(
        step("PutDashboard", { DashboardName: "d", DashboardBody: body(TEXT, { type: "metric", properties: {} }) }),
        "DashboardInvalidInputError",
        /\/widgets\/1\/properties\/metrics/,
      ),
      invalid(step("PutDashboard", { DashboardName: "d d", DashboardBody: body() }), /DashboardName/),
      missing(step("PutDashboard", { DashboardName: "d" }), "DashboardBody"),
      step("ListDashboards", {}, { DashboardEntries: [] }),
    ],
  },
  {
    name: "who has no permission is refused, with the reason",
    source: "Guide: Identity-based policies for CloudWatch",
    steps: [{ ...refused(alarm(), "AccessDeniedException", /cloudwatch:PutMetricAlarm/), by: "user/ana" } as Step],
  },
];
