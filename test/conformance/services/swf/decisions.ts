/** Each decision, what it leads to, and each cause by which it fails. */
import type { Case } from "../case";
import {
  again,
  BARE,
  child,
  complete,
  D,
  DECIDERS,
  decide,
  decideAs,
  decideOn,
  E,
  lambda,
  NOBODY,
  OLD,
  ORDER,
  one,
  PAY,
  pay,
  pollActivity,
  pollDecision,
  ROLE,
  refused,
  respond,
  shop,
  start,
  tail,
  tailOf,
  timer,
  token,
  W,
} from "./steps";

const ANA = "user/ana";
const API = (page: string) => `API ${page}`;
const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const ACTIVITY = "ScheduleActivityTaskFailed";
const failure = (event: string, cause: string, more: object = {}) => E(event, { cause, ...more });
const bare = (more: Record<string, unknown>) =>
  D("ScheduleActivityTask", { activityType: BARE, activityId: "x", ...more });
const TIMEOUTS = {
  taskList: { name: "machines" },
  scheduleToStartTimeout: "10",
  scheduleToCloseTimeout: "10",
  startToCloseTimeout: "10",
  heartbeatTimeout: "10",
};
const omit = (member: keyof typeof TIMEOUTS) => ({ ...TIMEOUTS, [member]: undefined });
const notPermitted = (decision: Record<string, unknown>, event: string, more: object = {}): Case =>
  one(
    `${decision.decisionType}: OPERATION_NOT_PERMITTED`,
    "Guide: Using IAM to Manage Access to Amazon SWF Workflows",
    start(),
    decideAs(ANA, decision),
    tail(failure(event, "OPERATION_NOT_PERMITTED", more), again),
  );

const activities: Case[] = [
  one(
    "ScheduleActivityTask: defaults of the type",
    API("ScheduleActivityTaskDecisionAttributes"),
    start(),
    decide(pay("a", { input: "5", control: "c" })),
    tail(
      E("DecisionTaskCompleted", { scheduledEventId: 2, startedEventId: 3 }),
      E("ActivityTaskScheduled", {
        activityId: "a",
        activityType: PAY,
        input: "5",
        control: "c",
        taskList: { name: "machines" },
        scheduleToStartTimeout: "60",
        scheduleToCloseTimeout: "120",
        startToCloseTimeout: "60",
        heartbeatTimeout: "30",
        decisionTaskCompletedEventId: 4,
      }),
    ),
    shop("DescribeWorkflowExecution", { execution: W }, { openCounts: { openActivityTasks: 1, openDecisionTasks: 0 } }),
  ),
  one(
    "ScheduleActivityTask: what the decision says comes first",
    API("ScheduleActivityTaskDecisionAttributes"),
    start(),
    decide(pay("a", { ...TIMEOUTS, taskList: { name: "people" }, taskPriority: "7" })),
    tail(E("ActivityTaskScheduled", { ...TIMEOUTS, taskList: { name: "people" }, taskPriority: "7" })),
    shop("CountPendingActivityTasks", { taskList: { name: "people" } }, { count: 1 }),
  ),
  one(
    "ScheduleActivityTask: ACTIVITY_TYPE_DOES_NOT_EXIST",
    API("ScheduleActivityTaskFailedEventAttributes"),
    start(),
    decide(D("ScheduleActivityTask", { activityType: NOBODY, activityId: "x" })),
    tail(failure(ACTIVITY, "ACTIVITY_TYPE_DOES_NOT_EXIST", { activityId: "x", activityType: NOBODY }), again),
  ),
  one(
    "ScheduleActivityTask: ACTIVITY_TYPE_DEPRECATED",
    API("ScheduleActivityTaskFailedEventAttributes"),
    start(),
    decide(D("ScheduleActivityTask", { activityType: OLD, activityId: "x" })),
    tail(failure(ACTIVITY, "ACTIVITY_TYPE_DEPRECATED"), again),
  ),
  one(
    "ScheduleActivityTask: ACTIVITY_ID_ALREADY_IN_USE",
    API("ScheduleActivityTaskFailedEventAttributes"),
    start(),
    decide(pay("a"), pay("a")),
    tail(E("ActivityTaskScheduled"), failure(ACTIVITY, "ACTIVITY_ID_ALREADY_IN_USE", { activityId: "a" }), again),
  ),
  ...(
    [
      ["taskList", "DEFAULT_TASK_LIST_UNDEFINED"],
      ["scheduleToStartTimeout", "DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED"],
      ["scheduleToCloseTimeout", "DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED"],
      ["startToCloseTimeout", "DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED"],
      ["heartbeatTimeout", "DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED"],
    ] as const
  ).map(([member, cause]) =>
    one(
      `ScheduleActivityTask: ${cause}`,
      API("ScheduleActivityTaskFailedEventAttributes"),
      start(),
      decide(bare(omit(member))),
      tail(failure(ACTIVITY, cause), again),
    ),
  ),
  one(
    "ScheduleActivityTask: OPEN_ACTIVITIES_LIMIT_EXCEEDED at the 1,001st",
    "Guide: Amazon SWF Quotas",
    start(),
    decide(...many(1_001, (i) => pay(`a${i}`))),
    tail(failure(ACTIVITY, "OPEN_ACTIVITIES_LIMIT_EXCEEDED", { activityId: "a1000" }), again),
  ),
  one(
    "ScheduleActivityTask: ACTIVITY_CREATION_RATE_EXCEEDED, and 200 more a second",
    "Guide: Amazon SWF Quotas",
    start({ workflowId: "other" }, "other"),
    decide(...many(1_000, (i) => pay(`a${i}`))),
    start(),
    decide(pay("a")),
    tail(failure(ACTIVITY, "ACTIVITY_CREATION_RATE_EXCEEDED"), again),
    { wait: 1 },
    decide(pay("a")),
    tail(E("ActivityTaskScheduled")),
  ),
  notPermitted(pay("a"), ACTIVITY, { activityId: "a" }),
  one(
    "RequestCancelActivityTask: one that nobody has taken is cancelled at once",
    API("Decision"),
    start(),
    decide(pay("a"), D("RequestCancelActivityTask", { activityId: "a" })),
    tail(
      E("ActivityTaskScheduled", { eventId: 5 }),
      E("ActivityTaskCancelRequested", { activityId: "a", eventId: 6 }),
      E("ActivityTaskCanceled", { scheduledEventId: 5, startedEventId: 0, latestCancelRequestedEventId: 6 }),
      again,
    ),
    shop("CountPendingActivityTasks", { taskList: { name: "machines" } }, { count: 0 }),
  ),
  one(
    "RequestCancelActivityTask: a worker hears of it at its next heartbeat, and may answer that it has stopped",
    API("RecordActivityTaskHeartbeat"),
    start(),
    decide(pay("a")),
    pollActivity(),
    token("RecordActivityTaskHeartbeat", {}, { cancelRequested: false }),
    shop("SignalWorkflowExecution", { workflowId: "w", signalName: "stop" }),
    decide(D("RequestCancelActivityTask", { activityId: "a" })),
    tail(E("ActivityTaskCancelRequested", { activityId: "a" })),
    token("RecordActivityTaskHeartbeat", {}, { cancelRequested: true }),
    token("RespondActivityTaskCanceled", { details: "undone" }),
    tail(E("ActivityTaskCanceled", { details: "undone", startedEventId: 6, latestCancelRequestedEventId: 11 }), again),
  ),
  one(
    "RequestCancelActivityTask: ACTIVITY_ID_UNKNOWN",
    API("RequestCancelActivityTaskFailedEventAttributes"),
    start(),
    decide(D("RequestCancelActivityTask", { activityId: "nobody" })),
    tail(failure("RequestCancelActivityTaskFailed", "ACTIVITY_ID_UNKNOWN", { activityId: "nobody" }), again),
  ),
  notPermitted(D("RequestCancelActivityTask", { activityId: "a" }), "RequestCancelActivityTaskFailed"),
];

const CLOSINGS = [
  ["CompleteWorkflowExecution", "WorkflowExecutionCompleted", "COMPLETED", { result: "r" }],
  ["FailWorkflowExecution", "WorkflowExecutionFailed", "FAILED", { reason: "why", details: "d" }],
  ["CancelWorkflowExecution", "WorkflowExecutionCanceled", "CANCELED", { details: "d" }],
] as const;

const closings: Case[] = [
  ...CLOSINGS.map(([decision, event, closeStatus, said]) =>
    one(
      `${decision}: closes`,
      API(`${decision}DecisionAttributes`),
      start(),
      decide(D(decision, said)),
      tail(E("DecisionTaskCompleted"), E(event, { ...said, decisionTaskCompletedEventId: 4 })),
      shop(
        "DescribeWorkflowExecution",
        { execution: W },
        { executionInfo: { executionStatus: "CLOSED", closeStatus } },
      ),
    ),
  ),
  ...CLOSINGS.map(([decision, , , said]) =>
    one(
      `${decision}: UNHANDLED_DECISION when something came meanwhile`,
      API("Decision"),
      start(),
      pollDecision(),
      shop("SignalWorkflowExecution", { workflowId: "w", signalName: "s" }),
      respond([D(decision, said)]),
      tail(
        E("WorkflowExecutionSignaled"),
        E("DecisionTaskCompleted", { eventId: 5 }),
        failure(`${decision}Failed`, "UNHANDLED_DECISION", { decisionTaskCompletedEventId: 5 }),
        again,
      ),
      decide(D(decision, said)),
      shop("DescribeWorkflowExecution", { execution: W }, { executionInfo: { executionStatus: "CLOSED" } }),
    ),
  ),
  ...CLOSINGS.map(([decision]) => notPermitted(D(decision), `${decision}Failed`)),
  one(
    "CompleteWorkflowExecution: activities and timers that are open end with it",
    "Guide: Developing Deciders in Amazon SWF",
    start(),
    decide(pay("a"), timer("t")),
    pollActivity(),
    shop("SignalWorkflowExecution", { workflowId: "w", signalName: "s" }),
    decide(complete()),
    refused(
      token("RespondActivityTaskCompleted"),
      "UnknownResourceFault",
      /^Unknown execution: WorkflowExecution=\[workflowId=w, runId=22/,
    ),
    { wait: 60 },
    tail(E("WorkflowExecutionCompleted")),
  ),
  one(
    "ContinueAsNewWorkflowExecution: another run of the same id, with the type's defaults",
    API("ContinueAsNewWorkflowExecutionDecisionAttributes"),
    start({ tagList: ["x"], input: "1" }),
    decide(D("ContinueAsNewWorkflowExecution", { input: "2" })),
    tail(
      E("WorkflowExecutionContinuedAsNew", {
        input: "2",
        workflowType: ORDER,
        taskList: DECIDERS,
        childPolicy: "TERMINATE",
        executionStartToCloseTimeout: "600",
        taskStartToCloseTimeout: "30",
      }),
    ),
    pollDecision(
      {},
      {
        workflowExecution: { workflowId: "w" },
        events: [
          { workflowExecutionStartedEventAttributes: { input: "2", continuedExecutionRunId: "$run.runId" } },
          {},
          {},
        ],
      },
    ),
    shop(
      "CountClosedWorkflowExecutions",
      { startTimeFilter: { oldestDate: new Date(0) }, closeStatusFilter: { status: "CONTINUED_AS_NEW" } },
      { count: 1 },
    ),
  ),
  one(
    "ContinueAsNewWorkflowExecution: with a version and settings of its own",
    API("ContinueAsNewWorkflowExecutionDecisionAttributes"),
    shop("RegisterWorkflowType", { name: "Order", version: "2" }),
    start(),
    decide(
      D("ContinueAsNewWorkflowExecution", {
        workflowTypeVersion: "2",
        taskList: { name: "new" },
        taskStartToCloseTimeout: "5",
        executionStartToCloseTimeout: "50",
        childPolicy: "ABANDON",
        tagList: ["y"],
        taskPriority: "3",
        lambdaRole: ROLE,
      }),
    ),
    pollDecision({ taskList: { name: "new" } }, { workflowType: { name: "Order", version: "2" } }),
  ),
  one(
    "ContinueAsNewWorkflowExecution: UNHANDLED_DECISION",
    API("ContinueAsNewWorkflowExecutionFailedEventAttributes"),
    start(),
    pollDecision(),
    shop("SignalWorkflowExecution", { workflowId: "w", signalName: "s" }),
    respond([D("ContinueAsNewWorkflowExecution")]),
    tail(failure("ContinueAsNewWorkflowExecutionFailed", "UNHANDLED_DECISION"), again),
  ),
  one(
    "ContinueAsNewWorkflowExecution: WORKFLOW_TYPE_DOES_NOT_EXIST",
    API("ContinueAsNewWorkflowExecutionFailedEventAttributes"),
    start(),
    decide(D("ContinueAsNewWorkflowExecution", { workflowTypeVersion: "9" })),
    tail(failure("ContinueAsNewWorkflowExecutionFailed", "WORKFLOW_TYPE_DOES_NOT_EXIST"), again),
  ),
  one(
    "ContinueAsNewWorkflowExecution: WORKFLOW_TYPE_DEPRECATED",
    API("ContinueAsNewWorkflowExecutionFailedEventAttributes"),
    start(),
    shop("DeprecateWorkflowType", { workflowType: ORDER }),
    decide(D("ContinueAsNewWorkflowExecution")),
    tail(failure("ContinueAsNewWorkflowExecutionFailed", "WORKFLOW_TYPE_DEPRECATED"), again),
  ),
  ...(
    [
      ["executionStartToCloseTimeout", "DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED"],
      ["taskList", "DEFAULT_TASK_LIST_UNDEFINED"],
      ["taskStartToCloseTimeout", "DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED"],
      ["childPolicy", "DEFAULT_CHILD_POLICY_UNDEFINED"],
    ] as const
  ).flatMap(([member, cause]) => {
    const all = {
      executionStartToCloseTimeout: "60",
      taskList: DECIDERS,
      taskStartToCloseTimeout: "60",
      childPolicy: "TERMINATE",
    };
    const given = { ...all, [member]: undefined };
    return [
      one(
        `ContinueAsNewWorkflowExecution: ${cause}`,
        API("ContinueAsNewWorkflowExecutionFailedEventAttributes"),
        start({ workflowType: BARE, ...all }),
        decide(D("ContinueAsNewWorkflowExecution", given)),
        tail(failure("ContinueAsNewWorkflowExecutionFailed", cause), again),
      ),
      one(
        `StartChildWorkflowExecution: ${cause}`,
        API("StartChildWorkflowExecutionFailedEventAttributes"),
        start(),
        decide(D("StartChildWorkflowExecution", { workflowType: BARE, workflowId: "c", ...given })),
        tail(failure("StartChildWorkflowExecutionFailed", cause, { initiatedEventId: 0, workflowId: "c" }), again),
      ),
    ];
  }),
  one(
    "ContinueAsNewWorkflowExecution: CONTINUE_AS_NEW_WORKFLOW_EXECUTION_RATE_EXCEEDED",
    "ours: AWS names the cause and gives no rate",
    start(),
    many(500, () => decide(D("ContinueAsNewWorkflowExecution"))).flat(),
    pollDecision({}, undefined, "last"),
    respond([D("ContinueAsNewWorkflowExecution")], {}, "last"),
    tailOf(
      { workflowId: "w", runId: "$last.workflowExecution.runId" },
      failure("ContinueAsNewWorkflowExecutionFailed", "CONTINUE_AS_NEW_WORKFLOW_EXECUTION_RATE_EXCEEDED"),
      again,
    ),
  ),
  notPermitted(D("ContinueAsNewWorkflowExecution"), "ContinueAsNewWorkflowExecutionFailed"),
];

const notes: Case[] = [
  one(
    "RecordMarker: in the history, and no decision task for it",
    API("RecordMarkerDecisionAttributes"),
    start(),
    decide(D("RecordMarker", { markerName: "m", details: "d" })),
    tail(E("MarkerRecorded", { markerName: "m", details: "d", decisionTaskCompletedEventId: 4 })),
    shop("CountPendingDecisionTasks", { taskList: DECIDERS }, { count: 0 }),
  ),
  notPermitted(D("RecordMarker", { markerName: "m" }), "RecordMarkerFailed", { markerName: "m" }),
  one(
    "StartTimer: fires to the second",
    API("StartTimerDecisionAttributes"),
    start(),
    decide(timer("t", "10", { control: "c" })),
    tail(E("TimerStarted", { timerId: "t", startToFireTimeout: "10", control: "c", decisionTaskCompletedEventId: 4 })),
    { wait: 9 },
    tail(E("TimerStarted")),
    { wait: 1 },
    tail(E("TimerFired", { timerId: "t", startedEventId: 5 }), again),
  ),
  one(
    "StartTimer: of 0 seconds fires at once",
    "reported github danielgmyers/flux-swf-client#35",
    start(),
    decide(timer("t", "0")),
    { wait: 0 },
    tail(E("TimerFired"), again),
  ),
  one(
    "StartTimer: TIMER_ID_ALREADY_IN_USE, until it has fired",
    API("StartTimerFailedEventAttributes"),
    start(),
    decide(timer("t"), timer("t")),
    tail(E("TimerStarted"), failure("StartTimerFailed", "TIMER_ID_ALREADY_IN_USE", { timerId: "t" }), again),
    { wait: 10 },
    decide(timer("t")),
    tail(E("TimerStarted")),
  ),
  one(
    "StartTimer: OPEN_TIMERS_LIMIT_EXCEEDED at the 1,001st",
    "Guide: Amazon SWF Quotas",
    start(),
    decide(...many(1_001, (i) => timer(`t${i}`, "500"))),
    tail(failure("StartTimerFailed", "OPEN_TIMERS_LIMIT_EXCEEDED", { timerId: "t1000" }), again),
  ),
  one(
    "StartTimer: TIMER_CREATION_RATE_EXCEEDED",
    "Guide: Amazon SWF Quotas",
    start({ workflowId: "one" }, "one"),
    decide(...many(1_000, (i) => timer(`t${i}`, "500"))),
    start({ workflowId: "two" }, "two"),
    decide(...many(1_000, (i) => timer(`t${i}`, "500"))),
    start(),
    decide(timer("t")),
    tail(failure("StartTimerFailed", "TIMER_CREATION_RATE_EXCEEDED", { timerId: "t" }), again),
  ),
  notPermitted(timer("t"), "StartTimerFailed", { timerId: "t" }),
  one(
    "CancelTimer: it never fires",
    API("CancelTimerDecisionAttributes"),
    start(),
    decide(timer("t"), D("CancelTimer", { timerId: "t" })),
    tail(E("TimerStarted", { eventId: 5 }), E("TimerCanceled", { timerId: "t", startedEventId: 5 })),
    { wait: 60 },
    tail(E("TimerCanceled")),
  ),
  one(
    "CancelTimer: TIMER_ID_UNKNOWN",
    API("CancelTimerFailedEventAttributes"),
    start(),
    decide(D("CancelTimer", { timerId: "nobody" })),
    tail(failure("CancelTimerFailed", "TIMER_ID_UNKNOWN", { timerId: "nobody" }), again),
  ),
  notPermitted(D("CancelTimer", { timerId: "t" }), "CancelTimerFailed", { timerId: "t" }),
];

const signalExternal = D("SignalExternalWorkflowExecution", {
  workflowId: "other",
  signalName: "s",
  input: "i",
  control: "c",
});
const cancelExternal = D("RequestCancelExternalWorkflowExecution", { workflowId: "other", control: "c" });
const other = start({ workflowId: "other", taskList: { name: "others" } }, "other");
const OTHER = { workflowId: "other", runId: "$other.runId" };

const external: Case[] = [
  one(
    "SignalExternalWorkflowExecution: arrives in the other history, and both deciders hear of it",
    API("SignalExternalWorkflowExecutionDecisionAttributes"),
    other,
    start(),
    decide(signalExternal),
    tail(
      E("SignalExternalWorkflowExecutionInitiated", {
        workflowId: "other",
        signalName: "s",
        input: "i",
        control: "c",
        decisionTaskCompletedEventId: 4,
      }),
      E("ExternalWorkflowExecutionSignaled", { workflowExecution: OTHER, initiatedEventId: 5 }),
      again,
    ),
    tailOf(
      OTHER,
      E("WorkflowExecutionSignaled", {
        signalName: "s",
        input: "i",
        externalWorkflowExecution: W,
        externalInitiatedEventId: 5,
      }),
    ),
  ),
  one(
    "SignalExternalWorkflowExecution: UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION, also of another run",
    API("SignalExternalWorkflowExecutionFailedEventAttributes"),
    other,
    start(),
    decide(D("SignalExternalWorkflowExecution", { workflowId: "other", runId: "22x=", signalName: "s", control: "c" })),
    tail(
      E("SignalExternalWorkflowExecutionInitiated"),
      failure("SignalExternalWorkflowExecutionFailed", "UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION", {
        workflowId: "other",
        runId: "22x=",
        initiatedEventId: 5,
        control: "c",
      }),
      again,
    ),
  ),
  one(
    "SignalExternalWorkflowExecution: SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED",
    "Guide: Amazon SWF Quotas",
    start(),
    decide(...many(1_200, () => signalExternal)),
    tail(
      failure("SignalExternalWorkflowExecutionFailed", "UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION", {
        initiatedEventId: 1_204,
      }),
      again,
    ),
    decide(signalExternal),
    tail(
      failure("SignalExternalWorkflowExecutionFailed", "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED", {
        initiatedEventId: 0,
      }),
      again,
    ),
  ),
  notPermitted(signalExternal, "SignalExternalWorkflowExecutionFailed", { workflowId: "other", initiatedEventId: 0 }),
  one(
    "RequestCancelExternalWorkflowExecution: the other is asked, and may go on",
    API("RequestCancelExternalWorkflowExecutionDecisionAttributes"),
    other,
    start(),
    decide(cancelExternal),
    tail(
      E("RequestCancelExternalWorkflowExecutionInitiated", { workflowId: "other", control: "c" }),
      E("ExternalWorkflowExecutionCancelRequested", { workflowExecution: OTHER, initiatedEventId: 5 }),
      again,
    ),
    tailOf(OTHER, E("WorkflowExecutionCancelRequested", { externalWorkflowExecution: W, externalInitiatedEventId: 5 })),
    shop(
      "DescribeWorkflowExecution",
      { execution: OTHER },
      {
        executionInfo: { executionStatus: "OPEN", cancelRequested: true },
      },
    ),
  ),
  one(
    "RequestCancelExternalWorkflowExecution: UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION",
    API("RequestCancelExternalWorkflowExecutionFailedEventAttributes"),
    start(),
    decide(cancelExternal),
    tail(
      failure("RequestCancelExternalWorkflowExecutionFailed", "UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION", {
        workflowId: "other",
        initiatedEventId: 5,
      }),
      again,
    ),
  ),
  one(
    "RequestCancelExternalWorkflowExecution: REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED",
    "Guide: Amazon SWF Quotas",
    start(),
    decide(...many(1_200, () => cancelExternal)),
    decide(cancelExternal),
    tail(
      failure(
        "RequestCancelExternalWorkflowExecutionFailed",
        "REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED",
        { initiatedEventId: 0 },
      ),
      again,
    ),
  ),
  notPermitted(cancelExternal, "RequestCancelExternalWorkflowExecutionFailed"),
];

const STARTED = E("ChildWorkflowExecutionStarted", { workflowType: ORDER, initiatedEventId: 5 });

const children: Case[] = [
  one(
    "StartChildWorkflowExecution: a history of its own, and its parent hears of its start and end",
    API("StartChildWorkflowExecutionDecisionAttributes"),
    start(),
    decide(child("c", { input: "i", control: "c", tagList: ["t"] })),
    tail(
      E("StartChildWorkflowExecutionInitiated", {
        workflowId: "c",
        workflowType: ORDER,
        input: "i",
        control: "c",
        tagList: ["t"],
        taskList: { name: "children" },
        childPolicy: "TERMINATE",
        decisionTaskCompletedEventId: 4,
      }),
      STARTED,
      again,
    ),
    pollDecision(
      { taskList: { name: "children" } },
      {
        events: [
          {
            workflowExecutionStartedEventAttributes: {
              parentWorkflowExecution: W,
              parentInitiatedEventId: 5,
              input: "i",
            },
          },
          {},
          {},
        ],
      },
      "e",
    ),
    shop("DescribeWorkflowExecution", { execution: W }, { openCounts: { openChildWorkflowExecutions: 1 } }),
    respond([complete("yes")], {}, "e"),
    tail(
      again,
      E("ChildWorkflowExecutionCompleted", {
        workflowExecution: "$e.workflowExecution",
        workflowType: ORDER,
        result: "yes",
        initiatedEventId: 5,
        startedEventId: 6,
      }),
    ),
  ),
  one(
    "StartChildWorkflowExecution: ChildWorkflowExecutionFailed",
    API("ChildWorkflowExecutionFailedEventAttributes"),
    start(),
    decide(child()),
    decideOn("children", D("FailWorkflowExecution", { reason: "why", details: "d" })),
    tail(again, E("ChildWorkflowExecutionFailed", { reason: "why", details: "d", startedEventId: 6 })),
  ),
  one(
    "StartChildWorkflowExecution: ChildWorkflowExecutionCanceled",
    API("ChildWorkflowExecutionCanceledEventAttributes"),
    start(),
    decide(child()),
    decideOn("children", D("CancelWorkflowExecution", { details: "d" })),
    tail(again, E("ChildWorkflowExecutionCanceled", { details: "d", startedEventId: 6 })),
  ),
  one(
    "StartChildWorkflowExecution: ChildWorkflowExecutionTerminated",
    API("ChildWorkflowExecutionTerminatedEventAttributes"),
    start(),
    decide(child()),
    shop("TerminateWorkflowExecution", { workflowId: "c" }),
    tail(again, E("ChildWorkflowExecutionTerminated", { initiatedEventId: 5, startedEventId: 6 })),
  ),
  one(
    "StartChildWorkflowExecution: ChildWorkflowExecutionTimedOut",
    API("ChildWorkflowExecutionTimedOutEventAttributes"),
    start(),
    decide(child("c", { executionStartToCloseTimeout: "20" })),
    { wait: 20 },
    tail(again, E("ChildWorkflowExecutionTimedOut", { timeoutType: "START_TO_CLOSE", startedEventId: 6 })),
  ),
  one(
    "StartChildWorkflowExecution: a child that continues as new stays its parent's child",
    "recorded github floci-io/floci#2257",
    start(),
    decide(child()),
    decideOn("children", D("ContinueAsNewWorkflowExecution", { taskList: { name: "children" } })),
    tail(STARTED, again),
    decideOn("children", complete("later")),
    tail(again, E("ChildWorkflowExecutionCompleted", { result: "later", initiatedEventId: 5, startedEventId: 6 })),
  ),
  one(
    "StartChildWorkflowExecution: its parent may be closed, and it goes on",
    API("StartChildWorkflowExecutionDecisionAttributes"),
    start(),
    decide(child()),
    decide(complete()),
    decideOn("children", complete()),
    tail(E("WorkflowExecutionCompleted")),
  ),
  one(
    "StartChildWorkflowExecution: WORKFLOW_TYPE_DOES_NOT_EXIST",
    API("StartChildWorkflowExecutionFailedEventAttributes"),
    start(),
    decide(child("c", { workflowType: NOBODY, control: "k" })),
    tail(
      failure("StartChildWorkflowExecutionFailed", "WORKFLOW_TYPE_DOES_NOT_EXIST", {
        workflowType: NOBODY,
        workflowId: "c",
        initiatedEventId: 0,
        control: "k",
      }),
      again,
    ),
  ),
  one(
    "StartChildWorkflowExecution: WORKFLOW_TYPE_DEPRECATED",
    API("StartChildWorkflowExecutionFailedEventAttributes"),
    start(),
    decide(child("c", { workflowType: OLD })),
    tail(failure("StartChildWorkflowExecutionFailed", "WORKFLOW_TYPE_DEPRECATED"), again),
  ),
  one(
    "StartChildWorkflowExecution: WORKFLOW_ALREADY_RUNNING names the event that asked",
    API("StartChildWorkflowExecutionFailedEventAttributes"),
    start({ workflowId: "c", taskList: { name: "children" } }, "child"),
    start(),
    decide(child()),
    tail(
      E("StartChildWorkflowExecutionInitiated", { eventId: 5 }),
      failure("StartChildWorkflowExecutionFailed", "WORKFLOW_ALREADY_RUNNING", { initiatedEventId: 5 }),
      again,
    ),
  ),
  one(
    "StartChildWorkflowExecution: CHILD_CREATION_RATE_EXCEEDED, and OPEN_CHILDREN_LIMIT_EXCEEDED at the 1,001st",
    "Guide: Amazon SWF Quotas",
    start(),
    decide(...many(500, (i) => child(`c${i}`))),
    decide(child("c500")),
    tail(failure("StartChildWorkflowExecutionFailed", "CHILD_CREATION_RATE_EXCEEDED", { workflowId: "c500" }), again),
    { wait: 50 },
    decide(...many(500, (i) => child(`d${i}`))),
    { wait: 1 },
    decide(child("c500")),
    tail(failure("StartChildWorkflowExecutionFailed", "OPEN_CHILDREN_LIMIT_EXCEEDED", { initiatedEventId: 0 }), again),
  ),
  notPermitted(child(), "StartChildWorkflowExecutionFailed", { workflowId: "c", initiatedEventId: 0 }),
];

const FLOCI = "recorded github floci-io/floci#2257";

const functions: Case[] = [
  one(
    "ScheduleLambdaFunction: the function's answer comes into the history",
    FLOCI,
    start({ lambdaRole: ROLE }),
    decide(lambda("f", "echo", { input: '{"n":1}', control: "c", startToCloseTimeout: "60" })),
    tail(
      E("LambdaFunctionScheduled", {
        id: "f",
        name: "echo",
        input: '{"n":1}',
        control: "c",
        startToCloseTimeout: "60",
      }),
    ),
    shop("DescribeWorkflowExecution", { execution: W }, { openCounts: { openLambdaFunctions: 1 } }),
    { wait: 5 },
    tail(
      E("LambdaFunctionStarted", { scheduledEventId: 5 }),
      E("LambdaFunctionCompleted", { scheduledEventId: 5, startedEventId: 6, result: '{"n":1}' }),
      again,
    ),
  ),
  one(
    "ScheduleLambdaFunction: without an input it gets {}",
    FLOCI,
    start({ lambdaRole: ROLE }),
    decide(lambda("f")),
    { wait: 5 },
    tail(E("LambdaFunctionCompleted", { result: "{}" }), again),
  ),
  one(
    "ScheduleLambdaFunction: a function that fails",
    FLOCI,
    start({ lambdaRole: ROLE }),
    decide(lambda("f", "fail")),
    { wait: 5 },
    tail(
      E("LambdaFunctionStarted"),
      E("LambdaFunctionFailed", { reason: "Unhandled", scheduledEventId: 5, startedEventId: 6 }),
      again,
    ),
  ),
  one(
    "ScheduleLambdaFunction: a function that is not there",
    FLOCI,
    start({ lambdaRole: ROLE }),
    decide(lambda("f", "nobody")),
    { wait: 0 },
    tail(E("LambdaFunctionStarted"), E("LambdaFunctionFailed", { reason: "ResourceNotFoundException" }), again),
  ),
  one(
    "ScheduleLambdaFunction: StartLambdaFunctionFailed with ASSUME_ROLE_FAILED without a role",
    FLOCI,
    start(),
    decide(lambda("f")),
    { wait: 0 },
    tail(
      E("LambdaFunctionScheduled", { eventId: 5 }),
      E("StartLambdaFunctionFailed", {
        scheduledEventId: 5,
        cause: "ASSUME_ROLE_FAILED",
        message: "No IAM role is attached to the current workflow execution.",
      }),
      again,
    ),
  ),
  one(
    "ScheduleLambdaFunction: LambdaFunctionTimedOut, and what comes later is not heard",
    API("LambdaFunctionTimedOutEventAttributes"),
    start({ lambdaRole: ROLE }),
    decide(lambda("f", "slow", { startToCloseTimeout: "1" })),
    { wait: 10 },
    tail(
      E("LambdaFunctionStarted"),
      E("LambdaFunctionTimedOut", { timeoutType: "START_TO_CLOSE", scheduledEventId: 5, startedEventId: 6 }),
      again,
    ),
  ),
  one(
    "ScheduleLambdaFunction: ID_ALREADY_IN_USE while one of that id is open",
    "ours: the API names the cause; floci-io/floci#2257 saw an id used again, and does not say whether the first was open",
    start({ lambdaRole: ROLE }),
    decide(lambda("f"), lambda("f")),
    tail(
      E("LambdaFunctionScheduled"),
      failure("ScheduleLambdaFunctionFailed", "ID_ALREADY_IN_USE", { id: "f", name: "echo" }),
      again,
    ),
  ),
  one(
    "ScheduleLambdaFunction: OPEN_LAMBDA_FUNCTIONS_LIMIT_EXCEEDED at the 1,001st",
    API("ScheduleLambdaFunctionFailedEventAttributes"),
    start({ lambdaRole: ROLE }),
    decide(...many(1_001, (i) => lambda(`f${i}`))),
    tail(failure("ScheduleLambdaFunctionFailed", "OPEN_LAMBDA_FUNCTIONS_LIMIT_EXCEEDED"), again),
  ),
  one(
    "ScheduleLambdaFunction: LAMBDA_FUNCTION_CREATION_RATE_EXCEEDED",
    "ours: AWS names the cause and gives no rate",
    start({ workflowId: "other", lambdaRole: ROLE }, "other"),
    decide(...many(1_000, (i) => lambda(`f${i}`))),
    start({ lambdaRole: ROLE, taskList: { name: "own" } }),
    shop("PollForDecisionTask", { taskList: { name: "own" } }, undefined, "d"),
    respond([lambda("f")]),
    tail(failure("ScheduleLambdaFunctionFailed", "LAMBDA_FUNCTION_CREATION_RATE_EXCEEDED"), again),
  ),
];

const malformed: Case[] = [
  one(
    "a decision of an unknown type refuses them all, and the task stays open",
    "reported github getmoto/moto, test_respond_decision_task_completed_with_invalid_decision_type",
    start(),
    pollDecision(),
    refused(
      respond([pay("a"), { decisionType: "Dance" }]),
      "ValidationException",
      /^1 validation error detected: Value 'Dance' at 'decisions.2.member.decisionType' failed to satisfy constraint: Member must satisfy enum value set: \[CompleteWorkflowExecution, StartTimer, /,
    ),
    tail(E("DecisionTaskStarted")),
    respond([complete()]),
    tail(E("WorkflowExecutionCompleted")),
  ),
  one(
    "a closing decision must be the last",
    "reported github getmoto/moto, test_respond_decision_task_completed_with_close_decision_not_last",
    start(),
    pollDecision(),
    refused(respond([complete(), pay("a")]), "ValidationException", "Close must be last decision in list"),
    refused(respond([complete(), complete()]), "ValidationException", "Close must be last decision in list"),
    tail(E("DecisionTaskStarted")),
  ),
  one(
    "attributes that are missing are named, all of them",
    "reported github getmoto/moto, test_respond_decision_task_completed_with_missing_attributes",
    start(),
    pollDecision(),
    refused(
      respond([{ decisionType: "StartTimer" }]),
      "ValidationException",
      "2 validation errors detected: Value null at 'decisions.1.member.startTimerDecisionAttributes.timerId' failed to satisfy constraint: Member must not be null; Value null at 'decisions.1.member.startTimerDecisionAttributes.startToFireTimeout' failed to satisfy constraint: Member must not be null",
    ),
  ),
  one(
    "values that cannot be refuse the call",
    API("Decision"),
    start(),
    pollDecision(),
    refused(respond([pay("a:b")]), "ValidationException", /'decisions.1.member.*activityId'.*':'/),
    refused(respond([timer("t", "NONE")]), "ValidationException", /startToFireTimeout/),
    refused(respond([timer("t", "-1")]), "ValidationException", /startToFireTimeout/),
    refused(respond([pay("a", { taskPriority: "2147483648" })]), "ValidationException", /taskPriority/),
    refused(respond([pay("a", { heartbeatTimeout: "soon" })]), "ValidationException", /heartbeatTimeout/),
    refused(respond([lambda("f", "echo", { startToCloseTimeout: "901" })]), "ValidationException", /1 to 900/),
    refused(respond([child("c", { childPolicy: "SPARE" })]), "ValidationException", /childPolicy/),
    refused(
      respond([child("c", { tagList: ["1", "2", "3", "4", "5", "6"] })]),
      "ValidationException",
      /tagList.*less than or equal to 5/,
    ),
    refused(respond([complete("x".repeat(32_769))]), "ValidationException", /result.*32768/),
    tail(E("DecisionTaskStarted")),
  ),
  one(
    "a decision that fails leaves the others, and a closing one after it is unhandled",
    API("Decision"),
    start(),
    decide(D("CancelTimer", { timerId: "nobody" }), pay("a"), complete()),
    tail(
      failure("CancelTimerFailed", "TIMER_ID_UNKNOWN"),
      E("ActivityTaskScheduled"),
      failure("CompleteWorkflowExecutionFailed", "UNHANDLED_DECISION"),
      again,
    ),
  ),
];

export const DECISIONS: Case[] = [
  ...activities,
  ...closings,
  ...notes,
  ...external,
  ...children,
  ...functions,
  ...malformed,
];
