/**
 * A day of a shop with a million orders: published to a topic, delivered to a queue, taken by a Lambda function in batches,
 * the trace on. Orders come as a Poisson process of 24 virtual hours' mean rate. Nothing may be lost, nothing come twice.
 */
import { CreateEventSourceMappingCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { PublishCommand } from "@aws-sdk/client-sns";
import { fanOut } from "./clients";

const DAY_MS = 86_400_000;

interface SqsEvent {
  Records: { body: string }[];
}

/** @param count messages a day, >= 1 */
export async function millionMessageDay(count: number, seed: number): Promise<() => Promise<object>> {
  const { cloud, sns, topicArn, queueArns } = await fanOut(1, seed);
  const timesSeen = new Uint8Array(count);
  let invocations = 0;
  cloud.lambda("consume", ({ Records }: SqsEvent) => {
    invocations++;
    for (const { body } of Records) timesSeen[Number(JSON.parse(body).Message)]!++;
  });
  const lambda = cloud.client(LambdaClient);
  await lambda.send(new CreateEventSourceMappingCommand({ FunctionName: "consume", EventSourceArn: queueArns[0] }));
  return async () => {
    cloud.spawn("shop", async () => {
      const gaps = cloud.random("gaps");
      for (let i = 0; i < count; i++) {
        await cloud.sleep(gaps.exponential(DAY_MS / count));
        await sns.send(new PublishCommand({ TopicArn: topicArn, Message: String(i) }));
      }
    });
    await cloud.run();
    const wrong = timesSeen.findIndex((times) => times !== 1);
    if (wrong >= 0) throw new Error(`message ${wrong} was consumed ${timesSeen[wrong]} times`);
    const { trace } = cloud;
    return { facts: trace.length, invocations, virtualHours: cloud.now / 3_600_000, hash: trace.hash() };
  };
}
