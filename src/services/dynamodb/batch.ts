/** BatchGetItem and BatchWriteItem: many items, each for itself. Checked whole before anything is written. */
import type { Caller } from "../service";
import { capacity, readUnits, writeUnits } from "./capacity";
import type { Dynamodb } from "./context";
import { invalid } from "./errors";
import { type ExpressionInput, readExpressions } from "./expressions";
import { BATCH_GET_BYTES, BATCH_GET_ITEMS, BATCH_WRITE_ITEMS } from "./limits";
import { project } from "./projection";
import { type Item, itemBytes, readItem } from "./value";
import { carryOut, outcome, plan } from "./writes";

type KeysAndAttributes = ExpressionInput & { Keys: Item[]; ConsistentRead?: boolean };

interface WriteRequest {
  PutRequest?: { Item: Item };
  DeleteRequest?: { Key: Item };
}

interface Options {
  ReturnConsumedCapacity?: string;
}

export function batchGetItem(
  db: Dynamodb,
  input: Options & { RequestItems: Record<string, KeysAndAttributes> },
  caller: Caller,
): unknown {
  const requests = Object.entries(input.RequestItems);
  checkCount("BatchGetItem", requests.flatMap(([, { Keys: keys }]) => keys).length, BATCH_GET_ITEMS);
  const read = requests.map(([name, request]) => {
    const table = db.enter("BatchGetItem", name, caller);
    const { projection } = readExpressions(request, ["ProjectionExpression"]);
    const keys = request.Keys.map(readItem);
    const ids = keys.map((key) => table.readKey(key));
    if (new Set(ids).size < ids.length) throw invalid("Provided list of item keys contains duplicates");
    return { name, request, table, projection, keys, ids };
  });
  const responses: Record<string, Item[]> = {};
  const unprocessed: Record<string, KeysAndAttributes> = {};
  const capacities: object[] = [];
  let total = 0;
  for (const { name, request, table, projection, keys, ids } of read) {
    const found: Item[] = [];
    const left: Item[] = [];
    let units = 0;
    const cause = db.request("BatchGetItem", table, caller);
    ids.forEach((id, i) => {
      const item = table.item(id);
      const size = item === undefined ? 0 : itemBytes(item);
      if (total + size > BATCH_GET_BYTES) {
        left.push(keys[i]!);
        return;
      }
      total += size;
      units += readUnits(size, request.ConsistentRead ?? false);
      db.trace.append(db.facts.Got, table.nameId, { subject: table.subject(id), value: size, cause });
      if (item !== undefined) found.push(projection === undefined ? item : project(item, projection.paths));
    });
    responses[name] = found;
    if (left.length > 0) unprocessed[name] = { ...request, Keys: left };
    db.trace.append(db.facts.ReadUnits, table.nameId, { value: units, cause });
    capacities.push(capacity(table, units, input.ReturnConsumedCapacity ?? "NONE"));
  }
  return { Responses: responses, UnprocessedKeys: unprocessed, ...shown(capacities, input) };
}

export function batchWriteItem(
  db: Dynamodb,
  input: Options & { RequestItems: Record<string, WriteRequest[]> },
  caller: Caller,
): unknown {
  const requests = Object.entries(input.RequestItems);
  checkCount("BatchWriteItem", requests.flatMap(([, list]) => list).length, BATCH_WRITE_ITEMS);
  const planned = requests.map(([name, list]) => {
    const table = db.enter("BatchWriteItem", name, caller);
    const plans = list.map(({ PutRequest: put, DeleteRequest: remove }) => {
      if ((put === undefined) === (remove === undefined)) {
        throw invalid(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
        );
      }
      return put ? plan(table, "Put", { Item: put.Item }) : plan(table, "Delete", { Key: remove!.Key });
    });
    if (new Set(plans.map(({ id }) => id)).size < plans.length) {
      throw invalid("Provided list of item keys contains duplicates");
    }
    return { table, plans };
  });
  const capacities = planned.map(({ table, plans }) => {
    const bytes = plans.reduce((sum, { item, key }) => sum + itemBytes(item ?? key!), 0);
    const cause = db.request("BatchWriteItem", table, caller, bytes);
    const units = plans.reduce((sum, each) => sum + writeUnits(table, carryOut(db, each, outcome(each), cause)), 0);
    db.trace.append(db.facts.WriteUnits, table.nameId, { value: units, cause });
    return capacity(table, units, input.ReturnConsumedCapacity ?? "NONE");
  });
  return { UnprocessedItems: {}, ...shown(capacities, input) };
}

function checkCount(operation: string, count: number, most: number): void {
  if (count === 0)
    throw invalid("The requestItems parameter is required for this operation: it must hold at least one item");
  if (count > most) throw invalid(`Too many items requested for the ${operation} call`);
}

function shown(capacities: object[], { ReturnConsumedCapacity: wanted = "NONE" }: Options): object {
  return wanted === "NONE" ? {} : { ConsumedCapacity: capacities };
}
