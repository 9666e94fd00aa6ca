/**
 * What Scheduler must do, one row a behaviour, each with where it is written.
 * "API X": docs.aws.amazon.com/scheduler/latest/APIReference/API_X.html. "Guide: T": the page with that title of the User
 * Guide. "recorded X": answered by the real AWS to a test of that name (LocalStack's snapshots, Apache-2.0). "reported X":
 * what moto answers after reports of its users. "ours": AWS does not say. Runs begin on 2026-01-05 at 00:00 UTC.
 */
import type { Case, Step } from "./case";
import type { Gaps } from "./suite";

export const TITLE = "Scheduler";

export const GAPS: Gaps = {};

const ACCOUNT = "123456789012";
const arn = (resource: string): string => `arn:aws:scheduler:us-east-1:${ACCOUNT}:${resource}`;
const queueArn = (queue: string): string => `arn:aws:sqs:us-east-1:${ACCOUNT}:${queue}`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/scheduler`;
const step = (operation: string, input: Record<string, unknown> = {}, answer?: unknown, as?: string): Step => ({
  do: operation,
  with: input,
  ...(answer !== undefined && { answer }),
  ...(as !== undefined && { as }),
});
const refused = (each: Step, error: string, message?: string | RegExp): Step => ({ ...each, error, message }) as Step;
const invalid = (each: Step, message: string | RegExp): Step => refused(each, "ValidationException", message);
const missing = (each: Step, message: string | RegExp): Step => refused(each, "ResourceNotFoundException", message);

const TARGET = { Arn: queueArn("q"), RoleArn: ROLE };
const given = (more: Record<string, unknown> = {}) => ({
  Name: "s",
  ScheduleExpression: "rate(1 hour)",
  FlexibleTimeWindow: { Mode: "OFF" },
  Target: TARGET,
  ...more,
});
const create = (more: Record<string, unknown> = {}): Step => step("CreateSchedule", given(more));
const targeting = (target: Record<string, unknown>): Step => create({ Target: { ...TARGET, ...target } });
const queue: Step = { do: "sqs.CreateQueue", with: { QueueName: "q" }, as: "q" };
const arrives = (...list: string[]): Step => ({
  do: "sqs.ReceiveMessage",
  with: { QueueUrl: "$q.QueueUrl", MaxNumberOfMessages: 10 },
  answer: { Messages: list.map((Body) => ({ Body })) },
});
const nothing: Step = { do: "sqs.ReceiveMessage", with: { QueueUrl: "$q.QueueUrl" }, without: ["Messages"] };
const HOUR = 3_600; // s
const many = (count: number, of: (i: number) => Step): Step[] => Array.from({ length: count }, (_, i) => of(i));
const constraint = (value: string, member: string, rule: string): string =>
  `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${rule}`;

const BAD_EXPRESSIONS = [
  "cron(0 1 * * * *)",
  "cron(7 20 * * NOT *)",
  "cron(INVALID)",
  "cron(0 dummy ? * MON-FRI *)",
  "cron(71 8 1 * ? *)",
  "cron()",
  "rate(10 seconds)",
  "rate(10 years)",
  "rate()",
  "rate(10)",
  "rate(10 minutess)",
  "rate(foo minutes)",
  "rate(-10 minutes)",
  "rate( 10 minutes )",
  " rate(10 minutes)",
  "at(2021-12-31T23:59:59Z)",
  "at(2021-12-31)",
];

export const CASES: Case[] = [
  // ---- schedules -----------------------------------------------------------------------------------------------------------
  {
    name: "a schedule is made, shown with its defaults, listed and deleted",
    source: "API CreateSchedule and GetSchedule; recorded TestSchedule::test_create_schedule",
    steps: [
      step("CreateSchedule", given(), { ScheduleArn: arn("schedule/default/s") }),
      {
        ...step(
          "GetSchedule",
          { Name: "s" },
          {
            Arn: arn("schedule/default/s"),
            Name: "s",
            GroupName: "default",
            State: "ENABLED",
            ScheduleExpression: "rate(1 hour)",
            ScheduleExpressionTimezone: "UTC",
            FlexibleTimeWindow: { Mode: "OFF" },
            ActionAfterCompletion: "NONE",
            CreationDate: new Date("2026-01-05T00:00:00Z"),
            LastModificationDate: new Date("2026-01-05T00:00:00Z"),
            Target: { ...TARGET, RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 } },
          },
        ),
        without: ["Description", "StartDate", "EndDate", "KmsKeyArn"],
      },
      step(
        "ListSchedules",
        {},
        { Schedules: [{ Name: "s", GroupName: "default", State: "ENABLED", Target: { Arn: queueArn("q") } }] },
      ),
      step("DeleteSchedule", { Name: "s" }),
      missing(step("GetSchedule", { Name: "s" }), "Schedule s does not exist."),
      missing(step("DeleteSchedule", { Name: "s" }), "Schedule s does not exist."),
      missing(step("UpdateSchedule", given()), "Schedule s does not exist."),
    ],
  },
  {
    name: "an update replaces everything: what is not given falls back to its default",
    source: "API UpdateSchedule",
    steps: [
      create({ Description: "old", State: "DISABLED", ActionAfterCompletion: "DELETE", KmsKeyArn: "arn:aws:kms:k" }),
      step("GetSchedule", { Name: "s" }, { Description: "old", State: "DISABLED", ActionAfterCompletion: "DELETE" }),
      { wait: 60 },
      step(
        "UpdateSchedule",
        given({ ScheduleExpression: "cron(0 9 * * ? *)", ScheduleExpressionTimezone: "Europe/Madrid" }),
        { ScheduleArn: arn("schedule/default/s") },
      ),
      {
        ...step(
          "GetSchedule",
          { Name: "s" },
          {
            State: "ENABLED",
            ActionAfterCompletion: "NONE",
            ScheduleExpression: "cron(0 9 * * ? *)",
            ScheduleExpressionTimezone: "Europe/Madrid",
            CreationDate: new Date("2026-01-05T00:00:00Z"),
            LastModificationDate: new Date("2026-01-05T00:01:00Z"),
          },
        ),
        without: ["Description", "KmsKeyArn"],
      },
    ],
  },
  {
    name: "a name is taken once in a group",
    source: "API CreateSchedule; reported in moto",
    steps: [
      create(),
      refused(create(), "ConflictException", "Schedule s already exists."),
      step("CreateScheduleGroup", { Name: "g" }),
      create({ GroupName: "g" }),
      refused(create({ GroupName: "g" }), "ConflictException", "Schedule s already exists."),
    ],
  },
  {
    name: "the same request with the same ClientToken is answered again; with another content it is a conflict",
    source: "API CreateSchedule",
    steps: [
      step("CreateSchedule", given({ ClientToken: "t" }), { ScheduleArn: arn("schedule/default/s") }),
      step("CreateSchedule", given({ ClientToken: "t" }), { ScheduleArn: arn("schedule/default/s") }),
      refused(create({ ClientToken: "t", Description: "other" }), "ConflictException"),
      step("DeleteSchedule", { Name: "s", ClientToken: "d" }),
      step("DeleteSchedule", { Name: "s", ClientToken: "d" }),
      invalid(create({ ClientToken: "not a token" }), /clientToken/),
    ],
  },
  {
    name: "names have 1 to 64 characters of a few kinds",
    source: "API CreateSchedule",
    steps: [
      create({ Name: "a".repeat(64) }),
      invalid(
        create({ Name: "a".repeat(65) }),
        constraint("a".repeat(65), "name", "have length less than or equal to 64"),
      ),
      invalid(create({ Name: "" }), constraint("", "name", "have length greater than or equal to 1")),
      invalid(
        create({ Name: "a/b" }),
        constraint("a/b", "name", "satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$"),
      ),
      invalid(create({ GroupName: "a b" }), /groupName/),
      invalid(step("GetSchedule", { Name: "a b" }), /name/),
    ],
  },
  {
    name: "expressions that are not valid are refused",
    source: "recorded tests_create_schedule_with_invalid_schedule_expression",
    steps: [
      ...BAD_EXPRESSIONS.map((ScheduleExpression) =>
        invalid(create({ ScheduleExpression }), `Invalid Schedule Expression ${ScheduleExpression}.`),
      ),
      invalid(create({ ScheduleExpression: "at(2026-02-30T10:00:00)" }), /Invalid Schedule Expression/),
      invalid(create({ ScheduleExpression: "" }), /scheduleExpression/),
      invalid(create({ ScheduleExpression: "x".repeat(257) }), /less than or equal to 256/),
    ],
  },
  {
    name: "a one-time schedule in the past is taken",
    source: "recorded tests_create_schedule_with_valid_schedule_expression",
    steps: [create({ ScheduleExpression: "at(2022-12-31T23:59:59)" }), queue, { wait: HOUR }, nothing],
  },
  {
    name: "a time zone is one of the IANA database",
    source: "Guide: Schedule types in EventBridge Scheduler",
    steps: [
      create({ ScheduleExpressionTimezone: "America/New_York" }),
      step("GetSchedule", { Name: "s" }, { ScheduleExpressionTimezone: "America/New_York" }),
      invalid(create({ Name: "t", ScheduleExpressionTimezone: "Mars/Olympus" }), /Mars\/Olympus is not valid/),
      invalid(create({ Name: "t", ScheduleExpressionTimezone: "+02:00" }), /\+02:00 is not valid/),
      invalid(create({ Name: "t", ScheduleExpressionTimezone: "" }), /scheduleExpressionTimezone/),
    ],
  },
  {
    name: "a one-time schedule at a time that its zone skips is refused",
    source: "ours",
    steps: [
      invalid(
        create({ ScheduleExpression: "at(2026-03-29T02:30:00)", ScheduleExpressionTimezone: "Europe/Madrid" }),
        /Invalid Schedule Expression/,
      ),
    ],
  },
  {
    name: "a StartDate lies at most 5 minutes back, and an EndDate after it",
    source: "API CreateSchedule; reported in moto",
    steps: [
      invalid(
        create({ StartDate: new Date("2026-01-04T23:54:00Z") }),
        "The StartDate you specify cannot be earlier than 5 minutes ago.",
      ),
      create({ StartDate: new Date("2026-01-04T23:56:00Z") }),
      step("GetSchedule", { Name: "s" }, { StartDate: new Date("2026-01-04T23:56:00Z") }),
      invalid(create({ Name: "t", EndDate: new Date("2026-01-04T00:00:00Z") }), /EndDate.*in the past/),
      invalid(
        create({ Name: "t", StartDate: new Date("2026-02-01T00:00:00Z"), EndDate: new Date("2026-01-20T00:00:00Z") }),
        /EndDate.*after the StartDate/,
      ),
      create({
        Name: "once",
        ScheduleExpression: "at(2026-01-06T00:00:00)",
        StartDate: new Date("2020-01-01T00:00:00Z"),
      }),
    ],
  },
  {
    name: "a flexible window has 1 to 1,440 minutes, and none when it is off",
    source: "API FlexibleTimeWindow",
    steps: [
      create({ FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 1_440 } }),
      step("GetSchedule", { Name: "s" }, { FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 1_440 } }),
      invalid(
        create({ Name: "t", FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 1_441 } }),
        constraint("1441", "flexibleTimeWindow.maximumWindowInMinutes", "have value less than or equal to 1440"),
      ),
      invalid(
        create({ Name: "t", FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 0 } }),
        /greater than or equal to 1/,
      ),
      invalid(create({ Name: "t", FlexibleTimeWindow: { Mode: "FLEXIBLE" } }), /MaximumWindowInMinutes/),
      invalid(
        create({ Name: "t", FlexibleTimeWindow: { Mode: "OFF", MaximumWindowInMinutes: 5 } }),
        /MaximumWindowInMinutes/,
      ),
      invalid(create({ Name: "t", FlexibleTimeWindow: { Mode: "MAYBE" } }), /flexibleTimeWindow.mode/),
    ],
  },
  {
    name: "state, action and description are checked",
    source: "API CreateSchedule",
    steps: [
      invalid(create({ State: "ON" }), constraint("ON", "state", "satisfy enum value set: [ENABLED, DISABLED]")),
      invalid(
        create({ ActionAfterCompletion: "KEEP" }),
        constraint("KEEP", "actionAfterCompletion", "satisfy enum value set: [NONE, DELETE]"),
      ),
      invalid(create({ Description: "x".repeat(513) }), /description.*less than or equal to 512/),
      create({ Description: "x".repeat(512) }),
    ],
  },
  {
    name: "schedules are listed by group, prefix and state, in pages",
    source: "API ListSchedules",
    steps: [
      step("CreateScheduleGroup", { Name: "g" }),
      create({ Name: "a1" }),
      create({ Name: "a2", State: "DISABLED" }),
      create({ Name: "b1", GroupName: "g" }),
      step("ListSchedules", { GroupName: "g" }, { Schedules: [{ Name: "b1" }] }),
      step("ListSchedules", { NamePrefix: "a" }, { Schedules: [{ Name: "a1" }, { Name: "a2" }] }),
      step("ListSchedules", { State: "DISABLED" }, { Schedules: [{ Name: "a2" }] }),
      step("ListSchedules", { MaxResults: 2 }, { Schedules: [{ Name: "a1" }, { Name: "a2" }] }, "page"),
      {
        ...step("ListSchedules", { MaxResults: 2, NextToken: "$page.NextToken" }, { Schedules: [{ Name: "b1" }] }),
        without: ["NextToken"],
      },
      invalid(step("ListSchedules", { MaxResults: 101 }), /maxResults.*less than or equal to 100/),
      invalid(step("ListSchedules", { NextToken: "x" }), /NextToken/),
      invalid(step("ListSchedules", { State: "ON" }), /state/),
      missing(step("ListSchedules", { GroupName: "none" }), "Schedule group none does not exist."),
    ],
  },
  // ---- targets -------------------------------------------------------------------------------------------------------------
  {
    name: "a target needs an ARN and a role",
    source: "API Target",
    steps: [
      invalid(targeting({ RoleArn: "role/x" }), /target\.roleArn.*regular expression/),
      invalid(targeting({ Arn: "q" }), "Provided Arn is not in correct format."),
    ],
  },
  {
    name: "the retry policy has bounds, and defaults for what is left out",
    source: "API RetryPolicy",
    steps: [
      targeting({ RetryPolicy: { MaximumRetryAttempts: 0 } }),
      step(
        "GetSchedule",
        { Name: "s" },
        { Target: { RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 86_400 } } },
      ),
      invalid(
        targeting({ RetryPolicy: { MaximumRetryAttempts: 186 } }),
        constraint("186", "target.retryPolicy.maximumRetryAttempts", "have value less than or equal to 185"),
      ),
      invalid(targeting({ RetryPolicy: { MaximumEventAgeInSeconds: 59 } }), /greater than or equal to 60/),
      invalid(targeting({ RetryPolicy: { MaximumEventAgeInSeconds: 86_401 } }), /less than or equal to 86400/),
    ],
  },
  {
    name: "the dead-letter queue is a standard queue",
    source: "Guide: Configuring a schedule's dead-letter queue in EventBridge Scheduler",
    steps: [
      targeting({ DeadLetterConfig: { Arn: queueArn("dead") } }),
      step("GetSchedule", { Name: "s" }, { Target: { DeadLetterConfig: { Arn: queueArn("dead") } } }),
      invalid(targeting({ DeadLetterConfig: { Arn: queueArn("dead.fifo") } }), /FIFO/),
      invalid(targeting({ DeadLetterConfig: { Arn: "arn:aws:sns:us-east-1:123456789012:t" } }), /DeadLetterConfig/),
    ],
  },
  {
    name: "an Input has at most 256 KB, and is JSON where the target needs it",
    source: "API Target",
    steps: [
      targeting({ Input: "x".repeat(262_144) }),
      invalid(targeting({ Input: "x".repeat(262_145) }), /262144/),
      invalid(targeting({ Arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`, Input: "no JSON" }), /JSON/),
      invalid(targeting({ Arn: `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:m`, Input: "{" }), /JSON/),
    ],
  },
  {
    name: "a FIFO queue needs a MessageGroupId, a bus its EventBridgeParameters, and neither is for others",
    source: "API SqsParameters and EventBridgeParameters",
    steps: [
      invalid(targeting({ Arn: queueArn("q.fifo") }), /MessageGroupId/),
      targeting({ Arn: queueArn("q.fifo"), SqsParameters: { MessageGroupId: "g" } }),
      invalid(targeting({ Arn: `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/default` }), /EventBridgeParameters/),
      invalid(
        targeting({
          Arn: `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/default`,
          EventBridgeParameters: { Source: "aws.shop", DetailType: "d" },
        }),
        /aws\./,
      ),
      invalid(targeting({ EventBridgeParameters: { Source: "shop", DetailType: "d" } }), /EventBridgeParameters/),
      invalid(
        targeting({
          Arn: `arn:aws:sns:us-east-1:${ACCOUNT}:t`,
          SqsParameters: { MessageGroupId: "g" },
        }),
        /SqsParameters/,
      ),
    ],
  },
  {
    name: "targets that are not simulated are refused by name",
    source: "ours",
    steps: [
      refused(
        targeting({ Arn: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/s` }),
        "UnsupportedOperation",
        /does not simulate kinesis/,
      ),
      refused(
        targeting({ EcsParameters: { TaskDefinitionArn: "arn:aws:ecs:x" } }),
        "UnsupportedOperation",
        /EcsParameters/,
      ),
      refused(
        targeting({ Arn: "arn:aws:scheduler:::aws-sdk:glue:startJobRun", Input: "{}" }),
        "UnsupportedOperation",
        /does not simulate glue/,
      ),
    ],
  },
  {
    name: "a universal target does not read, and its Input is the parameters of the call",
    source: "Guide: Using universal targets in EventBridge Scheduler",
    steps: [
      targeting({ Arn: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage", Input: "{}" }),
      invalid(targeting({ Arn: "arn:aws:scheduler:::aws-sdk:sqs:receiveMessage", Input: "{}" }), /receiveMessage/),
      invalid(targeting({ Arn: "arn:aws:scheduler:::aws-sdk:dynamodb:getItem", Input: "{}" }), /getItem/),
      invalid(targeting({ Arn: "arn:aws:scheduler:::aws-sdk:sqs:SendMessage", Input: "{}" }), /small letter/),
      invalid(targeting({ Arn: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage", Input: "hello" }), /JSON object/),
    ],
  },
  // ---- firing --------------------------------------------------------------------------------------------------------------
  {
    name: "a rate without StartDate fires at once, and then each period",
    source: "Guide: Schedule types in EventBridge Scheduler",
    steps: [queue, targeting({ Input: "tick" }), { wait: 2 * HOUR }, arrives("tick", "tick", "tick"), nothing],
  },
  {
    name: "cron fires by the clock of its zone, with the context attributes filled in",
    source: "Guide: Adding context attributes",
    steps: [
      queue,
      create({
        ScheduleExpression: "cron(30 9 * * ? *)",
        ScheduleExpressionTimezone: "Europe/Madrid",
        Target: { ...TARGET, Input: "<aws.scheduler.scheduled-time> <aws.scheduler.schedule-arn>" },
      }),
      { wait: 8 * HOUR },
      nothing,
      { wait: HOUR },
      arrives(`2026-01-05T08:30:00Z ${arn("schedule/default/s")}`),
    ],
  },
  {
    name: "a one-time schedule that is to be deleted is gone once it was delivered",
    source: "Guide: Deleting a schedule",
    steps: [
      queue,
      create({
        ScheduleExpression: "at(2026-01-05T01:00:00)",
        ActionAfterCompletion: "DELETE",
        Target: { ...TARGET, Input: "once" },
      }),
      step("GetSchedule", { Name: "s" }, { ActionAfterCompletion: "DELETE" }),
      { wait: HOUR },
      arrives("once"),
      missing(step("GetSchedule", { Name: "s" }), "Schedule s does not exist."),
    ],
  },
  {
    name: "a recurring schedule that is to be deleted is gone after its EndDate",
    source: "Guide: Deleting a schedule",
    steps: [
      queue,
      create({ ActionAfterCompletion: "DELETE", EndDate: new Date("2026-01-05T02:30:00Z") }),
      { wait: HOUR },
      step("GetSchedule", { Name: "s" }, { State: "ENABLED" }),
      { wait: HOUR },
      missing(step("GetSchedule", { Name: "s" }), "Schedule s does not exist."),
    ],
  },
  {
    name: "a schedule that is switched off does not fire",
    source: "Guide: Changing the schedule state in EventBridge Scheduler",
    steps: [queue, create({ State: "DISABLED" }), { wait: 2 * HOUR }, nothing],
  },
  {
    name: "a universal target calls the operation",
    source: "Guide: Using universal targets in EventBridge Scheduler",
    steps: [
      queue,
      create({
        ScheduleExpression: "at(2026-01-05T01:00:00)",
        Target: {
          RoleArn: ROLE,
          Arn: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage",
          Input: JSON.stringify({
            QueueUrl: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/q`,
            MessageBody: "attempt <aws.scheduler.attempt-number>",
          }),
        },
      }),
      { wait: HOUR },
      arrives("attempt 1"),
    ],
  },
  {
    name: "what cannot be delivered goes to the dead-letter queue",
    source: "Guide: Configuring a schedule's dead-letter queue in EventBridge Scheduler",
    steps: [
      queue,
      targeting({ Arn: queueArn("nowhere"), Input: "lost", DeadLetterConfig: { Arn: queueArn("q") } }),
      { wait: 1 },
      {
        do: "sqs.ReceiveMessage",
        with: { QueueUrl: "$q.QueueUrl", MessageAttributeNames: ["All"] },
        answer: {
          Messages: [
            {
              Body: "lost",
              MessageAttributes: {
                SCHEDULE_ARN: { StringValue: arn("schedule/default/s") },
                TARGET_ARN: { StringValue: queueArn("nowhere") },
                RETRY_ATTEMPTS: { StringValue: "0" },
              },
            },
          ],
        },
      },
    ],
  },
  // ---- groups --------------------------------------------------------------------------------------------------------------
  {
    name: "there is a default group, which cannot be deleted",
    source: "Guide: Managing a schedule group in EventBridge Scheduler",
    steps: [
      step(
        "GetScheduleGroup",
        { Name: "default" },
        { Name: "default", Arn: arn("schedule-group/default"), State: "ACTIVE" },
      ),
      step("ListScheduleGroups", {}, { ScheduleGroups: [{ Name: "default" }] }),
      invalid(step("DeleteScheduleGroup", { Name: "default" }), /default schedule group/),
    ],
  },
  {
    name: "a group is made, listed in pages, and deleted with its schedules after a while",
    source: "API DeleteScheduleGroup",
    steps: [
      step("CreateScheduleGroup", { Name: "g", ClientToken: "t" }, { ScheduleGroupArn: arn("schedule-group/g") }),
      step("CreateScheduleGroup", { Name: "g", ClientToken: "t" }, { ScheduleGroupArn: arn("schedule-group/g") }),
      refused(step("CreateScheduleGroup", { Name: "g" }), "ConflictException", "Schedule group g already exists."),
      step("CreateScheduleGroup", { Name: "h" }),
      step("ListScheduleGroups", { NamePrefix: "g" }, { ScheduleGroups: [{ Name: "g", State: "ACTIVE" }] }),
      step("ListScheduleGroups", { MaxResults: 1 }, { ScheduleGroups: [{ Name: "default" }] }, "page"),
      step("ListScheduleGroups", { NextToken: "$page.NextToken" }, { ScheduleGroups: [{ Name: "g" }, { Name: "h" }] }),
      invalid(step("ListScheduleGroups", { NextToken: "x" }), /NextToken/),
      create({ GroupName: "g" }),
      step("DeleteScheduleGroup", { Name: "g" }),
      step("GetScheduleGroup", { Name: "g" }, { State: "DELETING" }),
      refused(create({ GroupName: "g" }), "ConflictException", /being deleted/),
      refused(step("DeleteScheduleGroup", { Name: "g" }), "ConflictException", /being deleted/),
      { wait: 2 },
      missing(step("GetScheduleGroup", { Name: "g" }), "Schedule group g does not exist."),
      missing(step("GetSchedule", { GroupName: "g", Name: "s" }), "Schedule group g does not exist."),
      missing(create({ GroupName: "g" }), "Schedule group g does not exist."),
      missing(step("DeleteScheduleGroup", { Name: "g" }), "Schedule group g does not exist."),
      invalid(step("CreateScheduleGroup", { Name: "a b" }), /name/),
    ],
  },
  {
    name: "there are at most 500 groups",
    source: "Guide: Quotas for Amazon EventBridge Scheduler",
    steps: [
      ...many(499, (i) => step("CreateScheduleGroup", { Name: `g${i}` })),
      refused(
        step("CreateScheduleGroup", { Name: "one-more" }),
        "ServiceQuotaExceededException",
        /500 schedule groups/,
      ),
    ],
  },
  {
    name: "groups have tags, schedules have none",
    source: "API TagResource; recorded test_tag_resource and test_untag_resource",
    steps: [
      step("CreateScheduleGroup", { Name: "g", Tags: [{ Key: "a", Value: "1" }] }),
      step("TagResource", { ResourceArn: arn("schedule-group/g"), Tags: [{ Key: "b", Value: "2" }] }),
      step(
        "ListTagsForResource",
        { ResourceArn: arn("schedule-group/g") },
        {
          Tags: [
            { Key: "a", Value: "1" },
            { Key: "b", Value: "2" },
          ],
        },
      ),
      step("UntagResource", { ResourceArn: arn("schedule-group/g"), TagKeys: ["a"] }),
      step("ListTagsForResource", { ResourceArn: arn("schedule-group/g") }, { Tags: [{ Key: "b", Value: "2" }] }),
      invalid(
        step("TagResource", { ResourceArn: arn("schedule/default/s"), Tags: [{ Key: "b", Value: "2" }] }),
        /resourceArn/,
      ),
      missing(step("ListTagsForResource", { ResourceArn: arn("schedule-group/none") }), /none does not exist/),
      invalid(
        step("TagResource", { ResourceArn: arn("schedule-group/g"), Tags: [{ Key: "aws:x", Value: "1" }] }),
        /aws:/,
      ),
      invalid(step("TagResource", { ResourceArn: arn("schedule-group/g"), Tags: [{ Key: "a", Value: "" }] }), /Tags/),
      invalid(
        step("TagResource", {
          ResourceArn: arn("schedule-group/g"),
          Tags: Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: "1" })),
        }),
        /at most 50 tags/,
      ),
      invalid(
        step("TagResource", {
          ResourceArn: arn("schedule-group/g"),
          Tags: Array.from({ length: 201 }, (_, i) => ({ Key: `k${i}`, Value: "1" })),
        }),
        /less than or equal to 200/,
      ),
    ],
  },
  {
    name: "whoever may not is denied",
    source: "Guide: Using identity-based policies in EventBridge Scheduler",
    steps: [
      refused({ ...create(), by: "user/ana" } as Step, "AccessDeniedException", /scheduler:CreateSchedule/),
      refused({ ...step("ListSchedules"), by: "user/ana" } as Step, "AccessDeniedException"),
      refused({ ...step("ListScheduleGroups"), by: "user/ana" } as Step, "AccessDeniedException"),
    ],
  },
];
