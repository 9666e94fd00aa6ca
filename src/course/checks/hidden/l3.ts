/** L3, the hidden part: work that fails once, orders left lying over a reboot, queues that nobody spoke of. */
import { answeredFinding, hints, type MarketPlan, type MarketRun, marketPlan, playMarket, rightsFindings } from "../l3";
import { pickWords } from "../support";
import type { HiddenCheck } from "../types";

const broker: HiddenCheck<MarketPlan, MarketRun> = {
  id: "l3.broker",
  parameters: (random) => marketPlan(random),
  scenario: (student, plan) => playMarket(student, plan, "broker"),
  verdict(plan, { broker }) {
    const groups = broker?.users.map((user) => user.groups) ?? [];
    const shared = groups[0]?.some((group) => groups[1]?.includes(group)) ?? false;
    return [
      {
        claim: {
          es: "Cada usuario tiene su grupo, y no es el del otro",
          en: "Each user has a group, and it is not the other's",
        },
        ok: groups.length === 2 && groups.every(({ length }) => length > 0) && !shared,
        given: plan.market.broker,
        observed: broker?.users,
        expected: [
          { name: "shop", groups: ["shops"] },
          { name: "warehouse", groups: ["warehouses"] },
        ],
        hint: hints.create,
      },
    ];
  },
};

const talk: HiddenCheck<MarketPlan, MarketRun> = {
  id: "l3.talk",
  parameters(random) {
    const words = pickWords(random, 9);
    return marketPlan(random, {
      early: words.slice(0, 3),
      orders: words.slice(3),
      failsOnce: random.shuffle(words.slice(4)).slice(0, 2),
    });
  },
  scenario: (student, plan) => playMarket(student, plan, "talk"),
  verdict: (plan, run) => [
    answeredFinding(
      plan,
      run,
      plan.early,
      {
        es: "Lo pedido antes de que abra el almacén sobrevive a un reinicio del broker y se responde",
        en: "What was ordered before the warehouse opened survives a restart of the broker and is answered",
      },
      hints.persistent,
    ),
    answeredFinding(
      plan,
      run,
      plan.failsOnce,
      {
        es: "Un pedido cuyo trabajo falla se intenta de nuevo, y se responde",
        en: "An order whose work fails is tried again, and answered",
      },
      hints.retry,
    ),
    answeredFinding(
      plan,
      run,
      plan.orders.filter((text) => !plan.failsOnce.includes(text)),
      { es: "Los demás no se repiten ni se pierden", en: "The others are neither repeated nor lost" },
      hints.retry,
    ),
  ],
};

const rules: HiddenCheck<MarketPlan, MarketRun> = {
  id: "l3.rules",
  parameters: (random) => marketPlan(random, { afterRules: pickWords(random, 2) }),
  scenario: (student, plan) => playMarket(student, plan, "rules"),
  verdict: (plan, run) =>
    rightsFindings(plan, run, (right) => right.endsWith("SALARIES")).map((finding) => ({
      ...finding,
      claim: {
        es: "Una cola de la que nadie habló está cerrada para los dos",
        en: "A queue that nobody spoke of is closed to both",
      },
    })),
};

export const hiddenChecks: HiddenCheck[] = [broker, talk, rules];
