/**
 * L6, the visible part: a domain and its types, a workflow with an automatic and a manual task, its completion, and silence.
 * The student's functions run against a recorded cloud; what is judged is read from the histories on the judge's cloud, where
 * the log of their calls was replayed, and from the calls of the machine's handler, which lives on this side.
 * Minima are judged, not shapes: more tasks, types and decisions than two are welcome.
 */
import { isDeepStrictEqual } from "node:util";
import { type HistoryEvent, SWF } from "@aws-sdk/client-swf";
import type { Cloud, CloudOptions } from "../../sdk";
import type { Random } from "../../sim/random";
import { type Order, someOrders } from "./l2";
import { literal } from "./support";
import type { Check, Finding, RemoteCloud, Student, Text } from "./types";

/** What register returns: the domain, and the names of the task lists. */
export interface Office {
  domain: string;
  deciders: string;
  machines: string;
  people: string;
}

export interface WorkflowPlan {
  cloud: CloudOptions;
  orders: Order[];
  /** What the machine says of each order, by id; an order that is missing here is refused, with REFUSAL. */
  stock: Record<string, string>;
  /** Whether a person takes the tasks. */
  takes: boolean;
  /** Hours that pass before anybody answers, beside the half hour that the decider and the machine have. */
  hours: number;
  /** The answers in their order. Empty: nobody answers. */
  answers: [id: string, isApproved: boolean, note: string][];
  /** Hours that pass after the answers. */
  hoursAfter: number;
}

/** An execution on the judge's cloud. */
export interface ExecutionSeen {
  /** How many executions carry the order's id. */
  runs: number;
  status: string;
  /** Its result, or the reason why it failed. */
  text: string;
  /** Activity types that were completed, with repetitions. */
  done: string[];
  /** Task lists where activities were scheduled. */
  lists: string[];
}

interface Seen {
  executions: Record<string, ExecutionSeen>;
  /** What verify says, by order id. */
  claimed: Record<string, unknown>;
}

export interface WorkflowRun {
  office: unknown;
  handled: unknown[];
  /** Tasks that the person took, without their tokens. */
  taken: { order: unknown; stock: unknown }[];
  /** What takeTask gave when there was nothing left. */
  last: unknown;
  /** Before anybody answered, and at the end. */
  waiting: Seen;
  ended: Seen;
}

const REFUSAL = "out of stock";

/** Registers, starts, lets the decider and the machine work, and answers as the plan says. */
export async function playWorkflow(student: Student, plan: WorkflowPlan): Promise<WorkflowRun> {
  const cloud = await student.cloud(plan.cloud);
  const office = (await student.call("register", cloud)) as Office;
  const executions: Record<string, unknown> = {};
  for (const order of plan.orders) executions[order.id] = await student.call("startOrder", cloud, office, order);
  const handled: unknown[] = [];
  const machine = async (order: unknown) => {
    handled.push(order);
    const said = plan.stock[String((order as Partial<Order> | undefined)?.id)];
    if (said === undefined) throw new Error(REFUSAL);
    return said;
  };
  const many = plan.orders.length;
  const rounds = async (count: number) => {
    // A round in which nothing is to be done takes two minutes of virtual time.
    for (let i = 0; i < count; i++) {
      await student.call("decide", cloud, office);
      await student.call("work", cloud, office, machine);
    }
  };
  const see = async (): Promise<Seen> => {
    const claimed: Seen["claimed"] = {};
    if (plan.answers.length > 0) {
      for (const { id } of plan.orders) claimed[id] = await student.call("verify", cloud, office, executions[id]);
    }
    return { claimed, executions: await look(cloud, office, plan.orders) };
  };
  await rounds(6 + 3 * many);
  const first = plan.takes ? await takeAll(student, cloud, office, many) : { tasks: [], last: null };
  if (plan.hours > 0) {
    await cloud.call("sleep", { hours: plan.hours });
    await rounds(2 + many);
  }
  const waiting = await see();
  for (let pass = 0, { tasks } = first; tasks.length > 0 && plan.answers.length > 0 && pass < 3; pass++) {
    for (const [id, isApproved, note] of plan.answers) {
      const isOpen = waiting.executions[id]?.status === "OPEN";
      const mine = tasks.filter(({ order }) => isOpen && (order as Partial<Order> | undefined)?.id === id);
      for (const { token } of mine) await student.call("answerTask", cloud, token, isApproved, note);
    }
    await rounds(6 + 3 * many);
    tasks = (await takeAll(student, cloud, office, many)).tasks;
  }
  if (plan.hoursAfter > 0) {
    await cloud.call("sleep", { hours: plan.hoursAfter });
    await rounds(6 + 3 * many);
  }
  const taken = first.tasks.map(({ order, stock }) => ({ order, stock }));
  return { office, handled, taken, last: first.last, waiting, ended: await see() };
}

/** All tasks that wait for a person, until there is none. */
async function takeAll(student: Student, cloud: RemoteCloud, office: Office, most: number) {
  const tasks: { token: unknown; order?: unknown; stock?: unknown }[] = [];
  for (;;) {
    const task = await student.call("takeTask", cloud, office, "ana");
    if (typeof task !== "object" || task === null || tasks.length > most) return { tasks, last: task };
    tasks.push(task);
  }
}

async function look(cloud: RemoteCloud, office: Office, orders: Order[]): Promise<Record<string, ExecutionSeen>> {
  const judge = await cloud.judge();
  const seen: Record<string, ExecutionSeen> = {};
  for (const { id } of orders) seen[id] = await lookAt(judge, office, id);
  return seen;
}

async function lookAt(judge: Cloud, office: Office, workflowId: string): Promise<ExecutionSeen> {
  const starts = [...judge.trace.events({ resource: workflowId, kinds: ["swf.WorkflowExecutionStarted"] })];
  const runId = starts.at(-1)?.subject;
  if (runId === undefined) return { runs: 0, status: "-", text: "", done: [], lists: [] };
  const swf = judge.client(SWF);
  const of = { domain: office.domain, execution: { workflowId, runId } };
  // With a retention of "NONE" what is closed is forgotten at once.
  const info = await swf.describeWorkflowExecution(of).catch(() => undefined);
  if (info === undefined) return { runs: starts.length, status: "forgotten", text: "", done: [], lists: [] };
  const { executionInfo } = info;
  const { events = [] } = await swf.getWorkflowExecutionHistory(of);
  const scheduled = events.flatMap(({ eventId, activityTaskScheduledEventAttributes: one }) =>
    one === undefined ? [] : [{ eventId, ...one }],
  );
  return {
    runs: starts.length,
    status: executionInfo?.closeStatus ?? "OPEN",
    text: endOf(events),
    done: events.flatMap(({ activityTaskCompletedEventAttributes: one }) => {
      const task = scheduled.find(({ eventId }) => eventId === one?.scheduledEventId);
      return task === undefined ? [] : [task.activityType?.name ?? ""];
    }),
    lists: scheduled.map(({ taskList }) => taskList?.name ?? ""),
  };
}

function endOf(events: HistoryEvent[]): string {
  const last = events.at(-1);
  return (
    last?.workflowExecutionCompletedEventAttributes?.result ??
    last?.workflowExecutionFailedEventAttributes?.reason ??
    ""
  );
}

// ---- what the verdicts share ------------------------------------------------------------------------------------

const hints = {
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

const ids = (orders: readonly Order[]) => orders.map(({ id }) => id);
const given = (plan: WorkflowPlan) =>
  `register; startOrder: ${ids(plan.orders).join(", ")}; decide, work, decide, work...`;
const told = (seen: Seen, of: readonly string[]) =>
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

// ---- l6.register ------------------------------------------------------------------------------------------------

interface Registered {
  office: Partial<Office> | undefined;
  domains: string[];
  workflows: string[];
  activities: string[];
}

const register: Check<{ cloud: CloudOptions }, Registered> = {
  id: "l6.register",
  item: "L6",
  points: 0.5,
  title: { es: "Un dominio, un flujo, dos tareas", en: "A domain, a workflow, two tasks" },
  needs: ["register"],
  parameters: (random) => ({ cloud: { seed: random.integer(1, 1_000_000) } }),
  async scenario(student, plan) {
    const cloud = await student.cloud(plan.cloud);
    const office = (await student.call("register", cloud)) as Partial<Office> | undefined;
    const judge = await cloud.judge();
    const swf = judge.client(SWF);
    const asked = { registrationStatus: "REGISTERED" } as const;
    const domains = ((await swf.listDomains(asked)).domainInfos ?? []).map(({ name }) => name ?? "");
    const domain = String(office?.domain);
    if (!domains.includes(domain)) return { office, domains, workflows: [], activities: [] };
    const workflows = (await swf.listWorkflowTypes({ domain, ...asked })).typeInfos ?? [];
    const activities = (await swf.listActivityTypes({ domain, ...asked })).typeInfos ?? [];
    return {
      office,
      domains,
      workflows: workflows.map(({ workflowType }) => workflowType?.name ?? ""),
      activities: activities.map(({ activityType }) => activityType?.name ?? ""),
    };
  },
  verdict: (_, { office, domains, workflows, activities }) => [
    {
      claim: { es: "El dominio que devuelves está registrado", en: "The domain that you return is registered" },
      ok: domains.includes(String(office?.domain)),
      given: "register(cloud)",
      observed: domains,
      expected: office?.domain,
      hint: hints.register,
    },
    {
      claim: {
        es: "En él hay un tipo de flujo y al menos dos tipos de tarea",
        en: "It holds a type of workflow and at least two types of task",
      },
      ok: workflows.length >= 1 && activities.length >= 2,
      given: "register(cloud)",
      observed: { workflows, activities },
      expected: "workflows >= 1, activities >= 2",
      hint: hints.register,
    },
    {
      claim: {
        es: "Las máquinas y las personas leen de listas distintas",
        en: "Machines and people read from different lists",
      },
      ok:
        [office?.deciders, office?.machines, office?.people].every((name) => typeof name === "string" && name !== "") &&
        office?.machines !== office?.people,
      given: "register(cloud)",
      observed: office,
      expected: "{ domain, deciders, machines, people }",
      hint: hints.register,
    },
  ],
};

// ---- l6.automatic -----------------------------------------------------------------------------------------------

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

const automatic: Check<WorkflowPlan, WorkflowRun> = {
  id: "l6.automatic",
  item: "L6",
  points: 1,
  title: { es: "El decisor y la tarea automática", en: "The decider and the automatic task" },
  needs: ["register", "startOrder", "decide", "work"],
  parameters: (random) => refusing(workflowPlan(random, 3), random),
  scenario: playWorkflow,
  verdict: automaticFindings,
};

// ---- l6.manual --------------------------------------------------------------------------------------------------

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

const manual: Check<WorkflowPlan, WorkflowRun> = {
  id: "l6.manual",
  item: "L6",
  points: 1,
  title: { es: "La tarea manual y el final", en: "The manual task and the end" },
  needs: ["register", "startOrder", "decide", "work", "takeTask", "answerTask", "verify"],
  parameters: (random) => answering(workflowPlan(random, 3), random),
  scenario: playWorkflow,
  verdict: manualFindings,
};

// ---- l6.silence -------------------------------------------------------------------------------------------------

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

const silence: Check<WorkflowPlan, WorkflowRun> = {
  id: "l6.silence",
  item: "L6",
  points: 0.5,
  title: { es: "Nadie contesta", en: "Nobody answers" },
  needs: ["register", "startOrder", "decide", "work", "takeTask"],
  parameters: (random) => workflowPlan(random, 1, { hours: 2.5, hoursAfter: 2.5 }),
  scenario: playWorkflow,
  verdict: silenceFindings,
};

export const checks: Check[] = [register, automatic, manual, silence];
