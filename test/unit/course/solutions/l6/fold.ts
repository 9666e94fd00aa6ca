/** L6 with the history folded into a state, steps as a table, markers in the history, and a registration that may be repeated. */
declare const SWF: typeof import("@aws-sdk/client-swf").SWF;
type Cloud = import("../../../../../src/sdk").Cloud;
type HistoryEvent = import("@aws-sdk/client-swf").HistoryEvent;
type Decision = import("@aws-sdk/client-swf").Decision;

const names = { domain: "orders", deciders: "main", machines: "auto", people: "manual" };
const version = "2026-11";
const steps = [
  { name: "Stock", list: names.machines, patience: "600" },
  { name: "Approval", list: names.people, patience: String(4 * 60 * 60) },
];

const unlessThere = (error: Error) => {
  if (!error.name.endsWith("AlreadyExistsFault")) throw error;
};

export async function register(cloud: Cloud) {
  const swf = cloud.client(SWF);
  const { domain } = names;
  await swf.registerDomain({ name: domain, workflowExecutionRetentionPeriodInDays: "7" }).catch(unlessThere);
  const flow = { domain, name: "OrderFlow", version, defaultTaskList: { name: names.deciders } };
  const limits = { defaultExecutionStartToCloseTimeout: "90000", defaultTaskStartToCloseTimeout: "10" };
  await swf.registerWorkflowType({ ...flow, ...limits, defaultChildPolicy: "REQUEST_CANCEL" }).catch(unlessThere);
  for (const { name, list, patience } of steps) {
    await swf
      .registerActivityType({
        domain,
        name,
        version,
        defaultTaskList: { name: list },
        defaultTaskScheduleToStartTimeout: patience,
        defaultTaskScheduleToCloseTimeout: patience,
        defaultTaskStartToCloseTimeout: patience,
        defaultTaskHeartbeatTimeout: "NONE",
      })
      .catch(unlessThere);
  }
  return { ...names };
}

export async function startOrder(cloud: Cloud, { domain }: typeof names, order: { id: string }) {
  const workflowType = { name: "OrderFlow", version };
  const input = JSON.stringify(order);
  const started = await cloud
    .client(SWF)
    .startWorkflowExecution({ domain, workflowId: order.id, workflowType, input, tagList: ["shop"] });
  return { workflowId: order.id, runId: started.runId! };
}

interface State {
  input: string;
  results: string[];
  isBusy: boolean;
  trouble?: string;
}

function fold(state: State, event: HistoryEvent): State {
  if (event.activityTaskScheduledEventAttributes) return { ...state, isBusy: true };
  const done = event.activityTaskCompletedEventAttributes;
  if (done) return { ...state, isBusy: false, results: [...state.results, done.result ?? ""] };
  const failed = event.activityTaskFailedEventAttributes;
  if (failed) return { ...state, trouble: failed.reason };
  if (event.activityTaskTimedOutEventAttributes) return { ...state, trouble: "time is over" };
  return state;
}

export async function decide(cloud: Cloud, { domain, deciders }: typeof names): Promise<void> {
  const swf = cloud.client(SWF);
  const { taskToken, events } = await swf.pollForDecisionTask({ domain, taskList: { name: deciders } });
  if (!taskToken) return;
  const [first, ...rest] = events!;
  const input = first!.workflowExecutionStartedEventAttributes!.input!;
  const state = rest.reduce(fold, { input, results: [], isBusy: false });
  await swf.respondDecisionTaskCompleted({ taskToken, decisions: [...after(state)] });
}

function* after({ input, results, isBusy, trouble }: State): Generator<Decision> {
  if (trouble !== undefined) {
    yield { decisionType: "FailWorkflowExecution", failWorkflowExecutionDecisionAttributes: { reason: trouble } };
    return;
  }
  if (isBusy) return;
  const step = steps[results.length];
  if (step === undefined) {
    yield {
      decisionType: "CompleteWorkflowExecution",
      completeWorkflowExecutionDecisionAttributes: { result: results.at(-1) },
    };
    return;
  }
  yield { decisionType: "RecordMarker", recordMarkerDecisionAttributes: { markerName: `next: ${step.name}` } };
  yield {
    decisionType: "ScheduleActivityTask",
    scheduleActivityTaskDecisionAttributes: {
      activityType: { name: step.name, version },
      activityId: step.name,
      input: results.length === 0 ? input : `{"order":${input},"stock":${JSON.stringify(results[0])}}`,
    },
  };
}

export async function work(cloud: Cloud, { domain, machines }: typeof names, handler: (order: unknown) => unknown) {
  const swf = cloud.client(SWF);
  const { taskToken, input } = await swf.pollForActivityTask({ domain, taskList: { name: machines } });
  if (!taskToken) return;
  let result: unknown;
  try {
    result = await handler(JSON.parse(input!));
  } catch (error) {
    await swf.respondActivityTaskFailed({ taskToken, reason: (error as Error).message, details: "by the machine" });
    return;
  }
  await swf.respondActivityTaskCompleted({ taskToken, result: String(result) });
}

export async function takeTask(cloud: Cloud, { domain, people }: typeof names, identity: string) {
  const swf = cloud.client(SWF);
  const { taskToken, input } = await swf.pollForActivityTask({ domain, taskList: { name: people }, identity });
  if (!taskToken) return null;
  return { ...JSON.parse(input!), token: taskToken };
}

export function answerTask(cloud: Cloud, taskToken: string, isApproved: boolean, note: string) {
  const swf = cloud.client(SWF);
  return isApproved
    ? swf.respondActivityTaskCompleted({ taskToken, result: note })
    : swf.respondActivityTaskFailed({ taskToken, reason: note, details: "by a person" });
}

export async function verify(cloud: Cloud, { domain }: typeof names, execution: { workflowId: string; runId: string }) {
  const swf = cloud.client(SWF);
  const { executionInfo } = await swf.describeWorkflowExecution({ domain, execution });
  if (executionInfo!.executionStatus === "OPEN") return { status: "OPEN", text: "" };
  const { events } = await swf.getWorkflowExecutionHistory({ domain, execution });
  const texts = events!.map(
    (event) =>
      event.workflowExecutionCompletedEventAttributes?.result ?? event.workflowExecutionFailedEventAttributes?.reason,
  );
  return { status: executionInfo!.closeStatus!, text: texts.at(-1) ?? "" };
}
