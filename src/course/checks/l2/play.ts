/**
 * Runs the student's functions against a recorded cloud. What is judged is read from the judge's cloud, where the log of their
 * calls was replayed, and from the calls of the handler, which lives on this side.
 */
import { SQS } from "@aws-sdk/client-sqs";
import type { Cloud } from "../../../sdk";
import type { Student } from "../types";
import { type LabPlan, type Order, type QueueUrls, ROADS, type Road } from "./plan";

/** What one queue shows on the judge's cloud after the student's functions ran. */
export interface QueueFacts {
  name: string;
  exists: boolean;
  attributes: Record<string, string>;
  sent: number;
  emptyReceives: number;
  /** Orders still in the queue, as far as they can be read, with their groups; in the order of reading. */
  left: { body: string; group?: string }[];
}

export interface LabRun {
  queues: { [name in keyof QueueUrls]: QueueFacts };
  /** Calls of the handler in order: what it got, and whether it failed. */
  handled: { [road in Road]: { order: unknown; attempt: unknown; failed: boolean }[] };
}

/** Runs the student's functions as the plan says, then looks at the judge's cloud. */
export async function playLab(student: Student, plan: LabPlan): Promise<LabRun> {
  const cloud = await student.cloud(plan.cloud);
  let urls = (await student.call("createQueues", cloud)) as QueueUrls;
  for (let i = 1; i < plan.creates; i++) urls = (await student.call("createQueues", cloud)) as QueueUrls;
  for (let i = 0; i < plan.sends; i++) await student.call("sender", cloud, urls, plan.orders);
  const handled: LabRun["handled"] = { standard: [], fifo: [] };
  for (const road of plan.receives ? ROADS : []) {
    const failures = new Map(plan.failures);
    await student.call("receiver", cloud, urls?.[road], (order: unknown, attempt: unknown) => {
      const id = (order as Partial<Order> | undefined)?.id ?? "";
      const left = failures.get(id) ?? 0;
      failures.set(id, left - 1);
      handled[road].push({ order, attempt, failed: left > 0 });
      if (left > 0) throw new Error(`order ${id} failed`);
    });
  }
  const judge = await cloud.judge();
  return {
    handled,
    queues: {
      standard: await look(judge, urls?.standard),
      fifo: await look(judge, urls?.fifo),
      standardDeadLetters: await look(judge, urls?.standardDeadLetters),
      fifoDeadLetters: await look(judge, urls?.fifoDeadLetters),
    },
  };
}

/** Seconds. A long poll that finds nothing while this is how much a message may be hidden: then nothing is left. */
export const LONG_POLL_SECONDS = 20;

async function look(judge: Cloud, url: unknown): Promise<QueueFacts> {
  const name = String(url).split("/").at(-1) ?? "";
  const facts: QueueFacts = { name, exists: false, attributes: {}, sent: 0, emptyReceives: 0, left: [] };
  const sqs = judge.client(SQS);
  const known = (await sqs.listQueues({ QueueNamePrefix: name })).QueueUrls ?? [];
  if (typeof url !== "string" || !known.includes(url)) return facts;
  facts.exists = true;
  facts.attributes = (await sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ["All"] })).Attributes ?? {};
  for (const event of judge.trace.events({ resource: name })) {
    if (event.kind === "sqs.Sent") facts.sent += 1;
    if (event.kind === "sqs.EmptyReceive") facts.emptyReceives += 1;
  }
  for (;;) {
    const { Messages = [] } = await sqs.receiveMessage({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: LONG_POLL_SECONDS,
      VisibilityTimeout: 3_600,
      MessageSystemAttributeNames: ["MessageGroupId"],
    });
    if (Messages.length === 0) return facts;
    for (const message of Messages) {
      facts.left.push({ body: message.Body ?? "", group: message.Attributes?.MessageGroupId });
      await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle });
    }
  }
}
