/**
 * Time to live: a background sweep each virtual hour removes what has expired by then; until it comes, expired items are
 * read like any other, as in AWS. Source: Developer Guide, "Using time to live (TTL) in DynamoDB" (read 2026-11).
 */
import type { Caller } from "../service";
import type { Dynamodb } from "./context";
import { invalid } from "./errors";
import { OLDEST_EXPIRY_MS, SWEEP_MS } from "./limits";
import type { Table } from "./table";

interface Specification {
  AttributeName: string;
  Enabled: boolean;
}

export function updateTimeToLive(
  db: Dynamodb,
  input: { TableName: string; TimeToLiveSpecification: Specification },
  caller: Caller,
): unknown {
  const table = db.manage("UpdateTimeToLive", input.TableName, caller);
  const { AttributeName: name, Enabled: isEnabled } = input.TimeToLiveSpecification;
  if (name.length < 1 || name.length > 255) throw invalid("TimeToLive AttributeName must have 1 to 255 characters");
  if (isEnabled === (table.ttlAttribute !== undefined)) {
    throw invalid(`TimeToLive is already ${isEnabled ? "enabled" : "disabled"}`);
  }
  if (!isEnabled && table.ttlAttribute !== name) {
    throw invalid(`TimeToLive is active on a different AttributeName: current AttributeName is ${table.ttlAttribute}`);
  }
  db.request("UpdateTimeToLive", table, caller);
  table.ttlAttribute = isEnabled ? name : undefined;
  if (isEnabled) plan(db, table);
  return { TimeToLiveSpecification: input.TimeToLiveSpecification };
}

export function describeTimeToLive(db: Dynamodb, input: { TableName: string }, caller: Caller): unknown {
  const table = db.manage("DescribeTimeToLive", input.TableName, caller);
  db.request("DescribeTimeToLive", table, caller);
  const { ttlAttribute: name } = table;
  return {
    TimeToLiveDescription:
      name === undefined ? { TimeToLiveStatus: "DISABLED" } : { TimeToLiveStatus: "ENABLED", AttributeName: name },
  };
}

function plan(db: Dynamodb, table: Table): void {
  db.sim.after(
    SWEEP_MS,
    () => {
      if (table.ttlAttribute === undefined || db.tables.get(table.name) !== table) return;
      sweep(db, table, table.ttlAttribute);
      plan(db, table);
    },
    true,
  );
}

function sweep(db: Dynamodb, table: Table, attribute: string): void {
  const now = db.sim.start + db.sim.now;
  for (const { id, item } of table.store.entries()) {
    // Only numbers count, as epoch seconds.
    const seconds = item[attribute]?.N;
    const expiry = seconds === undefined ? Number.NaN : Number(seconds) * 1_000;
    if (!(expiry <= now && expiry > now - OLDEST_EXPIRY_MS)) continue;
    const cause = db.trace.append(db.facts.Expired, table.nameId, { subject: table.subject(id) });
    table.write(id, undefined, { cause, isExpiry: true });
  }
}
