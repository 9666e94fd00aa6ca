/**
 * TransactWriteItems and TransactGetItems: all or nothing. Nothing else runs between the checks and the changes, so a
 * transaction never meets another here: TransactionConflict does not occur. Source: Developer Guide, "Transactions".
 */
import type { Caller } from "../service";
import { capacity, readUnits, writeUnits } from "./capacity";
import type { Dynamodb } from "./context";
import {
  type CancellationReason,
  constraint,
  DynamodbError,
  invalid,
  tokenMismatch,
  transactionCancelled,
} from "./errors";
import { readExpressions } from "./expressions";
import type { GetInput } from "./items";
import { TOKEN_MS, TRANSACTION_BYTES, TRANSACTION_ITEMS } from "./limits";
import { project } from "./projection";
import type { Table } from "./table";
import { type Item, itemBytes, readItem } from "./value";
import { carryOut, outcome, plan, type WriteInput, type WriteKind } from "./writes";

type Action = WriteInput & { TableName: string };

interface Options {
  ReturnConsumedCapacity?: string;
  ClientRequestToken?: string;
}

const KINDS: readonly WriteKind[] = ["ConditionCheck", "Put", "Delete", "Update"];

export function transactWriteItems(
  db: Dynamodb,
  input: Options & { TransactItems: Partial<Record<WriteKind, Action>>[] },
  caller: Caller,
): unknown {
  const { ClientRequestToken: token, TransactItems: actions } = input;
  checkCount(actions.length);
  const request = JSON.stringify(actions);
  const known = token === undefined ? undefined : db.tokens.get(token);
  if (known !== undefined && known.untilMs > db.sim.now) {
    if (known.request !== request) throw tokenMismatch();
    return known.answer;
  }
  const plans = actions.map((action) => {
    const kinds = KINDS.filter((kind) => action[kind] !== undefined);
    if (kinds.length !== 1) {
      throw invalid("TransactItems can only contain one of Check, Put, Update or Delete");
    }
    const given = action[kinds[0]!]!;
    return plan(db.enter("TransactWriteItems", given.TableName, caller), kinds[0]!, given);
  });
  const targets = plans.map(({ table, id }) => `${table.name}/${id}`);
  if (new Set(targets).size < targets.length) {
    throw invalid("Transaction request cannot include multiple operations on one item");
  }
  const bytes = plans.reduce((sum, { item, key }) => sum + itemBytes(item ?? key!), 0);
  if (bytes > TRANSACTION_BYTES) throw invalid("Transaction exceeds the maximum aggregate size of 4 MB");
  const causes = new Map<Table, number>();
  for (const { table } of plans) {
    if (!causes.has(table)) causes.set(table, db.request("TransactWriteItems", table, caller, bytes));
  }
  const reasons: CancellationReason[] = [];
  const results = plans.map((each) => {
    try {
      const after = outcome(each);
      reasons.push({ Code: "None" });
      return after;
    } catch (error) {
      reasons.push(reasonFor(error));
      return undefined;
    }
  });
  if (reasons.some(({ Code }) => Code !== "None")) {
    const codes = reasons.map(({ Code }) => Code).join(", ");
    for (const [table, cause] of causes) {
      db.trace.append(db.facts.TransactionCanceled, table.nameId, { text: codes, cause });
    }
    throw transactionCancelled(reasons);
  }
  const units = new Map<Table, number>();
  plans.forEach((each, i) => {
    const change = carryOut(db, each, results[i], causes.get(each.table)!);
    units.set(each.table, (units.get(each.table) ?? 0) + 2 * writeUnits(each.table, change));
  });
  const answer = answerWith(db, units, "WriteUnits", causes, input);
  if (token !== undefined) db.tokens.set(token, { request, untilMs: db.sim.now + TOKEN_MS, answer });
  return answer;
}

export function transactGetItems(
  db: Dynamodb,
  input: Options & { TransactItems: { Get: GetInput }[] },
  caller: Caller,
): unknown {
  checkCount(input.TransactItems.length);
  const reads = input.TransactItems.map(({ Get: get }) => {
    const table = db.enter("TransactGetItems", get.TableName, caller);
    const { projection } = readExpressions(get, ["ProjectionExpression"]);
    return { table, id: table.readKey(readItem(get.Key)), projection };
  });
  const causes = new Map<Table, number>();
  const units = new Map<Table, number>();
  const responses = reads.map(({ table, id, projection }) => {
    if (!causes.has(table)) causes.set(table, db.request("TransactGetItems", table, caller));
    const item: Item | undefined = table.item(id);
    const bytes = item === undefined ? 0 : itemBytes(item);
    units.set(table, (units.get(table) ?? 0) + 2 * readUnits(bytes, true));
    const subject = table.subject(id);
    db.trace.append(db.facts.Got, table.nameId, { subject, value: bytes, cause: causes.get(table)! });
    return item === undefined ? {} : { Item: projection === undefined ? item : project(item, projection.paths) };
  });
  return { Responses: responses, ...answerWith(db, units, "ReadUnits", causes, input) };
}

function checkCount(count: number): void {
  if (count >= 1 && count <= TRANSACTION_ITEMS) return;
  throw constraint("transactItems", `[${count} items]`, `Member must have length between 1 and ${TRANSACTION_ITEMS}`);
}

function reasonFor(error: unknown): CancellationReason {
  if (!(error instanceof DynamodbError)) throw error;
  const isCondition = error.code === "ConditionalCheckFailedException";
  return {
    Code: isCondition ? "ConditionalCheckFailed" : "ValidationError",
    Message: error.message,
    ...(error.detail.Item !== undefined && { Item: error.detail.Item as object }),
  };
}

function answerWith(
  db: Dynamodb,
  units: ReadonlyMap<Table, number>,
  kind: "ReadUnits" | "WriteUnits",
  causes: ReadonlyMap<Table, number>,
  { ReturnConsumedCapacity: wanted = "NONE" }: Options,
): object {
  for (const [table, value] of units) {
    db.trace.append(db.facts[kind], table.nameId, { value, cause: causes.get(table)! });
  }
  if (wanted === "NONE") return {};
  return { ConsumedCapacity: [...units].map(([table, value]) => capacity(table, value, wanted)) };
}
