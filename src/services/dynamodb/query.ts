/**
 * Query and Scan: a page ends at Limit items looked at or at 1 MB read, whichever comes first, before the filter is applied.
 * Source: API reference, Query and Scan (read 2026-11).
 */
import type { Caller } from "../service";
import { consumed, readUnits } from "./capacity";
import { holds } from "./condition";
import type { Dynamodb } from "./context";
import { constraint, invalid } from "./errors";
import { type ExpressionInput, readExpressions } from "./expressions";
import { readKeyCondition } from "./key-condition";
import { PAGE_BYTES } from "./limits";
import type { Path } from "./parsers";
import { project } from "./projection";
import type { Entry } from "./store";
import type { Index, Table } from "./table";
import { type Item, itemBytes, readItem } from "./value";

export interface ReadInput extends ExpressionInput {
  TableName: string;
  IndexName?: string;
  Limit?: number;
  ExclusiveStartKey?: Item;
  ConsistentRead?: boolean;
  ScanIndexForward?: boolean;
  Select?: string;
  Segment?: number;
  TotalSegments?: number;
  ReturnConsumedCapacity?: string;
}

export function query(db: Dynamodb, input: ReadInput, caller: Caller): unknown {
  const table = db.enter("Query", input.TableName, caller);
  if (input.KeyConditionExpression === undefined) {
    throw invalid("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
  }
  const expressions = readExpressions(input, ["ProjectionExpression", "FilterExpression", "KeyConditionExpression"]);
  const index = indexOf(table, input);
  const store = index?.store ?? table.store;
  const condition = readKeyCondition(expressions.key!.expression, store.key);
  const keys = new Set(store.key.map((attribute) => attribute!.name));
  const filtered = Object.keys(expressions.filter?.pathHeads ?? {}).find((name) => keys.has(name));
  if (filtered !== undefined) {
    throw invalid(`Filter Expression can only contain non-primary key attributes: Primary key attribute: ${filtered}`);
  }
  const entries = store.entries(condition.hash).filter(({ item }) => condition.matches(item));
  if (input.ScanIndexForward === false) entries.reverse();
  return page(db, "Query", table, index, entries, input, expressions, caller);
}

export function scan(db: Dynamodb, input: ReadInput, caller: Caller): unknown {
  const table = db.enter("Scan", input.TableName, caller);
  const expressions = readExpressions(input, ["ProjectionExpression", "FilterExpression"]);
  const index = indexOf(table, input);
  const { Segment: segment, TotalSegments: total } = input;
  if ((segment === undefined) !== (total === undefined)) {
    const [has, lacks] = segment === undefined ? ["TotalSegments", "Segment"] : ["Segment", "TotalSegments"];
    throw invalid(
      `The ${lacks} parameter is required but was not present in the request when ${has} parameter is present`,
    );
  }
  if (segment !== undefined && segment >= total!) {
    throw invalid(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
  }
  const HASH_SPACE = 0x100000000;
  const all = (index?.store ?? table.store).entries();
  const entries =
    segment === undefined
      ? all
      : all.filter(
          ({ token }) => Math.floor((Number.parseInt(token.slice(0, 8), 16) / HASH_SPACE) * total!) === segment,
        );
  return page(db, "Scan", table, index, entries, input, expressions, caller);
}

function indexOf(table: Table, { IndexName: name, ConsistentRead: isConsistent }: ReadInput): Index | undefined {
  if (name === undefined) return undefined;
  const index = table.indexes.get(name);
  if (index === undefined) throw invalid(`The table does not have the specified index: ${name}`);
  if (index.isGlobal && isConsistent) throw invalid("Consistent reads are not supported on global secondary indexes");
  return index;
}

function page(
  db: Dynamodb,
  operation: "Query" | "Scan",
  table: Table,
  index: Index | undefined,
  entries: readonly Entry[],
  input: ReadInput,
  { filter, projection }: ReturnType<typeof readExpressions>,
  caller: Caller,
): unknown {
  const { Limit: limit = Number.POSITIVE_INFINITY, Select: select } = input;
  if (limit < 1) throw constraint("limit", limit, "Member must have value greater than or equal to 1");
  checkSelect(select, index, projection !== undefined);
  const rest = input.ExclusiveStartKey === undefined ? entries : after(table, index, entries, input);
  let bytes = 0;
  let looked = 0;
  const found: Item[] = [];
  for (const { item } of rest) {
    if (looked >= limit || bytes >= PAGE_BYTES) break;
    looked++;
    bytes += itemBytes(item);
    if (filter === undefined || holds(filter.expression, item)) found.push(item);
  }
  const last = looked < rest.length || looked === limit ? rest[looked - 1] : undefined;
  const cause = db.request(operation, table, caller, bytes);
  const kind = operation === "Query" ? db.facts.Queried : db.facts.Scanned;
  db.trace.append(kind, table.nameId, { value: found.length, text: index?.name ?? "", cause });
  const units = readUnits(bytes, input.ConsistentRead ?? false);
  const shown = found.map((item) => show(table, index, item, select, projection?.paths));
  return {
    ...(select !== "COUNT" && { Items: shown }),
    Count: found.length,
    ScannedCount: looked,
    ...(last !== undefined && { LastEvaluatedKey: placeOf(table, index, last.item) }),
    ...consumed(db, table, "ReadUnits", units, cause, input.ReturnConsumedCapacity),
  };
}

function checkSelect(select: string | undefined, index: Index | undefined, isProjected: boolean): void {
  if (select === undefined) return;
  const known = ["SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"];
  if (!known.includes(select)) {
    throw constraint("select", select, `Member must satisfy enum value set: [${known.join(", ")}]`);
  }
  if (select === "ALL_PROJECTED_ATTRIBUTES" && index === undefined) {
    throw invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  }
  if (isProjected && select !== "SPECIFIC_ATTRIBUTES") {
    throw invalid(`Cannot specify the ProjectionExpression when choosing to get ${select}`);
  }
  if (select === "ALL_ATTRIBUTES" && index?.isGlobal && index.projection.ProjectionType !== "ALL") {
    throw invalid(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
}

/** The entries behind the start key, whether or not its item still exists. */
function after(table: Table, index: Index | undefined, entries: readonly Entry[], input: ReadInput): readonly Entry[] {
  const start = readItem(input.ExclusiveStartKey!);
  const names = Object.keys(placeNames(table, index));
  const fits = names.length === Object.keys(start).length && names.every((name) => start[name] !== undefined);
  if (!fits) throw invalid("The provided starting key is invalid: The provided key element does not match the schema");
  const id = table.idOf(start);
  const store = index?.store ?? table.store;
  const sign = input.ScanIndexForward === false ? -1 : 1;
  return entries.filter((entry) => store.compareTo(entry, start, id) * sign > 0);
}

function placeNames(table: Table, index: Index | undefined): Record<string, true> {
  const keys = [...table.key, ...(index?.store.key ?? [])];
  return Object.fromEntries(keys.map((each) => [each!.name, true]));
}

function placeOf(table: Table, index: Index | undefined, item: Item): Item {
  return Object.fromEntries(Object.keys(placeNames(table, index)).map((name) => [name, item[name]!]));
}

/** A local index fetches from the table what it does not hold; a global one shows what it holds. */
function show(
  table: Table,
  index: Index | undefined,
  item: Item,
  select: string | undefined,
  paths: readonly Path[] | undefined,
): Item {
  const held =
    index === undefined || select === "ALL_ATTRIBUTES" || (paths && !index.isGlobal)
      ? item
      : heldBy(table, index, item);
  return paths === undefined ? held : project(held, paths);
}

function heldBy(table: Table, index: Index, item: Item): Item {
  const { ProjectionType: type, NonKeyAttributes: extra = [] } = index.projection;
  if (type === "ALL") return item;
  const names = [...Object.keys(placeNames(table, index)), ...extra];
  return Object.fromEntries(names.filter((name) => item[name] !== undefined).map((name) => [name, item[name]!]));
}
