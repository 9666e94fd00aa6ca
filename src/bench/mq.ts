/** A topic with 100 durable subscriptions whose clients are away: publishing through the client, and a bare loop that keeps as much. */
import { Cloud } from "../sdk/cloud";

export const SUBSCRIBERS = 100;

async function topicOf(seed: number) {
  const cloud = new Cloud({ seed });
  const broker = await cloud.startBroker("bench");
  const connection = await broker.createConnection({ username: "student", password: "student", clientId: "app" });
  const session = await connection.createSession();
  const topic = session.createTopic("news");
  for (let i = 0; i < SUBSCRIBERS; i++) await (await session.createDurableSubscriber(topic, `s${i}`)).close();
  return { cloud, producer: await session.createProducer(topic) };
}

/** Ready to be timed. A tenth of the messages has gone before, as a warm-up, on a broker of its own. */
export async function publishToSubscribers(count: number, seed: number): Promise<() => Promise<{ kept: number }>> {
  const warm = await topicOf(seed);
  for (let i = 0; i < count / 10; i++) await warm.producer.send(`news ${i}`);
  const { cloud, producer } = await topicOf(seed);
  return async () => {
    for (let i = 0; i < count; i++) await producer.send(`news ${i}`);
    const { trace } = cloud;
    const sent = trace.find("mq.Sent");
    let kept = 0;
    for (let row = 0; row < trace.length; row++) if (trace.kindOf(row) === sent) kept++;
    return { kept };
  };
}

/** What cannot be saved: an object a subscription and message, an awaited step a message. */
export function bareLoop(count: number): () => Promise<{ kept: number }> {
  return async () => {
    const lists: { body: string; order: number }[][] = Array.from({ length: SUBSCRIBERS }, () => []);
    for (let i = 0; i < count; i++) {
      const body = await Promise.resolve(`news ${i}`);
      for (const list of lists) list.push({ body, order: i });
    }
    return { kept: lists.reduce((sum, list) => sum + list.length, 0) };
  };
}
