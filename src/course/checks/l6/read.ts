/** What the verdicts of L6 share. */
import type { Random } from "../../../sim/random";
import { type Order, someOrders } from "../l2";
import type { Text } from "../types";
import type { Seen, WorkflowPlan } from "./play";

export const hints = {
  register: {
    es: "registerDomain, registerWorkflowType y dos registerActivityType, cada uno con version y sus valores por defecto: lista de tareas y plazos.",
    en: "registerDomain, registerWorkflowType and two registerActivityType, each with its version and its defaults: task list and time-outs.",
  },
  start: {
    es: "startWorkflowExecution({ domain, workflowId: order.id, workflowType, input: JSON.stringify(order) }).",
    en: "startWorkflowExecution({ domain, workflowId: order.id, workflowType, input: JSON.stringify(order) }).",
  },
  decide: {
    es: "Cuenta en el historial los ActivityTaskCompleted: ninguno → la tarea automática; uno → la manual; dos → CompleteWorkflowExecution.",
    en: "Count the ActivityTaskCompleted in the history: none → the automatic task; one → the manual one; two → CompleteWorkflowExecution.",
  },
  work: {
    es: "pollForActivityTask en office.machines; await handler(JSON.parse(input)); respondActivityTaskCompleted con su resultado.",
    en: "pollForActivityTask on office.machines; await handler(JSON.parse(input)); respondActivityTaskCompleted with its result.",
  },
  failure: {
    es: "work: si el handler falla, respondActivityTaskFailed({ reason }). decide: si hay ActivityTaskFailed, FailWorkflowExecution con ese reason.",
    en: "work: when the handler fails, respondActivityTaskFailed({ reason }). decide: on ActivityTaskFailed, FailWorkflowExecution with that reason.",
  },
  take: {
    es: "El input de la tarea manual lleva { order, stock }. takeTask sondea office.people; con taskToken vacío, devuelve null.",
    en: "The manual task's input carries { order, stock }. takeTask polls office.people; with an empty taskToken it returns null.",
  },
  answer: {
    es: "Sí: respondActivityTaskCompleted({ taskToken, result: note }). No: respondActivityTaskFailed({ taskToken, reason: note }).",
    en: "Yes: respondActivityTaskCompleted({ taskToken, result: note }). No: respondActivityTaskFailed({ taskToken, reason: note }).",
  },
  patience: {
    es: "La tarea manual dura hasta 4 horas (14400 segundos), y la ejecución más que eso.",
    en: "The manual task lasts up to 4 hours (14400 seconds), and the execution longer than that.",
  },
  silence: {
    es: "Plazo de 4 horas en la tarea manual; en decide, ActivityTaskTimedOut → FailWorkflowExecution con un reason.",
    en: "A time-out of 4 hours on the manual task; in decide, ActivityTaskTimedOut → FailWorkflowExecution with a reason.",
  },
  verify: {
    es: "describeWorkflowExecution da closeStatus (si no hay, OPEN); el último evento del historial trae result o reason.",
    en: "describeWorkflowExecution gives closeStatus (OPEN when there is none); the last event of the history has result or reason.",
  },
} satisfies Record<string, Text>;

export const ids = (orders: readonly Order[]) => orders.map(({ id }) => id);
export const given = (plan: WorkflowPlan) =>
  `register; startOrder: ${ids(plan.orders).join(", ")}; decide, work, decide, work...`;
export const told = (seen: Seen, of: readonly string[]) =>
  of.map((id) => `${id}: ${seen.executions[id]!.status} ${seen.executions[id]!.text}`.trim());

export function workflowPlan(random: Random, count: number, own: Partial<WorkflowPlan> = {}): WorkflowPlan {
  const orders = someOrders(random, count);
  return {
    cloud: { seed: random.integer(1, 1_000_000) },
    orders,
    stock: Object.fromEntries(orders.map(({ id }) => [id, `${random.integer(1, 90)} in stock`])),
    takes: false,
    hours: 0,
    answers: [],
    hoursAfter: 0,
    ...own,
  };
}
