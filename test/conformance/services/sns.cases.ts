/**
 * What SNS must do, one row a behaviour, each with where it is written.
 * "API X": docs.aws.amazon.com/sns/latest/api/API_X.html. "Guide: T": the page with that title of the Developer Guide.
 * "recorded X": answered by the real AWS to a test of that name (LocalStack's snapshots, Apache-2.0). "ours": AWS does not say.
 */
import type { Case, Step } from "./case";
import type { Gaps } from "./suite";

export const TITLE = "SNS";

export const GAPS: Gaps = { "data protection policies": ["GetDataProtectionPolicy", "PutDataProtectionPolicy"] };

const ACCOUNT = "123456789012";
const arn = (topic: string): string => `arn:aws:sns:us-east-1:${ACCOUNT}:${topic}`;
const queueArn = (queue: string): string => `arn:aws:sqs:us-east-1:${ACCOUNT}:${queue}`;
const step = (operation: string, input: Record<string, unknown> = {}, answer?: unknown, as?: string): Step => ({
  do: operation,
  with: input,
  ...(answer !== undefined && { answer }),
  ...(as !== undefined && { as }),
});
const refused = (each: Step, error: string, message?: string | RegExp): Step => ({ ...each, error, message }) as Step;
const invalid = (each: Step, message: string | RegExp): Step => refused(each, "InvalidParameterException", message);

const topic = (name = "t", attributes?: Record<string, string>): Step =>
  step("CreateTopic", { Name: name, ...(attributes && { Attributes: attributes }) }, undefined, "t");
const fifo = (attributes: Record<string, string> = {}): Step => topic("t.fifo", { FifoTopic: "true", ...attributes });
const queue = (name = "q"): Step => ({
  do: "sqs.CreateQueue",
  with: {
    QueueName: name,
    Attributes: {
      ...(name.endsWith(".fifo") && { FifoQueue: "true" }),
      Policy: JSON.stringify({
        Statement: { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: queueArn(name) },
      }),
    },
  },
  as: name,
});
const subscribe = (endpoint: string, attributes: Record<string, string> = {}, protocol = "sqs"): Step =>
  step(
    "Subscribe",
    {
      TopicArn: "$t.TopicArn",
      Protocol: protocol,
      Endpoint: endpoint,
      Attributes: attributes,
      ReturnSubscriptionArn: true,
    },
    undefined,
    "s",
  );
const toQueue = (attributes: Record<string, string> = {}, name = "q"): Step => subscribe(queueArn(name), attributes);
const RAW = { RawMessageDelivery: "true" };
const publish = (message: string, more: Record<string, unknown> = {}): Step =>
  step("Publish", { TopicArn: "$t.TopicArn", Message: message, ...more }, undefined, "p");
const arrives = (...list: string[]): Step => ({
  do: "sqs.ReceiveMessage",
  with: { QueueUrl: "$q.QueueUrl", MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] },
  answer: { Messages: list.map((Body) => ({ Body })) },
  as: "r",
});
const nothing: Step = { do: "sqs.ReceiveMessage", with: { QueueUrl: "$q.QueueUrl" }, without: ["Messages"] };
const ofTopic = (answer: Record<string, unknown>): Step =>
  step("GetTopicAttributes", { TopicArn: "$t.TopicArn" }, { Attributes: answer });
const ofSubscription = (answer: Record<string, unknown>): Step =>
  step("GetSubscriptionAttributes", { SubscriptionArn: "$s.SubscriptionArn" }, { Attributes: answer });
const setTopic = (name: string, value: string): Step =>
  step("SetTopicAttributes", { TopicArn: "$t.TopicArn", AttributeName: name, AttributeValue: value });
const setSubscription = (name: string, value: string): Step =>
  step("SetSubscriptionAttributes", {
    SubscriptionArn: "$s.SubscriptionArn",
    AttributeName: name,
    AttributeValue: value,
  });
const text = (value: string) => ({ DataType: "String", StringValue: value });
const batch = (...entries: Record<string, unknown>[]): Step =>
  step("PublishBatch", { TopicArn: "$t.TopicArn", PublishBatchRequestEntries: entries }, undefined, "b");

export const CASES: Case[] = [
  // ---- topics ----------------------------------------------------------------------------------------------------------
  {
    name: "a new topic has the documented defaults",
    source: "API GetTopicAttributes",
    steps: [
      topic(),
      ofTopic({
        TopicArn: arn("t"),
        Owner: ACCOUNT,
        DisplayName: "",
        SubscriptionsConfirmed: "0",
        SubscriptionsPending: "0",
        SubscriptionsDeleted: "0",
      }),
    ],
  },
  {
    name: "creating a topic again gives the same one",
    source: "API CreateTopic",
    steps: [
      topic(),
      step("CreateTopic", { Name: "t" }, { TopicArn: arn("t") }),
      step("ListTopics", {}, { Topics: [{ TopicArn: arn("t") }] }),
    ],
  },
  {
    name: "creating it with other attributes is refused",
    source: "recorded test_create_duplicate_topic_with_more_attributes",
    steps: [topic(), invalid(topic("t", { DisplayName: "x" }), "Topic already exists with different attributes")],
  },
  {
    name: "creating it with other tags is refused",
    source: "recorded test_create_duplicate_topic_check_idempotency",
    steps: [
      step("CreateTopic", { Name: "t", Tags: [{ Key: "a", Value: "1" }] }),
      step("CreateTopic", { Name: "t", Tags: [{ Key: "a", Value: "1" }] }, { TopicArn: arn("t") }),
      invalid(
        step("CreateTopic", { Name: "t", Tags: [{ Key: "a", Value: "2" }] }),
        "Tags Reason: Topic already exists with different tags",
      ),
    ],
  },
  ...["", "a.b", "a b", "x".repeat(257), "a.fifo"].map(
    (name): Case => ({
      name: `a topic cannot be called ${JSON.stringify(name.slice(0, 8))} (${name.length} characters)`,
      source: "API CreateTopic",
      steps: [invalid(topic(name), "Invalid parameter: Topic Name")],
    }),
  ),
  {
    name: "a FIFO topic's name ends with .fifo",
    source: "recorded test_create_fifo_topic_name",
    steps: [invalid(topic("t", { FifoTopic: "true" }), "Fifo Topic names must end with .fifo"), fifo()],
  },
  {
    name: "a FIFO topic shows what it is",
    source: "API GetTopicAttributes",
    steps: [
      fifo({ ContentBasedDeduplication: "true" }),
      ofTopic({ FifoTopic: "true", ContentBasedDeduplication: "true", FifoThroughputScope: "Topic" }),
    ],
  },
  {
    name: "attributes of FIFO topics are refused for standard ones",
    source: "API CreateTopic",
    steps: [
      invalid(topic("t", { ContentBasedDeduplication: "true" }), "ContentBasedDeduplication"),
      topic(),
      invalid(setTopic("ArchivePolicy", '{"MessageRetentionPeriod":"30"}'), "ArchivePolicy"),
      invalid(setTopic("FifoThroughputScope", "Topic"), "FifoThroughputScope"),
    ],
  },
  {
    name: "an unknown attribute is refused",
    source: "recorded test_set_topic_attributes",
    steps: [
      topic(),
      invalid(setTopic("Color", "red"), "Invalid parameter: AttributeName"),
      invalid(setTopic("FifoTopic", "true"), "AttributeName"),
    ],
  },
  {
    name: "a display name has at most 100 characters",
    source: "API SetTopicAttributes",
    steps: [
      topic(),
      setTopic("DisplayName", "x".repeat(100)),
      ofTopic({ DisplayName: "x".repeat(100) }),
      invalid(setTopic("DisplayName", "x".repeat(101)), "DisplayName"),
    ],
  },
  {
    name: "attributes that are not simulated are kept",
    source: "API SetTopicAttributes",
    steps: [
      topic(),
      setTopic("KmsMasterKeyId", "alias/aws/sns"),
      setTopic("SQSSuccessFeedbackSampleRate", "10"),
      setTopic("TracingConfig", "Active"),
      setTopic("SignatureVersion", "2"),
      ofTopic({
        KmsMasterKeyId: "alias/aws/sns",
        SQSSuccessFeedbackSampleRate: "10",
        TracingConfig: "Active",
        SignatureVersion: "2",
      }),
      invalid(setTopic("SignatureVersion", "3"), "SignatureVersion"),
    ],
  },
  {
    name: "a policy is JSON of statements",
    source: "API SetTopicAttributes",
    steps: [
      topic(),
      invalid(setTopic("Policy", "{"), "Policy Error"),
      invalid(
        setTopic("Policy", '{"Statement": [{"Effect": "Perhaps", "Principal": "*", "Action": "sns:*"}]}'),
        /Effect/,
      ),
    ],
  },
  ...[
    ['{"http": {"defaultHealthyRetryPolicy": {"minDelayTarget": 0}}}', "minDelayTarget"],
    ['{"http": {"defaultHealthyRetryPolicy": {"minDelayTarget": 30, "maxDelayTarget": 20}}}', "minDelayTarget"],
    ['{"http": {"defaultHealthyRetryPolicy": {"maxDelayTarget": 3601}}}', "maxDelayTarget"],
    ['{"http": {"defaultHealthyRetryPolicy": {"numRetries": 101}}}', "numRetries"],
    ['{"http": {"defaultHealthyRetryPolicy": {"numRetries": 2, "numNoDelayRetries": 3}}}', "numRetries"],
    ['{"http": {"defaultHealthyRetryPolicy": {"backoffFunction": "fast"}}}', "backoffFunction"],
    [
      '{"http": {"defaultHealthyRetryPolicy": {"numRetries": 100, "minDelayTarget": 60, "maxDelayTarget": 60}}}',
      "3600 s",
    ],
    ['{"http": {"defaultThrottlePolicy": {"maxReceivesPerSecond": 0}}}', "maxReceivesPerSecond"],
    ['{"https": {}}', 'Unrecognized field "https"'],
    ["{", "failed to parse JSON"],
  ].map(
    ([policy, message]): Case => ({
      name: `a delivery policy ${policy} is refused`,
      source: "Guide: Creating an HTTP/S delivery policy",
      steps: [topic(), invalid(setTopic("DeliveryPolicy", policy!), message!)],
    }),
  ),
  {
    name: "a delivery policy is in force as it was set",
    source: "Guide: Creating an HTTP/S delivery policy",
    steps: [
      topic(),
      setTopic("DeliveryPolicy", '{"http": {"defaultHealthyRetryPolicy": {"numRetries": 5}}}'),
      ofTopic({ DeliveryPolicy: '{"http": {"defaultHealthyRetryPolicy": {"numRetries": 5}}}' }),
      subscribe("https://example.com/", {}, "https"),
      ofSubscription({
        EffectiveDeliveryPolicy:
          '{"healthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":5,"numNoDelayRetries":0,"numMinDelayRetries":0,"numMaxDelayRetries":0,"backoffFunction":"linear"}}',
      }),
    ],
  },
  {
    name: "deleting a topic takes its subscriptions along, and is no error twice",
    source: "API DeleteTopic",
    steps: [
      topic(),
      toQueue(),
      step("DeleteTopic", { TopicArn: "$t.TopicArn" }),
      step("DeleteTopic", { TopicArn: "$t.TopicArn" }),
      step("ListSubscriptions", {}, { Subscriptions: [] }),
      refused(publish("x"), "NotFoundException", "Topic does not exist"),
      refused(ofTopic({}), "NotFoundException", "Topic does not exist"),
    ],
  },
  {
    name: "a topic's ARN is looked at",
    source: "recorded test_publish_wrong_arn_format",
    steps: [
      invalid(
        step("Publish", { TopicArn: "randomstring", Message: "x" }),
        "TopicArn Reason: An ARN must have at least 6 elements, not 1",
      ),
      invalid(
        step("GetTopicAttributes", { TopicArn: "arn:aws:sns:eu-west-1:123456789012:t" }),
        "Invalid parameter: TopicArn",
      ),
    ],
  },
  {
    name: "topics come in pages of 100",
    source: "API ListTopics",
    steps: [
      ...Array.from({ length: 101 }, (_, i) => step("CreateTopic", { Name: `t${i}` })),
      step("ListTopics", {}, undefined, "l"),
      step("ListTopics", { NextToken: "$l.NextToken" }, { Topics: [{ TopicArn: arn("t100") }] }),
    ],
  },
  {
    name: "a false page token is refused",
    source: "API ListTopics",
    steps: [invalid(step("ListTopics", { NextToken: "x" }), "NextToken")],
  },
  {
    name: "tags are set, listed and taken away",
    source: "API TagResource",
    steps: [
      topic(),
      step("TagResource", {
        ResourceArn: "$t.TopicArn",
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "b", Value: "2" },
        ],
      }),
      step("UntagResource", { ResourceArn: "$t.TopicArn", TagKeys: ["a"] }),
      step("ListTagsForResource", { ResourceArn: "$t.TopicArn" }, { Tags: [{ Key: "b", Value: "2" }] }),
      invalid(
        step("TagResource", {
          ResourceArn: "$t.TopicArn",
          Tags: [
            { Key: "a", Value: "1" },
            { Key: "a", Value: "2" },
          ],
        }),
        "Duplicated keys are not allowed.",
      ),
      refused(
        step("TagResource", {
          ResourceArn: "$t.TopicArn",
          Tags: Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: "" })),
        }),
        "TagLimitExceededException",
      ),
      refused(step("ListTagsForResource", { ResourceArn: arn("no") }), "ResourceNotFoundException"),
    ],
  },
  {
    name: "permissions are statements of the policy",
    source: "API AddPermission",
    steps: [
      topic(),
      step("AddPermission", {
        TopicArn: "$t.TopicArn",
        Label: "partner",
        AWSAccountId: ["999999999999"],
        ActionName: ["Publish"],
      }),
      invalid(
        step("AddPermission", {
          TopicArn: "$t.TopicArn",
          Label: "partner",
          AWSAccountId: ["999999999999"],
          ActionName: ["Publish"],
        }),
        "Statement already exists",
      ),
      { ...publish("x"), by: "arn:aws:iam::999999999999:root" } as Step,
      step("RemovePermission", { TopicArn: "$t.TopicArn", Label: "partner" }),
      { ...refused(publish("x"), "AuthorizationErrorException"), by: "arn:aws:iam::999999999999:root" } as Step,
      invalid(
        step("AddPermission", {
          TopicArn: "$t.TopicArn",
          Label: "p",
          AWSAccountId: ["999999999999"],
          ActionName: ["Fly"],
        }),
        "action out of service scope",
      ),
    ],
  },
  {
    name: "who is not allowed is told so",
    source: "API CommonErrors",
    steps: [topic(), { ...refused(publish("x"), "AuthorizationErrorException", /ana/), by: "user/ana" } as Step],
  },
  // ---- subscriptions -----------------------------------------------------------------------------------------------------
  {
    name: "a queue is subscribed at once",
    source: "API Subscribe",
    steps: [
      topic(),
      toQueue(),
      ofSubscription({
        Protocol: "sqs",
        Endpoint: queueArn("q"),
        TopicArn: arn("t"),
        Owner: ACCOUNT,
        PendingConfirmation: "false",
        ConfirmationWasAuthenticated: "true",
        RawMessageDelivery: "false",
        SubscriptionPrincipal: `arn:aws:iam::${ACCOUNT}:root`,
      }),
      step(
        "ListSubscriptionsByTopic",
        { TopicArn: "$t.TopicArn" },
        { Subscriptions: [{ Protocol: "sqs", Endpoint: queueArn("q"), Owner: ACCOUNT, TopicArn: arn("t") }] },
      ),
      ofTopic({ SubscriptionsConfirmed: "1" }),
    ],
  },
  {
    name: "a web server and a mailbox are asked first",
    source: "API Subscribe",
    steps: [
      topic(),
      step(
        "Subscribe",
        { TopicArn: "$t.TopicArn", Protocol: "https", Endpoint: "https://example.com/" },
        { SubscriptionArn: "pending confirmation" },
      ),
      step(
        "Subscribe",
        { TopicArn: "$t.TopicArn", Protocol: "email", Endpoint: "ana@example.com" },
        { SubscriptionArn: "pending confirmation" },
      ),
      ofTopic({ SubscriptionsConfirmed: "0", SubscriptionsPending: "2" }),
      step(
        "ListSubscriptions",
        {},
        { Subscriptions: [{ SubscriptionArn: "PendingConfirmation" }, { SubscriptionArn: "PendingConfirmation" }] },
      ),
    ],
  },
  ...[
    ["ftp", "ftp://example.com", "Amazon SNS does not support this protocol string: ftp"],
    ["http", "https://example.com/", "Endpoint must match the specified protocol"],
    ["https", "http://example.com/", "Endpoint must match the specified protocol"],
    ["email", "nobody", "Email address"],
    ["sms", "12345", "Invalid SMS endpoint: 12345"],
    ["sqs", "q", "SQS endpoint ARN"],
    ["lambda", "f", "Lambda endpoint ARN"],
    ["application", "arn:aws:sns:us-east-1:123456789012:endpoint/GCM/a/b", "Endpoint does not exist"],
    ["sqs", queueArn("q.fifo"), "FIFO SQS Queues can not be subscribed to standard SNS topics"],
  ].map(
    ([protocol, endpoint, message]): Case => ({
      name: `${protocol} cannot be ${endpoint}`,
      source:
        protocol === "email" || protocol === "lambda"
          ? "API Subscribe"
          : "recorded test_validations_for_fifo and test_subscribe",
      steps: [topic(), invalid(subscribe(endpoint!, {}, protocol), message!)],
    }),
  ),
  {
    name: "a FIFO topic delivers to queues only",
    source: "Guide: Amazon SNS message delivery for FIFO topics",
    steps: [fifo(), invalid(subscribe("+34600000001", {}, "sms"), "FIFO SNS topics deliver to SQS queues only")],
  },
  {
    name: "Firehose is not simulated, and SNS says so",
    source: "ours (API Subscribe)",
    steps: [
      topic(),
      refused(
        subscribe("arn:aws:firehose:us-east-1:123456789012:deliverystream/d", {}, "firehose"),
        "UnsupportedOperation",
        "Firehose",
      ),
    ],
  },
  {
    name: "subscribing to no topic, or to none that is there",
    source: "API Subscribe",
    steps: [
      refused(
        step("Subscribe", { TopicArn: arn("no"), Protocol: "sqs", Endpoint: queueArn("q") }),
        "NotFoundException",
        "Topic does not exist",
      ),
    ],
  },
  {
    name: "attributes of a subscription are looked at",
    source: "recorded test_set_subscription_attributes",
    steps: [
      topic(),
      invalid(toQueue({ Color: "red" }), "Invalid parameter: Attributes Reason: AttributeName"),
      invalid(
        toQueue({ RawMessageDelivery: "yes" }),
        "RawMessageDelivery: Invalid value [yes]. Must be true or false.",
      ),
      invalid(toQueue({ RedrivePolicy: "{" }), "RedrivePolicy: failed to parse JSON."),
      invalid(
        toQueue({ RedrivePolicy: '{"deadLetterTargetArn": "q"}' }),
        "RedrivePolicy: deadLetterTargetArn is an invalid arn",
      ),
      invalid(subscribe("+34600000001", RAW, "sms"), "Delivery protocol [sms] does not support raw message delivery."),
      invalid(
        toQueue({ FilterPolicyScope: "Everything" }),
        "FilterPolicyScope: Invalid value [Everything]. Please use either MessageBody or MessageAttributes",
      ),
      toQueue(),
      invalid(setSubscription("Color", "red"), /^Invalid parameter: AttributeName$/),
      invalid(
        setSubscription("ReplayPolicy", '{"PointType":"Timestamp","StartingPoint":"2026-01-05T00:00:00Z"}'),
        "only subscriptions to FIFO topics",
      ),
    ],
  },
  {
    name: "a FIFO subscription's dead letters go to a FIFO queue",
    source: "recorded test_redrive_policy_fifo",
    steps: [
      fifo(),
      invalid(
        toQueue({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("dlq") }) }, "q.fifo"),
        "must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.",
      ),
      toQueue({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("dlq.fifo") }) }, "q.fifo"),
    ],
  },
  {
    name: "a subscription ends, and ending it twice is no error",
    source: "recorded test_unsubscribe_idempotency",
    steps: [
      topic(),
      toQueue(),
      step("Unsubscribe", { SubscriptionArn: "$s.SubscriptionArn" }),
      step("Unsubscribe", { SubscriptionArn: "$s.SubscriptionArn" }),
      refused(ofSubscription({}), "NotFoundException", "Subscription does not exist"),
      refused(setSubscription("RawMessageDelivery", "true"), "NotFoundException", "Subscription does not exist"),
      ofTopic({ SubscriptionsConfirmed: "0", SubscriptionsDeleted: "1" }),
    ],
  },
  {
    name: "what is no subscription's ARN cannot be ended",
    source: "recorded test_unsubscribe_wrong_arn_format",
    steps: [
      invalid(
        step("Unsubscribe", { SubscriptionArn: "randomstring" }),
        "SubscriptionArn Reason: An ARN must have at least 6 elements, not 1",
      ),
      invalid(step("Unsubscribe", { SubscriptionArn: arn("t") }), "Invalid parameter: SubscriptionId"),
    ],
  },
  {
    name: "a false token confirms nothing",
    source: "recorded test_sns_confirm_subscription_wrong_token",
    steps: [
      topic(),
      invalid(step("ConfirmSubscription", { TopicArn: "$t.TopicArn", Token: "x" }), "Invalid parameter: Token"),
    ],
  },
  {
    name: "a FIFO topic has at most 100 subscriptions",
    source: "Guide: Amazon SNS FIFO topics",
    steps: [
      fifo(),
      ...Array.from({ length: 100 }, (_, i) => toQueue({}, `q${i}`)),
      refused(toQueue({}, "more"), "SubscriptionLimitExceededException"),
    ],
  },
  // ---- publishing ----------------------------------------------------------------------------------------------------------
  {
    name: "a message reaches every queue",
    source: "API Publish",
    steps: [topic(), queue(), toQueue(RAW), publish("hello"), arrives("hello")],
  },
  {
    name: "attributes go along with a raw message",
    source: "Guide: Amazon SNS raw message delivery",
    steps: [
      topic(),
      queue(),
      toQueue(RAW),
      publish("hello", { MessageAttributes: { a: text("1") } }),
      {
        ...arrives("hello"),
        answer: { Messages: [{ Body: "hello", MessageAttributes: { a: { DataType: "String", StringValue: "1" } } }] },
      } as Step,
    ],
  },
  {
    name: "an empty message, and none",
    source: "recorded test_publish_message_empty",
    steps: [topic(), invalid(publish(""), "Empty message")],
  },
  {
    name: "a message has at most 262,144 bytes, attributes included",
    source: "recorded test_publish_too_long_message",
    steps: [
      topic(),
      publish("x".repeat(262_144)),
      invalid(publish("x".repeat(262_145)), "Message too long"),
      invalid(publish("x".repeat(262_140), { MessageAttributes: { a: text("1") } }), "Message too long"),
    ],
  },
  ...["", "a\nb", " a", "ñ", "x".repeat(101)].map(
    (subject): Case => ({
      name: `a subject cannot be ${JSON.stringify(subject.slice(0, 5))}`,
      source: "API Publish",
      steps: [topic(), invalid(publish("m", { Subject: subject }), /^Invalid parameter: Subject$/)],
    }),
  ),
  ...(
    [
      [{ ".a": text("1") }, "starting with character '.'"],
      [{ "a.": text("1") }, "ending with character '.'"],
      [{ "a..b": text("1") }, "successive '.'"],
      [{ "a!b": text("1") }, "Invalid non-alphanumeric character '#x21' was found"],
      [
        { a: { DataType: "Text", StringValue: "1" } },
        "has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
      ],
      [{ a: { DataType: "String", BinaryValue: new Uint8Array([1]) } }, "must use field 'String'"],
      [{ a: { DataType: "String", StringValue: "" } }, "must contain non-empty message attribute value"],
      [{ a: { DataType: "Number", StringValue: "one" } }, "number"],
    ] as const
  ).map(
    ([attributes, message]): Case => ({
      name: `a message cannot have the attributes ${JSON.stringify(attributes)}`,
      source: "recorded test_message_attributes_not_missing and test_message_attributes_prefixes",
      steps: [
        topic(),
        refused(publish("m", { MessageAttributes: attributes }), "InvalidParameterValueException", message),
      ],
    }),
  ),
  {
    name: "exactly one receiver",
    source: "API Publish",
    steps: [
      topic(),
      invalid(step("Publish", { Message: "m" }), "TopicArn or TargetArn"),
      invalid(publish("m", { PhoneNumber: "+34600000001" }), "exactly one"),
      invalid(
        step("Publish", { PhoneNumber: "600", Message: "m" }),
        "PhoneNumber Reason: 600 is not valid to publish to",
      ),
      step("Publish", { TargetArn: "$t.TopicArn", Message: "m" }),
      invalid(
        step("Publish", { TargetArn: "arn:aws:sns:us-east-1:123456789012:endpoint/GCM/a/b", Message: "m" }),
        "No endpoint found for the target arn specified",
      ),
    ],
  },
  {
    name: "a message with bodies by protocol needs a default",
    source: "recorded test_publish_with_empty_subject and test_message_structure_json_exc",
    steps: [
      topic(),
      queue(),
      toQueue(RAW),
      invalid(publish("{", { MessageStructure: "json" }), "Message Structure - JSON message body failed to parse"),
      invalid(
        publish('{"sqs": "x"}', { MessageStructure: "json" }),
        "Message Structure - No default entry in JSON message body",
      ),
      publish('{"sqs": "for queues", "default": "d"}', { MessageStructure: "json" }),
      arrives("for queues"),
    ],
  },
  {
    name: "a standard topic knows no deduplication",
    source: "recorded test_validations_for_fifo",
    steps: [
      topic(),
      invalid(
        publish("m", { MessageDeduplicationId: "1" }),
        "The request includes MessageDeduplicationId parameter that is not valid for this topic type",
      ),
    ],
  },
  {
    name: "a standard topic passes a group on for fair queues",
    source: "Guide: Amazon SQS fair queues and SNS",
    steps: [
      topic(),
      queue(),
      toQueue(RAW),
      publish("m", { MessageGroupId: "tenant" }),
      {
        do: "sqs.ReceiveMessage",
        with: { QueueUrl: "$q.QueueUrl", MessageSystemAttributeNames: ["All"] },
        answer: { Messages: [{ Attributes: { MessageGroupId: "tenant" } }] },
      },
    ],
  },
  {
    name: "a FIFO topic asks for a group and an id",
    source: "recorded test_validations_for_fifo",
    steps: [
      fifo(),
      invalid(publish("m"), "The MessageGroupId parameter is required for FIFO topics"),
      invalid(
        publish("m", { MessageGroupId: "g" }),
        "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
      ),
      invalid(publish("m", { MessageGroupId: "a b", MessageDeduplicationId: "1" }), "MessageGroupId"),
      step(
        "Publish",
        { TopicArn: "$t.TopicArn", Message: "m", MessageGroupId: "g", MessageDeduplicationId: "1" },
        { SequenceNumber: "10000000000000000001" },
        "one",
      ),
      step(
        "Publish",
        { TopicArn: "$t.TopicArn", Message: "n", MessageGroupId: "g", MessageDeduplicationId: "1" },
        { MessageId: "$one.MessageId", SequenceNumber: "10000000000000000001" },
      ),
    ],
  },
  {
    name: "a FIFO topic forgets an id after five minutes",
    source: "Guide: Message deduplication for FIFO topics",
    steps: [
      fifo(),
      step("Publish", { TopicArn: "$t.TopicArn", Message: "m", MessageGroupId: "g", MessageDeduplicationId: "1" }),
      { wait: 300 },
      step(
        "Publish",
        { TopicArn: "$t.TopicArn", Message: "m", MessageGroupId: "g", MessageDeduplicationId: "1" },
        { SequenceNumber: "10000000000000000002" },
      ),
    ],
  },
  {
    name: "a batch is published as a whole",
    source: "API PublishBatch",
    steps: [
      topic(),
      queue(),
      toQueue(RAW),
      batch({ Id: "1", Message: "a" }, { Id: "2", Message: "b" }),
      step(
        "PublishBatch",
        { TopicArn: "$t.TopicArn", PublishBatchRequestEntries: [{ Id: "x", Message: "c" }] },
        { Successful: [{ Id: "x" }], Failed: [] },
      ),
      arrives("a", "b", "c"),
    ],
  },
  {
    name: "a batch has 1 to 10 entries with ids of their own",
    source: "recorded test_publish_batch_exceptions",
    steps: [
      topic(),
      refused(batch(), "EmptyBatchRequestException"),
      refused(
        batch(...Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, Message: "m" }))),
        "TooManyEntriesInBatchRequestException",
        "The batch request contains more entries than permissible.",
      ),
      refused(
        batch({ Id: "1", Message: "a" }, { Id: "1", Message: "b" }),
        "BatchEntryIdsNotDistinctException",
        "Two or more batch entries in the request have the same Id.",
      ),
      refused(
        batch({ Id: "a.b", Message: "a" }),
        "InvalidBatchEntryIdException",
        "contains an impermissible character: a.b",
      ),
      refused(batch({ Id: "x".repeat(81), Message: "a" }), "InvalidBatchEntryIdException", "is too long"),
      refused(
        batch({ Id: "1", Message: "x".repeat(200_000) }, { Id: "2", Message: "x".repeat(100_000) }),
        "BatchRequestTooLongException",
        "The length of all the messages put together is more than the limit.",
      ),
    ],
  },
  {
    name: "one wrong message of a batch refuses it, and none is delivered",
    source: "recorded test_publish_batch_messages_without_topic and test_publish_batch_exceptions",
    steps: [
      topic(),
      queue(),
      toQueue(RAW),
      invalid(batch({ Id: "1", Message: "a" }, { Id: "2", Message: "" }), "Empty message"),
      nothing,
    ],
  },
  {
    name: "a filter on attributes",
    source: "Guide: Amazon SNS subscription filter policies",
    steps: [
      topic(),
      queue(),
      toQueue({ ...RAW, FilterPolicy: '{"store": ["es"]}' }),
      ofSubscription({ FilterPolicy: '{"store": ["es"]}', FilterPolicyScope: "MessageAttributes" }),
      publish("no"),
      publish("no", { MessageAttributes: { store: text("fr") } }),
      publish("yes", { MessageAttributes: { store: text("es") } }),
      arrives("yes"),
    ],
  },
  {
    name: "a filter on the message",
    source: "Guide: Amazon SNS subscription filter policy scope",
    steps: [
      topic(),
      queue(),
      toQueue({
        ...RAW,
        FilterPolicy: '{"order": {"total": [{"numeric": [">", 10]}]}}',
        FilterPolicyScope: "MessageBody",
      }),
      publish("no"),
      publish('{"order": {"total": 10}}'),
      publish('{"order": {"total": 11}}'),
      arrives('{"order": {"total": 11}}'),
    ],
  },
  {
    name: "dead letters of a queue that is gone",
    source: "Guide: Amazon SNS dead-letter queues",
    steps: [
      topic(),
      queue(),
      toQueue({ ...RAW, RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("q") }) }, "gone"),
      publish("late"),
      arrives("late"),
    ],
  },
  // ---- push and texts --------------------------------------------------------------------------------------------------------
  {
    name: "applications and their devices",
    source: "API CreatePlatformEndpoint",
    steps: [
      step(
        "CreatePlatformApplication",
        { Name: "shop", Platform: "GCM", Attributes: { PlatformCredential: "secret" } },
        { PlatformApplicationArn: arn("app/GCM/shop") },
        "a",
      ),
      invalid(step("CreatePlatformApplication", { Name: "shop", Platform: "TELEX", Attributes: {} }), "Platform"),
      step(
        "ListPlatformApplications",
        {},
        { PlatformApplications: [{ PlatformApplicationArn: arn("app/GCM/shop"), Attributes: { Enabled: "true" } }] },
      ),
      step("SetPlatformApplicationAttributes", {
        PlatformApplicationArn: "$a.PlatformApplicationArn",
        Attributes: { EventEndpointCreated: arn("t") },
      }),
      {
        do: "GetPlatformApplicationAttributes",
        with: { PlatformApplicationArn: "$a.PlatformApplicationArn" },
        answer: { Attributes: { EventEndpointCreated: arn("t") } },
        without: ["Attributes.PlatformCredential"],
      },
      step(
        "CreatePlatformEndpoint",
        { PlatformApplicationArn: "$a.PlatformApplicationArn", Token: "1" },
        undefined,
        "e",
      ),
      step(
        "CreatePlatformEndpoint",
        { PlatformApplicationArn: "$a.PlatformApplicationArn", Token: "1" },
        { EndpointArn: "$e.EndpointArn" },
      ),
      invalid(
        step("CreatePlatformEndpoint", {
          PlatformApplicationArn: "$a.PlatformApplicationArn",
          Token: "1",
          CustomUserData: "x",
        }),
        "already exists with the same Token, but different attributes.",
      ),
      step("Publish", { TargetArn: "$e.EndpointArn", Message: "hello" }),
      step("SetEndpointAttributes", { EndpointArn: "$e.EndpointArn", Attributes: { Enabled: "false" } }),
      step(
        "GetEndpointAttributes",
        { EndpointArn: "$e.EndpointArn" },
        { Attributes: { Enabled: "false", Token: "1" } },
      ),
      refused(
        step("Publish", { TargetArn: "$e.EndpointArn", Message: "hello" }),
        "EndpointDisabledException",
        "Endpoint is disabled",
      ),
      step(
        "ListEndpointsByPlatformApplication",
        { PlatformApplicationArn: "$a.PlatformApplicationArn" },
        { Endpoints: [{ EndpointArn: "$e.EndpointArn" }] },
      ),
      step("DeleteEndpoint", { EndpointArn: "$e.EndpointArn" }),
      refused(
        step("GetEndpointAttributes", { EndpointArn: "$e.EndpointArn" }),
        "NotFoundException",
        "Endpoint does not exist",
      ),
      step("DeletePlatformApplication", { PlatformApplicationArn: "$a.PlatformApplicationArn" }),
      refused(
        step("GetPlatformApplicationAttributes", { PlatformApplicationArn: "$a.PlatformApplicationArn" }),
        "NotFoundException",
        "PlatformApplication does not exist",
      ),
    ],
  },
  {
    name: "texts, their settings and who has opted out",
    source: "API SetSMSAttributes",
    steps: [
      step("SetSMSAttributes", { attributes: { DefaultSMSType: "Transactional" } }),
      step("GetSMSAttributes", { attributes: ["DefaultSMSType"] }, { attributes: { DefaultSMSType: "Transactional" } }),
      invalid(step("SetSMSAttributes", { attributes: { Color: "red" } }), "Color"),
      step("Publish", { PhoneNumber: "+34600000001", Message: "hello" }),
      step("CheckIfPhoneNumberIsOptedOut", { phoneNumber: "+34600000001" }, { isOptedOut: false }),
      step("ListPhoneNumbersOptedOut", {}, { phoneNumbers: [] }),
      step("OptInPhoneNumber", { phoneNumber: "+34600000001" }),
      step("ListOriginationNumbers", {}, { PhoneNumbers: [] }),
    ],
  },
  {
    name: "the sandbox of texts",
    source: "API CreateSMSSandboxPhoneNumber",
    steps: [
      step("GetSMSSandboxAccountStatus", {}, { IsInSandbox: false }),
      step("CreateSMSSandboxPhoneNumber", { PhoneNumber: "+34600000001" }),
      step("ListSMSSandboxPhoneNumbers", {}, { PhoneNumbers: [{ PhoneNumber: "+34600000001", Status: "Pending" }] }),
      refused(
        step("VerifySMSSandboxPhoneNumber", { PhoneNumber: "+34600000001", OneTimePassword: "00000" }),
        "VerificationException",
      ),
      step("DeleteSMSSandboxPhoneNumber", { PhoneNumber: "+34600000001" }),
      refused(step("DeleteSMSSandboxPhoneNumber", { PhoneNumber: "+34600000001" }), "ResourceNotFoundException"),
    ],
  },
  {
    name: "data protection is not simulated, and SNS says so",
    source: "ours (API PutDataProtectionPolicy)",
    steps: [
      topic(),
      refused(
        step("PutDataProtectionPolicy", { ResourceArn: "$t.TopicArn", DataProtectionPolicy: "{}" }),
        "UnsupportedOperation",
        "PutDataProtectionPolicy",
      ),
      refused(
        step("GetDataProtectionPolicy", { ResourceArn: "$t.TopicArn" }),
        "UnsupportedOperation",
        "GetDataProtectionPolicy",
      ),
    ],
  },
];
