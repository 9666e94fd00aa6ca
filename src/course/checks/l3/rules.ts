/** l3.rules: who may do what. */
import { pickWords } from "../support";
import type { Check, Finding, Text } from "../types";
import { hints } from "./hints";
import { given, type MarketPlan, marketPlan, QUEUES } from "./plan";
import { type MarketRun, only, playMarket, RIGHTS } from "./play";
import { answeredFinding } from "./talk";

/** What the rules let through and what they keep out, by the queues that `keep` names. */
export function rightsFindings(plan: MarketPlan, run: MarketRun, keep: (right: string) => boolean): Finding[] {
  const expected = only(RIGHTS, keep);
  const seen = only(run.rights, keep);
  const differing = Object.keys(expected).filter((right) => seen[right] !== expected[right]);
  const allowed = Object.keys(expected).filter((right) => expected[right]);
  const refused = Object.keys(expected).filter((right) => !expected[right]);
  const works = Object.keys(RIGHTS).some((right) => RIGHTS[right] && run.rights[right]);
  const finding = (claim: Text, rights: string[]): Finding => ({
    claim,
    // rules that let nobody do anything have not chosen
    ok: works && rights.every((right) => !differing.includes(right)),
    given: given(plan),
    observed: only(seen, (right) => rights.includes(right)),
    expected: only(expected, (right) => rights.includes(right)),
    hint: hints.rules,
  });
  return [
    ...(allowed.length > 0
      ? [
          finding(
            {
              es: "Cada aplicación puede lo que necesita: pedir y leer respuestas, leer pedidos y responder",
              en: "Each application may do what it needs: order and read answers, read orders and answer",
            },
            allowed,
          ),
        ]
      : []),
    finding(
      { es: "Y nada más: el broker rechaza lo que sobra", en: "And nothing else: the broker refuses the rest" },
      refused,
    ),
  ];
}

export const rulesCheck: Check<MarketPlan, MarketRun> = {
  id: "l3.rules",
  item: "L3",
  points: 1,
  title: { es: "Reglas de acceso que rechazan", en: "Access rules that refuse" },
  needs: ["createBroker", "openWarehouse", "openShop", "restrict"],
  parameters(random) {
    const words = pickWords(random, random.integer(5, 8));
    return marketPlan(random, { orders: words.slice(0, 3), afterRules: words.slice(3) });
  },
  scenario: (student, plan) => playMarket(student, plan, "rules"),
  verdict: (plan, run) => [
    ...rightsFindings(plan, run, (right) => QUEUES.some((queue) => right.endsWith(queue))),
    answeredFinding(
      plan,
      run,
      plan.afterRules,
      {
        es: "Las dos aplicaciones siguen hablando después del reinicio, sin volver a abrirlas",
        en: "The two applications go on talking after the reboot, without being opened again",
      },
      hints.address,
    ),
  ],
};
