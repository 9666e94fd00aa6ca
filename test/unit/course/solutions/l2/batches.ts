/** L2 in batches of ten, with promises side by side where their order does not matter. */
interface Order {
  id: string;
  customer: string;
  total: number;
}
interface Urls {
  standard: string;
  fifo: string;
  standardDeadLetters: string;
  fifoDeadLetters: string;
}
// biome-ignore lint/suspicious/noExplicitAny: the client comes from the notebook's own cells
declare const SQS: any;
// biome-ignore lint/suspicious/noExplicitAny: so does the cloud
type Cloud = any;

export async function createQueues(cloud: Cloud): Promise<Urls> {
  const sqs = cloud.client(SQS);
  const urls: Record<string, string> = {};
  for (const [name, ending] of [
    ["standard", ""],
    ["fifo", ".fifo"],
  ]) {
    const type = ending === "" ? {} : { FifoQueue: "true" };
    const dead = await sqs.createQueue({ QueueName: `lab-failed${ending}`, Attributes: type });
    urls[`${name}DeadLetters`] = dead.QueueUrl;
    const deadLetterTargetArn = `arn:aws:sqs:us-east-1:123456789012:lab-failed${ending}`;
    const main = await sqs.createQueue({ QueueName: `lab${ending}`, Attributes: type });
    urls[name] = main.QueueUrl;
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: "3" });
    await sqs.setQueueAttributes({ QueueUrl: main.QueueUrl, Attributes: { RedrivePolicy, VisibilityTimeout: "5" } });
  }
  return urls as unknown as Urls;
}

export async function sender(cloud: Cloud, urls: Urls, orders: Order[]): Promise<void> {
  const sqs = cloud.client(SQS);
  for (let from = 0; from < orders.length; from += 10) {
    const batch = orders.slice(from, from + 10);
    const plain = batch.map((order, i) => ({ Id: `${i}`, MessageBody: JSON.stringify(order) }));
    const strict = plain.map((entry, i) => ({
      ...entry,
      MessageGroupId: `customer-${batch[i]!.customer}`,
      MessageDeduplicationId: batch[i]!.id,
    }));
    await Promise.all([
      sqs.sendMessageBatch({ QueueUrl: urls.standard, Entries: plain }),
      sqs.sendMessageBatch({ QueueUrl: urls.fifo, Entries: strict }),
    ]);
  }
}

export async function receiver(cloud: Cloud, url: string, handler: (order: Order, attempt: number) => void) {
  const sqs = cloud.client(SQS);
  let more = true;
  while (more) {
    const answer = await sqs.receiveMessage({
      QueueUrl: url,
      MaxNumberOfMessages: url.endsWith(".fifo") ? 1 : 10,
      WaitTimeSeconds: 20,
      AttributeNames: ["All"],
    });
    const messages = answer.Messages ?? [];
    more = messages.length > 0;
    const done: { Id: string; ReceiptHandle: string }[] = [];
    for (const [i, message] of messages.entries()) {
      try {
        handler(JSON.parse(message.Body), +message.Attributes.ApproximateReceiveCount);
        done.push({ Id: `${i}`, ReceiptHandle: message.ReceiptHandle });
      } catch {} // it stays, and comes back
    }
    if (done.length > 0) await sqs.deleteMessageBatch({ QueueUrl: url, Entries: done });
  }
}
