/** l6.manual: the task that a person does. */
import { isDeepStrictEqual } from "node:util";
import type { Random } from "../../../sim/random";
import { literal } from "../support";
import type { Check, Finding } from "../types";
import { playWorkflow, type Seen, type WorkflowPlan, type WorkflowRun } from "./play";
import { hints, ids, told, workflowPlan } from "./read";

/** The claims about tasks that a person takes and answers. */
export function manualFindings(plan: WorkflowPlan, run: WorkflowRun): Finding[] {
  const { ended, waiting } = run;
  const right = plan.orders.map((order) => ({ order, stock: plan.stock[order.id] }));
  const yes = plan.answers.filter(([, isApproved]) => isApproved);
  const no = plan.answers.filter(([, isApproved]) => !isApproved);
  const isEnd = ([id, , note]: [string, boolean, string], status: string) =>
    ended.executions[id]!.status === status && ended.executions[id]!.text.includes(note);
  const answered = plan.answers.map(([id, isApproved, note]) => `answerTask(${id}, ${isApproved}, ${literal(note)})`);
  const truth = (seen: Seen) =>
    Object.fromEntries(Object.entries(seen.executions).map(([id, { status, text }]) => [id, { status, text }]));
  const claims = (seen: Seen) =>
    Object.fromEntries(
      Object.entries(seen.claimed).map(([id, one]) => {
        const { status, text } = (one ?? {}) as Record<string, unknown>;
        return [id, { status, text: text ?? "" }];
      }),
    );
  return [
    {
      claim: {
        es: "La persona ve el pedido y lo que dijo la máquina; sin tarea, null",
        en: "The person sees the order and what the machine said; with no task, null",
      },
      ok:
        right.length === run.taken.length &&
        right.every((one) => run.taken.some((other) => isDeepStrictEqual(one, other))) &&
        run.last === null,
      given: `${right.length + 1} × takeTask(cloud, office, "ana")`,
      observed: [...run.taken, run.last],
      expected: [...right, null],
      hint: hints.take,
    },
    {
      claim: {
        es: "Mientras nadie contesta, durante casi tres horas, sigue abierta",
        en: "While nobody answers, for nearly three hours, it stays open",
      },
      ok: ids(plan.orders).every((id) => waiting.executions[id]!.status === "OPEN"),
      given: `sleep({ hours: ${plan.hours} })`,
      observed: told(waiting, ids(plan.orders)),
      expected: "OPEN",
      hint: hints.patience,
    },
    {
      claim: { es: "Un sí acaba COMPLETED, con su nota", en: "A yes ends COMPLETED, with its note" },
      ok: yes.every((answer) => isEnd(answer, "COMPLETED")),
      given: answered,
      observed: told(
        ended,
        yes.map(([id]) => id),
      ),
      expected: yes.map(([id, , note]) => `${id}: COMPLETED ${note}`),
      hint: hints.answer,
    },
    {
      claim: { es: "Un no acaba FAILED, con su nota", en: "A no ends FAILED, with its note" },
      ok: no.every((answer) => isEnd(answer, "FAILED")),
      given: answered,
      observed: told(
        ended,
        no.map(([id]) => id),
      ),
      expected: no.map(([id, , note]) => `${id}: FAILED ${note}`),
      hint: hints.answer,
    },
    {
      claim: {
        es: "Lo aprobado pasó por dos tareas al menos, cada una hecha una vez",
        en: "What was approved went through two tasks at least, each done once",
      },
      ok: yes.every(([id]) => {
        const { done } = ended.executions[id]!;
        return done.length >= 2 && new Set(done).size === done.length;
      }),
      given: answered,
      observed: Object.fromEntries(yes.map(([id]) => [id, ended.executions[id]!.done])),
      expected: ">= 2",
      hint: hints.decide,
    },
    {
      claim: {
        es: "verify dice cómo está cada ejecución, antes y después",
        en: "verify tells how each execution stands, before and after",
      },
      ok: isDeepStrictEqual(claims(waiting), truth(waiting)) && isDeepStrictEqual(claims(ended), truth(ended)),
      given: "verify(cloud, office, execution)",
      observed: [claims(waiting), claims(ended)],
      expected: [truth(waiting), truth(ended)],
      hint: hints.verify,
    },
  ];
}

const NOTES = ["within budget", "we know her", "ask again in June", "too dear", "not this year"];

/** Every order is answered, in another order than they came; the last one with no. */
export function answering(plan: WorkflowPlan, random: Random): WorkflowPlan {
  const notes = random.shuffle(NOTES);
  const answers = random
    .shuffle(plan.orders)
    .map(({ id }, i, all): WorkflowPlan["answers"][number] => [
      id,
      i < all.length - 1,
      `${notes[i % notes.length]} (${random.integer(10, 99)})`,
    ]);
  return { ...plan, takes: true, hours: 2.5, answers };
}

export const manual: Check<WorkflowPlan, WorkflowRun> = {
  id: "l6.manual",
  item: "L6",
  points: 1,
  title: { es: "La tarea manual y el final", en: "The manual task and the end" },
  needs: ["register", "startOrder", "decide", "work", "takeTask", "answerTask", "verify"],
  parameters: (random) => answering(workflowPlan(random, 3), random),
  scenario: playWorkflow,
  verdict: manualFindings,
};
