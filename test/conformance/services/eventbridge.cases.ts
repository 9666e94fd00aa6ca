/**
 * What EventBridge must do, one row a behaviour, each with where it is written.
 * "API X": docs.aws.amazon.com/eventbridge/latest/APIReference/API_X.html. "Guide: T": the page with that title of the User
 * Guide. "recorded X": answered by the real AWS to a test of that name (LocalStack's snapshots, Apache-2.0). "ours": AWS does
 * not say. The pattern language has a table of its own, eventbridge/pattern-cases.json.
 */
import type { Case, Step } from "./case";
import type { Gaps } from "./suite";

export const TITLE = "EventBridge";

export const GAPS: Gaps = {
  "events of partners": [
    "ActivateEventSource",
    "DeactivateEventSource",
    "DescribeEventSource",
    "ListEventSources",
    "CreatePartnerEventSource",
    "DeletePartnerEventSource",
    "DescribePartnerEventSource",
    "PutPartnerEvents",
    "ListPartnerEventSourceAccounts",
    "ListPartnerEventSources",
  ],
  "HTTP endpoints as targets, and their connections": [
    "CreateApiDestination",
    "DeleteApiDestination",
    "DescribeApiDestination",
    "ListApiDestinations",
    "UpdateApiDestination",
    "CreateConnection",
    "DeleteConnection",
    "DescribeConnection",
    "ListConnections",
    "UpdateConnection",
    "DeauthorizeConnection",
  ],
  "global endpoints: there is one Region": [
    "CreateEndpoint",
    "DeleteEndpoint",
    "DescribeEndpoint",
    "ListEndpoints",
    "UpdateEndpoint",
  ],
};

const ACCOUNT = "123456789012";
const arn = (resource: string): string => `arn:aws:events:us-east-1:${ACCOUNT}:${resource}`;
const queueArn = (queue: string): string => `arn:aws:sqs:us-east-1:${ACCOUNT}:${queue}`;
const step = (operation: string, input: Record<string, unknown> = {}, answer?: unknown, as?: string): Step => ({
  do: operation,
  with: input,
  ...(answer !== undefined && { answer }),
  ...(as !== undefined && { as }),
});
const refused = (each: Step, error: string, message?: string | RegExp): Step => ({ ...each, error, message }) as Step;
const invalid = (each: Step, message: string | RegExp): Step => refused(each, "ValidationException", message);
const missing = (each: Step, message: string | RegExp): Step => refused(each, "ResourceNotFoundException", message);

const PATTERN = '{"source": ["shop"]}';
const rule = (more: Record<string, unknown> = {}): Step =>
  step("PutRule", { Name: "r", EventPattern: PATTERN, ...more }, undefined, "r");
const queue = (name = "q"): Step => ({
  do: "sqs.CreateQueue",
  with: {
    QueueName: name,
    Attributes: {
      ...(name.endsWith(".fifo") && { FifoQueue: "true", ContentBasedDeduplication: "true" }),
      Policy: JSON.stringify({
        Statement: { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: queueArn(name) },
      }),
    },
  },
  as: "q",
});
const targets = (...list: Record<string, unknown>[]): Step =>
  step("PutTargets", { Rule: "r", Targets: list }, { FailedEntryCount: 0, FailedEntries: [] });
const badTarget = (target: Record<string, unknown>, code: string, message: string): Step => ({
  ...step(
    "PutTargets",
    { Rule: "r", Targets: [{ Id: "1", ...target }] },
    {
      FailedEntryCount: 1,
      FailedEntries: [{ TargetId: "1", ErrorCode: code, ErrorMessage: message }],
    },
  ),
});
const event = (detail: object = {}, more: Record<string, unknown> = {}) => ({
  Source: "shop",
  DetailType: "Order",
  Detail: JSON.stringify(detail),
  ...more,
});
const put = (...entries: Record<string, unknown>[]): Step =>
  step("PutEvents", { Entries: entries }, { FailedEntryCount: 0 }, "e");
const arrives = (...list: string[]): Step => ({
  do: "sqs.ReceiveMessage",
  with: { QueueUrl: "$q.QueueUrl", MaxNumberOfMessages: 10 },
  answer: { Messages: list.map((Body) => ({ Body })) },
});
const nothing: Step = { do: "sqs.ReceiveMessage", with: { QueueUrl: "$q.QueueUrl" }, without: ["Messages"] };
const BUS = arn("event-bus/default");
const start = new Date("2026-01-05T00:00:00Z");
const end = new Date("2026-01-06T00:00:00Z");

export const CASES: Case[] = [
  // ---- buses ---------------------------------------------------------------------------------------------------------------
  {
    name: "there is a default bus",
    source: "API DescribeEventBus",
    steps: [
      step("DescribeEventBus", {}, { Name: "default", Arn: BUS }),
      step("ListEventBuses", {}, { EventBuses: [{ Name: "default", Arn: BUS }] }),
    ],
  },
  {
    name: "a bus is made, described, changed and deleted, and deleting it twice is no error",
    source: "recorded test_create_list_describe_delete_custom_event_buses",
    steps: [
      step(
        "CreateEventBus",
        { Name: "own", Description: "ours" },
        { EventBusArn: arn("event-bus/own"), Description: "ours" },
      ),
      refused(
        step("CreateEventBus", { Name: "own" }),
        "ResourceAlreadyExistsException",
        "Event bus own already exists.",
      ),
      step(
        "UpdateEventBus",
        { Name: "own", Description: "theirs" },
        { Arn: arn("event-bus/own"), Name: "own", Description: "theirs" },
      ),
      step("DescribeEventBus", { Name: "own" }, { Name: "own", Description: "theirs" }),
      step("ListEventBuses", { NamePrefix: "o" }, { EventBuses: [{ Name: "own" }] }),
      step("DeleteEventBus", { Name: "own" }),
      step("DeleteEventBus", { Name: "own" }),
      missing(step("DescribeEventBus", { Name: "own" }), "Event bus own does not exist."),
    ],
  },
  {
    name: "the default bus cannot be made again or deleted",
    source: "recorded test_create_multiple_event_buses_same_name and test_delete_default_event_bus",
    steps: [
      refused(
        step("CreateEventBus", { Name: "default" }),
        "ResourceAlreadyExistsException",
        "Event bus default already exists.",
      ),
      invalid(step("DeleteEventBus", { Name: "default" }), "Cannot delete event bus default."),
    ],
  },
  {
    name: "a bus with rules cannot be deleted",
    source: "API DeleteEventBus",
    steps: [
      step("CreateEventBus", { Name: "own" }),
      rule({ EventBusName: "own" }),
      invalid(step("DeleteEventBus", { Name: "own" }), "rules"),
      step("DeleteRule", { Name: "r", EventBusName: "own" }),
      step("DeleteEventBus", { Name: "own" }),
    ],
  },
  ...["", "a b", "x".repeat(257)].map(
    (Name): Case => ({
      name: `a bus cannot be called ${JSON.stringify(Name.slice(0, 4))} (${Name.length} characters)`,
      source: "API CreateEventBus",
      steps: [invalid(step("CreateEventBus", { Name }), "1 validation error detected: Value")],
    }),
  ),
  {
    name: "partner event sources are not simulated",
    source: "ours (API CreateEventBus)",
    steps: [
      invalid(
        step("CreateEventBus", { Name: "p", EventSourceName: "aws.partner/x" }),
        "nubelab does not simulate partner event sources",
      ),
    ],
  },
  {
    name: "an account has at most 100 buses",
    source: "Guide: Amazon EventBridge quotas",
    steps: [
      ...Array.from({ length: 99 }, (_, i) => step("CreateEventBus", { Name: `b${i}` })),
      refused(step("CreateEventBus", { Name: "more" }), "LimitExceededException"),
    ],
  },
  {
    name: "permissions are statements of the bus's policy",
    source: "recorded test_put_permission",
    steps: [
      step("PutPermission", { Action: "events:PutEvents", Principal: "999999999999", StatementId: "s" }),
      invalid(
        step("PutPermission", { Action: "events:PutRule", Principal: "*", StatementId: "t" }),
        "Provided value in parameter 'action' is not supported.",
      ),
      invalid(
        step("PutPermission", { Action: "events:PutEvents", Principal: "ana", StatementId: "t" }),
        "Provided value in parameter 'principal' is not supported",
      ),
      invalid(step("PutPermission", { Policy: "{" }), "Policy is not valid"),
      missing(step("RemovePermission", { StatementId: "no" }), "Statement with the provided id does not exist."),
      step("RemovePermission", { StatementId: "s" }),
      missing(step("RemovePermission", { StatementId: "s" }), "EventBus does not have a policy."),
      step("PutPermission", { Action: "events:PutEvents", Principal: "*", StatementId: "a" }),
      step("RemovePermission", { RemoveAllPermissions: true }),
      { do: "DescribeEventBus", without: ["Policy"] },
    ],
  },
  {
    name: "who is not allowed is told so",
    source: "API CommonErrors",
    steps: [{ ...refused(rule(), "AccessDeniedException", /ana/), by: "user/ana" } as Step],
  },
  // ---- rules ---------------------------------------------------------------------------------------------------------------
  {
    name: "a rule is put, described, listed, switched and deleted",
    source: "API PutRule",
    steps: [
      step("PutRule", { Name: "r", EventPattern: PATTERN, Description: "d" }, { RuleArn: arn("rule/r") }),
      step(
        "DescribeRule",
        { Name: "r" },
        {
          Name: "r",
          Arn: arn("rule/r"),
          EventPattern: PATTERN,
          State: "ENABLED",
          Description: "d",
          EventBusName: "default",
          CreatedBy: ACCOUNT,
        },
      ),
      step("DisableRule", { Name: "r" }),
      step("ListRules", {}, { Rules: [{ Name: "r", State: "DISABLED" }] }),
      step("EnableRule", { Name: "r" }),
      step("DescribeRule", { Name: "r" }, { State: "ENABLED" }),
      step("DeleteRule", { Name: "r" }),
      step("DeleteRule", { Name: "r" }),
      missing(step("DescribeRule", { Name: "r" }), "Rule r does not exist on EventBus default."),
    ],
  },
  {
    name: "a rule of another bus has the bus in its ARN",
    source: "recorded test_put_rule",
    steps: [
      step("CreateEventBus", { Name: "own" }),
      step("PutRule", { Name: "r", EventPattern: PATTERN, EventBusName: "own" }, { RuleArn: arn("rule/own/r") }),
      step("DescribeRule", { Name: "r", EventBusName: arn("event-bus/own") }, { Arn: arn("rule/own/r") }),
      missing(rule({ EventBusName: "no" }), "Event bus no does not exist."),
    ],
  },
  {
    name: "a rule needs a pattern or a schedule",
    source: "recorded test_put_rule_no_pattern_or_schedule",
    steps: [
      invalid(step("PutRule", { Name: "r" }), "Parameter(s) EventPattern or ScheduleExpression must be specified."),
    ],
  },
  {
    name: "a wrong pattern is refused in AWS's words",
    source: "recorded test_put_rule_invalid_event_pattern",
    steps: [
      refused(
        rule({ EventPattern: '{"source": "shop"}' }),
        "InvalidEventPatternException",
        'Event pattern is not valid. Reason: "source" must be an object or an array',
      ),
      refused(rule({ EventPattern: "{}" }), "InvalidEventPatternException", "Empty objects are not allowed"),
    ],
  },
  {
    name: "a rule that is put again is replaced and keeps its targets",
    source: "API PutRule",
    steps: [
      rule({ Description: "d" }),
      targets({ Id: "1", Arn: queueArn("q") }),
      step("PutRule", { Name: "r", EventPattern: '{"source": ["bank"]}' }),
      {
        do: "DescribeRule",
        with: { Name: "r" },
        answer: { EventPattern: '{"source": ["bank"]}' },
        without: ["Description"],
      },
      step("ListTargetsByRule", { Rule: "r" }, { Targets: [{ Id: "1" }] }),
    ],
  },
  {
    name: "a rule with targets cannot be deleted",
    source: "recorded test_delete_rule_with_targets",
    steps: [
      rule(),
      targets({ Id: "1", Arn: queueArn("q") }),
      invalid(step("DeleteRule", { Name: "r" }), "Rule can't be deleted since it has targets."),
      step("RemoveTargets", { Rule: "r", Ids: ["1"] }, { FailedEntryCount: 0 }),
      step("DeleteRule", { Name: "r" }),
    ],
  },
  {
    name: "a rule's state is one of three",
    source: "API PutRule",
    steps: [invalid(rule({ State: "SLEEPING" }), "Member must satisfy enum value set")],
  },
  {
    name: "a schedule is well formed and on the default bus",
    source: "recorded test_schedule_rate_invalid_syntax and test_put_rule_with_schedule_custom_event_bus",
    steps: [
      step("CreateEventBus", { Name: "own" }),
      invalid(
        step("PutRule", { Name: "s", ScheduleExpression: "rate(10 minute)" }),
        "Parameter ScheduleExpression is not valid.",
      ),
      invalid(
        step("PutRule", { Name: "s", ScheduleExpression: "cron(0 20 * * *)" }),
        "Parameter ScheduleExpression is not valid.",
      ),
      invalid(
        step("PutRule", { Name: "s", ScheduleExpression: "rate(1 minute)", EventBusName: "own" }),
        "ScheduleExpression is supported only on the default event bus.",
      ),
      step("PutRule", { Name: "s", ScheduleExpression: "cron(0 20 * * ? *)" }),
      step("DescribeRule", { Name: "s" }, { ScheduleExpression: "cron(0 20 * * ? *)" }),
    ],
  },
  {
    name: "a schedule fires",
    source: "Guide: Creating a scheduled rule",
    steps: [
      queue(),
      step("PutRule", { Name: "r", ScheduleExpression: "rate(1 minute)" }),
      targets({ Id: "1", Arn: queueArn("q"), Input: '"tick"' }),
      nothing,
      { wait: 120 },
      arrives('"tick"', '"tick"'),
    ],
  },
  {
    name: "a bus has at most 300 rules",
    source: "Guide: Amazon EventBridge quotas",
    steps: [
      ...Array.from({ length: 300 }, (_, i) => step("PutRule", { Name: `r${i}`, EventPattern: PATTERN })),
      refused(step("PutRule", { Name: "more", EventPattern: PATTERN }), "LimitExceededException"),
      step("PutRule", { Name: "r7", EventPattern: PATTERN }),
      step("ListRules", { Limit: 1 }, { Rules: [{ Name: "r0" }] }, "l"),
      step("ListRules", { Limit: 1, NextToken: "$l.NextToken" }, { Rules: [{ Name: "r1" }] }),
      invalid(step("ListRules", { Limit: 101 }), "'limit' failed to satisfy constraint"),
      invalid(step("ListRules", { NextToken: "x" }), "The token is invalid."),
    ],
  },
  {
    name: "tags of rules and buses",
    source: "API TagResource",
    steps: [
      rule(),
      step("TagResource", {
        ResourceARN: "$r.RuleArn",
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "b", Value: "2" },
        ],
      }),
      step("UntagResource", { ResourceARN: "$r.RuleArn", TagKeys: ["a"] }),
      step("ListTagsForResource", { ResourceARN: "$r.RuleArn" }, { Tags: [{ Key: "b", Value: "2" }] }),
      step("TagResource", { ResourceARN: BUS, Tags: [{ Key: "c", Value: "3" }] }),
      missing(step("ListTagsForResource", { ResourceARN: arn("rule/no") }), "does not exist"),
    ],
  },
  // ---- targets --------------------------------------------------------------------------------------------------------------
  {
    name: "targets are put, replaced, listed and removed",
    source: "API PutTargets",
    steps: [
      rule(),
      targets({ Id: "1", Arn: queueArn("q") }, { Id: "2", Arn: queueArn("p"), Input: "{}" }),
      targets({ Id: "1", Arn: queueArn("z"), InputPath: "$.detail" }),
      step(
        "ListTargetsByRule",
        { Rule: "r" },
        {
          Targets: [
            { Id: "1", Arn: queueArn("z"), InputPath: "$.detail" },
            { Id: "2", Arn: queueArn("p"), Input: "{}" },
          ],
        },
      ),
      step("ListRuleNamesByTarget", { TargetArn: queueArn("z") }, { RuleNames: ["r"] }),
      step("ListRuleNamesByTarget", { TargetArn: queueArn("q") }, { RuleNames: [] }),
      step(
        "RemoveTargets",
        { Rule: "r", Ids: ["1", "9"] },
        { FailedEntryCount: 1, FailedEntries: [{ TargetId: "9", ErrorCode: "ResourceNotFoundException" }] },
      ),
      missing(
        step("PutTargets", { Rule: "no", Targets: [{ Id: "1", Arn: queueArn("q") }] }),
        "Rule no does not exist on EventBus default.",
      ),
      missing(step("RemoveTargets", { Rule: "no", Ids: ["1"] }), "Rule no does not exist on EventBus default."),
    ],
  },
  {
    name: "a rule has at most five targets",
    source: "recorded test_put_target_limit",
    steps: [
      rule(),
      refused(
        step("PutTargets", {
          Rule: "r",
          Targets: Array.from({ length: 6 }, (_, i) => ({ Id: `${i}`, Arn: queueArn("q") })),
        }),
        "LimitExceededException",
        "The requested resource exceeds the maximum number allowed.",
      ),
    ],
  },
  {
    name: "what is wrong with a target is told of that target",
    source: "recorded test_put_targets_invalid_arn; API PutTargetsResultEntry",
    steps: [
      rule(),
      badTarget(
        { Arn: "q" },
        "ValidationException",
        "Parameter q is not valid. Reason: Provided Arn is not in correct format.",
      ),
      badTarget(
        { Arn: "arn:aws:kinesis:us-east-1:123456789012:stream/s" },
        "UnsupportedOperation",
        "nubelab does not simulate kinesis as a target of EventBridge; it simulates sqs, sns, lambda, states, events.",
      ),
      badTarget(
        { Arn: queueArn("q.fifo") },
        "ValidationException",
        "Parameter(s) SqsParameters must be specified for target: 1. Reason: a FIFO queue needs a MessageGroupId.",
      ),
      badTarget(
        { Arn: arn("event-bus/own") },
        "ValidationException",
        `RoleArn is required for target ${arn("event-bus/own")}.`,
      ),
      badTarget(
        { Arn: queueArn("q"), RetryPolicy: { MaximumRetryAttempts: 186 } },
        "ValidationException",
        "Parameter RetryPolicy.MaximumRetryAttempts is not valid. Reason: must be 0 to 185, not 186.",
      ),
      badTarget(
        { Arn: queueArn("q"), RetryPolicy: { MaximumEventAgeInSeconds: 59 } },
        "ValidationException",
        "Parameter RetryPolicy.MaximumEventAgeInSeconds is not valid. Reason: must be 60 to 86400, not 59.",
      ),
      badTarget(
        { Arn: queueArn("q"), DeadLetterConfig: { Arn: "arn:aws:sns:us-east-1:123456789012:t" } },
        "ValidationException",
        "Parameter DeadLetterConfig.Arn is not valid. Reason: arn:aws:sns:us-east-1:123456789012:t is not the ARN of an SQS queue.",
      ),
    ],
  },
  {
    name: "a target has one kind of input",
    source: "recorded test_put_target_id_validation; API Target",
    steps: [
      rule(),
      invalid(
        step("PutTargets", { Rule: "r", Targets: [{ Id: "1", Arn: queueArn("q"), Input: "{}", InputPath: "$" }] }),
        "Only one of Input, InputPath, or InputTransformer must be provided for target 1.",
      ),
      invalid(
        step("PutTargets", { Rule: "r", Targets: [{ Id: "1", Arn: queueArn("q"), Input: "x" }] }),
        "JSON syntax error in input for target 1",
      ),
      invalid(
        step("PutTargets", { Rule: "r", Targets: [{ Id: "!", Arn: queueArn("q") }] }),
        "Member must satisfy regular expression pattern",
      ),
      invalid(
        step("PutTargets", { Rule: "r", Targets: [{ Id: "x".repeat(65), Arn: queueArn("q") }] }),
        "Member must have length less than or equal to 64",
      ),
    ],
  },
  {
    name: "a FIFO queue gets a group",
    source: "API SqsParameters",
    steps: [
      queue("q.fifo"),
      rule(),
      targets({ Id: "1", Arn: queueArn("q.fifo"), SqsParameters: { MessageGroupId: "g" }, InputPath: "$.detail" }),
      put(event({ n: 1 }), event({ n: 2 })),
      arrives('{"n":1}', '{"n":2}'),
    ],
  },
  // ---- events ---------------------------------------------------------------------------------------------------------------
  {
    name: "an event goes where its rule says, and no other",
    source: "API PutEvents",
    steps: [
      queue(),
      rule({ EventPattern: '{"detail": {"n": [{"numeric": [">", 1]}]}}' }),
      targets({ Id: "1", Arn: queueArn("q"), InputPath: "$.detail" }),
      put(event({ n: 1 }), event({ n: 2 })),
      arrives('{"n":2}'),
    ],
  },
  {
    name: "an event can bring its time, with seconds",
    source: "API PutEventsRequestEntry",
    steps: [
      queue(),
      rule(),
      targets({ Id: "1", Arn: queueArn("q"), InputPath: "$.time" }),
      put(event({}, { Time: new Date("2020-02-29T12:00:00.750Z") })),
      arrives('"2020-02-29T12:00:00Z"'),
    ],
  },
  {
    name: "an entry is refused alone",
    source:
      "recorded test_put_events_without_source, test_put_event_without_detail and test_put_event_with_content_base_rule_in_pattern",
    steps: [
      step(
        "PutEvents",
        {
          Entries: [
            event(),
            { Source: "shop", DetailType: "Order", Detail: "no" },
            { DetailType: "Order", Detail: "{}" },
            { Source: "shop", Detail: "{}" },
            { Source: "shop", DetailType: "Order" },
          ],
        },
        {
          FailedEntryCount: 4,
          Entries: [
            {},
            { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." },
            {
              ErrorCode: "InvalidArgument",
              ErrorMessage: "Parameter Source is not valid. Reason: Source is a required argument.",
            },
            {
              ErrorCode: "InvalidArgument",
              ErrorMessage: "Parameter DetailType is not valid. Reason: DetailType is a required argument.",
            },
            {
              ErrorCode: "InvalidArgument",
              ErrorMessage: "Parameter Detail is not valid. Reason: Detail is a required argument.",
            },
          ],
        },
      ),
    ],
  },
  {
    name: "a call has 1 to 10 entries and 256 KB",
    source: "recorded test_put_events_exceed_limit_ten_entries; API PutEvents",
    steps: [
      invalid(
        step("PutEvents", { Entries: Array.from({ length: 11 }, () => event()) }),
        "Member must have length less than or equal to 10",
      ),
      invalid(step("PutEvents", { Entries: [] }), "Member must have length greater than or equal to 1"),
      invalid(
        step("PutEvents", { Entries: [event({ x: "x".repeat(262_144) })] }),
        "Total size of the entries in the request is over the limit.",
      ),
    ],
  },
  {
    name: "an event for a bus that is not there is accepted",
    source: "recorded test_put_events_nonexistent_event_bus",
    steps: [put(event({}, { EventBusName: "no" }))],
  },
  {
    name: "a pattern is tried on an event",
    source: "API TestEventPattern",
    steps: [
      step(
        "TestEventPattern",
        {
          EventPattern: PATTERN,
          Event: '{"id":"1","account":"1","source":"shop","time":"t","region":"r","detail-type":"d"}',
        },
        { Result: true },
      ),
      step(
        "TestEventPattern",
        {
          EventPattern: PATTERN,
          Event: '{"id":"1","account":"1","source":"bank","time":"t","region":"r","detail-type":"d"}',
        },
        { Result: false },
      ),
      refused(step("TestEventPattern", { EventPattern: '{"a": 1}', Event: "{}" }), "InvalidEventPatternException"),
      invalid(
        step("TestEventPattern", { EventPattern: PATTERN, Event: "{}" }),
        "Parameter Event is not valid. Reason: the field id is missing.",
      ),
      invalid(step("TestEventPattern", { EventPattern: PATTERN, Event: "no" }), "Parameter Event is not valid."),
    ],
  },
  // ---- archives ---------------------------------------------------------------------------------------------------------------
  {
    name: "an archive is made, changed, listed and deleted",
    source: "recorded test_create_list_describe_update_delete_archive",
    steps: [
      step(
        "CreateArchive",
        { ArchiveName: "a", EventSourceArn: BUS, RetentionDays: 1 },
        { ArchiveArn: arn("archive/a"), State: "ENABLED" },
      ),
      refused(
        step("CreateArchive", { ArchiveName: "a", EventSourceArn: BUS }),
        "ResourceAlreadyExistsException",
        "Archive a already exists.",
      ),
      step("UpdateArchive", { ArchiveName: "a", EventPattern: PATTERN, RetentionDays: 2 }),
      put(event(), event({}, { Source: "bank" })),
      step(
        "DescribeArchive",
        { ArchiveName: "a" },
        {
          ArchiveName: "a",
          EventSourceArn: BUS,
          EventPattern: PATTERN,
          RetentionDays: 2,
          EventCount: 1,
          State: "ENABLED",
        },
      ),
      step("ListArchives", { NamePrefix: "a" }, { Archives: [{ ArchiveName: "a", EventCount: 1 }] }),
      step("DeleteArchive", { ArchiveName: "a" }),
      missing(step("DescribeArchive", { ArchiveName: "a" }), "Archive a does not exist."),
      missing(step("DeleteArchive", { ArchiveName: "a" }), "Archive a does not exist."),
      missing(step("UpdateArchive", { ArchiveName: "a" }), "Archive a does not exist."),
    ],
  },
  {
    name: "an archive needs a bus that is there and a pattern that is right",
    source: "recorded test_create_archive_error_unknown_event_bus",
    steps: [
      missing(step("CreateArchive", { ArchiveName: "a", EventSourceArn: arn("event-bus/no") }), "does not exist."),
      refused(
        step("CreateArchive", { ArchiveName: "a", EventSourceArn: BUS, EventPattern: "{}" }),
        "InvalidEventPatternException",
      ),
      invalid(step("CreateArchive", { ArchiveName: "x".repeat(49), EventSourceArn: BUS }), "less than or equal to 48"),
    ],
  },
  {
    name: "a replay sends what was archived again",
    source: "recorded test_start_list_describe_canceled_replay",
    steps: [
      queue(),
      rule(),
      step("CreateArchive", { ArchiveName: "a", EventSourceArn: BUS }, undefined, "a"),
      put(event({ n: 1 })),
      targets({ Id: "1", Arn: queueArn("q"), InputPath: "$.detail" }),
      step(
        "StartReplay",
        {
          ReplayName: "x",
          EventSourceArn: "$a.ArchiveArn",
          EventStartTime: start,
          EventEndTime: end,
          Destination: { Arn: BUS },
        },
        { ReplayArn: arn("replay/x"), State: "STARTING" },
      ),
      { wait: 1 },
      step("DescribeReplay", { ReplayName: "x" }, { State: "COMPLETED", Destination: { Arn: BUS } }),
      step("ListReplays", { State: "COMPLETED" }, { Replays: [{ ReplayName: "x" }] }),
      arrives('{"n":1}'),
      refused(step("CancelReplay", { ReplayName: "x" }), "IllegalStatusException"),
      missing(step("CancelReplay", { ReplayName: "y" }), "Replay y does not exist."),
      missing(step("DescribeReplay", { ReplayName: "y" }), "Replay y does not exist."),
    ],
  },
  {
    name: "a replay asks for an archive, a bus and a stretch of time",
    source: "recorded test_start_replay_error_invalid_end_date and others of the kind",
    steps: [
      step("CreateEventBus", { Name: "own" }),
      step("CreateArchive", { ArchiveName: "a", EventSourceArn: BUS }, undefined, "a"),
      invalid(
        step("StartReplay", {
          ReplayName: "x",
          EventSourceArn: arn("archive/no"),
          EventStartTime: start,
          EventEndTime: end,
          Destination: { Arn: BUS },
        }),
        "does not exist",
      ),
      invalid(
        step("StartReplay", {
          ReplayName: "x",
          EventSourceArn: "$a.ArchiveArn",
          EventStartTime: end,
          EventEndTime: start,
          Destination: { Arn: BUS },
        }),
        "EventStartTime must be before EventEndTime.",
      ),
      invalid(
        step("StartReplay", {
          ReplayName: "x",
          EventSourceArn: "$a.ArchiveArn",
          EventStartTime: start,
          EventEndTime: end,
          Destination: { Arn: arn("event-bus/own") },
        }),
        "Cross event bus replay is not permitted.",
      ),
      missing(
        step("StartReplay", {
          ReplayName: "x",
          EventSourceArn: "$a.ArchiveArn",
          EventStartTime: start,
          EventEndTime: end,
          Destination: { Arn: arn("event-bus/no") },
        }),
        "does not exist",
      ),
    ],
  },
];
