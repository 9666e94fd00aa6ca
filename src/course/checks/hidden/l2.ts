/**
 * L2, the hidden part: messages of ours that nobody deletes, empty and long lists of orders, one customer, poison at the head of its
 * group, Standard's own anomalies.
 */

import { isDeepStrictEqual } from "node:util";
import { SQS } from "@aws-sdk/client-sqs";
import { hints } from "../l2/hints";
import { type LabPlan, labPlan, type Order, type QueueUrls, ROADS, type Road, someOrders } from "../l2/plan";
import { type LabRun, LONG_POLL_SECONDS, playLab } from "../l2/play";
import { orderIn } from "../l2/read";
import { receiverFindings } from "../l2/receiver";
import { retryFindings } from "../l2/retries";
import { senderFindings } from "../l2/sender";
import { pickWords } from "../support";
import type { Finding, HiddenCheck, Student } from "../types";

type Plans = LabPlan[];

/** Plays every plan in turn, each on its own cloud. */
async function playAll(student: Student, plans: Plans): Promise<LabRun[]> {
  const runs: LabRun[] = [];
  for (const one of plans) runs.push(await playLab(student, one));
  return runs;
}

const named = (es: string, en: string, findings: Finding[]): Finding[] =>
  findings.map((finding) => ({
    ...finding,
    claim: { es: `${es}: ${finding.claim.es}`, en: `${en}: ${finding.claim.en}` },
  }));

// ---- l2.queues: messages of ours that nobody deletes --------------------------------------------------------------

interface Trial {
  cloud: LabPlan["cloud"];
  creates: number;
  /** What is sent to each queue, with the group that it has on the FIFO one. */
  messages: { body: string; group: string }[];
}

/** What became of the messages on one road. */
interface Undeleted {
  /** How often each body was received. */
  receives: Record<string, number>;
  /** Bodies, in the order in which the dead-letter queue gave them. */
  dead: string[];
}

const MAX_RECEIVES = 3;
/** Empty long polls in a row after which nothing more can come: a minute, longer than the default visibility. */
const LAST_POLLS = 3;

async function trial(student: Student, { cloud: options, creates, messages }: Trial) {
  const cloud = await student.cloud(options);
  let urls: QueueUrls | undefined;
  for (let i = 0; i < creates; i++) urls = (await student.call("createQueues", cloud)) as QueueUrls;
  const judge = await cloud.judge();
  const sqs = judge.client(SQS);
  const known = (await sqs.listQueues({})).QueueUrls ?? [];

  const drain = async (QueueUrl: string, seen: (body: string) => void, remove: boolean): Promise<void> => {
    for (let empty = 0; empty < LAST_POLLS; ) {
      const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: LONG_POLL_SECONDS });
      empty = Messages.length === 0 ? empty + 1 : 0;
      for (const { Body = "", ReceiptHandle } of Messages) {
        seen(Body);
        if (remove) await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
      }
    }
  };
  const follow = async (road: Road): Promise<Undeleted | null> => {
    const [main, letters] = [urls?.[road], urls?.[`${road}DeadLetters`]];
    if (main === undefined || letters === undefined || !known.includes(main) || !known.includes(letters)) return null;
    for (const [i, { body, group }] of messages.entries()) {
      const strict = { MessageGroupId: group, MessageDeduplicationId: `trial-${i}` };
      await sqs.sendMessage({ QueueUrl: main, MessageBody: body, ...(main.endsWith(".fifo") ? strict : {}) });
    }
    const receives: Record<string, number> = {};
    const count = (body: string) => {
      receives[body] = (receives[body] ?? 0) + 1;
    };
    await drain(main, count, false);
    const dead: string[] = [];
    await drain(letters, (body) => dead.push(body), true);
    return { receives, dead };
  };
  return { standard: await follow("standard"), fifo: await follow("fifo") };
}

const queues: HiddenCheck<Trial, { [road in Road]: Undeleted | null }> = {
  id: "l2.queues",
  parameters(random) {
    const groups = random.shuffle(["ana", "beto", "carla"]).slice(0, 2);
    return {
      cloud: { seed: random.integer(1, 1_000_000) },
      creates: random.integer(1, 3),
      messages: pickWords(random, random.integer(4, 6)).map((body, i) => ({ body, group: groups[i % 2]! })),
    };
  },
  scenario: trial,
  verdict({ messages }, seen) {
    const bodies = messages.map(({ body }) => body);
    const receives = ROADS.map((road) => bodies.map((body) => seen[road]?.receives[body] ?? 0));
    const right = ROADS.map(() => bodies.map(() => MAX_RECEIVES));
    const dead = ROADS.map((road) => seen[road]?.dead ?? []);
    const given = `sendMessage × ${bodies.length}; receiveMessage, deleteMessage ✗`;
    const ofGroups = (list: string[]) =>
      [...new Set(messages.map(({ group }) => group))].map((name) =>
        list.filter((body) => messages.some((one) => one.body === body && one.group === name)),
      );
    return [
      {
        claim: {
          es: "Un mensaje que nadie borra se recibe 3 veces, en las dos colas",
          en: "A message that nobody deletes is received 3 times, from both queues",
        },
        ok: isDeepStrictEqual(receives, right),
        given,
        observed: receives,
        expected: right,
        hint: hints.attributes,
      },
      {
        claim: {
          es: "Después está en la cola de muertos de su cola",
          en: "Afterwards it is in the dead-letter queue of its own queue",
        },
        ok: dead.every((list) => isDeepStrictEqual([...list].sort(), [...bodies].sort())),
        given,
        observed: dead,
        expected: ROADS.map(() => bodies),
        hint: hints.attributes,
      },
      {
        claim: {
          es: "En la cola de muertos FIFO, cada grupo conserva su orden",
          en: "In the FIFO dead-letter queue each group keeps its order",
        },
        ok: isDeepStrictEqual(ofGroups(dead[1]!), ofGroups(bodies)),
        weight: 0.5,
        given,
        observed: ofGroups(dead[1]!),
        expected: ofGroups(bodies),
        hint: hints.attributes,
      },
    ];
  },
};

// ---- the others ---------------------------------------------------------------------------------------------------

const sender: HiddenCheck<Plans, LabRun[]> = {
  id: "l2.sender",
  parameters(random) {
    const twins: Order[] = someOrders(random, 4).map((order) => ({ ...order, customer: "ana", total: 10 }));
    return [
      labPlan(random, { orders: [], sends: 1 }),
      labPlan(random, { orders: someOrders(random, 37), sends: 1 }),
      labPlan(random, { orders: twins, sends: 3 }),
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
    labPlan(random, { orders: someOrders(random, 45), sends: 1, receives: true }),
    labPlan(random, {
      cloud: { seed: random.integer(1, 1_000_000), anomalies: "typical" },
      orders: someOrders(random, 30),
      sends: 1,
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
      labPlan(random, {
        orders: line,
        sends: 1,
        receives: true,
        failures: [
          [line[0].id, 1_000],
          [line[3].id, 2],
        ],
      }),
      labPlan(random, {
        orders: crowd,
        sends: 1,
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

export const hiddenChecks: HiddenCheck[] = [queues, sender, receiver, retries];
