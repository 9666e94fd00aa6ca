/** What DynamoDB writes into the trace. Names are interned once, so that a fact costs no look-up. */
import type { Name, Trace } from "../../sim";

const KINDS = [
  "Request",
  "ReadUnits",
  "WriteUnits",
  "TableCreated",
  "TableUpdated",
  "TableDeleted",
  "Put",
  "Updated",
  "Deleted",
  "Got",
  "Queried",
  "Scanned",
  "ConditionFailed",
  "TransactionCanceled",
  "Expired",
  "Streamed",
  "Throttled",
  "Denied",
  "UserError",
] as const;

export type Kind = (typeof KINDS)[number];

export type Facts = Readonly<Record<Kind, Name>>;

export function factsOf(trace: Trace): Facts {
  return Object.fromEntries(KINDS.map((kind) => [kind, trace.name(`dynamodb.${kind}`)])) as Record<Kind, Name>;
}
