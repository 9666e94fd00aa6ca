/** P1: right answers written differently, and wrong ones with the claims that must fail. */
import { changed, reference, type Variant } from "../checks/answers";
import type { Exercise } from "../checks/exercise-suite";

const RIGHT = reference("07-notificaciones", "p1.processing");

/** Other right ways: the envelope of SNS kept, and one order at a time. */
const OTHERS: Record<string, string> = {
  "without raw delivery": changed(RIGHT, {
    name: "envelope",
    change: [
      ['RawMessageDelivery: "true"', 'RawMessageDelivery: "false"'],
      ["handler(JSON.parse(Body!));", "handler(JSON.parse(JSON.parse(Body!).Message));"],
    ],
    fails: {},
  }),
  "one message at a time, visible again at once": changed(RIGHT, {
    name: "single",
    change: [
      ["MaxNumberOfMessages: 10", "MaxNumberOfMessages: 1"],
      [
        "        continue; // not deleted",
        "        await sqs.changeMessageVisibility({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }); continue; //",
      ],
    ],
    fails: {},
  }),
  "with the policy by account and ArnLike": changed(RIGHT, {
    name: "like",
    change: [["Condition: { ArnEquals: {", "Condition: { ArnLike: {"]],
    fails: {},
  }),
};

const VARIANTS: Variant[] = [
  {
    name: "gives its functions names of its own",
    change: [
      ["cloud.lambda(name, (event", "cloud.lambda(`fn-${name}`, (event"],
      ["FunctionName: name,\n      StatementId", "FunctionName: `fn-${name}`,\n      StatementId"],
      ["FunctionName: name,\n      DestinationConfig", "FunctionName: `fn-${name}`,\n      DestinationConfig"],
    ],
    fails: { "p1.wiring": /One Lambda function per service/ },
  },
  {
    name: "forgets the queue's policy",
    change: [["Attributes: { Policy }", "Attributes: {}"]],
    fails: { "p1.delivery": /reaches each queue once/ },
  },
  {
    name: "lets every topic write",
    change: [['      Condition: { ArnEquals: { "aws:SourceArn": topicArn } },\n', ""]],
    fails: { "p1.wiring": /Somebody else's topic/ },
  },
  {
    name: "forgets the function's permission",
    change: [['Principal: "sns.amazonaws.com",\n      SourceArn', 'Principal: "s3.amazonaws.com",\n      SourceArn']],
    fails: { "p1.delivery": /Each function processes/ },
  },
  {
    name: "subscribes no function",
    change: [['await sns.subscribe({ TopicArn: topicArn, Protocol: "lambda", Endpoint: arn });', ""]],
    fails: { "p1.wiring": /everybody subscribed/ },
  },
  {
    name: "has no dead-letter queue",
    change: [["      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 }),\n", ""]],
    fails: { "p1.wiring": /after 3 receives/ },
  },
  {
    name: "gives up after five receives",
    change: [["maxReceiveCount: 3", "maxReceiveCount: 5"]],
    fails: { "p1.wiring": /after 3 receives/ },
  },
  {
    name: "publishes twice",
    change: [
      [
        "  const sent = await",
        "  await cloud.client(SNS).publish({ TopicArn: fanOut.topicArn, Message: JSON.stringify(order) });\n  const sent = await",
      ],
    ],
    fails: { "p1.failure": /The others get everything, once/, "p1.delivery": /reaches each queue once/ },
  },
  {
    name: "publishes the id alone",
    change: [["Message: JSON.stringify(order)", "Message: JSON.stringify(order.id)"]],
    fails: { "p1.delivery": /reaches each queue once/ },
  },
  {
    name: "never deletes",
    change: [["      await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle });\n", ""]],
    fails: { "p1.processing": /processed once in each queue/ },
  },
  {
    name: "deletes before it works",
    change: [
      [
        "        handler(JSON.parse(Body!));",
        "        await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle }); handler(JSON.parse(Body!));",
      ],
    ],
    fails: { "p1.processing": /After a failure it is tried again/ },
  },
  {
    name: "lets the handler's error escape",
    change: [["continue; // not deleted", "throw new Error('down'); //"]],
    fails: { "p1.processing": /without throwing/ },
  },
  {
    name: "keeps nothing that a function gave up",
    change: [["DestinationConfig: { OnFailure: { Destination: lost.arn } }", "MaximumRetryAttempts: 2"]],
    fails: { "p1.failure": /ends in lost/ },
  },
  {
    name: "does not retry",
    change: [["      DestinationConfig:", "      MaximumRetryAttempts: 0,\n      DestinationConfig:"]],
    fails: { "p1.failure": /mended by the retries/ },
  },
  {
    name: "swallows the service's failure",
    change: [["serve(JSON.parse(record.Sns.Message));", "try { serve(JSON.parse(record.Sns.Message)); } catch {}"]],
    fails: { "p1.failure": /ends in lost/ },
  },
];

export const P1: Exercise = {
  item: "P1",
  unit: "07-notificaciones",
  ids: ["p1.wiring", "p1.delivery", "p1.processing", "p1.failure"],
  right: RIGHT,
  solutions: { reference: RIGHT, ...OTHERS },
  mutants: {},
  variants: VARIANTS,
  thing: "architecture",
  seeds: 2,
  variantSeeds: 2,
};
