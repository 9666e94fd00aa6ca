/** L2: right answers written differently, wrong ones with the claims that must fail, and mutants of the right ones. */
import type { Variant } from "../checks/answers";
import { type Exercise, solutions } from "../checks/exercise-suite";

const VARIANTS: Variant[] = [
  {
    name: "greets the queue before the first order",
    change: [
      [
        "  for (const order of orders) {\n    const MessageBody",
        '  await sqs.sendMessage({ QueueUrl: urls.standard, MessageBody: "{}" });\n  for (const order of orders) {\n    const MessageBody',
      ],
    ],
    fails: { "l2.sender": /With no orders nothing is sent/ },
  },
  {
    name: "sends the dead of each queue to the wrong place in what it returns",
    change: [
      ["return { standard, fifo, standardDeadLetters,", "return { standard, fifo, standardDeadLetters: standard,"],
    ],
    fails: { "l2.queues": /four different queues[\s\S]*dead-letter queue of its own queue/ },
  },
  {
    name: "gives every order a group of its own",
    change: [["MessageGroupId: order.customer", "MessageGroupId: order.id"]],
    fails: { "l2.sender": /each customer is a group/ },
  },
  {
    name: "has no dead-letter queues",
    change: [
      ["RedrivePolicy: await redriveTo(standardDeadLetters),", ""],
      ["RedrivePolicy: await redriveTo(fifoDeadLetters),", ""],
    ],
    fails: { "l2.queues": /maxReceiveCount 3/ },
  },
  {
    name: "allows five receives",
    change: [["maxReceiveCount: 3", "maxReceiveCount: 5"]],
    fails: { "l2.queues": /maxReceiveCount 3[\s\S]*received 3 times/, "l2.retries": /tried 3 times/ },
  },
  {
    name: "uses one dead-letter queue's URL twice",
    change: [
      [
        "return { standard, fifo, standardDeadLetters, fifoDeadLetters }",
        "return { standard, fifo, standardDeadLetters, fifoDeadLetters: standardDeadLetters }",
      ],
    ],
    fails: { "l2.queues": /four different queues/ },
  },
  {
    name: "invents URLs",
    change: [
      ["return { standard, fifo,", "return { standard: 'https://sqs.us-east-1.amazonaws.com/123456789012/x', fifo,"],
    ],
    fails: { "l2.queues": /four different queues/ },
  },
  {
    name: "leaves the visibility at 30 seconds",
    change: [
      ['VisibilityTimeout: "10"', 'VisibilityTimeout: "30"'],
      ['VisibilityTimeout: "10"', 'VisibilityTimeout: "30"'],
    ],
    fails: { "l2.queues": /within 20 seconds/, "l2.retries": /tried again|tried 3 times/ },
  },
  {
    name: "sends to Standard only",
    change: [["await sqs.sendMessage({ QueueUrl: urls.fifo, MessageBody, ...fifo });", ""]],
    fails: { "l2.sender": /FIFO queue holds each order once/ },
  },
  {
    name: "puts everybody in one group",
    change: [["MessageGroupId: order.customer", 'MessageGroupId: "all"']],
    fails: { "l2.sender": /each customer is a group/ },
  },
  {
    name: "makes a new deduplication id each time",
    change: [
      [
        "MessageDeduplicationId: order.id",
        "MessageDeduplicationId: order.id + ((globalThis as any).n = ((globalThis as any).n ?? 0) + 1)",
      ],
    ],
    fails: { "l2.sender": /holds each order once/ },
  },
  {
    name: "uses the customer as deduplication id",
    change: [["MessageDeduplicationId: order.id", "MessageDeduplicationId: order.customer"]],
    fails: { "l2.sender": /holds each order once/ },
  },
  {
    name: "sends only the id",
    change: [["JSON.stringify(order)", "JSON.stringify({ id: order.id })"]],
    fails: { "l2.sender": /each customer is a group/, "l2.receiver": /each order, whole/ },
  },
  {
    name: "sends one batch of everything",
    change: [
      [
        "for (const order of orders) {",
        "if (orders.length > 10) throw new Error('TooManyEntriesInBatchRequest');\n  for (const order of orders) {",
      ],
    ],
    fails: { "l2.sender": /without throwing/ },
  },
  {
    name: "never deletes",
    change: [["await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle });", ""]],
    fails: { "l2.receiver": /deleted: the queues end up empty/ },
  },
  {
    name: "deletes before it works",
    change: [
      [
        "try {\n        handler(",
        "await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle });\n      try {\n        handler(",
      ],
    ],
    fails: { "l2.retries": /tried again/ },
  },
  {
    name: "stops at the first answer",
    change: [
      [
        "if (Messages.length === 0) return;",
        "if (Messages.length === 0 || (url as any) === (globalThis as any).done) return; (globalThis as any).done = url;",
      ],
    ],
    fails: { "l2.receiver": /each order, whole/ },
  },
  {
    name: "polls short",
    change: [
      [
        "if (Messages.length === 0) return;",
        "if (Messages.length === 0) { if ((nothing += 1) > 60) return; await cloud.sleep({ seconds: 1 }); continue; }",
      ],
      ["WaitTimeSeconds: 20", "WaitTimeSeconds: 0"],
      ["const MaxNumberOfMessages", "let nothing = 0;\n  const MaxNumberOfMessages"],
    ],
    fails: { "l2.receiver": /It polls long/ },
  },
  {
    name: "hands over the text",
    change: [["handler(JSON.parse(message.Body!),", "handler(message.Body as any,"]],
    fails: { "l2.receiver": /each order, whole/ },
  },
  {
    name: "forgets the attempt",
    change: [["Number(message.Attributes?.ApproximateReceiveCount)", "1"]],
    fails: { "l2.retries": /which attempt it is/ },
  },
  {
    name: "asks for no attributes",
    change: [['MessageSystemAttributeNames: ["ApproximateReceiveCount"],', ""]],
    fails: { "l2.receiver": /number of the attempt/ },
  },
  {
    name: "falls over when the handler throws",
    change: [["continue; // not deleted", "throw new Error('down'); // not deleted"]],
    fails: { "l2.retries": /without throwing/ },
  },
  {
    name: "deletes what failed",
    change: [["continue; // not deleted", "// not deleted"]],
    fails: { "l2.retries": /tried again/ },
  },
  {
    name: "retries in a loop of its own",
    change: [
      [
        "continue; // not deleted: it comes back when its visibility ends",
        "try { handler(JSON.parse(message.Body!), 2); } catch { try { handler(JSON.parse(message.Body!), 3); } catch {} }",
      ],
    ],
    fails: { "l2.retries": /ends in its dead-letter queue/ },
  },
  {
    name: "takes ten at a time from FIFO",
    change: [['url.endsWith(".fifo") ? 1 : 10', "10"]],
    fails: { "l2.retries": /none passes an earlier order/ },
  },
  {
    name: "calls the handler without any queue",
    change: [
      [
        "const sqs = cloud.client(SQS);\n  const MaxNumberOfMessages",
        "for (let i = 0; i < 20; i++) handler({ id: 'order-' + i, customer: 'ana', total: 1 }, 1);\n  return;\n  const sqs = cloud.client(SQS);\n  const MaxNumberOfMessages",
      ],
    ],
    fails: { "l2.receiver": /each order, whole/ },
  },
];

const MUTANTS: Record<string, [from: string, to: string][]> = {
  reference: [
    ["maxReceiveCount: 3", "maxReceiveCount: 2"],
    ["await sqs.sendMessage({ QueueUrl: urls.standard, MessageBody });", ""],
    ["MessageDeduplicationId: order.id", "MessageDeduplicationId: order.id.slice(0, 5)"],
    ["handler(JSON.parse", "handler(null && JSON.parse"],
  ],
  batches: [
    ['maxReceiveCount: "3"', 'maxReceiveCount: "4"'],
    ['VisibilityTimeout: "5"', 'VisibilityTimeout: "40"'],
    ["from += 10", "from += 11"],
    ["batch[i]!.customer", "batch[i]!.id"],
    [
      "MessageDeduplicationId: batch[i]!.id",
      "MessageDeduplicationId: batch[i]!.id + cloud.random('x').integer(1, 1e9)",
    ],
    ["sqs.sendMessageBatch({ QueueUrl: urls.fifo, Entries: strict }),", ""],
    ["WaitTimeSeconds: 20", "WaitTimeSeconds: 1"],
    ['AttributeNames: ["All"],', ""],
    ['url.endsWith(".fifo") ? 1 : 10', "10"],
    ["} catch {}", "} finally {}"],
    ["if (done.length > 0) await", "if (done.length > 1) await"],
    ["+message.Attributes.ApproximateReceiveCount", "message.Attributes.ApproximateReceiveCount"],
  ],
  recursive: [
    ["maxReceiveCount: 3", "maxReceiveCount: 1"],
    ["RedrivePolicy: JSON.stringify(policy), ", ""],
    ["return { standard, fifo,", "return { standard: fifo, fifo: standard,"],
    ["for (const order of orders) await", "for (const order of orders.slice(1)) await"],
    ["MessageGroupId: order.customer", `MessageGroupId: "all"`],
    ["MessageDeduplicationId: `order-${order.id}`", "MessageDeduplicationId: `order-${order.customer}`"],
    ["failed = true;", "return;"],
    ["else await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle });", ""],
    ["if (failed) await", "if (!failed) await"],
    ["return receiver(cloud, url, handler);", ""],
    ["Number.parseInt(Attributes.ApproximateReceiveCount, 10)", "0"],
  ],
};

export const L2: Exercise = {
  item: "L2",
  unit: "02-sqs",
  ids: ["l2.queues", "l2.sender", "l2.receiver", "l2.retries"],
  ...solutions("L2", "02-sqs", "l2.retries", "batches", "recursive"),
  mutants: MUTANTS,
  variants: VARIANTS,
  thing: "lab",
  points: 3,
  seeds: 4,
  variantSeeds: 2,
};
