/**
 * P2, the visible part: an order's flow over Lambda, DynamoDB and S3 that succeeds, catches what it expects, retries what passes
 * and fails for the rest. The student's functions run against a recorded cloud; what is judged is read from the judge's cloud,
 * where the log of their calls was replayed, and from the calls of the charging, which lives on this side.
 */
import { isDeepStrictEqual } from "node:util";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import type { Cloud, CloudOptions } from "../../sdk";
import type { Random } from "../../sim/random";
import { type Order, someOrders } from "./l2";
import { byId, literal } from "./support";
import type { Check, Finding, Student, Text } from "./types";

export interface Names {
  functionName: string;
  tableName: string;
  bucket: string;
  machineName: string;
}

/** How charging an order goes: it fails so many times with this error, and then it works. */
export type Trouble = [id: string, error: string, times: number];

export interface FlowPlan {
  cloud: CloudOptions;
  names: Names;
  orders: Order[];
  troubles: Trouble[];
}

export interface Ended {
  status: string;
  error: string;
  /** status, reason and total of the order's item; null when there is none. */
  item: { status?: string; reason?: string; total?: string } | null;
  /** id and receipt in the file of the order; null when there is none. */
  receipt: unknown;
  /** Seconds between an attempt's failure and the next one. */
  waits: number[];
  charged: number;
}

export interface FlowRun {
  machineArn: unknown;
  machine?: string;
  /** The attributes of the table's key. */
  key: string[];
  /** What the charging was called with, in order. */
  charged: unknown[];
  ended: Record<string, Ended>;
}

export async function playFlow(student: Student, plan: FlowPlan): Promise<FlowRun> {
  const cloud = await student.cloud(plan.cloud);
  const left = new Map(plan.troubles.map(([id, , times]) => [id, times]));
  const charged: unknown[] = [];
  const charge = (order: unknown) => {
    const id = String((order as Partial<Order> | undefined)?.id);
    charged.push(order);
    const times = left.get(id) ?? 0;
    left.set(id, times - 1);
    if (times > 0) {
      const error = new Error(`${id} was not charged`);
      error.name = plan.troubles.find(([of]) => of === id)![1];
      throw error;
    }
    return `receipt of ${id}`;
  };
  const machineArn = await student.call("deploy", cloud, plan.names, charge);
  for (const order of plan.orders) await student.call("submit", cloud, machineArn, order);
  await cloud.call("run", { for: { minutes: 30 } });
  const judge = await cloud.judge();
  const machines = (await judge.client(SFN).listStateMachines({})).stateMachines ?? [];
  const ended: FlowRun["ended"] = {};
  for (const { id } of plan.orders) ended[id] = await look(judge, plan.names, id, charged);
  const machine = machines.find(({ name }) => name === plan.names.machineName)?.stateMachineArn;
  return { machineArn, machine, key: await keyOf(judge, plan.names.tableName), charged, ended };
}

async function keyOf(judge: Cloud, TableName: string): Promise<string[]> {
  const db = judge.client(DynamoDB);
  if (!((await db.listTables({})).TableNames ?? []).includes(TableName)) return [];
  const { Table } = await db.describeTable({ TableName });
  return (Table?.KeySchema ?? []).map(({ AttributeName }) => AttributeName ?? "");
}

async function look(judge: Cloud, names: Names, id: string, charged: unknown[]): Promise<Ended> {
  const executionArn = `arn:aws:states:${judge.region}:${judge.account}:execution:${names.machineName}:${id}`;
  const kinds = ["ExecutionStarted", "TaskScheduled", "TaskFailed", "TaskTimedOut"].map(
    (kind) => `stepfunctions.${kind}`,
  );
  const facts = [...judge.trace.events({ kinds })].filter(({ subject }) => subject === executionArn);
  const { status = "-", error = "" } =
    facts.length > 0 ? await judge.client(SFN).describeExecution({ executionArn }) : {};
  const tries = facts.filter(({ kind, text }) => kind === "stepfunctions.TaskScheduled" && text.includes("lambda"));
  const failures = facts.filter(({ kind }) => /Failed|TimedOut/.test(kind));
  const waits = tries.slice(1).flatMap(({ at, index }) => {
    const before = failures.filter((failure) => failure.index < index).at(-1);
    return before === undefined ? [] : [Math.round((at - before.at) / 1_000)];
  });
  return {
    status,
    error,
    item: await itemOf(judge, names.tableName, id),
    receipt: await receiptOf(judge, names.bucket, `receipts/${id}.json`),
    waits,
    charged: charged.filter((order) => (order as Partial<Order> | undefined)?.id === id).length,
  };
}

async function itemOf(judge: Cloud, TableName: string, id: string): Promise<Ended["item"]> {
  const db = judge.client(DynamoDB);
  if (!((await db.listTables({})).TableNames ?? []).includes(TableName)) return null;
  const { Items = [] } = await db.scan({ TableName });
  const item = Items.find((one) => one.id?.S === id);
  if (item === undefined) return null;
  const [state, reason, total] = [item.status?.S, item.reason?.S, item.total?.N];
  return {
    ...(state === undefined ? {} : { status: state }),
    ...(reason === undefined ? {} : { reason }),
    ...(total === undefined ? {} : { total }),
  };
}

async function receiptOf(judge: Cloud, Bucket: string, Key: string): Promise<unknown> {
  const s3 = judge.client(S3);
  if (!((await s3.listBuckets({})).Buckets ?? []).some(({ Name }) => Name === Bucket)) return null;
  const files = (await s3.listObjectsV2({ Bucket })).Contents ?? [];
  if (!files.some((file) => file.Key === Key)) return null;
  const text = (await (await s3.getObject({ Bucket, Key })).Body?.transformToString()) ?? "";
  try {
    const { id, receipt } = JSON.parse(text);
    return { id, receipt };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return text;
    throw error;
  }
}

// ---- what the verdicts share ------------------------------------------------------------------------------------

const hints = {
  deploy: {
    es: "createTable, createBucket, cloud.lambda y createStateMachine({ name, definition: JSON.stringify(orderFlow(names)), roleArn }); devuelve stateMachineArn.",
    en: "createTable, createBucket, cloud.lambda and createStateMachine({ name, definition: JSON.stringify(orderFlow(names)), roleArn }); return stateMachineArn.",
  },
  paid: {
    es: "Cobrar → recibo en S3 → PAID en la tabla. El ResultPath de cada Task conserva el pedido: '$.charged' en la primera, null en las demás.",
    en: "Charge → receipt in S3 → PAID in the table. The ResultPath of each Task keeps the order: '$.charged' in the first, null in the others.",
  },
  receipt: {
    es: "arn:aws:states:::aws-sdk:s3:putObject con Bucket, Key.$: States.Format('receipts/{}.json', $.id) y Body con id y receipt.",
    en: "arn:aws:states:::aws-sdk:s3:putObject with Bucket, Key.$: States.Format('receipts/{}.json', $.id) and a Body with id and receipt.",
  },
  refused: {
    es: "Catch: [{ ErrorEquals: ['CardRefused'], ResultPath: '$.error', Next: ... }]: REFUSED, con reason de $.error.Error, y un Succeed.",
    en: "Catch: [{ ErrorEquals: ['CardRefused'], ResultPath: '$.error', Next: ... }]: REFUSED, with reason from $.error.Error, and a Succeed.",
  },
  retry: {
    es: "Retry: [{ ErrorEquals: ['CardBusy'], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 3 }]: MaxAttempts cuenta los reintentos, no el primero.",
    en: "Retry: [{ ErrorEquals: ['CardBusy'], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 3 }]: MaxAttempts counts the retries, not the first.",
  },
  failed: {
    es: "Un segundo Catch, el último, con States.ALL: apunta FAILED en la tabla y acaba en { Type: 'Fail', Error: 'OrderFailed' }.",
    en: "A second Catch, the last one, with States.ALL: note FAILED in the table and end at { Type: 'Fail', Error: 'OrderFailed' }.",
  },
} satisfies Record<string, Text>;

export function flowPlan(
  random: Random,
  count: number,
  trouble: (id: string, i: number) => Trouble[] = () => [],
): FlowPlan {
  const number = random.integer(100, 999);
  const orders = someOrders(random, count);
  return {
    cloud: { seed: random.integer(1, 1_000_000) },
    names: {
      functionName: `charge-${number}`,
      tableName: `${random.pick(["orders", "sales"])}-${number}`,
      bucket: `${random.pick(["receipts", "papers"])}-${number}`,
      machineName: `${random.pick(["order", "sale"])}-flow-${number}`,
    },
    orders,
    troubles: orders.flatMap(({ id }, i) => trouble(id, i)),
  };
}

const given = ({ names, orders, troubles }: FlowPlan) =>
  [
    `names = ${literal(names)}; submit: ${orders.map(({ id }) => id).join(", ")}`,
    ...troubles.map(([id, error, times]) => `charge(${id}): ${times} × ${error}`),
  ].join("\n");

const each = <T>({ orders }: FlowPlan, value: (order: Order) => T) =>
  Object.fromEntries(orders.map((order) => [order.id, value(order)]));

function same(finding: Omit<Finding, "ok">): Finding {
  return { ...finding, ok: isDeepStrictEqual(finding.observed, finding.expected) };
}

const NEEDS = ["deploy", "submit"];

// ---- p2.success -------------------------------------------------------------------------------------------------

export function successFindings(plan: FlowPlan, run: FlowRun): Finding[] {
  return [
    {
      claim: {
        es: "La tabla, con la clave id, y la máquina existen; deploy devuelve el ARN de la máquina",
        en: "The table, with the key id, and the machine exist; deploy returns the machine's ARN",
      },
      ok: run.machine !== undefined && run.machineArn === run.machine && isDeepStrictEqual(run.key, ["id"]),
      weight: 0.5,
      given: given(plan),
      observed: { key: run.key, machine: run.machine, returned: run.machineArn },
      expected: { key: ["id"], machine: plan.names.machineName, returned: "ARN" },
      hint: hints.deploy,
    },
    same({
      claim: { es: "Cada pedido se cobra una vez, entero", en: "Each order is charged once, whole" },
      given: given(plan),
      observed: byId(run.charged),
      expected: byId(plan.orders),
      hint: hints.deploy,
    }),
    same({
      claim: {
        es: "Termina bien, y la tabla dice PAID con el total",
        en: "It ends well, and the table says PAID with the total",
      },
      given: given(plan),
      observed: each(plan, ({ id }) => [run.ended[id]!.status, run.ended[id]!.item]),
      expected: each(plan, ({ total }) => ["SUCCEEDED", { status: "PAID", total: String(total) }]),
      hint: hints.paid,
    }),
    same({
      claim: { es: "El recibo está en S3, con id y receipt", en: "The receipt is in S3, with id and receipt" },
      given: given(plan),
      observed: each(plan, ({ id }) => run.ended[id]!.receipt),
      expected: each(plan, ({ id }) => ({ id, receipt: `receipt of ${id}` })),
      hint: hints.receipt,
    }),
  ];
}

const success: Check<FlowPlan, FlowRun> = {
  id: "p2.success",
  item: "P2",
  points: 1.5,
  title: { es: "El camino bueno", en: "The good way" },
  needs: NEEDS,
  parameters: (random) => flowPlan(random, 2),
  scenario: playFlow,
  verdict: successFindings,
};

// ---- p2.retry ---------------------------------------------------------------------------------------------------

/** Each order busy another number of times, 1 to 3. */
export const busyPlan = (random: Random, count: number) =>
  flowPlan(random, count, (id, i) => [[id, "CardBusy", (i % 3) + 1]]);

export function retryFindings(plan: FlowPlan, run: FlowRun): Finding[] {
  const times = (id: string) => plan.troubles.find(([of]) => of === id)![2];
  return [
    same({
      claim: {
        es: "Lo que está ocupado se intenta otra vez, y acaba PAID",
        en: "What is busy is tried again, and ends PAID",
      },
      given: given(plan),
      observed: each(plan, ({ id }) => [run.ended[id]!.charged, run.ended[id]!.item?.status]),
      expected: each(plan, ({ id }) => [times(id) + 1, "PAID"]),
      hint: hints.retry,
    }),
    same({
      claim: { es: "Entre intentos pasan 2, 4 y 8 segundos", en: "Between attempts 2, 4 and 8 seconds go by" },
      given: given(plan),
      observed: each(plan, ({ id }) => run.ended[id]!.waits),
      expected: each(plan, ({ id }) => [2, 4, 8].slice(0, times(id))),
      hint: hints.retry,
    }),
  ];
}

const retry: Check<FlowPlan, FlowRun> = {
  id: "p2.retry",
  item: "P2",
  points: 1,
  title: { es: "Lo pasajero se reintenta", en: "What passes is retried" },
  needs: NEEDS,
  parameters: (random) => busyPlan(random, 3),
  scenario: playFlow,
  verdict: retryFindings,
};

// ---- p2.caught --------------------------------------------------------------------------------------------------

export const refusedPlan = (random: Random, count: number) =>
  flowPlan(random, count, (id) => [[id, "CardRefused", 99]]);

export function caughtFindings(plan: FlowPlan, run: FlowRun): Finding[] {
  return [
    same({
      claim: {
        es: "Lo rechazado no se reintenta, y la ejecución termina bien",
        en: "What is refused is not retried, and the execution ends well",
      },
      given: given(plan),
      observed: each(plan, ({ id }) => [run.ended[id]!.charged, run.ended[id]!.status]),
      expected: each(plan, () => [1, "SUCCEEDED"]),
      hint: hints.refused,
    }),
    same({
      claim: { es: "La tabla dice REFUSED, y por qué", en: "The table says REFUSED, and why" },
      given: given(plan),
      observed: each(plan, ({ id }) => [run.ended[id]!.item?.status, run.ended[id]!.item?.reason]),
      expected: each(plan, () => ["REFUSED", "CardRefused"]),
      hint: hints.refused,
    }),
    {
      claim: { es: "No hay recibo", en: "There is no receipt" },
      // nothing was charged: there was nothing to leave out
      ok: plan.orders.every(({ id }) => run.ended[id]!.charged > 0 && run.ended[id]!.receipt === null),
      weight: 0.5,
      given: given(plan),
      observed: each(plan, ({ id }) => run.ended[id]!.receipt),
      expected: each(plan, () => null),
      hint: hints.refused,
    },
  ];
}

const caught: Check<FlowPlan, FlowRun> = {
  id: "p2.caught",
  item: "P2",
  points: 1.5,
  title: { es: "Lo previsto se captura", en: "What is foreseen is caught" },
  needs: NEEDS,
  parameters: (random) => refusedPlan(random, 2),
  scenario: playFlow,
  verdict: caughtFindings,
};

// ---- p2.failure -------------------------------------------------------------------------------------------------

/** One that nobody foresaw, one that stays busy. */
export const brokenPlan = (random: Random, count = 2) =>
  flowPlan(random, count, (id, i) => [[id, i % 2 === 0 ? "TypeError" : "CardBusy", 99]]);

export function failureFindings(plan: FlowPlan, run: FlowRun): Finding[] {
  const tries = (id: string) => (plan.troubles.find(([of]) => of === id)![1] === "CardBusy" ? 4 : 1);
  return [
    same({
      claim: {
        es: "Lo imprevisto falla en el acto; lo que sigue ocupado, tras 4 intentos",
        en: "What nobody foresaw fails at once; what stays busy, after 4 attempts",
      },
      given: given(plan),
      observed: each(plan, ({ id }) => [run.ended[id]!.charged, run.ended[id]!.status]),
      expected: each(plan, ({ id }) => [tries(id), "FAILED"]),
      hint: hints.failed,
    }),
    same({
      claim: {
        es: "La ejecución falla con OrderFailed, y la tabla dice FAILED",
        en: "The execution fails with OrderFailed, and the table says FAILED",
      },
      given: given(plan),
      observed: each(plan, ({ id }) => [run.ended[id]!.error, run.ended[id]!.item?.status]),
      expected: each(plan, () => ["OrderFailed", "FAILED"]),
      hint: hints.failed,
    }),
  ];
}

const failure: Check<FlowPlan, FlowRun> = {
  id: "p2.failure",
  item: "P2",
  points: 1,
  title: { es: "Lo imprevisto falla, y se sabe", en: "What nobody foresaw fails, and is known" },
  needs: NEEDS,
  parameters: (random) => brokenPlan(random),
  scenario: playFlow,
  verdict: failureFindings,
};

export const checks: Check[] = [success, retry, caught, failure];
