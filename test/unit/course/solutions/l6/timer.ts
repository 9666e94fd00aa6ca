/** L6 with a timer for the person's patience, three tasks, lists named in the decisions, and a no that is an answer. */
declare const SWF: typeof import("@aws-sdk/client-swf").SWF;
type Cloud = import("../../../../../src/sdk").Cloud;
type HistoryEvent = import("@aws-sdk/client-swf").HistoryEvent;
type Decision = import("@aws-sdk/client-swf").Decision;
type Office = { domain: string; deciders: string; machines: string; people: string };
type Order = { id: string; customer: string; total: number };
type Execution = { workflowId: string; runId: string };

export async function register(cloud: Cloud): Promise<Office> {
  const swf = cloud.client(SWF);
  const domain = "tienda";
  await swf.registerDomain({ name: domain, workflowExecutionRetentionPeriodInDays: "30" });
  await swf.registerWorkflowType({ domain, name: "Pedido", version: "2.1" });
  for (const name of ["Mirar", "Aprobar", "Empacar"]) await swf.registerActivityType({ domain, name, version: "1" });
  return { domain, deciders: "todos", machines: "robots", people: "jefas" };
}

export async function startOrder(cloud: Cloud, office: Office, order: Order): Promise<Execution> {
  const { runId } = await cloud.client(SWF).startWorkflowExecution({
    domain: office.domain,
    workflowId: order.id,
    workflowType: { name: "Pedido", version: "2.1" },
    taskList: { name: office.deciders },
    input: JSON.stringify(order),
    executionStartToCloseTimeout: "200000",
    taskStartToCloseTimeout: "60",
    childPolicy: "ABANDON",
  });
  return { workflowId: order.id, runId: runId! };
}

function task(name: string, list: string, input: string): Decision {
  return {
    decisionType: "ScheduleActivityTask",
    scheduleActivityTaskDecisionAttributes: {
      activityType: { name, version: "1" },
      activityId: `${name}-1`,
      taskList: { name: list },
      input,
      scheduleToStartTimeout: "NONE",
      scheduleToCloseTimeout: "NONE",
      startToCloseTimeout: "NONE",
      heartbeatTimeout: "NONE",
    },
  };
}

function think(office: Office, events: HistoryEvent[]): Decision[] {
  const give = (reason: string): Decision[] => [
    { decisionType: "FailWorkflowExecution", failWorkflowExecutionDecisionAttributes: { reason } },
  ];
  const input = events[0]!.workflowExecutionStartedEventAttributes!.input!;
  const results = events.flatMap((event) => event.activityTaskCompletedEventAttributes?.result ?? []);
  // The newest event that is not about decisions says where we are.
  const newest = events.filter(({ eventType }) => !eventType!.startsWith("Decision")).at(-1)!;
  switch (newest.eventType) {
    case "WorkflowExecutionStarted":
      return [task("Mirar", office.machines, input)];
    case "ActivityTaskFailed":
      return give(newest.activityTaskFailedEventAttributes!.reason!);
    case "TimerFired":
      return give("four hours without an answer");
    case "ActivityTaskCompleted":
      break;
    default:
      return [];
  }
  if (results.length === 1) {
    const asked = JSON.stringify({ order: JSON.parse(input), stock: results[0] });
    return [
      task("Aprobar", office.people, asked),
      {
        decisionType: "StartTimer",
        startTimerDecisionAttributes: { timerId: "patience", startToFireTimeout: "14400" },
      },
    ];
  }
  const { isApproved, note } = JSON.parse(results[1]!) as { isApproved: boolean; note: string };
  if (results.length === 3) {
    return [
      {
        decisionType: "CompleteWorkflowExecution",
        completeWorkflowExecutionDecisionAttributes: { result: note },
      },
    ];
  }
  if (!isApproved) return give(note);
  return [
    { decisionType: "CancelTimer", cancelTimerDecisionAttributes: { timerId: "patience" } },
    task("Empacar", office.machines, input),
  ];
}

export async function decide(cloud: Cloud, office: Office): Promise<void> {
  const swf = cloud.client(SWF);
  const polled = await swf.pollForDecisionTask({ domain: office.domain, taskList: { name: office.deciders } });
  if (polled.taskToken === "" || polled.taskToken === undefined) return;
  await swf.respondDecisionTaskCompleted({
    taskToken: polled.taskToken,
    decisions: think(office, polled.events ?? []),
  });
}

export async function work(cloud: Cloud, office: Office, handler: (order: Order) => Promise<string>): Promise<void> {
  const swf = cloud.client(SWF);
  const polled = await swf.pollForActivityTask({ domain: office.domain, taskList: { name: office.machines } });
  if (!polled.taskToken) return;
  await handler(JSON.parse(polled.input!)).then(
    (result) => swf.respondActivityTaskCompleted({ taskToken: polled.taskToken, result }),
    (error) => swf.respondActivityTaskFailed({ taskToken: polled.taskToken, reason: String(error) }),
  );
}

export async function takeTask(cloud: Cloud, office: Office, person: string): Promise<object | null> {
  const swf = cloud.client(SWF);
  const taskList = { name: office.people };
  const polled = await swf.pollForActivityTask({ domain: office.domain, taskList, identity: person });
  if (!polled.taskToken) return null;
  const { order, stock } = JSON.parse(polled.input!);
  return { token: polled.taskToken, order, stock };
}

export async function answerTask(cloud: Cloud, token: string, isApproved: boolean, note: string): Promise<void> {
  const result = JSON.stringify({ isApproved, note });
  await cloud.client(SWF).respondActivityTaskCompleted({ taskToken: token, result });
}

export async function verify(cloud: Cloud, office: Office, execution: Execution): Promise<object> {
  const swf = cloud.client(SWF);
  const { events = [] } = await swf.getWorkflowExecutionHistory({ domain: office.domain, execution });
  const last = events[events.length - 1]!;
  const status = /^WorkflowExecution(Completed|Failed|TimedOut|Terminated|Canceled)$/.exec(last.eventType!);
  const { result } = last.workflowExecutionCompletedEventAttributes ?? {};
  const { reason } = last.workflowExecutionFailedEventAttributes ?? {};
  return { status: status === null ? "OPEN" : status[1]!.toUpperCase(), text: result ?? reason };
}
