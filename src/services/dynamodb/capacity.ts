/** Capacity units: a read unit is 4 KB, half for an eventually consistent read; a write unit is 1 KB; transactions pay double. */
import type { Dynamodb } from "./context";
import { READ_UNIT_BYTES, WRITE_UNIT_BYTES } from "./limits";
import type { Change, Index, Table } from "./table";
import { isSameItem, itemBytes } from "./value";

export function readUnits(bytes: number, isConsistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * (isConsistent ? 1 : 0.5);
}

/** Units of a change: the larger of the two items, and the same in each index that it touches. */
export function writeUnits(table: Table, { before, after }: Change): number {
  const bytes = Math.max(before ? itemBytes(before) : 0, after ? itemBytes(after) : 0);
  const units = Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));
  const isSame = before !== undefined && after !== undefined && isSameItem(before, after);
  const touched = isSame ? 0 : [...table.indexes.values()].filter((index) => covers(index, before, after)).length;
  return units * (1 + touched);
}

function covers(index: Index, before: Change["before"], after: Change["after"]): boolean {
  return [before, after].some(
    (item) => item !== undefined && index.store.key.every((attribute) => item[attribute!.name] !== undefined),
  );
}

/** Writes what a call consumed into the trace. Returns the answer's member, if it was asked for. */
export function consumed(
  db: Dynamodb,
  table: Table,
  kind: "ReadUnits" | "WriteUnits",
  units: number,
  cause: number,
  wanted: string | undefined,
): { ConsumedCapacity?: object } {
  db.trace.append(db.facts[kind], table.nameId, { value: units, cause });
  return wanted === "TOTAL" || wanted === "INDEXES" ? { ConsumedCapacity: capacity(table, units, wanted) } : {};
}

export function capacity(table: Table, units: number, wanted: string): object {
  return {
    TableName: table.name,
    CapacityUnits: units,
    ...(wanted === "INDEXES" && { Table: { CapacityUnits: units } }),
  };
}
