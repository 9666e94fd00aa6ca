/** l6.silence: nobody answers. */
import type { Check, Finding } from "../types";
import { playWorkflow, type WorkflowPlan, type WorkflowRun } from "./play";
import { given, hints, ids, told, workflowPlan } from "./read";

/** The claims about an order on which nobody decides. */
export function silenceFindings(plan: WorkflowPlan, { waiting, ended }: WorkflowRun): Finding[] {
  const all = ids(plan.orders);
  return [
    {
      claim: {
        es: "Casi tres horas después todavía se espera a la persona",
        en: "Nearly three hours later the person is still waited for",
      },
      ok: all.every((id) => waiting.executions[id]!.status === "OPEN"),
      given: given(plan),
      observed: told(waiting, all),
      expected: "OPEN",
      hint: hints.patience,
    },
    {
      claim: {
        es: "Pasadas cuatro horas sin respuesta, tu decisor la da por fallida y dice por qué",
        en: "After four hours without an answer your decider fails it, and says why",
      },
      ok: all.every((id) => ended.executions[id]!.status === "FAILED" && ended.executions[id]!.text !== ""),
      given: given(plan),
      observed: told(ended, all),
      expected: "FAILED ...",
      hint: hints.silence,
    },
  ];
}

export const silence: Check<WorkflowPlan, WorkflowRun> = {
  id: "l6.silence",
  item: "L6",
  points: 0.5,
  title: { es: "Nadie contesta", en: "Nobody answers" },
  needs: ["register", "startOrder", "decide", "work", "takeTask"],
  parameters: (random) => workflowPlan(random, 1, { hours: 2.5, hoursAfter: 2.5 }),
  scenario: playWorkflow,
  verdict: silenceFindings,
};
