/** What the verdicts of P1 share. */
import type { Random } from "../../../sim/random";
import type { Order } from "../l2";
import { literal } from "../support";
import type { Text } from "../types";
import type { FanOutPlan, FanOutRun } from "./play";

export const hints = {
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

export const sorted = (values: readonly unknown[]) => values.map(literal).sort();
export const equal = (a: readonly unknown[], b: readonly unknown[]) => sorted(a).join() === sorted(b).join();
export const ids = (orders: readonly Order[]) => orders.map(({ id }) => id);
export const heard = (run: FanOutRun, who: string) => run.calls.filter((call) => call.who === who).map(({ id }) => id);
export const given = (plan: FanOutPlan) =>
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
