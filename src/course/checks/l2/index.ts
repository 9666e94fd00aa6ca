/**
 * L2, the visible part: two queues, a sender, a receiver, errors and retries through to the dead-letter queue.
 * See hidden/l2.ts for the edges.
 */
import type { Check } from "../types";
import { type LabPlan, labPlan, someOrders } from "./plan";
import { type LabRun, playLab } from "./play";
import { queuesFindings } from "./queues";
import { receiverFindings } from "./receiver";
import { retryFindings } from "./retries";
import { senderFindings } from "./sender";

export { type Order, someOrders } from "./plan";

const queues: Check<LabPlan, LabRun> = {
  id: "l2.queues",
  item: "L2",
  points: 0.5,
  title: {
    es: "Dos colas, cada una con su cola de mensajes muertos",
    en: "Two queues, each with its dead-letter queue",
  },
  needs: ["createQueues"],
  parameters: (random) => labPlan(random, { creates: 2 }),
  scenario: playLab,
  verdict: (_, run) => queuesFindings(run),
};

const sender: Check<LabPlan, LabRun> = {
  id: "l2.sender",
  item: "L2",
  points: 0.5,
  title: { es: "El emisor: cada pedido a las dos colas", en: "The sender: each order to both queues" },
  needs: ["createQueues", "sender"],
  parameters: (random) => labPlan(random, { orders: someOrders(random, random.integer(11, 16)), sends: 2 }),
  scenario: playLab,
  verdict: senderFindings,
};

const receiver: Check<LabPlan, LabRun> = {
  id: "l2.receiver",
  item: "L2",
  points: 1,
  title: { es: "El receptor: procesar y borrar", en: "The receiver: process and delete" },
  needs: ["createQueues", "sender", "receiver"],
  parameters: (random) =>
    labPlan(random, { orders: someOrders(random, random.integer(12, 18)), sends: 1, receives: true }),
  scenario: playLab,
  verdict: receiverFindings,
};

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
    return labPlan(random, { orders, sends: 1, receives: true, failures });
  },
  scenario: playLab,
  verdict: retryFindings,
};

export const checks: Check[] = [queues, sender, receiver, retries];
