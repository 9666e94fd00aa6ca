/** p1.failure: what fails reaches the dead letters and holds up nobody. */
import { someOrders } from "../l2";
import { literal } from "../support";
import type { Check } from "../types";
import { type FanOutPlan, type FanOutRun, playFanOut } from "./play";
import { equal, fanOutPlan, given, heard, hints, ids, sorted } from "./read";

export const failure: Check<FanOutPlan, FanOutRun> = {
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
