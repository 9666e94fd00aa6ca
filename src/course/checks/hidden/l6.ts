/** L6, the hidden part: more orders at once and between one another, text that is not plain, a task taken and forgotten. */
import {
  answering,
  automaticFindings,
  manualFindings,
  playWorkflow,
  refusing,
  silenceFindings,
  type WorkflowPlan,
  type WorkflowRun,
  workflowPlan,
} from "../l6";
import type { Finding, HiddenCheck } from "../types";

const named = (es: string, en: string, findings: Finding[]): Finding[] =>
  findings.map((finding) => ({
    ...finding,
    claim: { es: `${es}: ${finding.claim.es}`, en: `${en}: ${finding.claim.en}` },
  }));

const automatic: HiddenCheck<WorkflowPlan, WorkflowRun> = {
  id: "l6.automatic",
  parameters(random) {
    const plan = workflowPlan(random, 5);
    const orders = plan.orders.map((order) => ({ ...order, customer: 'ana "la jefa" {}', total: 10 }));
    return refusing({ ...plan, orders }, random);
  },
  scenario: playWorkflow,
  verdict: (plan, run) => named("5 pedidos que se parecen", "5 orders that look alike", automaticFindings(plan, run)),
};

const manual: HiddenCheck<WorkflowPlan, WorkflowRun> = {
  id: "l6.manual",
  parameters: (random) => answering(workflowPlan(random, 5), random),
  scenario: playWorkflow,
  verdict: (plan, run) => named("5 pedidos a la vez", "5 orders at once", manualFindings(plan, run)),
};

const silence: HiddenCheck<WorkflowPlan, WorkflowRun> = {
  id: "l6.silence",
  parameters: (random) => workflowPlan(random, 2, { takes: true, hours: 2.5, hoursAfter: 2.5 }),
  scenario: (student, plan) => playWorkflow(student, plan),
  verdict: (plan, run) => named("Tomada y olvidada", "Taken and forgotten", silenceFindings(plan, run)),
};

export const hiddenChecks: HiddenCheck[] = [automatic, manual, silence];
