/** p1.processing: the queues are worked off. */
import { someOrders } from "../l2";
import { literal } from "../support";
import type { Check } from "../types";
import { type FanOutPlan, type FanOutRun, playFanOut } from "./play";
import { equal, fanOutPlan, given, heard, hints, ids, sorted } from "./read";

export const processing: Check<FanOutPlan, FanOutRun> = {
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
