/** L6: what a run is, and how the student's decider and workers are driven. */
import { type HistoryEvent, SWF } from "@aws-sdk/client-swf";
import type { Cloud, CloudOptions } from "../../../sdk";
import type { Order } from "../l2";
import type { RemoteCloud, Student } from "../types";

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
interface ExecutionSeen {
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

export interface Seen {
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

export const REFUSAL = "out of stock";

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
