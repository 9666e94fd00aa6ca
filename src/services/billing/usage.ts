/**
 * What was used, read off the trace: billed requests of SQS by type of queue and by what they did, and what others meter.
 * Each 64 KB of payload is a request, each call at least one; a batch counts as one call of its total size; a receive that
 * finds nothing counts too. Calls that were refused are not counted: AWS does not say, and they did no work.
 */
import type { Trace } from "../../sim";
import { lambdaMeter } from "./lambda";
import { messagingMeter } from "./messaging";
import { meterMonitoring } from "./monitoring";
import { meterMq } from "./mq";
import { type Metered, type MeteredName, PRICES } from "./prices";
import { requestMeter } from "./requests";
import { stepFunctionsMeter } from "./stepfunctions";
import { swfMeter } from "./swf";

/** What a call did, in the order of the bill. */
export const ACTIVITIES = ["send", "receive", "emptyReceive", "delete", "visibility", "manage"] as const;
export type Activity = (typeof ACTIVITIES)[number];
export type QueueType = "standard" | "fifo";

/** Billed units. */
export class Usage {
  /** By `type.activity`. */
  readonly requests = new Map<string, number>();
  /** Requests that sent to a standard queue with a MessageGroupId. */
  fair = 0;
  /** Units of the other services, by the names in the list of prices. */
  readonly others = new Map<MeteredName, number>();

  meter(name: MeteredName, units: number): void {
    this.others.set(name, (this.others.get(name) ?? 0) + units);
  }

  add(type: QueueType, activity: Activity, units: number): void {
    const key = `${type}.${activity}`;
    this.requests.set(key, (this.requests.get(key) ?? 0) + units);
  }

  of(type: QueueType, activity: Activity): number {
    return this.requests.get(`${type}.${activity}`) ?? 0;
  }

  /** @param standing the factor for what is paid by the time that it stands */
  scaled(factor: number, standing = factor): Usage {
    const usage = new Usage();
    for (const [key, units] of this.requests) usage.requests.set(key, units * factor);
    usage.fair = this.fair * factor;
    for (const [name, units] of this.others) {
      const price: Metered = PRICES.others[name];
      usage.others.set(name, units * (price.isStanding ? standing : factor));
    }
    return usage;
  }
}

/** Billed requests of one call with so much payload. */
export function chunks(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / PRICES.sqsChunkBytes));
}

export function queueType(queue: string): QueueType {
  return queue.endsWith(".fifo") ? "fifo" : "standard";
}

const ACTIVITY_OF: Record<string, Activity> = {
  SendMessage: "send",
  SendMessageBatch: "send",
  ReceiveMessage: "receive",
  DeleteMessage: "delete",
  DeleteMessageBatch: "delete",
  ChangeMessageVisibility: "visibility",
  ChangeMessageVisibilityBatch: "visibility",
};

export function activityOf(operation: string): Activity {
  return ACTIVITY_OF[operation] ?? "manage";
}

const MONTH_MS = 30 * 86_400_000;

/** Usage a month; months are 30 days from the start of the run. */
export function usageByMonth(trace: Trace): Usage[] {
  const [request, empty, sent] = ["sqs.Request", "sqs.EmptyReceive", "sqs.Sent"].map((kind) => trace.find(kind));
  const months: Usage[] = [];
  const fairRequests = new Set<number>();
  const usageOn = (atMs: number): Usage => {
    const month = Math.floor(atMs / MONTH_MS);
    while (months.length <= month) months.push(new Usage());
    return months[month]!;
  };
  const usageAt = (row: number): Usage => usageOn(trace.at(row));
  const meterLambda = lambdaMeter(trace);
  const meterRequests = requestMeter(trace);
  const meterMessaging = messagingMeter(trace);
  const meterStepFunctions = stepFunctionsMeter(trace);
  const meterSwf = swfMeter(trace);
  for (let row = 0; row < trace.length; row++) {
    meterLambda(row, usageAt);
    meterRequests(row, usageAt);
    meterMessaging(row, usageAt);
    meterStepFunctions(row, usageAt);
    meterSwf(row, usageAt);
    const kind = trace.kindOf(row);
    if (kind !== request && kind !== empty && kind !== sent) continue;
    const usage = usageAt(row);
    const queue = queueType(trace.string(trace.resourceOf(row)));
    if (kind === request) usage.add(queue, activityOf(trace.string(trace.textOf(row))), chunks(trace.value(row)));
    else if (kind === empty) {
      // Its request was counted as a receive just before: it belongs on a line of its own.
      usage.add(queue, "receive", -1);
      usage.add(queue, "emptyReceive", 1);
    } else if (queue === "standard" && trace.textOf(row) !== 0) {
      const cause = trace.causeOf(row);
      if (cause >= 0 && !fairRequests.has(cause)) {
        fairRequests.add(cause);
        usage.fair += chunks(trace.value(cause));
      }
    }
  }
  meterMonitoring(trace, usageOn);
  meterMq(trace, usageOn);
  return months;
}
