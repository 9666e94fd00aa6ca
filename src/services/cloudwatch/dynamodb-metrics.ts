/**
 * The metrics of tables, by table and where AWS does so by operation. Throttled calls and failed conditions are no user errors.
 * Left out: SuccessfulRequestLatency, since a call takes no virtual time; SystemErrors, since a table that is down by a fault
 * leaves no fact; indexes as a dimension; provisioned capacity and what it could bear.
 * Source: DynamoDB Developer Guide, "DynamoDB Metrics and dimensions" (read 2026-11).
 */
import type { Dimension } from "./series";
import type { Collector, MetricStore } from "./store";

const READS = new Set(["GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"]);

export class DynamodbMetrics implements Collector {
  readonly readers: Collector["readers"];

  constructor(store: MetricStore) {
    const { trace } = store;
    const add = (row: number, atMs: number, metric: string, value = 1, operation?: string) => {
      const dimensions: Dimension[] = [{ Name: "TableName", Value: trace.string(trace.resourceOf(row)) }];
      if (operation !== undefined) dimensions.push({ Name: "Operation", Value: operation });
      store.add(store.of("AWS/DynamoDB", metric, dimensions, "Count"), atMs, value);
    };
    const text = (row: number) => trace.string(trace.textOf(row));
    this.readers = {
      "dynamodb.ReadUnits": (row, atMs) => add(row, atMs, "ConsumedReadCapacityUnits", trace.value(row)),
      "dynamodb.WriteUnits": (row, atMs) => add(row, atMs, "ConsumedWriteCapacityUnits", trace.value(row)),
      "dynamodb.Queried": (row, atMs) => add(row, atMs, "ReturnedItemCount", trace.value(row), "Query"),
      "dynamodb.Scanned": (row, atMs) => add(row, atMs, "ReturnedItemCount", trace.value(row), "Scan"),
      "dynamodb.ConditionFailed": (row, atMs) => add(row, atMs, "ConditionalCheckFailedRequests"),
      "dynamodb.Expired": (row, atMs) => add(row, atMs, "TimeToLiveDeletedItemCount"),
      "dynamodb.Throttled": (row, atMs) => {
        add(row, atMs, "ThrottledRequests", 1, text(row));
        add(row, atMs, READS.has(text(row)) ? "ReadThrottleEvents" : "WriteThrottleEvents");
      },
      // Of the whole account and Region: AWS gives it no dimension.
      "dynamodb.UserError": (_row, atMs) => store.add(store.of("AWS/DynamoDB", "UserErrors", [], "Count"), atMs, 1),
    };
  }
}
