/** L5, the hidden part: more baskets at once, that look alike, with text that is not plain, and totals with cents. */
import { followFindings, followPlan, type LabPlan, type LabRun, labPlan, playLab, runFindings } from "../l5";
import type { Finding, HiddenCheck } from "../types";

const named = (es: string, en: string, findings: Finding[]): Finding[] =>
  findings.map((finding) => ({
    ...finding,
    claim: { es: `${es}: ${finding.claim.es}`, en: `${en}: ${finding.claim.en}` },
  }));

const execution: HiddenCheck<LabPlan, LabRun> = {
  id: "l5.run",
  parameters(random) {
    const plan = labPlan(random, 6);
    const orders = plan.orders.map((order) => ({ ...order, customer: 'ana "la jefa" {} $.id', items: 1 }));
    return { ...plan, orders, totals: Object.fromEntries(orders.map(({ id }, i) => [id, 10.25 + i])) };
  },
  scenario: playLab,
  verdict: (plan, run) => named("6 pedidos que se parecen", "6 orders that look alike", runFindings(plan, run)),
};

const follow: HiddenCheck<LabPlan, LabRun> = {
  id: "l5.follow",
  parameters: (random) => followPlan(random, 5),
  scenario: playLab,
  verdict: (plan, run) => named("5 pedidos a la vez", "5 orders at once", followFindings(plan, run)),
};

export const hiddenChecks: HiddenCheck[] = [execution, follow];
