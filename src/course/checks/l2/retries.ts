/** L2, step 4: what a receiver did whose handler fails as planned. */
import { isDeepStrictEqual } from "node:util";
import type { Finding } from "../types";
import { hints } from "./hints";
import { type LabPlan, type Order, ROADS, type Road } from "./plan";
import type { LabRun } from "./play";
import { ids, orderIn, same, successes, tries } from "./read";

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
