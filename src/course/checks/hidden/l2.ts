/** L2, the hidden part: empty and long lists of orders, one customer, poison at the head of its group, Standard's own anomalies. */

import type { Random } from "../../../sim/random";
import {
  hints,
  type LabPlan,
  type LabRun,
  type Order,
  orderIn,
  playLab,
  receiverFindings,
  retryFindings,
  senderFindings,
  someOrders,
} from "../l2";
import type { Finding, HiddenCheck } from "../types";

type Plans = LabPlan[];

const plan = (random: Random, own: Partial<LabPlan>): LabPlan => ({
  cloud: { seed: random.integer(1, 1_000_000) },
  creates: 1,
  orders: [],
  sends: 1,
  receives: false,
  failures: [],
  ...own,
});

/** Plays every plan in turn, each on its own cloud. */
async function playAll(student: Parameters<typeof playLab>[0], plans: Plans): Promise<LabRun[]> {
  const runs: LabRun[] = [];
  for (const one of plans) runs.push(await playLab(student, one));
  return runs;
}

const named = (es: string, en: string, findings: Finding[]): Finding[] =>
  findings.map((finding) => ({
    ...finding,
    claim: { es: `${es}: ${finding.claim.es}`, en: `${en}: ${finding.claim.en}` },
  }));

const sender: HiddenCheck<Plans, LabRun[]> = {
  id: "l2.sender",
  parameters(random) {
    const twins: Order[] = someOrders(random, 4).map((order) => ({ ...order, customer: "ana", total: 10 }));
    return [
      plan(random, { orders: [] }),
      plan(random, { orders: someOrders(random, 37) }),
      plan(random, { orders: twins, sends: 3 }),
    ];
  },
  scenario: playAll,
  verdict: ([none, many, twins], [empty, long, again]) => [
    {
      claim: {
        es: "Sin pedidos no se envía nada, y no falla",
        en: "With no orders nothing is sent, and nothing fails",
      },
      ok: none.orders.length === 0 && empty.queues.standard.exists && empty.queues.standard.left.length === 0,
      weight: 0.5,
      given: "await sender(cloud, urls, [])",
      observed: empty.queues.standard.left,
      expected: [],
      hint: hints.batch,
    },
    ...named("37 pedidos", "37 orders", senderFindings(many, long)),
    ...named("Un solo cliente, tres envíos", "One customer, three sendings", senderFindings(twins, again)),
  ],
};

const receiver: HiddenCheck<Plans, LabRun[]> = {
  id: "l2.receiver",
  parameters: (random) => [
    plan(random, { orders: someOrders(random, 45), receives: true }),
    plan(random, {
      cloud: { seed: random.integer(1, 1_000_000), anomalies: "typical" },
      orders: someOrders(random, 30),
      receives: true,
    }),
  ],
  scenario: playAll,
  verdict: ([many, odd], [long, anomalous]) => {
    // with anomalies a copy may come after the delete: only what at-least-once promises is judged
    const [all] = receiverFindings(odd, anomalous);
    return [
      ...named("45 pedidos", "45 orders", receiverFindings(many, long)),
      ...named("Con duplicados y desorden", "With duplicates and disorder", [all]),
    ];
  },
};

const retries: HiddenCheck<Plans, LabRun[]> = {
  id: "l2.retries",
  parameters(random) {
    const line = someOrders(random, 8).map((order) => ({ ...order, customer: "ana" }));
    const crowd = someOrders(random, 24);
    const [first, second] = random.shuffle(crowd);
    return [
      plan(random, {
        orders: line,
        receives: true,
        failures: [
          [line[0].id, 1_000],
          [line[3].id, 2],
        ],
      }),
      plan(random, {
        orders: crowd,
        receives: true,
        failures: [
          [first.id, 1_000],
          [second.id, 3],
        ],
      }),
    ];
  },
  scenario: playAll,
  verdict: ([line, crowd], [inLine, inCrowd]) => [
    ...named("El primero de un grupo envenenado", "The first of a group poisoned", retryFindings(line, inLine)),
    ...named("Dos que nunca salen", "Two that never succeed", retryFindings(crowd, inCrowd)),
    {
      claim: {
        es: "El pedido llega entero a la cola de mensajes muertos",
        en: "The order reaches the dead-letter queue whole",
      },
      ok: inLine.queues.fifoDeadLetters.left.some(({ body }) => orderIn(body)?.total === line.orders[0].total),
      observed: inLine.queues.fifoDeadLetters.left,
      expected: [line.orders[0]],
      hint: hints.body,
    },
  ],
};

export const hiddenChecks: HiddenCheck[] = [sender, receiver, retries];
