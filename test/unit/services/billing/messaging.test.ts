/** What SNS, EventBridge and CloudWatch meter, told in facts by hand. */
import { describe, expect, it } from "vitest";
import { bill } from "../../../../src/services/billing";
import { Trace } from "../../../../src/sim/trace";

function lines(...facts: [kind: string, resource: string, value: number, text?: string][]) {
  const trace = new Trace({ now: 0 });
  for (const [kind, resource, value, text = ""] of facts) trace.append(kind, resource, { value, text });
  return Object.fromEntries(bill(trace).lines.map(({ unit, quantity, free }) => [unit.en, { quantity, free }]));
}

describe("the bill of SNS", () => {
  it("counts publishes by 64 KB, with a price of its own for FIFO topics", () => {
    expect(lines(["sns.Published", "t", 10], ["sns.Published", "t", 65_537], ["sns.Published", "t.fifo", 10])).toEqual({
      "publish to a topic": { quantity: 3, free: 3 },
      "publish to a FIFO topic": { quantity: 1, free: 0 },
    });
  });

  it("counts deliveries by protocol; queues and functions are free, and a telephone is not priced", () => {
    const labels = ["sqs:q", "lambda:f", "sms:+34600000000", "https://x.example/h", "email:a@b.c", "email-json:a@b.c"];
    expect(lines(...labels.map((text) => ["sns.Delivered", "t", 1, text] as [string, string, number, string]))).toEqual(
      {
        "delivery by HTTP": { quantity: 1, free: 1 },
        "delivery by email": { quantity: 2, free: 2 },
      },
    );
    expect(lines(["sns.Published", "+34600000000", 10])).toEqual({});
  });

  it("charges what is beyond the month's free emails", () => {
    const facts = Array.from(
      { length: 1_001 },
      () => ["sns.Delivered", "t", 1, "email:a@b.c"] as [string, string, number, string],
    );
    expect(lines(...facts)["delivery by email"]).toEqual({ quantity: 1_001, free: 1_000 });
  });
});

describe("the bill of EventBridge and CloudWatch", () => {
  it("counts one's own events by 64 KB, not those of AWS's services, and requests to CloudWatch", () => {
    expect(
      lines(
        ["eventbridge.Published", "default", 70_000, "shop order"],
        ["eventbridge.Published", "default", 10, "aws.s3 Object Created"],
        ["cloudwatch.Request", "a", Number.NaN, "PutMetricAlarm"],
      ),
    ).toEqual({
      "custom event of EventBridge": { quantity: 2, free: 0 },
      "CloudWatch request": { quantity: 1, free: 1 },
    });
  });
});

describe("the bill of Scheduler and Pipes", () => {
  it("counts firings, however often each was attempted, and what has passed a pipe's filter by 64 KB", () => {
    expect(
      lines(
        ["scheduler.Fired", "s", 0],
        ["scheduler.Attempted", "s", 1],
        ["scheduler.Attempted", "s", 2],
        ["pipes.Batched", "p", 70_000],
        ["pipes.Filtered", "p", 10],
      ),
    ).toEqual({
      "Scheduler invocation": { quantity: 1, free: 1 },
      "Pipes request": { quantity: 2, free: 0 },
    });
  });
});
