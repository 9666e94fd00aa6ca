/** L2, step 3: what a receiver did whose handler never fails. */
import { isDeepStrictEqual } from "node:util";
import type { Finding } from "../types";
import { hints } from "./hints";
import { type LabPlan, type Order, ROADS, type Road } from "./plan";
import type { LabRun } from "./play";
import { ids, successes } from "./read";

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
