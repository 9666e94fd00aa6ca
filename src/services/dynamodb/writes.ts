/**
 * A put, an update or a delete of one item, in two steps: `plan` checks everything and changes nothing, `carryOut` changes.
 * Single calls, batches and transactions all go through here, so that no call leaves half a change behind.
 */

import { holds } from "./condition";
import type { Dynamodb } from "./context";
import { conditionFailed, invalidParameters } from "./errors";
import { type ExpressionInput, type Expressions, readExpressions } from "./expressions";
import type { Parsed } from "./parsers";
import type { Change, Table } from "./table";
import { applyUpdate } from "./update";
import { type Item, itemBytes, readItem } from "./value";

export type WriteKind = "Put" | "Update" | "Delete" | "ConditionCheck";

export interface WriteInput extends ExpressionInput {
  Item?: Item;
  Key?: Item;
  ReturnValuesOnConditionCheckFailure?: string;
}

export interface Plan {
  readonly table: Table;
  readonly kind: WriteKind;
  readonly id: string;
  readonly expressions: Expressions;
  readonly item?: Item;
  readonly key?: Item;
  readonly showsItem: boolean;
}

/** Reads the input. Throws ValidationException for all that is wrong whatever the table holds. */
export function plan(table: Table, kind: WriteKind, input: WriteInput): Plan {
  const takes =
    kind === "Update" ? (["UpdateExpression", "ConditionExpression"] as const) : (["ConditionExpression"] as const);
  const expressions = readExpressions(input, takes);
  const showsItem = input.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
  if (kind === "Put") {
    const item = readItem(input.Item!);
    table.checkItem(item);
    return { table, kind, id: table.idOf(item), expressions, item, showsItem };
  }
  const key = readItem(input.Key!);
  const id = table.readKey(key);
  if (expressions.update !== undefined) checkUpdatesNoKey(table, expressions.update);
  return { table, kind, id, expressions, key, showsItem };
}

function checkUpdatesNoKey(table: Table, update: Parsed["update"]): void {
  for (const attribute of table.key) {
    const name = attribute!.name;
    if (update.sections.some(({ path }) => path[0] === name)) {
      throw invalidParameters(`Cannot update attribute ${name}. This attribute is part of the key`);
    }
  }
}

/** The item as it would be. Throws ConditionalCheckFailedException, ValidationException. */
export function outcome({ table, kind, id, expressions, item, key, showsItem }: Plan): Item | undefined {
  const before = table.item(id);
  const { condition, update } = expressions;
  if (condition !== undefined && !holds(condition.expression, before ?? {})) {
    throw conditionFailed(showsItem ? before : undefined);
  }
  if (kind === "ConditionCheck") return before;
  if (kind === "Delete") return undefined;
  if (kind === "Put") return item;
  const after = applyUpdate(before ?? key!, update?.sections ?? []);
  table.checkItem(after, true);
  return after;
}

const FACTS = { Put: "Put", Update: "Updated", Delete: "Deleted" } as const;

/** Makes the change that `outcome` foretold, and writes it into the trace. */
export function carryOut(db: Dynamodb, { table, kind, id }: Plan, after: Item | undefined, cause: number): Change {
  if (kind === "ConditionCheck") return { id, before: after, after };
  const row = db.trace.append(db.facts[FACTS[kind]], table.nameId, {
    subject: table.subject(id),
    value: after === undefined ? 0 : itemBytes(after),
    cause,
  });
  return table.write(id, after, { cause: row });
}
