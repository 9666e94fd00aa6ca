/** SNS through the real client: a message published to a topic is in ten queues when the call returns. */
import { PublishCommand } from "@aws-sdk/client-sns";
import { fanOut } from "./clients";

const QUEUES = 10;

/** Ready to be timed; a tenth of the messages has gone before, as a warm-up. Throws when a message is missing from a queue. */
export async function publishToQueues(count: number, seed: number): Promise<() => Promise<object>> {
  const { cloud, sns, topicArn } = await fanOut(QUEUES, seed);
  const publish = async (times: number) => {
    for (let i = 0; i < times; i++) await sns.send(new PublishCommand({ TopicArn: topicArn, Message: `order ${i}` }));
  };
  const before = Math.floor(count / 10);
  await publish(before);
  return async () => {
    await publish(count);
    const sent = cloud.trace.find("sqs.Sent");
    let inQueues = 0;
    for (let row = 0; row < cloud.trace.length; row++) if (cloud.trace.kindOf(row) === sent) inQueues++;
    if (inQueues !== (before + count) * QUEUES) throw new Error(`${inQueues} messages have reached the queues`);
    return { inQueues };
  };
}
