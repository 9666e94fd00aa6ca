/** L2 one message at a time, the receiver calling itself; on failure the message is made visible again at once. */
interface Order {
  id: string;
  customer: string;
  total: number;
}
// biome-ignore lint/suspicious/noExplicitAny: the client comes from the notebook's own cells
declare const SQS: any;
// biome-ignore lint/suspicious/noExplicitAny: so does the cloud
type Cloud = any;

export async function createQueues(cloud: Cloud) {
  const sqs = cloud.client(SQS);
  const make = (QueueName: string, more: Record<string, string>) => {
    const fifo = QueueName.endsWith(".fifo") ? { FifoQueue: "true" } : {};
    return sqs
      .createQueue({ QueueName, Attributes: { ...fifo, ...more } })
      .then((made: { QueueUrl: string }) => made.QueueUrl);
  };
  const pair = async (name: string, dead: string) => {
    const failed = await make(dead, { MessageRetentionPeriod: "1209600" });
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl: failed, AttributeNames: ["All"] });
    const policy = { deadLetterTargetArn: Attributes.QueueArn, maxReceiveCount: 3 };
    return [await make(name, { RedrivePolicy: JSON.stringify(policy), VisibilityTimeout: "15" }), failed];
  };
  const [standard, standardDeadLetters] = await pair("work", "work-dead");
  const [fifo, fifoDeadLetters] = await pair("work.fifo", "work-dead.fifo");
  return { standard, fifo, standardDeadLetters, fifoDeadLetters };
}

export async function sender(cloud: Cloud, urls: { standard: string; fifo: string }, orders: Order[]) {
  const sqs = cloud.client(SQS);
  for (const order of orders) await sqs.sendMessage({ QueueUrl: urls.standard, MessageBody: JSON.stringify(order) });
  for (const order of orders) {
    await sqs.sendMessage({
      QueueUrl: urls.fifo,
      MessageBody: JSON.stringify(order),
      MessageGroupId: order.customer,
      MessageDeduplicationId: `order-${order.id}`,
    });
  }
}

export async function receiver(
  cloud: Cloud,
  url: string,
  handler: (order: Order, attempt: number) => void,
): Promise<void> {
  const sqs = cloud.client(SQS);
  const MessageSystemAttributeNames = ["ApproximateReceiveCount"];
  const { Messages } = await sqs.receiveMessage({ QueueUrl: url, WaitTimeSeconds: 20, MessageSystemAttributeNames });
  if (!Messages?.length) return;
  const [{ Body, ReceiptHandle, Attributes }] = Messages;
  let failed = false;
  try {
    handler(JSON.parse(Body), Number.parseInt(Attributes.ApproximateReceiveCount, 10));
  } catch {
    failed = true;
  }
  if (failed) await sqs.changeMessageVisibility({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 });
  else await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle });
  return receiver(cloud, url, handler);
}
