/**
 * L5, the visible part: a function, a table and a state machine of at least three states, run and followed. The student's
 * functions run against a recorded cloud; what is judged is read from the judge's cloud, where the log of their calls was
 * replayed, and from the calls of the pricing, which lives on this side.
 */
import { isDeepStrictEqual } from "node:util";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import { SFN } from "@aws-sdk/client-sfn";
import type { Cloud, CloudOptions } from "../../sdk";
import type { Random } from "../../sim/random";
import { byId, literal } from "./support";
import type { Check, Finding, Student, Text } from "./types";

/** The names of one lab, and how long its machine waits. */
export interface Lab {
  functionName: string;
  tableName: string;
  machineName: string;
  waitSeconds: number;
}

export interface Basket {
  id: string;
  customer: string;
  items: number;
}

export interface LabPlan {
  cloud: CloudOptions;
  lab: Lab;
  orders: Basket[];
  /** What the pricing says, by order id; an order that is missing here cannot be priced. */
  totals: Record<string, number>;
}

/** An execution on the judge's cloud. */
export interface Ran {
  status: string;
  output: unknown;
  states: string[];
  /** What it did, in order: "lambda", "dynamodb", "wait 600", or the resource of another task. */
  did: string[];
  /** The order's item, by attribute; null when there is none. */
  item: Record<string, unknown> | null;
}

export interface LabRun {
  machineArn: unknown;
  machine?: string;
  hasFunction: boolean;
  key: string[];
  priced: unknown[];
  /** What follow said half-way through the wait, and in the end, with what was so then. */
  half: Record<string, { said: unknown; states: string[] }>;
  end: Record<string, unknown>;
  ran: Record<string, Ran>;
}

/** Prepares, creates, starts all orders, looks half-way through the wait and after it. */
export async function playLab(student: Student, plan: LabPlan): Promise<LabRun> {
  const cloud = await student.cloud(plan.cloud);
  const { lab, orders } = plan;
  const priced: unknown[] = [];
  const price = (order: unknown) => {
    priced.push(order);
    const total = plan.totals[String((order as Partial<Basket> | undefined)?.id)];
    if (total === undefined) throw new Error("there is no price for this order");
    return total;
  };
  await student.call("prepare", cloud, lab, price);
  const machineArn = await student.call("createMachine", cloud, lab);
  const executions: Record<string, unknown> = {};
  for (const order of orders) executions[order.id] = await student.call("startOrder", cloud, machineArn, order);
  await cloud.call("sleep", { seconds: lab.waitSeconds / 2 });
  const half: LabRun["half"] = {};
  for (const { id } of orders) {
    const said = await student.call("follow", cloud, executions[id]);
    half[id] = { said, states: statesOf(await cloud.judge(), arnOf(lab, id)) };
  }
  await cloud.call("sleep", { seconds: lab.waitSeconds });
  const end: LabRun["end"] = {};
  for (const { id } of orders) end[id] = await student.call("follow", cloud, executions[id]);
  return { machineArn, priced, half, end, ...(await look(await cloud.judge(), plan)) };
}

const arnOf = ({ machineName }: Lab, id: string) =>
  `arn:aws:states:us-east-1:123456789012:execution:${machineName}:${id}`;

function statesOf(judge: Cloud, arn: string): string[] {
  return factsOf(judge, arn, ["stepfunctions.StateEntered"]).map(({ text }) => text);
}

const factsOf = (judge: Cloud, arn: string, kinds: string[]) =>
  [...judge.trace.events({ kinds })].filter(({ subject }) => subject === arn);

async function look(judge: Cloud, { lab, orders }: LabPlan) {
  const [sfn, db, lambda] = [judge.client(SFN), judge.client(DynamoDB), judge.client(Lambda)];
  const machines = (await sfn.listStateMachines({})).stateMachines ?? [];
  const functions = (await lambda.listFunctions({})).Functions ?? [];
  const hasTable = ((await db.listTables({})).TableNames ?? []).includes(lab.tableName);
  const { Table } = hasTable ? await db.describeTable({ TableName: lab.tableName }) : {};
  const key = (Table?.KeySchema ?? []).map(({ AttributeName }) => AttributeName ?? "");
  const ran: Record<string, Ran> = {};
  for (const { id } of orders) ran[id] = await lookAt(judge, lab, id, isDeepStrictEqual(key, ["id"]));
  return {
    machine: machines.find(({ name }) => name === lab.machineName)?.stateMachineArn,
    hasFunction: functions.some(({ FunctionName }) => FunctionName === lab.functionName),
    key,
    ran,
  };
}

async function lookAt(judge: Cloud, lab: Lab, id: string, hasTable: boolean): Promise<Ran> {
  const executionArn = arnOf(lab, id);
  const did = factsOf(judge, executionArn, ["stepfunctions.TaskScheduled", "stepfunctions.Waiting"]).map(
    ({ kind, text, value }) =>
      kind === "stepfunctions.Waiting" ? `wait ${value / 1_000}` : (/lambda|dynamodb/.exec(text)?.[0] ?? text),
  );
  const { Item } = hasTable
    ? await judge.client(DynamoDB).getItem({ TableName: lab.tableName, Key: { id: { S: id } } })
    : {};
  const item = Item === undefined ? null : Object.fromEntries(Object.entries(Item).map(([k, v]) => [k, { ...v }]));
  const started = factsOf(judge, executionArn, ["stepfunctions.ExecutionStarted"]).length > 0;
  if (!started) return { status: "-", output: null, states: [], did, item };
  const { status = "-", output } = await judge.client(SFN).describeExecution({ executionArn });
  return {
    status,
    output: output === undefined ? null : JSON.parse(output),
    states: statesOf(judge, executionArn),
    did,
    item,
  };
}

// ---- what the verdicts share ------------------------------------------------------------------------------------

const hints = {
  prepare: {
    es: "createTable con la clave id de tipo HASH; cloud.lambda(lab.functionName, (order) => ({ ...order, total: price(order) })).",
    en: "createTable with the key id of type HASH; cloud.lambda(lab.functionName, (order) => ({ ...order, total: price(order) })).",
  },
  machine: {
    es: "createStateMachine({ name: lab.machineName, definition: JSON.stringify(...), roleArn }) devuelve stateMachineArn: devuélvelo.",
    en: "createStateMachine({ name: lab.machineName, definition: JSON.stringify(...), roleArn }) gives stateMachineArn: return it.",
  },
  states: {
    es: "Tres estados en este orden: Task con el ARN de la función, Task con arn:aws:states:::dynamodb:putItem, Wait con Seconds: lab.waitSeconds.",
    en: "Three states in this order: Task with the function's ARN, Task with arn:aws:states:::dynamodb:putItem, Wait with Seconds: lab.waitSeconds.",
  },
  item: {
    es: "Item: { id: { 'S.$': '$.id' }, total: { 'N.$': \"States.Format('{}', $.total)\" } }: en DynamoDB un número viaja como texto.",
    en: "Item: { id: { 'S.$': '$.id' }, total: { 'N.$': \"States.Format('{}', $.total)\" } }: in DynamoDB a number travels as text.",
  },
  output: {
    es: "putItem contesta otra cosa que el pedido: con ResultPath: null el estado entrega lo que recibió.",
    en: "putItem answers something other than the order: with ResultPath: null the state hands on what it was given.",
  },
  start: {
    es: "startExecution({ stateMachineArn, name: order.id, input: JSON.stringify(order) }).",
    en: "startExecution({ stateMachineArn, name: order.id, input: JSON.stringify(order) }).",
  },
  follow: {
    es: "describeExecution da status y output (JSON); getExecutionHistory, los eventos con stateEnteredEventDetails.name.",
    en: "describeExecution gives status and output (JSON); getExecutionHistory, the events with stateEnteredEventDetails.name.",
  },
} satisfies Record<string, Text>;

export function labPlan(random: Random, count: number): LabPlan {
  const number = random.integer(100, 999);
  const orders = Array.from({ length: count }, (_, i) => ({
    id: `basket-${number + i}`,
    customer: random.pick(["ana", "beto", "carla"]),
    items: random.integer(1, 9),
  }));
  return {
    cloud: { seed: random.integer(1, 1_000_000) },
    lab: {
      functionName: `${random.pick(["price", "quote", "rate"])}-${number}`,
      tableName: `${random.pick(["orders", "baskets", "sales"])}-${number}`,
      machineName: `${random.pick(["order", "sale", "basket"])}-flow-${number}`,
      waitSeconds: random.integer(2, 20) * 60,
    },
    orders,
    totals: Object.fromEntries(orders.map(({ id }) => [id, random.integer(10, 900)])),
  };
}

const given = ({ lab, orders }: LabPlan) => `lab = ${literal(lab)}; startOrder: ${literal(orders)}`;
const each = <T>({ orders }: LabPlan, value: (id: string) => T) =>
  Object.fromEntries(orders.map(({ id }) => [id, value(id)]));
const NEEDS = ["prepare", "createMachine", "startOrder", "follow"];

/** The claim made of "observed equals expected". */
function same(finding: Omit<Finding, "ok">): Finding {
  return { ...finding, ok: isDeepStrictEqual(finding.observed, finding.expected) };
}

// ---- l5.machine -------------------------------------------------------------------------------------------------

const machine: Check<LabPlan, LabRun> = {
  id: "l5.machine",
  item: "L5",
  points: 1,
  title: { es: "Una función, una tabla, una máquina", en: "A function, a table, a machine" },
  needs: NEEDS,
  parameters: (random) => labPlan(random, 1),
  scenario: playLab,
  verdict: (plan, run) => [
    same({
      claim: {
        es: "La función y la tabla existen, con la clave id",
        en: "The function and the table exist, with the key id",
      },
      given: given(plan),
      observed: { function: run.hasFunction, key: run.key },
      expected: { function: true, key: ["id"] },
      hint: hints.prepare,
    }),
    {
      claim: {
        es: "La máquina existe, y createMachine devuelve su ARN",
        en: "The machine exists, and createMachine returns its ARN",
      },
      ok: run.machine !== undefined && run.machineArn === run.machine,
      given: given(plan),
      observed: { machine: run.machine, returned: run.machineArn },
      expected: { machine: plan.lab.machineName, returned: "ARN" },
      hint: hints.machine,
    },
    same({
      claim: {
        es: "Pasa por la función, la tabla y la espera, en ese orden",
        en: "It goes through the function, the table and the wait, in this order",
      },
      weight: 2,
      given: given(plan),
      observed: each(plan, (id) => run.ran[id]!.did),
      expected: each(plan, () => ["lambda", "dynamodb", `wait ${plan.lab.waitSeconds}`]),
      hint: hints.states,
    }),
    {
      claim: { es: "Son al menos tres estados", en: "They are at least three states" },
      ok: plan.orders.every(({ id }) => new Set(run.ran[id]!.states).size >= 3),
      given: given(plan),
      observed: each(plan, (id) => run.ran[id]!.states),
      expected: ">= 3",
      hint: hints.states,
    },
  ],
};

// ---- l5.run -----------------------------------------------------------------------------------------------------

/** Each order priced once and whole, stored with its total, ended with its total. */
export function runFindings(plan: LabPlan, run: LabRun): Finding[] {
  return [
    same({
      claim: { es: "La función recibe cada pedido, entero, una vez", en: "The function gets each order, whole, once" },
      given: given(plan),
      observed: byId(run.priced),
      expected: byId(plan.orders),
      hint: hints.start,
    }),
    same({
      claim: {
        es: "La tabla tiene cada pedido con su total, un número",
        en: "The table has each order with its total, a number",
      },
      weight: 2,
      given: given(plan),
      observed: each(plan, (id) => ({ id: run.ran[id]!.item?.id, total: run.ran[id]!.item?.total })),
      expected: each(plan, (id) => ({ id: { S: id }, total: { N: String(plan.totals[id]) } })),
      hint: hints.item,
    }),
    same({
      claim: {
        es: "Termina bien, y su resultado lleva el total",
        en: "It ends well, and its output carries the total",
      },
      given: given(plan),
      observed: each(plan, (id) => {
        const { status, output } = run.ran[id]!;
        return { status, total: (output as { total?: unknown } | null)?.total };
      }),
      expected: each(plan, (id) => ({ status: "SUCCEEDED", total: plan.totals[id] })),
      hint: hints.output,
    }),
  ];
}

const execution: Check<LabPlan, LabRun> = {
  id: "l5.run",
  item: "L5",
  points: 1,
  title: { es: "Cada pedido, calculado y guardado", en: "Each order, priced and stored" },
  needs: NEEDS,
  parameters: (random) => labPlan(random, random.integer(2, 4)),
  scenario: playLab,
  verdict: runFindings,
};

// ---- l5.follow --------------------------------------------------------------------------------------------------

/** The last order has no price: its execution fails. */
export const followPlan = (random: Random, count: number): LabPlan => {
  const plan = labPlan(random, count);
  const { [plan.orders.at(-1)!.id]: _, ...totals } = plan.totals;
  return { ...plan, totals };
};

export function followFindings(plan: LabPlan, run: LabRun): Finding[] {
  const three = (said: unknown) => {
    const { status, states, output } = Object(said) as Record<string, unknown>;
    return { status, states, output };
  };
  const good = { ...plan, orders: plan.orders.filter(({ id }) => plan.totals[id] !== undefined) };
  const bad = { ...plan, orders: plan.orders.filter(({ id }) => plan.totals[id] === undefined) };
  const truth = (id: string) => {
    const { status, states, output } = run.ran[id]!;
    return { status, states, output };
  };
  return [
    same({
      claim: {
        es: "Durante la espera dice RUNNING, los estados hasta ahí, y null",
        en: "During the wait it says RUNNING, the states so far, and null",
      },
      given: `${given(plan)}; sleep(${plan.lab.waitSeconds / 2} s); follow`,
      observed: each(good, (id) => three(run.half[id]!.said)),
      expected: each(good, (id) => ({ status: "RUNNING", states: run.half[id]!.states, output: null })),
      hint: hints.follow,
    }),
    {
      claim: {
        es: "Al final dice SUCCEEDED, todos los estados y el resultado",
        en: "In the end it says SUCCEEDED, all states and the output",
      },
      ok: good.orders.every(
        ({ id }) => run.ran[id]!.status === "SUCCEEDED" && isDeepStrictEqual(three(run.end[id]), truth(id)),
      ),
      given: given(plan),
      observed: each(good, (id) => three(run.end[id])),
      expected: each(good, truth),
      hint: hints.follow,
    },
    {
      claim: {
        es: "De un pedido que la función no pudo calcular dice FAILED y null",
        en: "Of an order that the function could not price it says FAILED and null",
      },
      ok: bad.orders.every(
        ({ id }) => run.ran[id]!.status === "FAILED" && isDeepStrictEqual(three(run.end[id]), truth(id)),
      ),
      given: `price(${bad.orders.map(({ id }) => id)}): Error`,
      observed: each(bad, (id) => three(run.end[id])),
      expected: each(bad, (id) => ({ status: "FAILED", states: run.ran[id]!.states, output: null })),
      hint: hints.follow,
    },
  ];
}

const follow: Check<LabPlan, LabRun> = {
  id: "l5.follow",
  item: "L5",
  points: 1,
  title: { es: "Seguir una ejecución", en: "Following an execution" },
  needs: NEEDS,
  parameters: (random) => followPlan(random, 2),
  scenario: playLab,
  verdict: followFindings,
};

export const checks: Check[] = [machine, execution, follow];
