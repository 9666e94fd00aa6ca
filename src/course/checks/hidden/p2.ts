/** P2, the hidden part: many orders at once, that look alike. */
import {
  brokenPlan,
  busyPlan,
  caughtFindings,
  type FlowPlan,
  type FlowRun,
  failureFindings,
  flowPlan,
  playFlow,
  refusedPlan,
  retryFindings,
  successFindings,
} from "../p2";
import type { Finding, HiddenCheck } from "../types";

const alike = (plan: FlowPlan): FlowPlan => ({
  ...plan,
  orders: plan.orders.map((order) => ({ ...order, customer: 'ana "la jefa" {} $.id', total: 10.5 })),
});

const hidden = (
  id: string,
  parameters: HiddenCheck<FlowPlan, FlowRun>["parameters"],
  findings: (plan: FlowPlan, run: FlowRun) => Finding[],
): HiddenCheck<FlowPlan, FlowRun> => ({
  id,
  parameters: (random) => alike(parameters(random)),
  scenario: playFlow,
  verdict: (plan, run) =>
    findings(plan, run).map((finding) => ({
      ...finding,
      claim: {
        es: `${plan.orders.length} pedidos que se parecen: ${finding.claim.es}`,
        en: `${plan.orders.length} orders that look alike: ${finding.claim.en}`,
      },
    })),
});

export const hiddenChecks: HiddenCheck[] = [
  hidden("p2.success", (random) => flowPlan(random, 8), successFindings),
  hidden("p2.retry", (random) => busyPlan(random, 6), retryFindings),
  hidden("p2.caught", (random) => refusedPlan(random, 5), caughtFindings),
  hidden("p2.failure", (random) => brokenPlan(random, 5), failureFindings),
];
