/** l3.traffic: what CloudWatch shows. */
import { isDeepStrictEqual } from "node:util";
import { pickWords } from "../support";
import type { Check } from "../types";
import { hints } from "./hints";
import { given, type MarketPlan, marketPlan, QUEUES } from "./plan";
import { type MarketRun, playMarket } from "./play";

export const trafficCheck: Check<MarketPlan, MarketRun> = {
  id: "l3.traffic",
  item: "L3",
  points: 0.5,
  title: { es: "El tráfico, leído en CloudWatch", en: "The traffic, read in CloudWatch" },
  needs: ["createBroker", "openWarehouse", "openShop", "traffic"],
  parameters: (random) => marketPlan(random, { orders: pickWords(random, random.integer(4, 9)) }),
  scenario: (student, plan) => playMarket(student, plan, "traffic"),
  verdict(plan, run) {
    return QUEUES.map((queue) => {
      const expected = { enqueued: run.sent[queue], dequeued: run.removed[queue], waiting: run.waiting[queue] };
      return {
        claim: {
          es: `traffic cuenta lo que entró, lo que salió y lo que espera en ${queue}`,
          en: `traffic counts what went in, what came out and what waits in ${queue}`,
        },
        // without traffic there is nothing to count
        ok: run.sent[queue]! > 0 && isDeepStrictEqual(run.traffic[queue], expected),
        given: `${given(plan)}; await traffic(cloud, market, "${queue}")`,
        observed: run.traffic[queue],
        expected,
        hint: hints.traffic,
      };
    });
  },
};
