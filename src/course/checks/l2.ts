/**
 * L2, the visible part: two queues, a sender, a receiver, errors and retries through to the dead-letter queue.
 * The student's functions run against a recorded cloud; what is judged is read from the judge's cloud, where the log of
 * their calls was replayed, and from the calls of the handler, which lives on this side. See hidden/l2.ts for the edges.
 */

import { isDeepStrictEqual } from "node:util";
import { SQS } from "@aws-sdk/client-sqs";
import type { Cloud, CloudOptions } from "../../sdk";
import type { Random } from "../../sim/random";
import { literal } from "./support";
import type { Check, Finding, Student, Text } from "./types";

export interface Order {
  id: string;
  customer: string;
  total: number;
}

/** What createQueues returns: four queue URLs. */
export interface QueueUrls {
  standard: string;
  fifo: string;
  standardDeadLetters: string;
  fifoDeadLetters: string;
}

export interface LabPlan {
  cloud: CloudOptions;
  /** How often createQueues and sender are called, one after the other. */
  creates: number;
  orders: Order[];
  sends: number;
  /** Whether both queues are emptied with receiver. */
  receives: boolean;
  /** How many times the handler fails on an order, by id, on each queue. */
  failures: [id: string, times: number][];
}

export type Road = "standard" | "fifo";

/** What one queue shows on the judge's cloud after the student's functions ran. */
export interface QueueFacts {
  name: string;
  exists: boolean;
  attributes: Record<string, string>;
  sent: number;
  emptyReceives: number;
  /** Orders still in the queue, as far as they can be read, with their groups; in the order of reading. */
  left: { body: string; group?: string }[];
}

export interface LabRun {
  queues: { [name in keyof QueueUrls]: QueueFacts };
  /** Calls of the handler in order: what it got, and whether it failed. */
  handled: { [road in Road]: { order: unknown; attempt: unknown; failed: boolean }[] };
}

const ROADS: Road[] = ["standard", "fifo"];

/** Runs the student's functions as the plan says, then looks at the judge's cloud. */
export async function playLab(student: Student, plan: LabPlan): Promise<LabRun> {
  const cloud = await student.cloud(plan.cloud);
  let urls = (await student.call("createQueues", cloud)) as QueueUrls;
  for (let i = 1; i < plan.creates; i++) urls = (await student.call("createQueues", cloud)) as QueueUrls;
  for (let i = 0; i < plan.sends; i++) await student.call("sender", cloud, urls, plan.orders);
  const handled: LabRun["handled"] = { standard: [], fifo: [] };
  for (const road of plan.receives ? ROADS : []) {
    const failures = new Map(plan.failures);
    await student.call("receiver", cloud, urls?.[road], (order: unknown, attempt: unknown) => {
      const id = (order as Partial<Order> | undefined)?.id ?? "";
      const left = failures.get(id) ?? 0;
      failures.set(id, left - 1);
      handled[road].push({ order, attempt, failed: left > 0 });
      if (left > 0) throw new Error(`order ${id} failed`);
    });
  }
  const judge = await cloud.judge();
  return {
    handled,
    queues: {
      standard: await look(judge, urls?.standard),
      fifo: await look(judge, urls?.fifo),
      standardDeadLetters: await look(judge, urls?.standardDeadLetters),
      fifoDeadLetters: await look(judge, urls?.fifoDeadLetters),
    },
  };
}

/** A long poll that finds nothing while this is how much a message may be hidden: then nothing is left. */
const LONG_POLL_SECONDS = 20;

async function look(judge: Cloud, url: unknown): Promise<QueueFacts> {
  const name = String(url).split("/").at(-1) ?? "";
  const facts: QueueFacts = { name, exists: false, attributes: {}, sent: 0, emptyReceives: 0, left: [] };
  const sqs = judge.client(SQS);
  const known = (await sqs.listQueues({ QueueNamePrefix: name })).QueueUrls ?? [];
  if (typeof url !== "string" || !known.includes(url)) return facts;
  facts.exists = true;
  facts.attributes = (await sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ["All"] })).Attributes ?? {};
  for (const event of judge.trace.events({ resource: name })) {
    if (event.kind === "sqs.Sent") facts.sent += 1;
    if (event.kind === "sqs.EmptyReceive") facts.emptyReceives += 1;
  }
  for (;;) {
    const { Messages = [] } = await sqs.receiveMessage({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: LONG_POLL_SECONDS,
      VisibilityTimeout: 3_600,
      MessageSystemAttributeNames: ["MessageGroupId"],
    });
    if (Messages.length === 0) return facts;
    for (const message of Messages) {
      facts.left.push({ body: message.Body ?? "", group: message.Attributes?.MessageGroupId });
      await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle });
    }
  }
}

// ---- what the verdicts share ------------------------------------------------------------------------------------

/** The order in a body, or undefined. */
export function orderIn(body: string): Order | undefined {
  try {
    return JSON.parse(body) as Order;
  } catch {
    return undefined;
  }
}

const ids = (orders: readonly (Order | undefined)[]) => orders.map((order) => order?.id);
const sorted = (values: readonly unknown[]) => [...values].map(literal).sort();
const same = (a: readonly unknown[], b: readonly unknown[]) => isDeepStrictEqual(sorted(a), sorted(b));
const successes = (run: LabRun, road: Road) =>
  run.handled[road].filter((call) => !call.failed).map((call) => (call.order as Partial<Order> | undefined)?.id);
export const tries = (run: LabRun, road: Road, id: string) =>
  run.handled[road].filter((call) => (call.order as Partial<Order> | undefined)?.id === id);

export const hints = {
  attributes: {
    es: "FIFO: el nombre termina en .fifo y Attributes lleva FifoQueue: 'true'. RedrivePolicy es un JSON con deadLetterTargetArn y maxReceiveCount.",
    en: "FIFO: the name ends in .fifo and Attributes has FifoQueue: 'true'. RedrivePolicy is a JSON with deadLetterTargetArn and maxReceiveCount.",
  },
  visibility: {
    es: "receiver se detiene cuando un sondeo largo de 20 s no trae nada: un mensaje que falló tiene que volver antes. VisibilityTimeout: '10'.",
    en: "receiver stops when a 20 s long poll brings nothing: a failed message has to come back sooner. VisibilityTimeout: '10'.",
  },
  body: {
    es: "MessageBody: JSON.stringify(order), una vez a cada cola.",
    en: "MessageBody: JSON.stringify(order), once to each queue.",
  },
  group: {
    es: "En la cola FIFO: MessageGroupId: order.customer y MessageDeduplicationId: order.id.",
    en: "On the FIFO queue: MessageGroupId: order.customer and MessageDeduplicationId: order.id.",
  },
  batch: {
    es: "Un lote lleva de 1 a 10 mensajes: parte la lista, y no mandes un lote vacío.",
    en: "A batch holds 1 to 10 messages: split the list, and send no empty batch.",
  },
  handle: {
    es: "Por cada mensaje: handler(JSON.parse(message.Body!), intento) y, si no lanzó, deleteMessage con su ReceiptHandle.",
    en: "For each message: handler(JSON.parse(message.Body!), attempt) and, if it did not throw, deleteMessage with its ReceiptHandle.",
  },
  attempt: {
    es: "Pide MessageSystemAttributeNames: ['ApproximateReceiveCount'] y conviértelo con Number(...).",
    en: "Ask for MessageSystemAttributeNames: ['ApproximateReceiveCount'] and turn it into a number with Number(...).",
  },
  wait: {
    es: "WaitTimeSeconds: 20. Un sondeo corto en bucle paga cada respuesta vacía.",
    en: "WaitTimeSeconds: 20. A short poll in a loop pays for every empty answer.",
  },
  retry: {
    es: "Si el handler lanza, no borres: el mensaje vuelve solo al vencer su visibilidad, y al cuarto intento SQS lo pasa a la cola de mensajes muertos.",
    en: "If the handler throws, do not delete: the message comes back by itself when its visibility ends, and instead of a fourth try SQS moves it to the dead-letter queue.",
  },
  group_order: {
    es: "Atrapa el error por mensaje. En FIFO, si uno falla, los siguientes de su grupo en la misma respuesta no se procesan: déjalos volver.",
    en: "Catch the error per message. In FIFO, when one fails, the later ones of its group in the same answer are not processed: let them come back.",
  },
} satisfies Record<string, Text>;

/** Two to four customers, so that groups have several orders each. */
export function someOrders(random: Random, count: number): Order[] {
  const customers = random.shuffle(["ana", "beto", "carla", "dario", "elena"]).slice(0, random.integer(2, 4));
  const first = random.integer(100, 900);
  return Array.from({ length: count }, (_, i) => ({
    id: `order-${first + i}`,
    customer: random.pick(customers),
    total: random.integer(5, 500),
  }));
}

const plan = (random: Random, own: Partial<LabPlan>): LabPlan => ({
  cloud: { seed: random.integer(1, 1_000_000) },
  creates: 1,
  orders: [],
  sends: 0,
  receives: false,
  failures: [],
  ...own,
});

function redrive(facts: QueueFacts): { maxReceiveCount?: unknown; deadLetterTargetArn?: unknown } {
  try {
    return JSON.parse(facts.attributes.RedrivePolicy ?? "{}");
  } catch {
    return {};
  }
}

// ---- l2.queues --------------------------------------------------------------------------------------------------

const queues: Check<LabPlan, LabRun> = {
  id: "l2.queues",
  item: "L2",
  points: 0.5,
  title: {
    es: "Dos colas, cada una con su cola de mensajes muertos",
    en: "Two queues, each with its dead-letter queue",
  },
  needs: ["createQueues"],
  parameters: (random) => plan(random, { creates: 2 }),
  scenario: playLab,
  verdict(_, { queues }) {
    const { standard, fifo, standardDeadLetters, fifoDeadLetters } = queues;
    const isFifo = (facts: QueueFacts) => facts.attributes.FifoQueue === "true";
    const roads: [QueueFacts, QueueFacts][] = [
      [standard, standardDeadLetters],
      [fifo, fifoDeadLetters],
    ];
    const all = Object.values(queues);
    return [
      {
        claim: {
          es: "Hay cuatro colas distintas, y llamar dos veces a createQueues no falla",
          en: "There are four different queues, and calling createQueues twice does not fail",
        },
        ok: all.every((facts) => facts.exists) && new Set(all.map((facts) => facts.name)).size === 4,
        given: "await createQueues(cloud); await createQueues(cloud)",
        observed: all.map((facts) => (facts.exists ? facts.name : `? ${facts.name}`)),
        expected: "4 × https://sqs.us-east-1.amazonaws.com/123456789012/...",
        hint: hints.attributes,
      },
      {
        claim: {
          es: "fifo y su cola de muertos son FIFO; las otras dos, no",
          en: "fifo and its dead-letter queue are FIFO; the other two are not",
        },
        ok:
          all.every((facts) => facts.exists) &&
          isFifo(fifo) &&
          isFifo(fifoDeadLetters) &&
          !isFifo(standard) &&
          !isFifo(standardDeadLetters),
        observed: all.map((facts) => [facts.name, facts.attributes.FifoQueue ?? "-"]),
        expected: ["-", "true", "-", "true"],
        hint: hints.attributes,
      },
      {
        claim: {
          es: "A la tercera recepción sin borrar sigue la cola de muertos (maxReceiveCount 3)",
          en: "After three receives without a delete comes the dead-letter queue (maxReceiveCount 3)",
        },
        ok: roads.every(
          ([queue, dead]) =>
            dead.exists &&
            redrive(queue).deadLetterTargetArn === dead.attributes.QueueArn &&
            Number(redrive(queue).maxReceiveCount) === 3,
        ),
        observed: roads.map(([queue]) => redrive(queue)),
        expected: roads.map(([, dead]) => ({ deadLetterTargetArn: dead.attributes.QueueArn, maxReceiveCount: 3 })),
        hint: hints.attributes,
      },
      {
        claim: {
          es: "Un mensaje que falla vuelve antes de 20 segundos (VisibilityTimeout)",
          en: "A failed message comes back within 20 seconds (VisibilityTimeout)",
        },
        ok: [standard, fifo].every(
          (facts) => facts.exists && Number(facts.attributes.VisibilityTimeout) < LONG_POLL_SECONDS,
        ),
        observed: [standard, fifo].map((facts) => facts.attributes.VisibilityTimeout),
        expected: "< 20",
        hint: hints.visibility,
      },
    ];
  },
};

// ---- l2.sender --------------------------------------------------------------------------------------------------

/** The claims about what sender left in the two queues, when it was called plan.sends times. */
export function senderFindings({ orders, sends }: LabPlan, { queues }: LabRun): Finding[] {
  const found = (road: Road) => queues[road].left.map(({ body }) => orderIn(body));
  const standardRight = Array.from({ length: sends }, () => orders).flat();
  const groups = queues.fifo.left.filter(({ body, group }) => group !== orderIn(body)?.customer);
  const outOfOrder = orders.filter((order, i) => {
    const next = orders.find((other, j) => j > i && other.customer === order.customer);
    const place = (one: Order) => ids(found("fifo")).indexOf(one.id);
    return next !== undefined && place(order) > place(next);
  });
  const given = `${sends} × await sender(cloud, urls, orders); orders.length = ${orders.length}`;
  return [
    {
      claim: {
        es: "En la cola Standard está cada pedido, una vez por envío",
        en: "The Standard queue holds each order, once per sending",
      },
      ok: queues.standard.exists && same(found("standard"), standardRight),
      given,
      observed: ids(found("standard")),
      expected: ids(standardRight),
      hint: hints.body,
    },
    {
      claim: {
        es: "En la cola FIFO está cada pedido una sola vez, aunque el envío se repita",
        en: "The FIFO queue holds each order once, even when the sending is repeated",
      },
      ok: queues.fifo.exists && same(found("fifo"), orders),
      given,
      observed: ids(found("fifo")),
      expected: ids(orders),
      hint: hints.group,
    },
    {
      claim: {
        es: "En FIFO cada cliente es un grupo, con sus pedidos en orden",
        en: "In FIFO each customer is a group, with its orders in sequence",
      },
      ok: queues.fifo.exists && same(found("fifo"), orders) && groups.length === 0 && outOfOrder.length === 0,
      given,
      observed: groups.length > 0 ? groups.slice(0, 3) : ids(found("fifo")),
      expected: groups.length > 0 ? "MessageGroupId = order.customer" : ids(orders),
      hint: hints.group,
    },
  ];
}

const sender: Check<LabPlan, LabRun> = {
  id: "l2.sender",
  item: "L2",
  points: 0.5,
  title: { es: "El emisor: cada pedido a las dos colas", en: "The sender: each order to both queues" },
  needs: ["createQueues", "sender"],
  parameters: (random) => plan(random, { orders: someOrders(random, random.integer(11, 16)), sends: 2 }),
  scenario: playLab,
  verdict: senderFindings,
};

// ---- l2.receiver ------------------------------------------------------------------------------------------------

/** The claims about a receiver whose handler never fails. */
export function receiverFindings({ orders }: LabPlan, run: LabRun): Finding[] {
  const given = `await receiver(cloud, urls.standard, handler); await receiver(cloud, urls.fifo, handler)`;
  const whole = (road: Road) =>
    orders.every((order) => run.handled[road].some((call) => isDeepStrictEqual(sortKeys(call.order), sortKeys(order))));
  const extra = ROADS.flatMap((road) => successes(run, road).filter((id) => !orders.some((order) => order.id === id)));
  const jumped = firstJump(orders, successes(run, "fifo"));
  const left = ROADS.map((road) => run.queues[road].left.length);
  const dead = run.queues.standardDeadLetters.left.length + run.queues.fifoDeadLetters.left.length;
  const ran = whole("standard") && whole("fifo");
  const empties = ROADS.map((road) => run.queues[road].emptyReceives);
  const attempts = ROADS.flatMap((road) => run.handled[road].map((call) => call.attempt));
  return [
    {
      claim: {
        es: "El handler recibe cada pedido, entero, de las dos colas",
        en: "The handler gets each order, whole, from both queues",
      },
      ok: ran && extra.length === 0,
      weight: 2,
      given,
      observed: ROADS.map((road) => successes(run, road)),
      expected: [ids(orders), ids(orders)],
      hint: hints.handle,
    },
    {
      claim: {
        es: "Lo procesado se borra: las colas quedan vacías, y las de muertos también",
        en: "What was processed is deleted: the queues end up empty, and so do those of dead letters",
      },
      ok: ran && left.every((count) => count === 0) && dead === 0,
      given,
      observed: { standard: left[0], fifo: left[1], dead },
      expected: { standard: 0, fifo: 0, dead: 0 },
      hint: hints.handle,
    },
    {
      claim: {
        es: "Por FIFO, los pedidos de cada cliente llegan en orden",
        en: "By FIFO the orders of each customer come in sequence",
      },
      ok: ran && jumped === undefined,
      given,
      observed: jumped ?? successes(run, "fifo"),
      expected:
        jumped === undefined
          ? undefined
          : { es: "el orden de envío de su cliente", en: "its customer's sending order" },
      hint: hints.group_order,
    },
    {
      claim: { es: "Sondea largo: pocas respuestas vacías", en: "It polls long: few empty answers" },
      ok: ran && empties.every((count) => count <= 5),
      weight: 0.5,
      given,
      observed: empties,
      expected: "<= 5",
      hint: hints.wait,
    },
    {
      claim: {
        es: "El handler recibe el número de intento, 1 la primera vez",
        en: "The handler gets the number of the attempt, 1 the first time",
      },
      ok: ran && attempts.every((attempt) => typeof attempt === "number" && attempt >= 1) && attempts.includes(1),
      weight: 0.5,
      given,
      observed: attempts.slice(0, 5),
      expected: [1, 1, 1, 1, 1],
      hint: hints.attempt,
    },
  ];
}

/** The first order that was done before an earlier one of the same customer. */
function firstJump(orders: readonly Order[], done: readonly (string | undefined)[]): string | undefined {
  return done.find((id, at) => {
    const place = orders.findIndex((order) => order.id === id);
    return orders.some(
      (other, i) => i < place && other.customer === orders[place].customer && done.indexOf(other.id) > at,
    );
  });
}

function sortKeys(order: unknown): unknown {
  if (typeof order !== "object" || order === null) return order;
  return Object.fromEntries(Object.entries(order).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const receiver: Check<LabPlan, LabRun> = {
  id: "l2.receiver",
  item: "L2",
  points: 1,
  title: { es: "El receptor: procesar y borrar", en: "The receiver: process and delete" },
  needs: ["createQueues", "sender", "receiver"],
  parameters: (random) =>
    plan(random, { orders: someOrders(random, random.integer(12, 18)), sends: 1, receives: true }),
  scenario: playLab,
  verdict: receiverFindings,
};

// ---- l2.retries -------------------------------------------------------------------------------------------------

/** The claims about a receiver whose handler fails as planned; three failures are one too many. */
export function retryFindings({ orders, failures }: LabPlan, run: LabRun): Finding[] {
  const MAX = 3;
  const times = (order: Order) => failures.find(([id]) => id === order.id)?.[1] ?? 0;
  const doomed = orders.filter((order) => times(order) >= MAX);
  const saved = orders.filter((order) => times(order) > 0 && times(order) < MAX);
  const given = failures.map(([id, count]) => `${id}: ${count >= MAX ? "✗✗✗" : "✗".repeat(count)}`).join("   ");
  const counts = (list: Order[]) =>
    ROADS.flatMap((road) => list.map((order) => [road, order.id, tries(run, road, order.id).length]));
  const right = (list: Order[]) =>
    ROADS.flatMap((road) => list.map((order) => [road, order.id, Math.min(MAX, times(order) + 1)]));
  const dead = (road: Road) => run.queues[`${road}DeadLetters`].left.map(({ body }) => orderIn(body));
  const attempts = ROADS.flatMap((road) =>
    doomed.map((order) => tries(run, road, order.id).map((call) => call.attempt)),
  );
  const others = orders.filter((order) => times(order) < MAX);
  const lost = ROADS.flatMap((road) =>
    others.filter((order) => !successes(run, road).includes(order.id)).map((order) => [road, order.id]),
  );
  const left = ROADS.map((road) => run.queues[road].left.length);
  const jumped = firstDone(orders, run);
  return [
    {
      claim: {
        es: "Un pedido que falla se intenta de nuevo, hasta que sale bien",
        en: "A failed order is tried again, until it succeeds",
      },
      ok: isDeepStrictEqual(counts(saved), right(saved)) && lost.length === 0,
      weight: 2,
      given,
      observed: lost.length > 0 ? { notProcessed: lost } : counts(saved),
      expected: right(saved),
      hint: hints.retry,
    },
    {
      claim: {
        es: "El que siempre falla se intenta 3 veces y acaba en su cola de mensajes muertos",
        en: "The one that always fails is tried 3 times and ends in its dead-letter queue",
      },
      ok: isDeepStrictEqual(counts(doomed), right(doomed)) && ROADS.every((road) => same(dead(road), doomed)),
      weight: 2,
      given,
      observed: {
        tries: counts(doomed),
        standardDeadLetters: ids(dead("standard")),
        fifoDeadLetters: ids(dead("fifo")),
      },
      expected: { tries: right(doomed), standardDeadLetters: ids(doomed), fifoDeadLetters: ids(doomed) },
      hint: hints.retry,
    },
    {
      claim: { es: "El handler sabe qué intento es: 1, 2, 3", en: "The handler knows which attempt it is: 1, 2, 3" },
      ok: attempts.length > 0 && attempts.every((list) => isDeepStrictEqual(list, [1, 2, 3])),
      given,
      observed: attempts,
      expected: attempts.map(() => [1, 2, 3]),
      hint: hints.attempt,
    },
    {
      claim: {
        es: "Por FIFO nadie adelanta a un pedido anterior de su cliente que aún se reintenta",
        en: "By FIFO none passes an earlier order of its customer that is still being retried",
      },
      ok: run.handled.fifo.length >= orders.length && jumped === undefined,
      given,
      observed: jumped && {
        tooEarly: jumped,
        calls: run.handled.fifo.map((call) => [(call.order as Partial<Order>)?.id, call.attempt]),
      },
      hint: hints.group_order,
    },
    {
      claim: {
        es: "Las dos colas quedan vacías, con todo procesado o muerto",
        en: "Both queues end up empty, with everything processed or dead",
      },
      ok: left.every((count) => count === 0) && run.handled.standard.length >= orders.length && lost.length === 0,
      weight: 0.5,
      given,
      observed: { standard: left[0], fifo: left[1], notProcessed: lost.map(([, id]) => id) },
      expected: { standard: 0, fifo: 0, notProcessed: [] },
      hint: hints.visibility,
    },
  ];
}

/** The first call on the FIFO road for an order while an earlier one of its customer still had tries to come. */
function firstDone(orders: readonly Order[], run: LabRun): string | undefined {
  const calls = run.handled.fifo.map((call) => (call.order as Partial<Order> | undefined)?.id);
  return calls.find((id, at) => {
    const place = orders.findIndex((order) => order.id === id);
    return orders.some(
      (other, i) => i < place && other.customer === orders[place].customer && calls.lastIndexOf(other.id) > at,
    );
  });
}

const retries: Check<LabPlan, LabRun> = {
  id: "l2.retries",
  item: "L2",
  points: 1,
  title: {
    es: "Errores y reintentos, hasta la cola de mensajes muertos",
    en: "Errors and retries, through to the dead-letter queue",
  },
  needs: ["createQueues", "sender", "receiver"],
  parameters(random) {
    const orders = someOrders(random, random.integer(10, 14));
    const [poison, once, twice] = random.shuffle(orders.slice(0, 6));
    const failures: [string, number][] = [
      [poison.id, 1_000],
      [once.id, 1],
      [twice.id, 2],
    ];
    return plan(random, { orders, sends: 1, receives: true, failures });
  },
  scenario: playLab,
  verdict: retryFindings,
};

export const checks: Check[] = [queues, sender, receiver, retries];
