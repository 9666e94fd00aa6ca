/** What the measurements of several services begin with: a cloud, its clients, queues that a topic may write to. */
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Cloud } from "../sdk/cloud";

export interface FanOut {
  cloud: Cloud;
  sns: SNSClient;
  sqs: SQSClient;
  topicArn: string;
  queueArns: string[];
}

/** A topic that delivers to so many queues. Each queue's policy lets in this topic alone, as AWS's guide has it. */
export async function fanOut(queues: number, seed: number): Promise<FanOut> {
  const cloud = new Cloud({ seed });
  const [sns, sqs] = [cloud.client(SNSClient), cloud.client(SQSClient)];
  const topicArn = (await sns.send(new CreateTopicCommand({ Name: "bench" }))).TopicArn!;
  const queueArns: string[] = [];
  for (let i = 0; i < queues; i++) {
    const QueueName = `bench-${i}`;
    const arn = `arn:aws:sqs:${cloud.region}:${cloud.account}:${QueueName}`;
    const statement = {
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: arn,
      Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
    };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy } }));
    await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: "sqs", Endpoint: arn }));
    queueArns.push(arn);
  }
  return { cloud, sns, sqs, topicArn, queueArns };
}
