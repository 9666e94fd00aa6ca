/**
 * The laboratory with SWF, played as its steps say: a domain, the types, a workflow with an automatic and a manual task, a decider
 * and a worker as processes, a person as the cell. What happened is read out of the history, the trace and the bill.
 */
import { type HistoryEvent, SWF } from "@aws-sdk/client-swf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";
import { useLanguage } from "../../../../src/sim";

const domain = "tienda";
const [deciders, machines, people] = ["decisores", "maquinas", "personas"].map((name) => ({ name }));
const ORDER = { name: "Pedido", version: "1.0" };
const CHECK = { name: "ComprobarExistencias", version: "1.0" };
const APPROVE = { name: "Aprobar", version: "1.0" };
const APPROVAL_HOURS = 4;

/** The laboratory's first cells: domain, types, decider, worker. */
async function prepare() {
  const cloud = new Cloud({ seed: 6 });
  const swf = cloud.client(SWF);
  await swf.registerDomain({ name: domain, workflowExecutionRetentionPeriodInDays: "7" });
  await swf.registerWorkflowType({
    domain,
    ...ORDER,
    defaultTaskList: deciders,
    defaultTaskStartToCloseTimeout: "30",
    defaultExecutionStartToCloseTimeout: "86400",
    defaultChildPolicy: "TERMINATE",
  });
  await swf.registerActivityType({
    domain,
    ...CHECK,
    defaultTaskList: machines,
    defaultTaskScheduleToStartTimeout: "60",
    defaultTaskScheduleToCloseTimeout: "120",
    defaultTaskStartToCloseTimeout: "60",
    defaultTaskHeartbeatTimeout: "NONE",
  });
  await swf.registerActivityType({
    domain,
    ...APPROVE,
    defaultTaskList: people,
    defaultTaskScheduleToStartTimeout: "NONE",
    defaultTaskScheduleToCloseTimeout: String(APPROVAL_HOURS * 3_600),
    defaultTaskStartToCloseTimeout: "NONE",
    defaultTaskHeartbeatTimeout: "NONE",
  });
  cloud.spawn("decisor", async () => {
    for (;;) {
      const { taskToken, events } = await swf.pollForDecisionTask({ domain, taskList: deciders, identity: "decisor" });
      if (taskToken) await swf.respondDecisionTaskCompleted({ taskToken, decisions: [decide(events!)] });
    }
  });
  cloud.spawn("maquina", async () => {
    for (;;) {
      const { taskToken, input } = await swf.pollForActivityTask({ domain, taskList: machines, identity: "maquina" });
      if (!taskToken) continue;
      await cloud.work({ seconds: 5 });
      await swf.respondActivityTaskCompleted({ taskToken, result: `hay ${input}` });
    }
  });
  return { cloud, swf };
}

/** All that the decider knows is the history. */
function decide(events: HistoryEvent[]) {
  const last = (type: string) => events.filter(({ eventType }) => eventType === type).at(-1);
  const schedule = (activityType: object, activityId: string, input?: string) =>
    ({
      decisionType: "ScheduleActivityTask",
      scheduleActivityTaskDecisionAttributes: { activityType: activityType as typeof CHECK, activityId, input },
    }) as const;
  const fail = (reason: string) =>
    ({ decisionType: "FailWorkflowExecution", failWorkflowExecutionDecisionAttributes: { reason } }) as const;
  const started = events[0]!.workflowExecutionStartedEventAttributes!;
  const timedOut = last("ActivityTaskTimedOut")?.activityTaskTimedOutEventAttributes;
  if (timedOut) return fail(`nadie aprobó a tiempo: ${timedOut.timeoutType}`);
  const failed = last("ActivityTaskFailed")?.activityTaskFailedEventAttributes;
  if (failed) return fail(failed.reason!);
  const done = events.filter(({ eventType }) => eventType === "ActivityTaskCompleted");
  if (done.length === 0) return schedule(CHECK, "comprobar", started.input);
  if (done.length === 1) {
    return schedule(APPROVE, "aprobar", done[0]!.activityTaskCompletedEventAttributes!.result);
  }
  return {
    decisionType: "CompleteWorkflowExecution",
    completeWorkflowExecutionDecisionAttributes: { result: "enviado" },
  } as const;
}

const start = (swf: SWF) =>
  swf.startWorkflowExecution({ domain, workflowId: "pedido-1", workflowType: ORDER, input: "3 libros" });

async function historyOf(swf: SWF, runId: string): Promise<string[]> {
  const { events } = await swf.getWorkflowExecutionHistory({ domain, execution: { workflowId: "pedido-1", runId } });
  return events!.map(({ eventId, eventType }) => `${eventId} ${eventType}`);
}

/** The kinds of a fact and of all that led to it, the first first. */
function chain(cloud: Cloud, kind: string): string[] {
  const kinds: string[] = [];
  for (let row = [...cloud.trace.events({ kinds: [kind] })].at(-1)!.index; row >= 0; row = cloud.trace.causeOf(row)) {
    kinds.unshift(cloud.trace.event(row).kind.replace("swf.", ""));
  }
  return kinds;
}

describe("a workflow with an automatic and a manual task", () => {
  beforeEach(() => useLanguage("es"));
  afterEach(() => useLanguage("en"));

  it("is completed when the person has answered, hours later", async () => {
    const { cloud, swf } = await prepare();
    const { runId } = await start(swf);
    const execution = { workflowId: "pedido-1", runId };
    await cloud.run({ for: { minutes: 1 } });

    // A person looks into her list, and takes the task.
    const task = await swf.pollForActivityTask({ domain, taskList: people, identity: "ana" });
    expect(task).toMatchObject({ activityId: "aprobar", activityType: APPROVE, input: "hay 3 libros" });
    await cloud.run({ for: { hours: 3 } });
    expect(await swf.describeWorkflowExecution({ domain, execution })).toMatchObject({
      executionInfo: { executionStatus: "OPEN" },
      openCounts: { openActivityTasks: 1 },
    });

    // In a later cell she answers.
    await swf.respondActivityTaskCompleted({ taskToken: task.taskToken, result: "sí" });
    await cloud.run({ for: { minutes: 1 } });
    expect(await historyOf(swf, runId!)).toEqual([
      "1 WorkflowExecutionStarted",
      "2 DecisionTaskScheduled",
      "3 DecisionTaskStarted",
      "4 DecisionTaskCompleted",
      "5 ActivityTaskScheduled",
      "6 ActivityTaskStarted",
      "7 ActivityTaskCompleted",
      "8 DecisionTaskScheduled",
      "9 DecisionTaskStarted",
      "10 DecisionTaskCompleted",
      "11 ActivityTaskScheduled",
      "12 ActivityTaskStarted",
      "13 ActivityTaskCompleted",
      "14 DecisionTaskScheduled",
      "15 DecisionTaskStarted",
      "16 DecisionTaskCompleted",
      "17 WorkflowExecutionCompleted",
    ]);
    expect(await swf.describeWorkflowExecution({ domain, execution })).toMatchObject({
      executionInfo: { closeStatus: "COMPLETED" },
    });

    // The trace tells why: each fact names what it follows from, back to the call that started it.
    expect(chain(cloud, "swf.WorkflowExecutionCompleted")).toEqual([
      "Request",
      "WorkflowExecutionStarted",
      "DecisionTaskScheduled",
      "DecisionTaskStarted",
      "DecisionTaskCompleted",
      "ActivityTaskScheduled",
      "ActivityTaskStarted",
      "ActivityTaskCompleted",
      "DecisionTaskScheduled",
      "DecisionTaskStarted",
      "DecisionTaskCompleted",
      "ActivityTaskScheduled",
      "ActivityTaskStarted",
      "ActivityTaskCompleted",
      "DecisionTaskScheduled",
      "DecisionTaskStarted",
      "DecisionTaskCompleted",
      "WorkflowExecutionCompleted",
    ]);
    const whoDid = (kind: string) => [...cloud.trace.events({ kinds: [kind] })].map(({ actor, at }) => [actor, at]);
    expect(whoDid("swf.ActivityTaskCompleted")).toEqual([
      ["maquina", 5_000],
      ["", 60_000 + 3 * 3_600_000],
    ]);
    const story = cloud.explain("pedido-1").toString();
    expect(story).toContain("la actividad comprobar espera a un trabajador en la lista maquinas (por decisor)");
    expect(story).toContain("un trabajador toma la actividad comprobar (por maquina)");
    expect(story).toContain("la actividad aprobar se completa\n");
    expect(story).toContain("la ejecución se completa (por decisor)");
    expect(cloud.explain(runId!).lines).toHaveLength(17);

    // One start, two activity tasks; polls and decisions cost nothing.
    const bill = cloud.bill().lines.map(({ unit, quantity }) => `${unit.en}: ${quantity}`);
    expect(bill).toEqual(["SWF execution started: 1", "SWF task, signal, timer or marker: 2"]);
  });

  it("fails when the person says no", async () => {
    const { cloud, swf } = await prepare();
    const { runId } = await start(swf);
    const { taskToken } = await swf.pollForActivityTask({ domain, taskList: people });
    await swf.respondActivityTaskFailed({ taskToken, reason: "demasiado caro" });
    await cloud.run({ for: { minutes: 1 } });
    const { events } = await swf.getWorkflowExecutionHistory({
      domain,
      execution: { workflowId: "pedido-1", runId },
      reverseOrder: true,
      maximumPageSize: 1,
    });
    expect(events![0]!.workflowExecutionFailedEventAttributes).toMatchObject({ reason: "demasiado caro" });
    expect(cloud.explain("pedido-1").toString()).toContain("la ejecución falla: demasiado caro");
  });

  it("fails when the person never answers: SCHEDULE_TO_CLOSE, and a late answer is refused", async () => {
    const { cloud, swf } = await prepare();
    const { runId } = await start(swf);
    const { taskToken } = await swf.pollForActivityTask({ domain, taskList: people, identity: "ana" });
    await cloud.run({ for: { hours: 5 } });
    expect(await historyOf(swf, runId!)).toEqual(
      expect.arrayContaining(["12 ActivityTaskStarted", "13 ActivityTaskTimedOut", "17 WorkflowExecutionFailed"]),
    );
    const [timedOut] = cloud.trace.events({ kinds: ["swf.ActivityTaskTimedOut"] });
    expect(timedOut).toMatchObject({
      at: 5_000 + APPROVAL_HOURS * 3_600_000,
      text: "aprobar",
      detail: { timeoutType: "SCHEDULE_TO_CLOSE" },
    });
    await expect(swf.respondActivityTaskCompleted({ taskToken, result: "sí" })).rejects.toMatchObject({
      name: "UnknownResourceFault",
      message: `Unknown execution: WorkflowExecution=[workflowId=pedido-1, runId=${runId}]`,
    });
    const { count } = await swf.countClosedWorkflowExecutions({
      domain,
      startTimeFilter: { oldestDate: new Date(0) },
      closeStatusFilter: { status: "FAILED" },
    });
    expect(count).toBe(1);
    expect(cloud.explain("pedido-1").toString()).toContain(
      "a la actividad aprobar se le acaba el tiempo (SCHEDULE_TO_CLOSE)",
    );
  });
});
