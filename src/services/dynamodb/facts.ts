/** What DynamoDB writes into the trace. Names are interned once, so that a fact costs no look-up. */
import type { Trace } from "../../sim";
import { type FactNames, factNames } from "../fact-names";

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

export type Facts = FactNames<Kind>;

export function factsOf(trace: Trace): Facts {
  return factNames(trace, "dynamodb", KINDS);
}
