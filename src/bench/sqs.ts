/** SQS through the real client: against the simulated service, and against answers that cost nothing. */
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { bindClient } from "../sdk/bind";
import { asSdkClient, construct } from "../sdk/client";
import { Cloud } from "../sdk/cloud";

const REGION = "us-east-1";
const QUEUE_URL = "https://sqs.us-east-1.amazonaws.com/123456789012/bench";
const ANSWER = {
  MessageId: "00000000-0000-4000-8000-000000000000",
  MD5OfMessageBody: "d41d8cd98f00b204e9800998ecf8427e",
};

async function simulatedQueue(): Promise<{ client: SQSClient; url: string }> {
  const cloud = new Cloud({ seed: 1 });
  const client = cloud.client(SQSClient);
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: "bench" }));
  return { client, url: QueueUrl! };
}

/** The binding of nubelab with an empty handler behind it. */
function boundToNothing(): SQSClient {
  const client = construct(SQSClient, REGION);
  bindClient(asSdkClient(client), {
    service: "sqs",
    caller: { principal: "arn:aws:iam::123456789012:root", account: "123456789012", secureTransport: true },
    dispatch: () => ANSWER,
    requestId: () => "00000000-0000-4000-8000-000000000000",
    token: () => "",
    refuse: (mistake) => ({ code: "InvalidParameterValue", message: mistake.message }),
  });
  return client;
}

/** No binding at all: one middleware that answers at once, without reading or copying anything. */
function bareMiddleware(): SQSClient {
  const client = construct(SQSClient, REGION);
  client.middlewareStack.add(() => async () => ({ output: { ...ANSWER, $metadata: {} }, response: {} }) as never, {
    step: "initialize",
    priority: "high",
  });
  return client;
}

async function sendAll(client: SQSClient, url: string, from: number, to: number): Promise<void> {
  for (let i = from; i < to; i++) {
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: `order ${i}` }));
  }
}

/** Ready to be timed: each returns the work. A tenth of the calls has gone before, as a warm-up. */
export const SENDS = {
  async simulated(count: number) {
    const { client, url } = await simulatedQueue();
    await sendAll(client, url, 0, count / 10);
    return () => sendAll(client, url, 0, count);
  },
  async boundToNothing(count: number) {
    const client = boundToNothing();
    await sendAll(client, QUEUE_URL, 0, count / 10);
    return () => sendAll(client, QUEUE_URL, 0, count);
  },
  async bareMiddleware(count: number) {
    const client = bareMiddleware();
    await sendAll(client, QUEUE_URL, 0, count / 10);
    return () => sendAll(client, QUEUE_URL, 0, count);
  },
};

/** Receives one message and deletes it, so many times. */
export async function receiveAndDelete(count: number): Promise<() => Promise<void>> {
  const { client, url } = await simulatedQueue();
  await sendAll(client, url, 0, count * 1.1);
  const work = async (times: number) => {
    for (let i = 0; i < times; i++) {
      const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl: url }));
      await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: Messages![0]!.ReceiptHandle! }));
    }
  };
  await work(Math.floor(count * 0.1));
  return () => work(count);
}
