/**
 * What SQS must do, one row a behaviour, each with where it is written.
 * "API X": docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_X.html. "Guide: T": the page with that title of
 * the Developer Guide. "recorded X": answered by the real AWS to a test of that name (LocalStack's snapshots, Apache-2.0).
 */
import type { Case, Step } from "./case";
import type { Gaps } from "./suite";

export const TITLE = "SQS";

export const GAPS: Gaps = {};

const ACCOUNT = "123456789012";
export const arn = (queue: string): string => `arn:aws:sqs:us-east-1:${ACCOUNT}:${queue}`;
const create = (name: string, attributes?: Record<string, string>, as = "q"): Step => ({
  do: "CreateQueue",
  with: { QueueName: name, ...(attributes && { Attributes: attributes }) },
  as,
});
const fifo = (attributes: Record<string, string> = {}): Step => create("q.fifo", { FifoQueue: "true", ...attributes });
const Q = "$q.QueueUrl";
const send = (body: string, more: Record<string, unknown> = {}, as = "sent"): Step => ({
  do: "SendMessage",
  with: { QueueUrl: Q, MessageBody: body, ...more },
  as,
});
const inGroup = (body: string, group: string, id = body, as = "sent"): Step =>
  send(body, { MessageGroupId: group, MessageDeduplicationId: id }, as);
const receive = (more: Record<string, unknown> = {}, answer?: unknown, as = "r"): Step => ({
  do: "ReceiveMessage",
  with: { QueueUrl: Q, ...more },
  as,
  ...(answer !== undefined && { answer }),
});
const bodies = (...list: string[]): unknown => ({ Messages: list.map((Body) => ({ Body })) });
const nothing = (more: Record<string, unknown> = {}): Step => ({
  do: "ReceiveMessage",
  with: { QueueUrl: Q, ...more },
  without: ["Messages"],
});
const remove = (handle = "$r.Messages.0.ReceiptHandle"): Step => ({
  do: "DeleteMessage",
  with: { QueueUrl: Q, ReceiptHandle: handle },
});
const counts = (available: number, inFlight: number, delayed: number, queue = Q): Step => ({
  do: "GetQueueAttributes",
  with: { QueueUrl: queue, AttributeNames: ["All"] },
  answer: {
    Attributes: {
      ApproximateNumberOfMessages: String(available),
      ApproximateNumberOfMessagesNotVisible: String(inFlight),
      ApproximateNumberOfMessagesDelayed: String(delayed),
    },
  },
});
const attributes = (names: string[], answer: Record<string, string>): Step => ({
  do: "GetQueueAttributes",
  with: { QueueUrl: Q, AttributeNames: names },
  answer: { Attributes: answer },
});
const set = (values: Record<string, string>): Step => ({
  do: "SetQueueAttributes",
  with: { QueueUrl: Q, Attributes: values },
});
const refused = (step: Step, error: string, message?: string | RegExp): Step => ({ ...step, error, message }) as Step;
const deadLetters = (most = 2, queue = "dlq"): Record<string, string> => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(queue), maxReceiveCount: most }),
});

export const CASES: Case[] = [
  // ---- queues ----------------------------------------------------------------------------------------------------------
  {
    name: "a new standard queue has the documented defaults",
    source: "API CreateQueue",
    steps: [
      create("q"),
      attributes(["All"], {
        QueueArn: arn("q"),
        VisibilityTimeout: "30",
        MaximumMessageSize: "1048576",
        MessageRetentionPeriod: "345600",
        DelaySeconds: "0",
        ReceiveMessageWaitTimeSeconds: "0",
        SqsManagedSseEnabled: "true",
      }),
    ],
  },
  {
    name: "a new FIFO queue shows its four attributes",
    source: "recorded test_fifo_set_content_based_deduplication_strategy",
    steps: [
      fifo({ ContentBasedDeduplication: "true" }),
      attributes(["All"], {
        FifoQueue: "true",
        ContentBasedDeduplication: "true",
        DeduplicationScope: "queue",
        FifoThroughputLimit: "perQueue",
      }),
      set({ ContentBasedDeduplication: "false" }),
      attributes(["ContentBasedDeduplication"], { ContentBasedDeduplication: "false" }),
    ],
  },
  {
    name: "creating it again with the same attributes gives the same URL",
    source: "API CreateQueue",
    steps: [
      create("q", { DelaySeconds: "5" }),
      { ...create("q", { DelaySeconds: "5" }, "again"), answer: { QueueUrl: Q } } as Step,
    ],
  },
  {
    name: "creating it again with another value is refused",
    source: "recorded test_create_queue_with_different_attributes_raises_exception",
    steps: [
      create("q", { DelaySeconds: "1" }),
      refused(
        create("q", { DelaySeconds: "2" }),
        "QueueNameExists",
        "A queue already exists with the same name and a different value for attribute DelaySeconds",
      ),
    ],
  },
  {
    name: "the attributes as created and as set come back",
    source: "recorded test_create_and_update_queue_attributes",
    steps: [
      create("q", { MessageRetentionPeriod: "604800", ReceiveMessageWaitTimeSeconds: "10", VisibilityTimeout: "20" }),
      set({ MaximumMessageSize: "2048", VisibilityTimeout: "69", DelaySeconds: "420" }),
      attributes(["All"], {
        MessageRetentionPeriod: "604800",
        ReceiveMessageWaitTimeSeconds: "10",
        VisibilityTimeout: "69",
        MaximumMessageSize: "2048",
        DelaySeconds: "420",
      }),
    ],
  },
  ...(
    [
      ["VisibilityTimeout", "43201"],
      ["VisibilityTimeout", "-1"],
      ["DelaySeconds", "901"],
      ["MaximumMessageSize", "1023"],
      ["MaximumMessageSize", "1048577"],
      ["MessageRetentionPeriod", "59"],
      ["MessageRetentionPeriod", "1209601"],
      ["ReceiveMessageWaitTimeSeconds", "21"],
      ["ReceiveMessageWaitTimeSeconds", "1.5"],
    ] as const
  ).map(
    ([name, value]): Case => ({
      name: `${name} ${value} is out of its range`,
      source: "API SetQueueAttributes",
      steps: [
        refused(create("q", { [name]: value }), "InvalidAttributeValue", `Invalid value for the parameter ${name}.`),
        create("q"),
        refused(set({ [name]: value }), "InvalidAttributeValue"),
      ],
    }),
  ),
  {
    name: "an unknown attribute is refused by name",
    source: "API SetQueueAttributes",
    steps: [create("q"), refused(set({ Colour: "red" }), "InvalidAttributeName", "Unknown Attribute Colour.")],
  },
  {
    name: "a FIFO queue's name must end in .fifo, and only a FIFO queue's may",
    source: "API CreateQueue",
    steps: [
      refused(create("plain", { FifoQueue: "true" }), "InvalidParameterValue", /must end with \.fifo suffix/),
      refused(create("plain.fifo"), "InvalidParameterValue", /Can only include alphanumeric/),
    ],
  },
  {
    name: "a queue name has at most 80 letters, digits, hyphens and underscores",
    source: "API CreateQueue",
    steps: [
      refused(create("a b"), "InvalidParameterValue"),
      refused(create("a".repeat(81)), "InvalidParameterValue"),
      create("a".repeat(80)),
      create("A-b_9"),
    ],
  },
  {
    name: "the type of a queue cannot be changed",
    source: "API SetQueueAttributes, FifoQueue",
    steps: [create("q"), refused(set({ FifoQueue: "true" }), "InvalidAttributeValue", /Modifying queue type/)],
  },
  {
    name: "perMessageGroupId needs deduplication by message group",
    source: "Guide: High throughput for FIFO queues",
    steps: [
      refused(
        create("q.fifo", { FifoQueue: "true", FifoThroughputLimit: "perMessageGroupId" }),
        "InvalidAttributeValue",
      ),
      fifo({ FifoThroughputLimit: "perMessageGroupId", DeduplicationScope: "messageGroup" }),
    ],
  },
  {
    name: "content-based deduplication is for FIFO queues",
    source: "API CreateQueue",
    steps: [refused(create("q", { ContentBasedDeduplication: "true" }), "InvalidAttributeName")],
  },
  {
    name: "a key of KMS switches the managed encryption off; both at once are refused",
    source: "recorded test_sse_queue_attributes, test_sse_kms_and_sqs_are_mutually_exclusive",
    steps: [
      create("q", { KmsMasterKeyId: "testKeyId", KmsDataKeyReusePeriodSeconds: "6000" }),
      attributes(["All"], {
        KmsMasterKeyId: "testKeyId",
        KmsDataKeyReusePeriodSeconds: "6000",
        SqsManagedSseEnabled: "false",
      }),
      refused(
        set({ KmsMasterKeyId: "testKeyId", SqsManagedSseEnabled: "true" }),
        "InvalidAttributeName",
        "You can use one type of server-side encryption (SSE) at one time.",
      ),
    ],
  },
  {
    name: "a queue that does not exist",
    source: "API GetQueueUrl",
    steps: [
      refused(
        { do: "GetQueueUrl", with: { QueueName: "none" } },
        "QueueDoesNotExist",
        "The specified queue does not exist.",
      ),
      refused(
        {
          do: "SendMessage",
          with: { QueueUrl: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/none`, MessageBody: "x" },
        },
        "QueueDoesNotExist",
      ),
    ],
  },
  {
    name: "what is no URL is no address",
    source: "API SendMessage, InvalidAddress",
    steps: [create("q"), refused({ do: "SendMessage", with: { QueueUrl: "q", MessageBody: "x" } }, "InvalidAddress")],
  },
  {
    name: "queues are listed by prefix, in pages when MaxResults is set",
    source: "API ListQueues",
    steps: [
      create("a-1", undefined, "a1"),
      create("a-2", undefined, "a2"),
      create("b-1"),
      {
        do: "ListQueues",
        with: { QueueNamePrefix: "a-" },
        answer: { QueueUrls: ["$a1.QueueUrl", "$a2.QueueUrl"] },
        without: ["NextToken"],
      },
      {
        do: "ListQueues",
        with: { QueueNamePrefix: "a-", MaxResults: 1 },
        as: "p1",
        answer: { QueueUrls: ["$a1.QueueUrl"] },
      },
      {
        do: "ListQueues",
        with: { QueueNamePrefix: "a-", MaxResults: 1, NextToken: "$p1.NextToken" },
        answer: { QueueUrls: ["$a2.QueueUrl"] },
        without: ["NextToken"],
      },
      { do: "ListQueues", with: { QueueNamePrefix: "z" }, without: ["QueueUrls"] },
      { do: "ListQueues", with: { MaxResults: 1, NextToken: "here" }, error: "InvalidParameterValue" },
      { do: "ListQueues", with: { MaxResults: 1, NextToken: "!!" }, error: "InvalidParameterValue" },
    ],
  },
  {
    name: "a deleted queue is gone, and its name is free after 60 seconds",
    source: "API DeleteQueue, API CreateQueue",
    steps: [
      create("q"),
      { do: "DeleteQueue", with: { QueueUrl: Q } },
      refused(send("x"), "QueueDoesNotExist"),
      refused(create("q"), "QueueDeletedRecently", /wait 60 seconds/),
      { wait: 59 },
      refused(create("q"), "QueueDeletedRecently"),
      { wait: 1 },
      create("q"),
    ],
  },
  {
    name: "purge takes every message, and works once in 60 seconds",
    source: "recorded test_successive_purge_calls_fail; API PurgeQueue",
    steps: [
      create("q"),
      send("one"),
      receive(),
      send("two"),
      send("three", { DelaySeconds: 10 }),
      counts(1, 1, 1),
      { do: "PurgeQueue", with: { QueueUrl: Q } },
      counts(0, 0, 0),
      refused(
        { do: "PurgeQueue", with: { QueueUrl: Q } },
        "PurgeQueueInProgress",
        "Only one PurgeQueue operation on q is allowed every 60 seconds.",
      ),
      { wait: 60 },
      { do: "PurgeQueue", with: { QueueUrl: Q } },
    ],
  },
  {
    name: "tags are added, listed and removed",
    source: "API TagQueue, API UntagQueue, API ListQueueTags",
    steps: [
      { do: "CreateQueue", with: { QueueName: "q", tags: { team: "a" } }, as: "q" },
      { do: "TagQueue", with: { QueueUrl: Q, Tags: { cost: "1", team: "b" } } },
      { do: "ListQueueTags", with: { QueueUrl: Q }, answer: { Tags: { team: "b", cost: "1" } } },
      { do: "UntagQueue", with: { QueueUrl: Q, TagKeys: ["team", "cost"] } },
      { do: "ListQueueTags", with: { QueueUrl: Q }, without: ["Tags"] },
    ],
  },
  // ---- sending ---------------------------------------------------------------------------------------------------------
  {
    name: "MD5 of the body",
    source: "recorded test_receive_message_message_attribute_names_filters",
    steps: [
      create("q"),
      {
        ...send("msg"),
        answer: { MD5OfMessageBody: "6e2baaf3b97dbeef01c0043275f9a0e7" },
        without: ["SequenceNumber"],
      } as Step,
      receive(
        {},
        { Messages: [{ Body: "msg", MD5OfBody: "6e2baaf3b97dbeef01c0043275f9a0e7", MessageId: "$sent.MessageId" }] },
      ),
    ],
  },
  {
    name: "MD5 of the message attributes, and of those that a receiver selects",
    source: "recorded test_receive_message_message_attribute_names_filters",
    steps: [
      create("q", { VisibilityTimeout: "0" }),
      {
        ...send("msg", {
          MessageAttributes: {
            "Help.Me": { DataType: "String", StringValue: "Me" },
            Hello: { DataType: "String", StringValue: "There" },
            General: { DataType: "String", StringValue: "Kenobi" },
          },
        }),
        answer: { MD5OfMessageAttributes: "4c360f3fdafd970e05fae2f149d997f5" },
      } as Step,
      receive(
        { MessageAttributeNames: ["All"] },
        { Messages: [{ MD5OfMessageAttributes: "4c360f3fdafd970e05fae2f149d997f5" }] },
      ),
      receive(
        { MessageAttributeNames: [".*"] },
        { Messages: [{ MD5OfMessageAttributes: "4c360f3fdafd970e05fae2f149d997f5" }] },
      ),
      receive(
        { MessageAttributeNames: ["Hello", "General"] },
        { Messages: [{ MD5OfMessageAttributes: "fca026605781cb4126a1e9044df24232" }] },
      ),
      receive(
        { MessageAttributeNames: ["Hello", "Foo"] },
        { Messages: [{ MD5OfMessageAttributes: "a311262e065454b75da111d535b8dacd" }] },
      ),
      receive(
        { MessageAttributeNames: ["Hel.*"] },
        { Messages: [{ MD5OfMessageAttributes: "83fee93c1bcd8b9a5a923ffacdc636c7" }] },
      ),
    ],
  },
  {
    name: "MD5 of a binary attribute",
    source: "recorded test_send_message_with_binary_attributes",
    steps: [
      create("q"),
      send("test", {
        MessageAttributes: {
          attr1: {
            DataType: "Binary",
            BinaryValue: new Uint8Array(
              Buffer.from("traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01"),
            ),
          },
        },
      }),
      receive(
        { MessageAttributeNames: ["All"] },
        {
          Messages: [
            {
              MD5OfBody: "098f6bcd4621d373cade4e832627b4f6",
              MD5OfMessageAttributes: "8cbe4db156db8a94db8b801b7addb984",
            },
          ],
        },
      ),
    ],
  },
  {
    name: "a message over the queue's size is refused, one of just that size is not",
    source: "recorded test_send_message_with_updated_maximum_message_size",
    steps: [
      create("q", { MaximumMessageSize: "1024" }),
      send("a".repeat(1_024)),
      refused(
        send("a".repeat(1_025)),
        "InvalidParameterValue",
        "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.",
      ),
    ],
  },
  {
    name: "the size counts bytes of UTF-8, and attributes with name, type and value",
    source: "Guide: Amazon SQS message quotas",
    steps: [
      create("q", { MaximumMessageSize: "1024" }),
      refused(send("ñ".repeat(513)), "InvalidParameterValue"),
      refused(
        send("a".repeat(1_015), { MessageAttributes: { n: { DataType: "Number", StringValue: "123" } } }),
        "InvalidParameterValue",
      ),
      send("a".repeat(1_014), { MessageAttributes: { n: { DataType: "Number", StringValue: "123" } } }),
    ],
  },
  {
    name: "control characters are not allowed in a body, other planes are",
    source: "API SendMessage, MessageBody",
    steps: [
      create("q"),
      refused(send("a\u0008b"), "InvalidMessageContents"),
      refused(send("a\uffff"), "InvalidMessageContents"),
      send("tab\t line\n\r ñ 日本 😀"),
    ],
  },
  {
    name: "delay: of the message, of the queue, and 0 of the message before the queue's",
    source: "Guide: Amazon SQS message timers; Guide: Amazon SQS delay queues",
    steps: [
      create("q", { DelaySeconds: "10" }),
      send("queue's"),
      send("own", { DelaySeconds: 5 }),
      send("none", { DelaySeconds: 0 }),
      counts(1, 0, 2),
      receive({ MaxNumberOfMessages: 10 }, bodies("none")),
      { wait: 5 },
      receive({ MaxNumberOfMessages: 10 }, bodies("own")),
      { wait: 5 },
      receive({ MaxNumberOfMessages: 10 }, bodies("queue's")),
    ],
  },
  {
    name: "a delay of 901 seconds is refused",
    source: "API SendMessage, DelaySeconds",
    steps: [create("q"), refused(send("x", { DelaySeconds: 901 }), "InvalidParameterValue", /DelaySeconds/)],
  },
  {
    name: "a message attribute needs a known type, a value and a permitted name",
    source: "Guide: Amazon SQS message attributes",
    steps: [
      create("q"),
      ...[
        { a: { DataType: "Text", StringValue: "x" } },
        { a: { DataType: "String", StringValue: "" } },
        { a: { DataType: "Number", StringValue: "ten" } },
        { "AWS.a": { DataType: "String", StringValue: "x" } },
        { "a..b": { DataType: "String", StringValue: "x" } },
      ].map((MessageAttributes) => refused(send("x", { MessageAttributes }), "InvalidParameterValue")),
      send("x", { MessageAttributes: { price: { DataType: "Number.float", StringValue: "1.5e3" } } }),
    ],
  },
  {
    name: "at most 10 message attributes",
    source: "Guide: Amazon SQS message quotas",
    steps: [
      create("q"),
      refused(
        send("x", {
          MessageAttributes: Object.fromEntries(
            Array.from({ length: 11 }, (_, i) => [`a${i}`, { DataType: "Number", StringValue: "1" }]),
          ),
        }),
        "InvalidParameterValue",
        /\[11\]/,
      ),
    ],
  },
  {
    name: "the X-Ray header goes along as a system attribute",
    source: "API SendMessage, MessageSystemAttributes",
    steps: [
      create("q"),
      send("x", { MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: "Root=1-5" } } }),
      receive(
        { MessageSystemAttributeNames: ["AWSTraceHeader"] },
        { Messages: [{ Attributes: { AWSTraceHeader: "Root=1-5" } }] },
      ),
    ],
  },
  // ---- receiving -------------------------------------------------------------------------------------------------------
  {
    name: "system attributes come only when asked for",
    source: "recorded test_receive_message_attribute_names_filters",
    steps: [
      create("q", { VisibilityTimeout: "0" }),
      send("msg"),
      receive({}, bodies("msg"), "plain"),
      receive(
        { MessageSystemAttributeNames: ["All"] },
        {
          Messages: [
            { Attributes: { SenderId: ACCOUNT, ApproximateReceiveCount: "2", SentTimestamp: "1767571200000" } },
          ],
        },
      ),
      receive({ AttributeNames: ["SenderId"] }, { Messages: [{ Attributes: { SenderId: ACCOUNT } }] }),
    ],
  },
  {
    name: "11 messages a receive are refused",
    source: "recorded test_send_receive_max_number_of_messages",
    steps: [
      create("q"),
      refused(
        receive({ MaxNumberOfMessages: 11 }),
        "InvalidParameterValue",
        "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
      ),
      refused(receive({ MaxNumberOfMessages: 0 }), "InvalidParameterValue"),
      refused(receive({ WaitTimeSeconds: 21 }), "InvalidParameterValue"),
      refused(receive({ VisibilityTimeout: 43_201 }), "InvalidParameterValue"),
    ],
  },
  {
    name: "a received message is hidden for the visibility timeout, and comes again",
    source: "Guide: Amazon SQS visibility timeout",
    steps: [
      create("q", { VisibilityTimeout: "10" }),
      send("x"),
      receive({}, bodies("x")),
      nothing(),
      { wait: 9.9 },
      nothing(),
      { wait: 0.1 },
      receive({ AttributeNames: ["All"] }, { Messages: [{ Body: "x", Attributes: { ApproximateReceiveCount: "2" } }] }),
    ],
  },
  {
    name: "a receive may set its own visibility timeout",
    source: "API ReceiveMessage, VisibilityTimeout",
    steps: [create("q"), send("x"), receive({ VisibilityTimeout: 2 }), { wait: 2 }, receive({}, bodies("x"))],
  },
  {
    name: "a long poll with nothing to come ends after its wait, with no list",
    source: "Guide: Amazon SQS short and long polling",
    steps: [create("q"), nothing({ WaitTimeSeconds: 20 })],
  },
  {
    name: "a long poll ends when a delayed message becomes available",
    source: "Guide: Amazon SQS short and long polling",
    steps: [create("q"), send("x", { DelaySeconds: 3 }), receive({ WaitTimeSeconds: 20 }, bodies("x"))],
  },
  {
    name: "messages older than the retention period are gone",
    source: "API SetQueueAttributes, MessageRetentionPeriod",
    steps: [
      create("q", { MessageRetentionPeriod: "60" }),
      send("x"),
      { wait: 59 },
      counts(1, 0, 0),
      { wait: 1 },
      counts(0, 0, 0),
      nothing(),
    ],
  },
  {
    name: "a shorter retention period counts for the messages already there",
    source: "API SetQueueAttributes, MessageRetentionPeriod",
    steps: [create("q"), send("x"), { wait: 100 }, set({ MessageRetentionPeriod: "60" }), { wait: 1 }, counts(0, 0, 0)],
  },
  // ---- deleting and visibility -----------------------------------------------------------------------------------------
  {
    name: "a deleted message does not come again, and may be deleted again",
    source: "API DeleteMessage",
    steps: [create("q"), send("x"), receive(), remove(), remove(), counts(0, 0, 0), { wait: 31 }, nothing()],
  },
  {
    name: "a handle that was never given out is invalid",
    source: "API DeleteMessage, ReceiptHandleIsInvalid",
    steps: [create("q"), refused(remove("abc"), "ReceiptHandleIsInvalid", /"abc" is not a valid receipt handle/)],
  },
  {
    name: "another queue's handle is invalid",
    source: "API DeleteMessage, ReceiptHandleIsInvalid",
    steps: [
      create("q"),
      send("x"),
      receive(),
      create("other", undefined, "other"),
      refused(
        { do: "DeleteMessage", with: { QueueUrl: "$other.QueueUrl", ReceiptHandle: "$r.Messages.0.ReceiptHandle" } },
        "ReceiptHandleIsInvalid",
      ),
    ],
  },
  {
    name: "on a standard queue an old handle does not delete what was received again",
    source: "API DeleteMessage: with another than the latest handle the message might not be deleted",
    steps: [
      create("q", { VisibilityTimeout: "1" }),
      send("x"),
      receive({}, undefined, "old"),
      { wait: 1 },
      receive({ VisibilityTimeout: 10 }, bodies("x"), "new"),
      remove("$old.Messages.0.ReceiptHandle"),
      counts(0, 1, 0),
      remove("$new.Messages.0.ReceiptHandle"),
      counts(0, 0, 0),
    ],
  },
  {
    name: "on a FIFO queue a handle expires with its visibility timeout",
    source: "recorded test_fifo_delete_message_with_expired_receipt_handle",
    steps: [
      fifo(),
      inGroup("g1-m1", "g1"),
      receive({ VisibilityTimeout: 1 }),
      { wait: 2 },
      refused(remove(), "InvalidParameterValue", /Reason: The receipt handle has expired\.$/),
    ],
  },
  {
    name: "visibility can be extended and ended early",
    source: "API ChangeMessageVisibility",
    steps: [
      create("q", { VisibilityTimeout: "5" }),
      send("x"),
      receive(),
      { wait: 4 },
      {
        do: "ChangeMessageVisibility",
        with: { QueueUrl: Q, ReceiptHandle: "$r.Messages.0.ReceiptHandle", VisibilityTimeout: 10 },
      },
      { wait: 9 },
      nothing(),
      {
        do: "ChangeMessageVisibility",
        with: { QueueUrl: Q, ReceiptHandle: "$r.Messages.0.ReceiptHandle", VisibilityTimeout: 0 },
      },
      receive({}, bodies("x")),
    ],
  },
  {
    name: "visibility of what is not in flight cannot be changed",
    source: "API ChangeMessageVisibility, MessageNotInflight",
    steps: [
      create("q", { VisibilityTimeout: "1" }),
      send("x"),
      receive(),
      { wait: 1 },
      refused(
        {
          do: "ChangeMessageVisibility",
          with: { QueueUrl: Q, ReceiptHandle: "$r.Messages.0.ReceiptHandle", VisibilityTimeout: 5 },
        },
        "MessageNotInflight",
      ),
    ],
  },
  {
    name: "a message is hidden for 12 hours in all at most",
    source: "Guide: Amazon SQS visibility timeout",
    steps: [
      create("q"),
      send("x"),
      receive({ VisibilityTimeout: 43_200 }),
      { wait: 10 },
      refused(
        {
          do: "ChangeMessageVisibility",
          with: { QueueUrl: Q, ReceiptHandle: "$r.Messages.0.ReceiptHandle", VisibilityTimeout: 43_195 },
        },
        "InvalidParameterValue",
        /beyond the limit \[43200 seconds\]/,
      ),
    ],
  },
  // ---- batches ---------------------------------------------------------------------------------------------------------
  {
    name: "a batch answers each entry by its id",
    source: "API SendMessageBatch, API DeleteMessageBatch",
    steps: [
      create("q"),
      {
        do: "SendMessageBatch",
        with: {
          QueueUrl: Q,
          Entries: [
            { Id: "a", MessageBody: "1" },
            { Id: "b", MessageBody: "2" },
          ],
        },
        answer: { Successful: [{ Id: "a", MD5OfMessageBody: "c4ca4238a0b923820dcc509a6f75849b" }, { Id: "b" }] },
      },
      receive({ MaxNumberOfMessages: 10 }, bodies("1", "2")),
      {
        do: "DeleteMessageBatch",
        with: {
          QueueUrl: Q,
          Entries: [
            { Id: "a", ReceiptHandle: "$r.Messages.0.ReceiptHandle" },
            { Id: "b", ReceiptHandle: "nonsense" },
          ],
        },
        answer: { Successful: [{ Id: "a" }], Failed: [{ Id: "b", SenderFault: true, Code: "ReceiptHandleIsInvalid" }] },
      },
      {
        do: "ChangeMessageVisibilityBatch",
        with: {
          QueueUrl: Q,
          Entries: [{ Id: "b", ReceiptHandle: "$r.Messages.1.ReceiptHandle", VisibilityTimeout: 0 }],
        },
        answer: { Successful: [{ Id: "b" }] },
      },
      receive({}, bodies("2")),
    ],
  },
  {
    name: "one entry may fail alone",
    source: "API SendMessageBatch",
    steps: [
      create("q", { MaximumMessageSize: "1024" }),
      {
        do: "SendMessageBatch",
        with: {
          QueueUrl: Q,
          Entries: [
            { Id: "good", MessageBody: "1" },
            { Id: "big", MessageBody: "a".repeat(1_025) },
          ],
        },
        answer: {
          Successful: [{ Id: "good" }],
          Failed: [{ Id: "big", SenderFault: true, Code: "InvalidParameterValue" }],
        },
      },
    ],
  },
  {
    name: "an empty batch, 20 entries, a bad id, a repeated id",
    source: "recorded test_too_many_entries_in_batch_request, test_invalid_batch_id; API SendMessageBatch",
    steps: [
      create("q"),
      refused({ do: "SendMessageBatch", with: { QueueUrl: Q, Entries: [] } }, "EmptyBatchRequest"),
      refused(
        {
          do: "SendMessageBatch",
          with: { QueueUrl: Q, Entries: Array.from({ length: 20 }, (_, i) => ({ Id: `e${i}`, MessageBody: "x" })) },
        },
        "TooManyEntriesInBatchRequest",
        "Maximum number of entries per request are 10. You have sent 20.",
      ),
      refused(
        { do: "SendMessageBatch", with: { QueueUrl: Q, Entries: [{ Id: "a:b", MessageBody: "x" }] } },
        "InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
      ),
      refused(
        {
          do: "SendMessageBatch",
          with: {
            QueueUrl: Q,
            Entries: [
              { Id: "a", MessageBody: "x" },
              { Id: "a", MessageBody: "y" },
            ],
          },
        },
        "BatchEntryIdsNotDistinct",
      ),
    ],
  },
  {
    name: "a batch has the same ceiling as a message",
    source:
      "recorded test_send_message_batch_with_oversized_contents; Guide: Amazon SQS message quotas (1 MiB since 2025-08)",
    steps: [
      create("q"),
      refused(
        {
          do: "SendMessageBatch",
          with: {
            QueueUrl: Q,
            Entries: [
              { Id: "a", MessageBody: "a".repeat(1_048_576) },
              { Id: "b", MessageBody: "b" },
            ],
          },
        },
        "BatchRequestTooLong",
        "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
      ),
    ],
  },
  // ---- FIFO ------------------------------------------------------------------------------------------------------------
  {
    name: "what a FIFO queue asks of a sender",
    source: "recorded test_send_batch_missing_message_group_id_for_fifo_queue, ..._deduplication_id_...",
    steps: [
      fifo(),
      refused(
        send("x", { MessageDeduplicationId: "1" }),
        "MissingParameter",
        "The request must contain the parameter MessageGroupId.",
      ),
      refused(
        send("x", { MessageGroupId: "g" }),
        "InvalidParameterValue",
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
      ),
      refused(
        { do: "SendMessageBatch", with: { QueueUrl: Q, Entries: [{ Id: "a", MessageBody: "x" }] } },
        "InvalidParameterValue",
        "The request must contain the parameter MessageGroupId.",
      ),
    ],
  },
  {
    name: "no delay of a single message on FIFO, no deduplication id on standard",
    source: "recorded test_fifo_queue_send_message_with_delay_seconds_fails; API SendMessage",
    steps: [
      fifo(),
      refused(
        send("x", { MessageGroupId: "g", MessageDeduplicationId: "1", DelaySeconds: 2 }),
        "InvalidParameterValue",
        "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.",
      ),
      create("q"),
      refused(send("x", { MessageDeduplicationId: "1" }), "InvalidParameterValue"),
      refused(receive({ ReceiveRequestAttemptId: "1" }), "InvalidParameterValue"),
    ],
  },
  {
    name: "a FIFO message carries group, deduplication id and sequence number",
    source: "recorded test_fifo_message_attributes",
    steps: [
      fifo(),
      {
        ...inGroup("message-body-1", "group-1", "dedup-1"),
        answer: { MD5OfMessageBody: "19c9e282d65f9733bc6b35d50062c7ee" },
      } as Step,
      receive(
        { AttributeNames: ["All"] },
        {
          Messages: [
            {
              Attributes: {
                MessageGroupId: "group-1",
                MessageDeduplicationId: "dedup-1",
                SequenceNumber: "$sent.SequenceNumber",
                ApproximateReceiveCount: "1",
              },
            },
          ],
        },
      ),
    ],
  },
  {
    name: "a copy within 5 minutes is answered like the first and not delivered, also when the first is deleted",
    source: "recorded test_fifo_deduplication_arrives_once_after_delete; Guide: Exactly-once processing in Amazon SQS",
    steps: [
      fifo(),
      inGroup("x", "g", "1", "first"),
      receive(),
      remove(),
      { wait: 299 },
      {
        ...inGroup("x", "g", "1"),
        answer: { MessageId: "$first.MessageId", SequenceNumber: "$first.SequenceNumber" },
      } as Step,
      nothing(),
      { wait: 1 },
      inGroup("x", "g", "1", "second"),
      receive({}, { Messages: [{ MessageId: "$second.MessageId" }] }),
    ],
  },
  {
    name: "content-based deduplication looks at the body only",
    source: "API SendMessage, MessageDeduplicationId",
    steps: [
      fifo({ ContentBasedDeduplication: "true" }),
      send("same", { MessageGroupId: "g" }, "first"),
      {
        ...send("same", { MessageGroupId: "g", MessageAttributes: { a: { DataType: "String", StringValue: "1" } } }),
        answer: { MessageId: "$first.MessageId" },
      } as Step,
      send("same", { MessageGroupId: "g", MessageDeduplicationId: "other" }),
      counts(2, 0, 0),
    ],
  },
  {
    name: "deduplication is by queue, or by message group when that is its scope",
    source: "recorded test_fifo_deduplication_not_on_message_group_id; Guide: High throughput for FIFO queues",
    steps: [
      fifo(),
      inGroup("x", "g1", "1"),
      inGroup("x", "g2", "1"),
      counts(1, 0, 0),
      create("scoped.fifo", { FifoQueue: "true", DeduplicationScope: "messageGroup" }),
      inGroup("x", "g1", "1"),
      inGroup("x", "g2", "1"),
      counts(2, 0, 0),
    ],
  },
  {
    name: "a group waits while one of its messages is in flight; other groups do not",
    source: "Guide: FIFO queue delivery logic",
    steps: [
      fifo(),
      inGroup("a1", "a"),
      inGroup("a2", "a"),
      inGroup("b1", "b"),
      receive({}, bodies("a1")),
      receive({}, bodies("b1"), "b"),
      nothing(),
      remove(),
      receive({}, bodies("a2")),
    ],
  },
  {
    name: "a receive takes as many of one group as it can, in order, then of others",
    source: "Guide: FIFO queue delivery logic",
    steps: [
      fifo(),
      inGroup("a1", "a"),
      inGroup("b1", "b"),
      inGroup("a2", "a"),
      receive({ MaxNumberOfMessages: 10 }, bodies("a1", "a2", "b1")),
    ],
  },
  {
    name: "after the first of three is extended the other two stay hidden too",
    source: "github.com/localstack/localstack pull 13386",
    steps: [
      fifo({ VisibilityTimeout: "5" }),
      inGroup("1", "g"),
      inGroup("2", "g"),
      inGroup("3", "g"),
      receive({ MaxNumberOfMessages: 3 }),
      {
        do: "ChangeMessageVisibility",
        with: { QueueUrl: Q, ReceiptHandle: "$r.Messages.0.ReceiptHandle", VisibilityTimeout: 20 },
      },
      { wait: 6 },
      nothing({ MaxNumberOfMessages: 10 }),
      { wait: 14 },
      receive({ MaxNumberOfMessages: 10 }, bodies("1", "2", "3")),
    ],
  },
  {
    name: "the same receive attempt gives the same messages and handles",
    source: "API ReceiveMessage, ReceiveRequestAttemptId",
    steps: [
      fifo(),
      inGroup("a1", "a"),
      inGroup("b1", "b"),
      receive({ ReceiveRequestAttemptId: "try" }, bodies("a1")),
      { wait: 20 },
      receive(
        { ReceiveRequestAttemptId: "try" },
        { Messages: [{ ReceiptHandle: "$r.Messages.0.ReceiptHandle" }] },
        "again",
      ),
      { wait: 20 },
      receive({ ReceiveRequestAttemptId: "new" }, bodies("b1"), "b"),
      remove(),
      nothing({ ReceiveRequestAttemptId: "try" }),
    ],
  },
  {
    name: "a delay of a FIFO queue counts for every message",
    source: "Guide: Amazon SQS delay queues",
    steps: [
      fifo({ DelaySeconds: "5" }),
      inGroup("1", "g"),
      counts(0, 0, 1),
      set({ DelaySeconds: "2" }),
      { wait: 2 },
      receive({}, bodies("1")),
    ],
  },
  // ---- dead letters ----------------------------------------------------------------------------------------------------
  {
    name: "a message received maxReceiveCount times goes to the dead-letter queue instead of a further receive",
    source: "Guide: Using dead-letter queues in Amazon SQS",
    steps: [
      create("dlq", undefined, "dlq"),
      create("q", { ...deadLetters(2), VisibilityTimeout: "1" }),
      send("x"),
      receive({}, bodies("x")),
      { wait: 1 },
      receive({}, bodies("x")),
      { wait: 1 },
      counts(1, 0, 0),
      nothing(),
      counts(0, 0, 0),
      {
        do: "ReceiveMessage",
        with: { QueueUrl: "$dlq.QueueUrl", MessageSystemAttributeNames: ["All"] },
        answer: {
          Messages: [
            {
              MessageId: "$sent.MessageId",
              Attributes: {
                ApproximateReceiveCount: "3",
                DeadLetterQueueSourceArn: arn("q"),
                SentTimestamp: "1767571200000",
              },
            },
          ],
        },
      },
    ],
  },
  {
    name: "a redrive policy must name an existing queue of the same type and a count from 1 to 1000",
    source: "recorded test_invalid_dead_letter_arn_rejected_before_lookup; API SetQueueAttributes",
    steps: [
      create("q"),
      refused(
        set({ RedrivePolicy: '{"deadLetterTargetArn": "dummy", "maxReceiveCount": 42}' }),
        "InvalidParameterValue",
        'Value {"deadLetterTargetArn": "dummy", "maxReceiveCount": 42} for parameter RedrivePolicy is invalid. Reason: Invalid value for deadLetterTargetArn.',
      ),
      refused(set(deadLetters(3, "none")), "InvalidParameterValue", /Dead letter target does not exist/),
      create("dlq.fifo", { FifoQueue: "true" }, "dlq"),
      refused(set(deadLetters(3, "dlq.fifo")), "InvalidParameterValue", /same type of queue/),
      refused(set({ RedrivePolicy: "not json" }), "InvalidParameterValue", /JSON/),
      refused(set(deadLetters(0)), "InvalidParameterValue", /maxReceiveCount/),
      refused(set(deadLetters(1_001)), "InvalidParameterValue", /maxReceiveCount/),
      refused(
        set({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn("q") }) }),
        "InvalidParameterValue",
        /mandatory attribute: maxReceiveCount/,
      ),
    ],
  },
  {
    name: "an empty redrive policy takes it away",
    source: "API SetQueueAttributes, RedrivePolicy",
    steps: [
      create("dlq"),
      create("q", deadLetters()),
      attributes(["RedrivePolicy"], deadLetters()),
      set({ RedrivePolicy: "" }),
      { do: "GetQueueAttributes", with: { QueueUrl: Q, AttributeNames: ["RedrivePolicy"] }, without: ["Attributes"] },
    ],
  },
  {
    name: "a dead-letter queue says from whom it takes",
    source: "Guide: Using dead-letter queues in Amazon SQS, redrive allow policy",
    steps: [
      create("dlq", {
        RedriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [arn("friend")] }),
      }),
      create("friend", deadLetters(), "friend"),
      refused(create("q", deadLetters()), "InvalidParameterValue", /does not allow this source/),
      refused(
        create("bad", { RedriveAllowPolicy: JSON.stringify({ redrivePermission: "sometimes" }) }),
        "InvalidParameterValue",
        /RedriveAllowPolicy/,
      ),
    ],
  },
  {
    name: "the sources of a dead-letter queue are listed",
    source: "API ListDeadLetterSourceQueues",
    steps: [
      create("dlq", undefined, "dlq"),
      create("q1", deadLetters(), "q1"),
      create("q2", deadLetters(), "q2"),
      {
        do: "ListDeadLetterSourceQueues",
        with: { QueueUrl: "$dlq.QueueUrl" },
        answer: { queueUrls: ["$q1.QueueUrl", "$q2.QueueUrl"] },
      },
    ],
  },
  // ---- move tasks ------------------------------------------------------------------------------------------------------
  {
    name: "a move task brings dead letters back to where they came from, as new messages",
    source: "recorded test_move_task_workflow_with_default_destination; API StartMessageMoveTask",
    steps: [
      create("dlq", undefined, "dlq"),
      create("q", { ...deadLetters(1), VisibilityTimeout: "0" }),
      send("1"),
      send("2"),
      receive({ MaxNumberOfMessages: 10 }, bodies("1", "2")),
      nothing(),
      { do: "StartMessageMoveTask", with: { SourceArn: arn("dlq") }, as: "task" },
      { wait: 1 },
      {
        do: "ListMessageMoveTasks",
        with: { SourceArn: arn("dlq") },
        answer: {
          Results: [
            {
              Status: "COMPLETED",
              SourceArn: arn("dlq"),
              ApproximateNumberOfMessagesMoved: 2,
              ApproximateNumberOfMessagesToMove: 2,
            },
          ],
        },
      },
      receive(
        { MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All"] },
        { Messages: [{ Body: "1", Attributes: { ApproximateReceiveCount: "1" } }, { Body: "2" }] },
      ),
    ],
  },
  {
    name: "a move task at a rate can be cancelled",
    source: "recorded test_move_task_cancel",
    steps: [
      create("dlq", undefined, "dlq"),
      create("q", { ...deadLetters(1), VisibilityTimeout: "0" }),
      create("target", undefined, "target"),
      ...Array.from({ length: 10 }, (_, i) => send(`m${i}`)),
      receive({ MaxNumberOfMessages: 10 }),
      nothing({ MaxNumberOfMessages: 10 }),
      {
        do: "StartMessageMoveTask",
        with: { SourceArn: arn("dlq"), DestinationArn: arn("target"), MaxNumberOfMessagesPerSecond: 1 },
        as: "task",
      },
      {
        do: "ListMessageMoveTasks",
        with: { SourceArn: arn("dlq") },
        answer: {
          Results: [
            {
              ApproximateNumberOfMessagesMoved: 0,
              ApproximateNumberOfMessagesToMove: 10,
              DestinationArn: arn("target"),
              MaxNumberOfMessagesPerSecond: 1,
              Status: "RUNNING",
              TaskHandle: "$task.TaskHandle",
            },
          ],
        },
      },
      refused(
        { do: "StartMessageMoveTask", with: { SourceArn: arn("dlq") } },
        "InvalidParameterValue",
        /already a task running/,
      ),
      { wait: 2.5 },
      {
        do: "CancelMessageMoveTask",
        with: { TaskHandle: "$task.TaskHandle" },
        answer: { ApproximateNumberOfMessagesMoved: 2 },
      },
      { wait: 5 },
      { do: "ListMessageMoveTasks", with: { SourceArn: arn("dlq") }, answer: { Results: [{ Status: "CANCELLED" }] } },
      counts(8, 0, 0, "$dlq.QueueUrl"),
      counts(2, 0, 0, "$target.QueueUrl"),
    ],
  },
  {
    name: "a move task whose destination is deleted fails with the reason",
    source: "recorded test_move_task_delete_destination_queue_while_running",
    steps: [
      create("dlq", undefined, "dlq"),
      create("q", { ...deadLetters(1), VisibilityTimeout: "0" }),
      create("target", undefined, "target"),
      ...Array.from({ length: 3 }, (_, i) => send(`m${i}`)),
      receive({ MaxNumberOfMessages: 10 }),
      nothing({ MaxNumberOfMessages: 10 }),
      {
        do: "StartMessageMoveTask",
        with: { SourceArn: arn("dlq"), DestinationArn: arn("target"), MaxNumberOfMessagesPerSecond: 1 },
      },
      { wait: 1.5 },
      { do: "DeleteQueue", with: { QueueUrl: "$target.QueueUrl" } },
      { wait: 1 },
      {
        do: "ListMessageMoveTasks",
        with: { SourceArn: arn("dlq") },
        answer: {
          Results: [
            {
              Status: "FAILED",
              ApproximateNumberOfMessagesMoved: 1,
              FailureReason: "AWS.SimpleQueueService.NonExistentQueue",
            },
          ],
        },
      },
      counts(2, 0, 0, "$dlq.QueueUrl"),
    ],
  },
  {
    name: "what a move task refuses",
    source: "recorded test_source_needs_redrive_policy, test_destination_needs_to_exist, test_cancel_with_invalid_...",
    steps: [
      create("dlq"),
      refused(
        { do: "StartMessageMoveTask", with: { SourceArn: arn("dlq") } },
        "InvalidParameterValue",
        "Source queue must be configured as a Dead Letter Queue.",
      ),
      refused(
        { do: "StartMessageMoveTask", with: { SourceArn: arn("none") } },
        "ResourceNotFoundException",
        "The resource that you specified for the SourceArn parameter doesn't exist.",
      ),
      create("q", deadLetters()),
      refused(
        { do: "StartMessageMoveTask", with: { SourceArn: arn("dlq"), DestinationArn: arn("none") } },
        "ResourceNotFoundException",
        "The resource that you specified for the DestinationArn parameter doesn't exist.",
      ),
      refused(
        { do: "CancelMessageMoveTask", with: { TaskHandle: "foobared" } },
        "InvalidParameterValue",
        "Value for parameter TaskHandle is invalid.",
      ),
      refused(
        {
          do: "CancelMessageMoveTask",
          with: { TaskHandle: Buffer.from(JSON.stringify({ taskId: "x", sourceArn: arn("dlq") })).toString("base64") },
        },
        "ResourceNotFoundException",
        "Task does not exist.",
      ),
    ],
  },
  // ---- permissions -----------------------------------------------------------------------------------------------------
  {
    name: "permissions are statements of the policy by label",
    source: "recorded test_sqs_permission_lifecycle",
    steps: [
      create("q"),
      {
        do: "AddPermission",
        with: {
          QueueUrl: Q,
          Label: "crossaccountpermission",
          AWSAccountIds: [ACCOUNT, "668614515564"],
          Actions: ["ReceiveMessage"],
        },
      },
      attributes(["Policy"], {
        Policy: JSON.stringify({
          Version: "2008-10-17",
          Id: `${arn("q")}/SQSDefaultPolicy`,
          Statement: [
            {
              Sid: "crossaccountpermission",
              Effect: "Allow",
              Principal: { AWS: [`arn:aws:iam::${ACCOUNT}:root`, "arn:aws:iam::668614515564:root"] },
              Action: "SQS:ReceiveMessage",
              Resource: arn("q"),
            },
          ],
        }),
      }),
      refused(
        {
          do: "AddPermission",
          with: { QueueUrl: Q, Label: "crossaccountpermission", AWSAccountIds: [ACCOUNT], Actions: ["*"] },
        },
        "InvalidParameterValue",
        "Value crossaccountpermission for parameter Label is invalid. Reason: Already exists.",
      ),
      { do: "RemovePermission", with: { QueueUrl: Q, Label: "crossaccountpermission" } },
      { do: "GetQueueAttributes", with: { QueueUrl: Q, AttributeNames: ["Policy"] }, without: ["Attributes"] },
      refused(
        { do: "RemovePermission", with: { QueueUrl: Q, Label: "crossaccountpermission" } },
        "InvalidParameterValue",
        "Value crossaccountpermission for parameter Label is invalid. Reason: can't find label.",
      ),
    ],
  },
  {
    name: "a user may only what some policy allows",
    source: "IAM User Guide: Policy evaluation logic",
    steps: [
      create("q"),
      { ...refused(send("x"), "AccessDenied", /user\/ana/), by: "user/ana" } as Step,
      set({
        Policy: JSON.stringify({
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/ana` },
              Action: "sqs:SendMessage",
              Resource: arn("q"),
            },
          ],
        }),
      }),
      { ...send("x"), by: "user/ana" } as Step,
      { ...refused(receive(), "AccessDenied"), by: "user/ana" } as Step,
      { ...refused(send("x"), "AccessDenied"), by: "user/luis" } as Step,
    ],
  },
  {
    name: "an explicit deny of unencrypted calls binds even the root",
    source: "Guide: Basic examples of Amazon SQS policies, deny without TLS",
    steps: [
      create("q", {
        Policy: JSON.stringify({
          Statement: {
            Sid: "OnlyTls",
            Effect: "Deny",
            Principal: "*",
            Action: "sqs:SendMessage",
            Resource: arn("q"),
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        }),
      }),
      send("x"),
      { ...refused(send("x"), "AccessDenied", /OnlyTls/), insecure: true } as Step,
    ],
  },
  {
    name: "a queue can be closed to all but one VPC endpoint",
    source: "Guide: Creating an Amazon VPC endpoint policy for Amazon SQS",
    steps: [
      create("q", {
        Policy: JSON.stringify({
          Statement: {
            Effect: "Deny",
            Principal: "*",
            Action: "sqs:SendMessage",
            Resource: arn("q"),
            Condition: { StringNotEquals: { "aws:sourceVpce": "vpce-1a2b3c4d" } },
          },
        }),
      }),
      refused(send("x"), "AccessDenied"),
      { ...send("x"), vpce: "vpce-1a2b3c4d" } as Step,
    ],
  },
  {
    name: "a policy that is no policy is refused",
    source: "API SetQueueAttributes, Policy",
    steps: [
      create("q"),
      refused(set({ Policy: "{}" }), "InvalidAttributeValue", /Invalid value for the parameter Policy/),
      refused(
        set({ Policy: JSON.stringify({ Statement: { Effect: "Maybe", Principal: "*", Action: "*" } }) }),
        "InvalidAttributeValue",
      ),
    ],
  },
  {
    name: "a message group on a standard queue is a tenant",
    source: "Guide: Amazon SQS fair queues",
    steps: [
      create("q"),
      send("x", { MessageGroupId: "tenant-1" }),
      receive(
        { MessageSystemAttributeNames: ["MessageGroupId"] },
        { Messages: [{ Attributes: { MessageGroupId: "tenant-1" } }] },
      ),
    ],
  },
];
