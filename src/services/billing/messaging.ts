/**
 * What SNS, EventBridge with Scheduler and Pipes, and CloudWatch meter: publishes and events by 64 KB, deliveries by protocol,
 * firings of schedules, requests.
 * Deliveries to queues and functions are free, and so are the events of AWS's own services. Left out: SMS, whose price depends
 * on country and carrier; the payload of FIFO topics and the archives of topics by the GB.
 */
import type { Trace } from "../../sim";
import { type MeteredName, PRICES } from "./prices";

interface Meter {
  meter(name: MeteredName, units: number): void;
}

const DELIVERIES: readonly [start: RegExp, name: MeteredName][] = [
  [/^https?:\/\//, "sns.http"],
  [/^email(-json)?:/, "sns.email"],
  [/^application:/, "sns.push"],
];

const GB = 1e9;

const chunks = (bytes: number): number => Math.max(1, Math.ceil(bytes / PRICES.sqsChunkBytes));

/** Looks at the rows of a trace, in order. */
export function messagingMeter(trace: Trace): (row: number, usageAt: (row: number) => Meter) => void {
  const [published, delivered, event, archived, request, fired, piped] = [
    "sns.Published",
    "sns.Delivered",
    "eventbridge.Published",
    "eventbridge.Archived",
    "cloudwatch.Request",
    "scheduler.Fired",
    "pipes.Batched",
  ].map((kind) => trace.find(kind));
  return (row, usageAt) => {
    const now = trace.kindOf(row);
    if (now === published) {
      const topic = trace.string(trace.resourceOf(row));
      const isTopic = /^[\w-]+(\.fifo)?$/.test(topic); // else a telephone or a device, addressed directly
      const name = topic.endsWith(".fifo") ? "sns.fifo" : "sns.publishes";
      if (isTopic) usageAt(row).meter(name, chunks(trace.value(row)));
    } else if (now === delivered) {
      const label = trace.string(trace.textOf(row));
      const found = DELIVERIES.find(([start]) => start.test(label));
      if (found !== undefined) usageAt(row).meter(found[1], 1);
    } else if (now === event) {
      const isOfAws = trace.string(trace.textOf(row)).startsWith("aws.");
      if (!isOfAws) usageAt(row).meter("eventbridge.events", chunks(trace.value(row)));
    } else if (now === archived) usageAt(row).meter("eventbridge.archive", trace.value(row) / GB);
    else if (now === fired) usageAt(row).meter("scheduler.invocations", 1);
    else if (now === piped) usageAt(row).meter("pipes.requests", chunks(trace.value(row)));
    else if (now === request) usageAt(row).meter("cloudwatch.requests", 1);
  };
}
