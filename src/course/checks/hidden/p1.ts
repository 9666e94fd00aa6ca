/** P1, the hidden part: more orders, bodies that look alike, two functions that fail, an architecture without functions. */
import { someOrders } from "../l2";
import { deliveryFindings, type FanOutPlan, type FanOutRun, fanOutPlan, playFanOut } from "../p1";
import type { HiddenCheck } from "../types";

const delivery: HiddenCheck<FanOutPlan, FanOutRun> = {
  id: "p1.delivery",
  parameters(random) {
    const alike = someOrders(random, 20).map((order) => ({ ...order, customer: 'ana "la jefa" <>&', total: 10 }));
    return fanOutPlan(random, { queues: ["billing", "shipping", "stock"], orders: alike });
  },
  verdict: (plan, run) =>
    deliveryFindings(plan, run).map((finding) => ({
      ...finding,
      claim: {
        es: `20 pedidos que se parecen: ${finding.claim.es}`,
        en: `20 orders that look alike: ${finding.claim.en}`,
      },
    })),
};

const failure: HiddenCheck<FanOutPlan, FanOutRun> = {
  id: "p1.failure",
  parameters(random) {
    const plan = fanOutPlan(random, { orders: someOrders(random, 6) });
    const bad = random.shuffle(plan.orders).slice(0, 2);
    return {
      ...plan,
      failures: plan.services.flatMap((who) => bad.map(({ id }): [string, string, number] => [who, id, 99])),
    };
  },
  scenario: playFanOut,
  verdict({ failures }, { lost }) {
    const right = failures.map(([, id]) => id).sort();
    return [
      {
        claim: {
          es: "Dos funciones fallan con dos pedidos: cada una deja los suyos en lost",
          en: "Two functions fail on two orders: each leaves its own in lost",
        },
        ok: [...lost].map(String).sort().join() === right.join(),
        given: failures.map(([who, id]) => `${who}: ${id}`),
        observed: lost,
        expected: right,
      },
    ];
  },
};

export const hiddenChecks: HiddenCheck[] = [delivery, failure];
