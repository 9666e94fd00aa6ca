/**
 * P1, the visible part: one topic, several queues and functions, their permissions, processing, and what happens to what fails.
 * The student's functions run against a recorded cloud; what is judged is read from the judge's cloud, where the log of
 * their calls was replayed, and from the calls of the services and of the handler, which live on this side.
 */
import { Lambda } from "@aws-sdk/client-lambda";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import type { Cloud, CloudOptions } from "../../sdk";
import type { Random } from "../../sim/random";
import { type Order, someOrders } from "./l2";
import { literal } from "./support";
import type { Check, Finding, Student, Text } from "./types";

/** What buildFanOut returns. */
export interface FanOut {
  topicArn: string;
  /** URL of each queue by the name that was asked for. */
  queues: Record<string, string>;
  /** URL of the queue where orders go that a function gave up. */
  lost: string;
}

export interface FanOutPlan {
  cloud: CloudOptions;
  queues: string[];
  services: string[];
  orders: Order[];
  /** How many times something fails on an order before it succeeds: [who, order id, times]. Who: a service, or "work". */
  failures: [who: string, id: string, times: number][];
  /** Whether the queues are worked off. */
  works: boolean;
}

export interface FanOutRun {
  topic: { exists: boolean; subscribers: string[] };
  queues: Record<string, QueueSeen>;
  lost: unknown[];
  functions: string[];
  /** Calls on this side: who was called with which order, and whether it failed. "work NAME" for the handler of a queue. */
  calls: { who: string; id: unknown; failed: boolean }[];
}

interface QueueSeen {
  exists: boolean;
  /** Ids of the orders left in it, and in its dead-letter queue. */
  left: unknown[];
  dead: unknown[];
  maxReceiveCount?: unknown;
  /** Whether a topic of somebody else's may send to it. */
  isOpenToOthers: boolean;
}

const RUN = { minutes: 15 };

/** Builds, publishes and works as the plan says, then looks at the judge's cloud. */
export async function playFanOut(student: Student, plan: FanOutPlan): Promise<FanOutRun> {
  const cloud = await student.cloud(plan.cloud);
  const calls: FanOutRun["calls"] = [];
  const left = new Map(plan.failures.map(([who, id, times]) => [`${who} ${id}`, times]));
  const hear =
    (who: string, plannedAs = who) =>
    (order: unknown) => {
      const id = (order as Partial<Order> | undefined)?.id;
      const key = `${plannedAs} ${id}`;
      const failed = (left.get(key) ?? 0) > 0;
      left.set(key, (left.get(key) ?? 0) - 1);
      calls.push({ who, id, failed });
      if (failed) throw new Error(`${who} cannot take ${id}`);
    };
  const services = Object.fromEntries(plan.services.map((name) => [name, hear(name)]));
  const fanOut = (await student.call("buildFanOut", cloud, plan.queues, services)) as FanOut;
  for (const order of plan.orders) await student.call("publishOrder", cloud, fanOut, order);
  await cloud.call("run", { for: RUN });
  if (plan.works) {
    for (const name of plan.queues)
      await student.call("work", cloud, fanOut?.queues?.[name], hear(`work ${name}`, "work"));
  }
  return { calls, ...(await look(await cloud.judge(), plan, fanOut)) };
}

async function look(judge: Cloud, plan: FanOutPlan, fanOut: FanOut): Promise<Omit<FanOutRun, "calls">> {
  const [sns, sqs, lambda] = [judge.client(SNS), judge.client(SQS), judge.client(Lambda)];
  const topics = (await sns.listTopics({})).Topics ?? [];
  const exists = topics.some(({ TopicArn }) => TopicArn === fanOut?.topicArn);
  const subscriptions = exists
    ? ((await sns.listSubscriptionsByTopic({ TopicArn: fanOut.topicArn })).Subscriptions ?? [])
    : [];
  const urls = (await sqs.listQueues({})).QueueUrls ?? [];
  const queues: FanOutRun["queues"] = {};
  for (const name of plan.queues) queues[name] = await lookAtQueue(judge, urls, fanOut?.queues?.[name]);
  return {
    topic: { exists, subscribers: subscriptions.map(({ Endpoint }) => Endpoint?.split(":").at(-1) ?? "").sort() },
    queues,
    lost: urls.includes(fanOut?.lost) ? await read(judge, fanOut.lost) : [],
    functions: ((await lambda.listFunctions({})).Functions ?? []).map(({ FunctionName }) => FunctionName ?? "").sort(),
  };
}

async function lookAtQueue(judge: Cloud, urls: string[], url: unknown): Promise<QueueSeen> {
  const none: QueueSeen = { exists: false, left: [], dead: [], isOpenToOthers: false };
  if (typeof url !== "string" || !urls.includes(url)) return none;
  const sqs = judge.client(SQS);
  const { Attributes = {} } = await sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ["All"] });
  const redrive = JSON.parse(Attributes.RedrivePolicy ?? "{}") as {
    deadLetterTargetArn?: string;
    maxReceiveCount?: unknown;
  };
  const dead = urls.find((other) => other.split("/").at(-1) === redrive.deadLetterTargetArn?.split(":").at(-1));
  const left = await read(judge, url);
  await sendAsStranger(judge, Attributes.QueueArn!);
  return {
    exists: true,
    left,
    dead: dead === undefined ? [] : await read(judge, dead),
    maxReceiveCount: Number(redrive.maxReceiveCount),
    isOpenToOthers: (await read(judge, url)).length > 0,
  };
}

/** Lets a topic of the judge's own try to send to the queue. */
async function sendAsStranger(judge: Cloud, queueArn: string): Promise<void> {
  const sns = judge.client(SNS);
  const { TopicArn } = await sns.createTopic({ Name: "somebody-elses-topic" });
  const { SubscriptionArn } = await sns.subscribe({
    TopicArn,
    Protocol: "sqs",
    Endpoint: queueArn,
    ReturnSubscriptionArn: true,
  });
  await sns.publish({ TopicArn, Message: JSON.stringify({ id: "stranger" }) });
  await judge.run({ for: RUN });
  await sns.unsubscribe({ SubscriptionArn });
}

/** Ids of the orders in a queue, which is empty afterwards. */
async function read(judge: Cloud, url: string): Promise<unknown[]> {
  const sqs = judge.client(SQS);
  const ids: unknown[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.receiveMessage({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 20,
      VisibilityTimeout: 3_600,
    });
    if (Messages.length === 0) return ids;
    for (const { Body = "", ReceiptHandle } of Messages) {
      ids.push(idIn(Body));
      await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle });
    }
  }
}

/** The order's id in a body: raw, in the envelope of SNS, or in the record that Lambda sends of what it gave up. */
function idIn(body: string): unknown {
  for (let value: unknown = body, depth = 0; depth < 6; depth++) {
    if (typeof value === "string") {
      try {
        value = JSON.parse(value);
      } catch {
        return undefined;
      }
    }
    const { id, Message, requestPayload, Records } = (value ?? {}) as Record<string, unknown>;
    if (id !== undefined) return id;
    const record = Array.isArray(Records) ? (Records[0] as { Sns?: { Message?: unknown } }) : undefined;
    value = Message ?? requestPayload ?? record?.Sns?.Message;
    if (value === undefined) return undefined;
  }
  return undefined;
}

// ---- what the verdicts share ------------------------------------------------------------------------------------

const hints = {
  wiring: {
    es: "createTopic, createQueue y subscribe: una suscripción por cola (Protocol: 'sqs', Endpoint: el ARN) y una por función (Protocol: 'lambda').",
    en: "createTopic, createQueue and subscribe: one subscription per queue (Protocol: 'sqs', Endpoint: the ARN) and one per function (Protocol: 'lambda').",
  },
  policy: {
    es: "La política de la cola permite sqs:SendMessage a sns.amazonaws.com sólo con Condition: { ArnEquals: { 'aws:SourceArn': topicArn } }.",
    en: "The queue's policy allows sqs:SendMessage to sns.amazonaws.com only with Condition: { ArnEquals: { 'aws:SourceArn': topicArn } }.",
  },
  permission: {
    es: "Cada función necesita lambda.addPermission con Principal: 'sns.amazonaws.com'. Lee cloud.explain(id): dice quién fue rechazado y por qué.",
    en: "Each function needs lambda.addPermission with Principal: 'sns.amazonaws.com'. Read cloud.explain(id): it says who was refused and why.",
  },
  message: {
    es: "Message: JSON.stringify(order). Con RawMessageDelivery: 'true' la cola recibe ese texto; sin él, un sobre con el texto en Message.",
    en: "Message: JSON.stringify(order). With RawMessageDelivery: 'true' the queue gets that text; without it, an envelope with the text in Message.",
  },
  work: {
    es: "Recibe con sondeo largo; si el handler no lanza, borra. Si lanza, no borres: vuelve, y a la tercera pasa a la cola de mensajes muertos.",
    en: "Receive with a long poll; if the handler does not throw, delete. If it throws, do not: it comes back, and after the third time it goes to the dead letters.",
  },
  lost: {
    es: "Lambda reintenta dos veces; después, putFunctionEventInvokeConfig({ DestinationConfig: { OnFailure: { Destination: ARN de lost } } }).",
    en: "Lambda retries twice; after that, putFunctionEventInvokeConfig({ DestinationConfig: { OnFailure: { Destination: ARN of lost } } }).",
  },
} satisfies Record<string, Text>;

const sorted = (values: readonly unknown[]) => values.map(literal).sort();
const equal = (a: readonly unknown[], b: readonly unknown[]) => sorted(a).join() === sorted(b).join();
const ids = (orders: readonly Order[]) => orders.map(({ id }) => id);
const heard = (run: FanOutRun, who: string) => run.calls.filter((call) => call.who === who).map(({ id }) => id);
const given = (plan: FanOutPlan) =>
  `buildFanOut(cloud, ${literal(plan.queues)}, { ${plan.services.join(", ")} }); ${plan.orders.length} × publishOrder`;

const QUEUES = ["billing", "shipping", "stock", "invoices", "loyalty"];
const SERVICES = ["audit", "notify", "score", "archive"];

export function fanOutPlan(random: Random, own: Partial<FanOutPlan> = {}): FanOutPlan {
  return {
    cloud: { seed: random.integer(1, 1_000_000) },
    queues: random.shuffle(QUEUES).slice(0, random.integer(2, 3)),
    services: random.shuffle(SERVICES).slice(0, 2),
    orders: [],
    failures: [],
    works: false,
    ...own,
  };
}

// ---- p1.wiring --------------------------------------------------------------------------------------------------

const wiring: Check<FanOutPlan, FanOutRun> = {
  id: "p1.wiring",
  item: "P1",
  points: 1.5,
  title: { es: "Un topic, varias colas y funciones", en: "One topic, several queues and functions" },
  needs: ["buildFanOut", "publishOrder"],
  parameters: (random) => fanOutPlan(random),
  scenario: playFanOut,
  verdict(plan, run) {
    const queues = plan.queues.map((name) => run.queues[name]!);
    const exist = queues.every(({ exists }) => exists);
    return [
      {
        claim: {
          es: "El topic existe y tiene a todos suscritos, una vez",
          en: "The topic exists and has everybody subscribed, once",
        },
        ok: run.topic.exists && equal(run.topic.subscribers, [...plan.queues, ...plan.services]),
        given: given(plan),
        observed: run.topic.subscribers,
        expected: [...plan.queues, ...plan.services].sort(),
        hint: hints.wiring,
      },
      {
        claim: { es: "Una función Lambda por servicio", en: "One Lambda function per service" },
        ok: equal(run.functions, plan.services),
        given: given(plan),
        observed: run.functions,
        expected: [...plan.services].sort(),
        hint: hints.wiring,
      },
      {
        claim: {
          es: "Cada cola tiene su cola de mensajes muertos, a las 3 recepciones",
          en: "Each queue has its dead-letter queue, after 3 receives",
        },
        ok: exist && queues.every(({ maxReceiveCount }) => maxReceiveCount === 3),
        given: given(plan),
        observed: Object.fromEntries(plan.queues.map((name) => [name, run.queues[name]!.maxReceiveCount ?? "-"])),
        expected: Object.fromEntries(plan.queues.map((name) => [name, 3])),
        hint: hints.work,
      },
      {
        claim: {
          es: "Un topic ajeno no puede escribir en las colas",
          en: "Somebody else's topic cannot write to the queues",
        },
        ok: exist && queues.every(({ isOpenToOthers }) => !isOpenToOthers),
        given: "sns.publish(somebody-elses-topic)",
        observed: plan.queues.filter((name) => run.queues[name]!.isOpenToOthers),
        expected: [],
        hint: hints.policy,
      },
    ];
  },
};

// ---- p1.delivery ------------------------------------------------------------------------------------------------

/** What a run must show when nothing fails. */
export function deliveryFindings(plan: FanOutPlan, run: FanOutRun): Finding[] {
  const right = ids(plan.orders);
  const inQueues = Object.fromEntries(plan.queues.map((name) => [name, sorted(run.queues[name]!.left)]));
  const atServices = Object.fromEntries(plan.services.map((name) => [name, sorted(heard(run, name))]));
  const each = (names: string[]) => Object.fromEntries(names.map((name) => [name, sorted(right)]));
  return [
    {
      claim: { es: "Cada pedido llega una vez a cada cola", en: "Each order reaches each queue once" },
      ok: plan.queues.every((name) => equal(run.queues[name]!.left, right)),
      given: given(plan),
      observed: inQueues,
      expected: each(plan.queues),
      hint: hints.message,
    },
    {
      claim: { es: "Cada función procesa cada pedido una vez", en: "Each function processes each order once" },
      ok: plan.services.every((name) => equal(heard(run, name), right)),
      given: given(plan),
      observed: atServices,
      expected: each(plan.services),
      hint: hints.permission,
    },
  ];
}

const delivery: Check<FanOutPlan, FanOutRun> = {
  id: "p1.delivery",
  item: "P1",
  points: 1.5,
  title: { es: "Cada pedido llega a todos", en: "Each order reaches everybody" },
  needs: ["buildFanOut", "publishOrder"],
  parameters: (random) => fanOutPlan(random, { orders: someOrders(random, random.integer(4, 7)) }),
  scenario: playFanOut,
  verdict: deliveryFindings,
};

// ---- p1.processing ----------------------------------------------------------------------------------------------

const processing: Check<FanOutPlan, FanOutRun> = {
  id: "p1.processing",
  item: "P1",
  points: 1,
  title: { es: "Las colas se procesan, con reintentos", en: "The queues are worked off, with retries" },
  needs: ["buildFanOut", "publishOrder", "work"],
  parameters(random) {
    const orders = someOrders(random, random.integer(4, 7));
    const [never, once] = random.shuffle(orders);
    return fanOutPlan(random, {
      orders,
      works: true,
      failures: [
        ["work", never!.id, 99],
        ["work", once!.id, 1],
      ],
    });
  },
  scenario: playFanOut,
  verdict(plan, run) {
    const [[, never], [, once]] = plan.failures as [[string, string, number], [string, string, number]];
    const good = ids(plan.orders).filter((id) => id !== never);
    // one plan of failures serves all queues: the first queue meets the failure that happens once
    const first = plan.queues[0]!;
    const done = (name: string) =>
      run.calls.filter(({ who, failed }) => who === `work ${name}` && !failed).map(({ id }) => id);
    return [
      {
        claim: {
          es: "Lo que se puede procesar se procesa una vez en cada cola",
          en: "What can be processed is processed once in each queue",
        },
        ok: plan.queues.every((name) => equal(done(name), good)),
        given: given(plan),
        observed: Object.fromEntries(plan.queues.map((name) => [name, sorted(done(name))])),
        expected: Object.fromEntries(plan.queues.map((name) => [name, sorted(good)])),
        hint: hints.work,
      },
      {
        claim: { es: "Tras un fallo se intenta de nuevo", en: "After a failure it is tried again" },
        ok: heard(run, `work ${first}`).filter((id) => id === once).length === 2,
        given: `${literal(once)} fails once in ${first}`,
        observed: heard(run, `work ${first}`).filter((id) => id === once).length,
        expected: 2,
        hint: hints.work,
      },
      {
        claim: {
          es: "Lo que falla tres veces queda en la cola de mensajes muertos, y nada más queda",
          en: "What fails three times lies in the dead-letter queue, and nothing else is left",
        },
        ok: plan.queues.every((name) => equal(run.queues[name]!.dead, [never]) && run.queues[name]!.left.length === 0),
        given: `${literal(never)} always fails`,
        observed: Object.fromEntries(
          plan.queues.map((name) => [name, { dead: run.queues[name]!.dead, left: run.queues[name]!.left }]),
        ),
        expected: Object.fromEntries(plan.queues.map((name) => [name, { dead: [never], left: [] }])),
        hint: hints.work,
      },
    ];
  },
};

// ---- p1.failure -------------------------------------------------------------------------------------------------

const failure: Check<FanOutPlan, FanOutRun> = {
  id: "p1.failure",
  item: "P1",
  points: 1,
  title: { es: "Una función que falla no arrastra a nadie", en: "A function that fails drags nobody along" },
  needs: ["buildFanOut", "publishOrder"],
  parameters(random) {
    const plan = fanOutPlan(random, { orders: someOrders(random, random.integer(4, 7)) });
    const [never, twice] = random.shuffle(plan.orders);
    const who = plan.services[0]!;
    return {
      ...plan,
      failures: [
        [who, never!.id, 99],
        [who, twice!.id, 2],
      ],
    };
  },
  scenario: playFanOut,
  verdict(plan, run) {
    const [[who, never], [, twice]] = plan.failures as [[string, string, number], [string, string, number]];
    const others = [...plan.services.filter((name) => name !== who), ...plan.queues];
    const right = ids(plan.orders);
    const got = (name: string) => (plan.queues.includes(name) ? run.queues[name]!.left : heard(run, name));
    const count = (id: string) => heard(run, who).filter((other) => other === id).length;
    return [
      {
        claim: {
          es: "Lo que la función no puede procesar acaba en lost, y sólo eso",
          en: "What the function cannot process ends in lost, and only that",
        },
        ok: equal(run.lost, [never]),
        given: `${who} always fails on ${literal(never)}`,
        observed: run.lost,
        expected: [never],
        hint: hints.lost,
      },
      {
        claim: {
          es: "Un fallo pasajero se arregla con los reintentos",
          en: "A passing failure is mended by the retries",
        },
        ok: count(twice) === 3,
        given: `${who} fails twice on ${literal(twice)}`,
        observed: count(twice),
        expected: 3,
        hint: hints.lost,
      },
      {
        claim: { es: "Los demás reciben todo, una vez", en: "The others get everything, once" },
        ok: others.every((name) => equal(got(name), right)),
        given: given(plan),
        observed: Object.fromEntries(others.map((name) => [name, sorted(got(name))])),
        expected: Object.fromEntries(others.map((name) => [name, sorted(right)])),
        hint: hints.permission,
      },
    ];
  },
};

export const checks: Check[] = [wiring, delivery, processing, failure];
