/** GetItem, PutItem, UpdateItem, DeleteItem. Source: API reference of these operations (read 2026-11). */
import type { Caller } from "../service";
import { consumed, readUnits, writeUnits } from "./capacity";
import { at } from "./condition";
import type { Dynamodb } from "./context";
import { constraint, DynamodbError, invalid } from "./errors";
import { type ExpressionInput, readExpressions } from "./expressions";
import type { Path } from "./parsers";
import { project } from "./projection";
import type { Change, Table } from "./table";
import { type Item, itemBytes, readItem } from "./value";
import { carryOut, outcome, plan, type WriteInput, type WriteKind } from "./writes";

interface Options {
  TableName: string;
  ReturnConsumedCapacity?: string;
  ReturnItemCollectionMetrics?: string;
  ReturnValues?: string;
}

export type GetInput = Options & ExpressionInput & { Key: Item; ConsistentRead?: boolean };

export function getItem(db: Dynamodb, input: GetInput, caller: Caller): unknown {
  const table = db.enter("GetItem", input.TableName, caller);
  const { projection } = readExpressions(input, ["ProjectionExpression"]);
  const id = table.readKey(readItem(input.Key));
  const item = table.item(id);
  const bytes = item === undefined ? 0 : itemBytes(item);
  const cause = db.request("GetItem", table, caller, bytes);
  db.trace.append(db.facts.Got, table.nameId, { subject: table.subject(id), value: bytes, cause });
  const units = readUnits(bytes, input.ConsistentRead ?? false);
  return {
    ...(item !== undefined && { Item: projection === undefined ? item : project(item, projection.paths) }),
    ...consumed(db, table, "ReadUnits", units, cause, input.ReturnConsumedCapacity),
  };
}

type WriteCall = Options & WriteInput;

export function putItem(db: Dynamodb, input: WriteCall, caller: Caller): unknown {
  return write(db, "Put", input, caller);
}

export function updateItem(db: Dynamodb, input: WriteCall, caller: Caller): unknown {
  return write(db, "Update", input, caller);
}

export function deleteItem(db: Dynamodb, input: WriteCall, caller: Caller): unknown {
  return write(db, "Delete", input, caller);
}

const RETURN_VALUES = ["NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"];

function write(db: Dynamodb, kind: Exclude<WriteKind, "ConditionCheck">, input: WriteCall, caller: Caller): unknown {
  const operation = `${kind}Item`;
  const table = db.enter(operation, input.TableName, caller);
  const { ReturnValues: wanted = "NONE" } = input;
  if (!RETURN_VALUES.includes(wanted)) {
    throw constraint("returnValues", wanted, `Member must satisfy enum value set: [${RETURN_VALUES.join(", ")}]`);
  }
  if (kind !== "Update" && wanted !== "NONE" && wanted !== "ALL_OLD") {
    throw invalid("Return values set to invalid value");
  }
  const planned = plan(table, kind, input);
  const bytes = itemBytes(planned.item ?? planned.key!);
  const cause = db.request(operation, table, caller, bytes);
  let after: Item | undefined;
  try {
    after = outcome(planned);
  } catch (error) {
    if (error instanceof DynamodbError && error.code === "ConditionalCheckFailedException") {
      const subject = table.subject(planned.id);
      db.trace.append(db.facts.ConditionFailed, table.nameId, { subject, text: operation, cause });
      // AWS charges for a write that its condition stopped.
      const before = table.item(planned.id);
      consumed(db, table, "WriteUnits", writeUnits(table, { id: planned.id, before, after: before }), cause, undefined);
    }
    throw error;
  }
  const change = carryOut(db, planned, after, cause);
  const paths = planned.expressions.update?.paths ?? [];
  const attributes = returned(change, wanted, paths);
  return {
    ...(attributes !== undefined && { Attributes: attributes }),
    ...consumed(db, table, "WriteUnits", writeUnits(table, change), cause, input.ReturnConsumedCapacity),
    ...collectionMetrics(table, change, input.ReturnItemCollectionMetrics),
  };
}

function returned({ before, after }: Change, wanted: string, paths: readonly Path[]): Item | undefined {
  const item = wanted.endsWith("OLD") ? before : wanted.endsWith("NEW") ? after : undefined;
  if (item === undefined || wanted.startsWith("ALL")) return item;
  const touched = project(
    item,
    paths.filter((path) => at(path, item) !== undefined),
  );
  return Object.keys(touched).length === 0 ? undefined : touched;
}

const GIGABYTE = 1_024 ** 3;

/** Only tables with a local index have item collections. */
export function collectionMetrics(table: Table, { before, after }: Change, wanted: string | undefined): object {
  if (wanted !== "SIZE" || !table.hasLocalIndexes) return {};
  const hash = table.key[0].name;
  const value = (after ?? before)?.[hash];
  if (value === undefined) return {};
  const bytes = table.store.entries(value).reduce((sum, { item }) => sum + itemBytes(item), 0);
  const whole = Math.floor(bytes / GIGABYTE);
  return { ItemCollectionMetrics: { ItemCollectionKey: { [hash]: value }, SizeEstimateRangeGB: [whole, whole + 1] } };
}
