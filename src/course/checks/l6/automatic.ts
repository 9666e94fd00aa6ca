/** l6.automatic: the decider and the automatic task. */
import { isDeepStrictEqual } from "node:util";
import type { Random } from "../../../sim/random";
import type { Check, Finding } from "../types";
import { type Office, playWorkflow, REFUSAL, type WorkflowPlan, type WorkflowRun } from "./play";
import { given, hints, ids, told, workflowPlan } from "./read";

/** The claims about what happens before a person has answered. */
export function automaticFindings(plan: WorkflowPlan, run: WorkflowRun): Finding[] {
  const all = ids(plan.orders);
  const good = all.filter((id) => plan.stock[id] !== undefined);
  const bad = all.filter((id) => plan.stock[id] === undefined);
  const { executions } = run.waiting;
  const people = (run.office as Partial<Office> | undefined)?.people;
  const machines = (run.office as Partial<Office> | undefined)?.machines;
  return [
    {
      claim: {
        es: "Cada pedido abre una ejecución, con el id del pedido",
        en: "Each order opens one execution, under the order's id",
      },
      ok: all.every((id) => executions[id]!.runs === 1),
      given: given(plan),
      observed: Object.fromEntries(all.map((id) => [id, executions[id]!.runs])),
      expected: Object.fromEntries(all.map((id) => [id, 1])),
      hint: hints.start,
    },
    {
      claim: { es: "La máquina recibe cada pedido, entero", en: "The machine gets each order, whole" },
      ok:
        plan.orders.every((order) => run.handled.some((other) => isDeepStrictEqual(other, order))) &&
        run.handled.every((other) => plan.orders.some((order) => isDeepStrictEqual(other, order))),
      given: given(plan),
      observed: run.handled,
      expected: plan.orders,
      hint: hints.work,
    },
    {
      claim: {
        es: "Después espera una tarea manual, y la ejecución sigue abierta",
        en: "Then a manual task waits, and the execution stays open",
      },
      ok: good.every((id) => {
        const { status, lists } = executions[id]!;
        return status === "OPEN" && lists.includes(String(machines)) && lists.includes(String(people));
      }),
      given: given(plan),
      observed: good.map((id) => `${id}: ${executions[id]!.status} ${executions[id]!.lists.join(", ")}`),
      expected: good.map((id) => `${id}: OPEN ${machines}, ${people}`),
      hint: hints.decide,
    },
    {
      claim: {
        es: "Lo que la máquina rechaza acaba FAILED, con su motivo",
        en: "What the machine refuses ends FAILED, with its reason",
      },
      ok: bad.every((id) => executions[id]!.status === "FAILED" && executions[id]!.text.includes(REFUSAL)),
      given: bad.map((id) => `handler(${id}): Error("${REFUSAL}")`),
      observed: told(run.waiting, bad),
      expected: bad.map((id) => `${id}: FAILED ${REFUSAL}`),
      hint: hints.failure,
    },
  ];
}

/** One order is refused by the machine. */
export function refusing(plan: WorkflowPlan, random: Random): WorkflowPlan {
  const refused = random.pick(plan.orders).id;
  return { ...plan, stock: Object.fromEntries(Object.entries(plan.stock).filter(([id]) => id !== refused)) };
}

export const automatic: Check<WorkflowPlan, WorkflowRun> = {
  id: "l6.automatic",
  item: "L6",
  points: 1,
  title: { es: "El decisor y la tarea automática", en: "The decider and the automatic task" },
  needs: ["register", "startOrder", "decide", "work"],
  parameters: (random) => refusing(workflowPlan(random, 3), random),
  scenario: playWorkflow,
  verdict: automaticFindings,
};
