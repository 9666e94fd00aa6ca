/** Metrics of SNS, Lambda and EventBridge, told in facts by hand: what counts, under which name and dimensions. */
import { describe, expect, it } from "vitest";
import { metricsOf } from "../../../../src/services/cloudwatch";
import { Trace } from "../../../../src/sim/trace";

type Fact = [at: number, kind: string, resource: string, value?: number, text?: string, cause?: number];

/** Sums by metric in the run's first hour. */
function sums(namespace: string, facts: Fact[]): Record<string, number> {
  const clock = { now: 0 };
  const trace = new Trace(clock);
  for (const [at, kind, resource, value = Number.NaN, text = "", cause = -1] of facts) {
    clock.now = at;
    trace.append(kind, resource, { value, text, cause });
  }
  const found: Record<string, number> = {};
  for (const { namespace: of, name, dimensions, buckets } of metricsOf(trace, 0).read(3_600_000).metrics()) {
    if (of !== namespace) continue;
    const key = [name, ...dimensions.map(({ Value }) => Value)].join(" ");
    found[key] = [...buckets.values()].reduce((total, { sum }) => total + sum, 0);
  }
  return found;
}

describe("metrics of a topic", () => {
  it("count a failed notification once, except at HTTP endpoints, where each attempt counts", () => {
    expect(
      sums("AWS/SNS", [
        [0, "sns.Published", "t", 10],
        [0, "sns.Delivered", "t", 1, "sqs:a"],
        [0, "sns.FilteredOut", "t", Number.NaN, "sqs:b: no match"],
        [0, "sns.Failed", "t", 1, "sqs:c: down"],
        [1, "sns.Failed", "t", 2, "sqs:c: down"],
        [1, "sns.Dropped", "t", 2, "sqs:c", 4],
        [1, "sns.Failed", "t", 1, "https://x: 500"],
        [2, "sns.Failed", "t", 2, "https://x: 500"],
        [2, "sns.DeadLettered", "t", 2, "dlq", 7],
      ]),
    ).toEqual({
      "NumberOfMessagesPublished t": 1,
      "PublishSize t": 10,
      "NumberOfNotificationsDelivered t": 1,
      "NumberOfNotificationsFilteredOut t": 1,
      "NumberOfNotificationsFailed t": 3,
      "NumberOfNotificationsRedrivenToDlq t": 1,
    });
  });
});

describe("metrics of a function", () => {
  it("come by function and over all, with the error rate as the average of Errors", () => {
    const found = sums("AWS/Lambda", [
      [0, "lambda.Invoked", "f"],
      [0, "lambda.Invoked", "g"],
      [50, "lambda.Succeeded", "f", 50],
      [70, "lambda.TimedOut", "g", 70],
      [80, "lambda.Throttled", "f"],
    ]);
    expect(found).toMatchObject({
      "Invocations f": 1,
      "Invocations g": 1,
      Invocations: 2,
      "Errors f": 0,
      "Errors g": 1,
      Errors: 1,
      "Throttles f": 1,
      "Duration f": 50,
      Duration: 120,
    });
  });
});

describe("metrics of a rule", () => {
  it("count an event once when it is delivered or given up, and each attempt apart", () => {
    expect(
      sums("AWS/Events", [
        [0, "eventbridge.Matched", "default", 1, "r"],
        [0, "eventbridge.Attempted", "default", 1, "r to q"],
        [0, "eventbridge.Delivered", "default", 1, "r to q"],
        [0, "eventbridge.Attempted", "shop", 1, "s to f"],
        [0, "eventbridge.Failed", "shop", 1, "s to f: down"],
        [9, "eventbridge.Attempted", "shop", 2, "s to f"],
        [9, "eventbridge.Failed", "shop", 2, "s to f: down"],
        [9, "eventbridge.DeadLettered", "shop", 2, "dlq", 6],
      ]),
    ).toEqual({
      "MatchedEvents r": 1,
      "TriggeredRules r": 1,
      "InvocationAttempts r": 1,
      "Invocations r": 1,
      "SuccessfulInvocationAttempts r": 1,
      "InvocationAttempts shop s": 2,
      "RetryInvocationAttempts shop s": 1,
      "Invocations shop s": 1,
      "FailedInvocations shop s": 1,
      "InvocationsSentToDlq shop s": 1,
    });
  });
});

describe("metrics of a table", () => {
  it("count units, refusals and what is found, by operation where AWS does", () => {
    expect(
      sums("AWS/DynamoDB", [
        [0, "dynamodb.ReadUnits", "t", 0.5],
        [0, "dynamodb.ReadUnits", "t", 2],
        [0, "dynamodb.WriteUnits", "t", 3],
        [0, "dynamodb.Queried", "t", 4, "byDate"],
        [0, "dynamodb.Scanned", "t", 5],
        [0, "dynamodb.ConditionFailed", "t", Number.NaN, "PutItem"],
        [0, "dynamodb.Expired", "t"],
        [0, "dynamodb.Throttled", "t", Number.NaN, "Query"],
        [0, "dynamodb.Throttled", "t", Number.NaN, "PutItem"],
        [0, "dynamodb.UserError", "", Number.NaN, "ValidationException"],
      ]),
    ).toEqual({
      "ConsumedReadCapacityUnits t": 2.5,
      "ConsumedWriteCapacityUnits t": 3,
      "ReturnedItemCount Query t": 4,
      "ReturnedItemCount Scan t": 5,
      "ConditionalCheckFailedRequests t": 1,
      "TimeToLiveDeletedItemCount t": 1,
      "ThrottledRequests Query t": 1,
      "ThrottledRequests PutItem t": 1,
      "ReadThrottleEvents t": 1,
      "WriteThrottleEvents t": 1,
      UserErrors: 1,
    });
  });
});

describe("metrics of a schedule group", () => {
  it("count attempts, errors and what was given up, with or without a dead-letter queue", () => {
    expect(
      sums("AWS/Scheduler", [
        [0, "scheduler.Fired", "s", 0, "q"],
        [0, "scheduler.Attempted", "s", 1, "q"],
        [0, "scheduler.Failed", "s", 1, "q: ThrottlingException: Rate exceeded"],
        [1_000, "scheduler.Attempted", "s", 2, "q"],
        [1_000, "scheduler.Failed", "s", 2, "q: InternalFailure: down"],
        [1_000, "scheduler.DeadLettered", "s", 2, "dead", 4],
        [1_000, "scheduler.Dropped", "s", 2, "q: dead-letter queue dead: gone", 5],
        [2_000, "scheduler.Attempted", "nightly/s", 1, "q"],
        [2_000, "scheduler.Dropped", "nightly/s", 1, "q: gone", 7],
      ]),
    ).toEqual({
      "InvocationAttemptCount default": 2,
      "TargetErrorCount default": 2,
      "TargetErrorThrottledCount default": 1,
      "InvocationDroppedCount default": 1,
      "InvocationsSentToDeadLetterCount default": 1,
      "InvocationsFailedToBeSentToDeadLetterCount default": 1,
      "InvocationAttemptCount nightly": 1,
      "InvocationDroppedCount nightly": 1,
    });
  });
});

describe("metrics of a pipe", () => {
  it("count executions, events and their bytes, and what has failed at which stage", () => {
    expect(
      sums("AWS/EventBridge/Pipes", [
        [0, "pipes.Started", "p", 2, "q"],
        [0, "pipes.Batched", "p", 100, "q", 0],
        [0, "pipes.Batched", "p", 200, "q", 0],
        [50, "pipes.Enriched", "p", 50, "f"],
        [80, "pipes.TargetFailed", "p", 30, "t: reports 1 of 2 as failed"],
        [80, "pipes.PartlyFailed", "p", 80, "reports 1 of 2 as failed"],
        [90, "pipes.Started", "p", 1, "q"],
        [95, "pipes.EnrichmentFailed", "p", 5, "f: boom"],
        [95, "pipes.Failed", "p", 5, "f: boom"],
        [99, "pipes.Failed", "p", 1, "t: TooManyRequestsException: Rate Exceeded."],
      ]),
    ).toEqual({
      "Invocations p": 2,
      "EventCount p": 2,
      "EventSize p": 300,
      "EnrichmentStageDuration p": 55,
      "EnrichmentStageFailed p": 1,
      "TargetStageDuration p": 30,
      "TargetStageFailed p": 1,
      "Duration p": 86,
      "ExecutionPartiallyFailed p": 1,
      "ExecutionFailed p": 1,
      "ExecutionThrottled p": 1,
    });
  });
});
