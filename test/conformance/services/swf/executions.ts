/** Executions from outside: started, signalled, cancelled, terminated, looked for and looked into. */
import type { Case } from "../case";
import {
  again,
  BARE,
  by,
  call,
  child,
  complete,
  D,
  DECIDERS,
  decide,
  E,
  NOBODY,
  OLD,
  ORDER,
  one,
  pay,
  pollDecision,
  ROLE,
  refused,
  respond,
  shop,
  start,
  tail,
  tailOf,
  timer,
  W,
  without,
} from "./steps";

const ALL = {
  executionStartToCloseTimeout: "60",
  taskList: { name: "l" },
  taskStartToCloseTimeout: "NONE",
  childPolicy: "ABANDON",
};
const EVER = { startTimeFilter: { oldestDate: new Date(0) } };
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 5) + seconds * 1_000);
const ids = (...list: string[]) => list.map((workflowId) => ({ execution: { workflowId } }));
const CHILD = { workflowId: "c", runId: "$e.workflowExecution.runId" };
const pollChild = pollDecision({ taskList: { name: "children" } }, undefined, "e");

const starts: Case[] = [
  one(
    "StartWorkflowExecution: with the type's defaults",
    "API StartWorkflowExecution",
    start({ input: "i", tagList: ["a", "b"] }),
    tail(
      E("WorkflowExecutionStarted", {
        input: "i",
        tagList: ["a", "b"],
        workflowType: ORDER,
        taskList: DECIDERS,
        taskStartToCloseTimeout: "30",
        executionStartToCloseTimeout: "600",
        childPolicy: "TERMINATE",
        parentInitiatedEventId: 0,
      }),
      E("DecisionTaskScheduled", { taskList: DECIDERS, startToCloseTimeout: "30", scheduleToStartTimeout: "NONE" }),
    ),
  ),
  one(
    "StartWorkflowExecution: what it says comes first",
    "API StartWorkflowExecution",
    start({ ...ALL, taskPriority: "9", lambdaRole: ROLE }),
    shop(
      "DescribeWorkflowExecution",
      { execution: W },
      {
        executionInfo: { execution: W, workflowType: ORDER, executionStatus: "OPEN", cancelRequested: false },
        executionConfiguration: { ...ALL, taskPriority: "9", lambdaRole: ROLE },
        openCounts: { openDecisionTasks: 1, openActivityTasks: 0, openTimers: 0, openChildWorkflowExecutions: 0 },
      },
    ),
  ),
  ...Object.keys(ALL).map((member) =>
    one(
      `StartWorkflowExecution: DefaultUndefinedFault names ${member}`,
      "reported github getmoto/moto, test_swf_default_undefined_fault",
      refused(start({ workflowType: BARE, ...ALL, [member]: undefined }), "DefaultUndefinedFault", member),
    ),
  ),
  one(
    "StartWorkflowExecution: TypeDeprecatedFault, and types that nobody has registered",
    "API StartWorkflowExecution",
    refused(start({ workflowType: OLD }), "TypeDeprecatedFault", "WorkflowType=[name=Old, version=1]"),
    refused(
      start({ workflowType: NOBODY }),
      "UnknownResourceFault",
      "Unknown type: WorkflowType=[name=Nobody, version=1]",
    ),
  ),
  one(
    "StartWorkflowExecution: WorkflowExecutionAlreadyStartedFault while one of that id is open",
    "API StartWorkflowExecution",
    start(),
    refused(start(), "WorkflowExecutionAlreadyStartedFault", /w/),
    decide(complete()),
    start(),
  ),
  one(
    "StartWorkflowExecution: a year at most, five tags, and no NONE",
    "API StartWorkflowExecution",
    refused(start({ executionStartToCloseTimeout: "NONE" }), "ValidationException", /executionStartToCloseTimeout/),
    refused(start({ executionStartToCloseTimeout: "31536001" }), "ValidationException", /a year/),
    refused(start({ tagList: ["1", "2", "3", "4", "5", "6"] }), "ValidationException", /tagList/),
    refused(start({ workflowId: "a/b" }), "ValidationException", /workflowId/),
    refused(start({ childPolicy: "SPARE" }), "ValidationException", /childPolicy.*TERMINATE, REQUEST_CANCEL, ABANDON/),
    refused(start({ input: "x".repeat(32_769) }), "ValidationException", /input.*32768/),
    start({ executionStartToCloseTimeout: "31536000", tagList: ["1", "2", "3", "4", "5"] }),
  ),
  one(
    "OperationNotPermittedFault for who has no permission",
    "Guide: Using IAM to Manage Access to Amazon SWF Workflows",
    refused(by("user/ana", start()), "OperationNotPermittedFault", /swf:StartWorkflowExecution/),
  ),
];

const reaching: Case[] = [
  one(
    "SignalWorkflowExecution: an event, and a decision task",
    "API SignalWorkflowExecution",
    start(),
    decide(),
    shop("SignalWorkflowExecution", { workflowId: "w", signalName: "s", input: "i" }),
    tail(E("WorkflowExecutionSignaled", { signalName: "s", input: "i", externalInitiatedEventId: 0 }), again),
    shop("SignalWorkflowExecution", { workflowId: "w", runId: "$run.runId", signalName: "t" }),
    tail(again, E("WorkflowExecutionSignaled", { signalName: "t" })),
  ),
  one(
    "SignalWorkflowExecution: only of an open execution",
    "reported github getmoto/moto, test_signal_workflow_execution",
    refused(
      shop("SignalWorkflowExecution", { workflowId: "w", signalName: "s" }),
      "UnknownResourceFault",
      "Unknown execution, workflowId = w",
    ),
    start(),
    refused(
      shop("SignalWorkflowExecution", { workflowId: "w", runId: "22x=", signalName: "s" }),
      "UnknownResourceFault",
      "Unknown execution: WorkflowExecution=[workflowId=w, runId=22x=]",
    ),
    decide(complete()),
    refused(shop("SignalWorkflowExecution", { workflowId: "w", signalName: "s" }), "UnknownResourceFault"),
  ),
  one(
    "RequestCancelWorkflowExecution: the decider is told, and decides",
    "API RequestCancelWorkflowExecution",
    start(),
    decide(),
    shop("RequestCancelWorkflowExecution", { workflowId: "w" }),
    tail(E("WorkflowExecutionCancelRequested", { externalInitiatedEventId: 0 }), again),
    shop(
      "DescribeWorkflowExecution",
      { execution: W },
      {
        executionInfo: { cancelRequested: true, executionStatus: "OPEN" },
      },
    ),
    decide(D("CancelWorkflowExecution", { details: "as asked" })),
    shop("DescribeWorkflowExecution", { execution: W }, { executionInfo: { closeStatus: "CANCELED" } }),
    refused(shop("RequestCancelWorkflowExecution", { workflowId: "w" }), "UnknownResourceFault"),
  ),
  one(
    "TerminateWorkflowExecution: closed at once, whatever is open",
    "API TerminateWorkflowExecution",
    start(),
    decide(pay("a"), timer("t")),
    shop("TerminateWorkflowExecution", { workflowId: "w", reason: "why", details: "d" }),
    tail(
      E("WorkflowExecutionTerminated", {
        reason: "why",
        details: "d",
        childPolicy: "TERMINATE",
        cause: "OPERATOR_INITIATED",
      }),
    ),
    shop(
      "DescribeWorkflowExecution",
      { execution: W },
      {
        executionInfo: { closeStatus: "TERMINATED", executionStatus: "CLOSED" },
        openCounts: { openActivityTasks: 0, openTimers: 0, openDecisionTasks: 0 },
      },
    ),
    shop("CountPendingActivityTasks", { taskList: { name: "machines" } }, { count: 0 }),
    refused(shop("TerminateWorkflowExecution", { workflowId: "w" }), "UnknownResourceFault"),
  ),
];

const closed = (closeStatus: string) => ({ executionInfo: { closeStatus } });
const policies: Case[] = (["terminated", "timed out"] as const).flatMap((how) => {
  const end = how === "terminated" ? shop("TerminateWorkflowExecution", { workflowId: "w" }) : { wait: 100 };
  const begin = (childPolicy: string) => [
    start({ childPolicy, executionStartToCloseTimeout: "100" }),
    ...decide(child("c", { executionStartToCloseTimeout: "500" })),
    pollChild,
    respond([], {}, "e"),
    end,
  ];
  return [
    one(
      `child policy TERMINATE when the parent is ${how}`,
      "API TerminateWorkflowExecution",
      begin("TERMINATE"),
      tailOf(CHILD, E("WorkflowExecutionTerminated", { cause: "CHILD_POLICY_APPLIED", childPolicy: "TERMINATE" })),
      shop("DescribeWorkflowExecution", { execution: CHILD }, closed("TERMINATED")),
    ),
    one(
      `child policy REQUEST_CANCEL when the parent is ${how}`,
      "API TerminateWorkflowExecution",
      begin("REQUEST_CANCEL"),
      tailOf(CHILD, E("WorkflowExecutionCancelRequested", { cause: "CHILD_POLICY_APPLIED" }), again),
    ),
    one(
      `child policy ABANDON when the parent is ${how}`,
      "API TerminateWorkflowExecution",
      begin("ABANDON"),
      tailOf(CHILD, E("DecisionTaskCompleted")),
    ),
  ];
});

const looking: Case[] = [
  one(
    "a child policy given to TerminateWorkflowExecution comes before the execution's own",
    "API TerminateWorkflowExecution",
    start(),
    decide(child()),
    pollChild,
    shop("TerminateWorkflowExecution", { workflowId: "w", childPolicy: "ABANDON" }),
    tail(E("WorkflowExecutionTerminated", { childPolicy: "ABANDON" })),
    shop("DescribeWorkflowExecution", { execution: CHILD }, { executionInfo: { executionStatus: "OPEN" } }),
  ),
  one(
    "GetWorkflowExecutionHistory: in pages, forwards and backwards",
    "API GetWorkflowExecutionHistory",
    start(),
    decide(pay("a")),
    without(
      shop(
        "GetWorkflowExecutionHistory",
        { execution: W },
        {
          events: [
            { eventId: 1, eventType: "WorkflowExecutionStarted", eventTimestamp: at(0) },
            { eventId: 2, eventType: "DecisionTaskScheduled" },
            {
              eventId: 3,
              eventType: "DecisionTaskStarted",
              decisionTaskStartedEventAttributes: { scheduledEventId: 2 },
            },
            { eventId: 4, eventType: "DecisionTaskCompleted" },
            { eventId: 5, eventType: "ActivityTaskScheduled" },
          ],
        },
      ),
      "nextPageToken",
    ),
    shop("GetWorkflowExecutionHistory", { execution: W, maximumPageSize: 3 }, undefined, "page"),
    shop(
      "GetWorkflowExecutionHistory",
      { execution: W, maximumPageSize: 3, nextPageToken: "$page.nextPageToken" },
      { events: [{ eventId: 4 }, { eventId: 5 }] },
    ),
    shop(
      "GetWorkflowExecutionHistory",
      { execution: W, maximumPageSize: 2, reverseOrder: true },
      {
        events: [{ eventId: 5 }, { eventId: 4 }],
      },
    ),
    refused(
      shop("GetWorkflowExecutionHistory", { execution: W, nextPageToken: "nonsense" }),
      "ValidationException",
      "Invalid token",
    ),
    { wait: 86_401 },
    refused(
      shop("GetWorkflowExecutionHistory", { execution: W, maximumPageSize: 3, nextPageToken: "$page.nextPageToken" }),
      "ValidationException",
      "Specified token has exceeded its maximum lifetime",
    ),
  ),
  one(
    "GetWorkflowExecutionHistory and DescribeWorkflowExecution: only of what there is",
    "reported github getmoto/moto, test_describe_non_existent_workflow_execution",
    ...["GetWorkflowExecutionHistory", "DescribeWorkflowExecution"].map((operation) =>
      refused(
        shop(operation, { execution: { workflowId: "w", runId: "22x=" } }),
        "UnknownResourceFault",
        "Unknown execution: WorkflowExecution=[workflowId=w, runId=22x=]",
      ),
    ),
  ),
  one(
    "DescribeWorkflowExecution: the latest context and the latest activity",
    "API DescribeWorkflowExecution",
    start(),
    { wait: 5 },
    pollDecision(),
    respond([pay("a"), timer("t"), child()], { executionContext: "step 1" }),
    shop(
      "DescribeWorkflowExecution",
      { execution: W },
      {
        openCounts: { openActivityTasks: 1, openTimers: 1, openChildWorkflowExecutions: 1, openDecisionTasks: 1 },
        latestActivityTaskTimestamp: at(5),
        latestExecutionContext: "step 1",
      },
    ),
  ),
  one(
    "open executions: the latest first, by id, type, tag and start",
    "API ListOpenWorkflowExecutions",
    start({ workflowId: "a", tagList: ["x"] }),
    { wait: 10 },
    start({ workflowId: "b", workflowType: BARE, ...ALL }),
    { wait: 10 },
    start({ workflowId: "c", tagList: ["y", "x"] }),
    shop("ListOpenWorkflowExecutions", EVER, { executionInfos: ids("c", "b", "a") }),
    shop("ListOpenWorkflowExecutions", { ...EVER, reverseOrder: true }, { executionInfos: ids("a", "b", "c") }),
    shop("ListOpenWorkflowExecutions", { ...EVER, tagFilter: { tag: "x" } }, { executionInfos: ids("c", "a") }),
    shop("ListOpenWorkflowExecutions", { ...EVER, typeFilter: { name: "Bare" } }, { executionInfos: ids("b") }),
    shop("CountOpenWorkflowExecutions", { ...EVER, typeFilter: { name: "Bare", version: "2" } }, { count: 0 }),
    shop(
      "ListOpenWorkflowExecutions",
      { ...EVER, executionFilter: { workflowId: "a" } },
      {
        executionInfos: [{ startTimestamp: at(0), executionStatus: "OPEN", tagList: ["x"] }],
      },
    ),
    shop(
      "CountOpenWorkflowExecutions",
      { startTimeFilter: { oldestDate: at(10), latestDate: at(15) } },
      {
        count: 1,
        truncated: false,
      },
    ),
    shop("ListOpenWorkflowExecutions", { ...EVER, maximumPageSize: 2 }, { executionInfos: ids("c", "b") }, "page"),
    shop(
      "ListOpenWorkflowExecutions",
      { ...EVER, maximumPageSize: 2, nextPageToken: "$page.nextPageToken" },
      { executionInfos: ids("a") },
    ),
  ),
  one(
    "closed executions: also by close status and time of closing",
    "API ListClosedWorkflowExecutions",
    start({ workflowId: "a" }),
    { wait: 10 },
    start({ workflowId: "b" }),
    decide(complete()),
    shop("ListClosedWorkflowExecutions", EVER, {
      executionInfos: [{ execution: { workflowId: "a" }, closeStatus: "COMPLETED", closeTimestamp: at(10) }],
    }),
    { wait: 10 },
    shop("TerminateWorkflowExecution", { workflowId: "b" }),
    shop("ListClosedWorkflowExecutions", EVER, { executionInfos: ids("b", "a") }),
    shop("ListClosedWorkflowExecutions", { closeTimeFilter: { oldestDate: at(15) } }, { executionInfos: ids("b") }),
    shop("CountClosedWorkflowExecutions", { ...EVER, closeStatusFilter: { status: "TERMINATED" } }, { count: 1 }),
    shop("CountClosedWorkflowExecutions", { ...EVER, closeStatusFilter: { status: "FAILED" } }, { count: 0 }),
    shop("CountOpenWorkflowExecutions", EVER, { count: 0 }),
  ),
  one(
    "filters that exclude each other",
    "reported github getmoto/moto, test_list_closed_workflow_executions",
    refused(shop("ListClosedWorkflowExecutions", {}), "ValidationException", "Must specify time filter"),
    refused(
      shop("CountClosedWorkflowExecutions", { ...EVER, closeTimeFilter: { oldestDate: at(0) } }),
      "ValidationException",
      /both a startTimeFilter and a closeTimeFilter/,
    ),
    refused(
      shop("ListOpenWorkflowExecutions", { ...EVER, tagFilter: { tag: "x" }, typeFilter: { name: "Order" } }),
      "ValidationException",
      /more than one exclusive filters in the same query/,
    ),
    refused(
      shop("CountClosedWorkflowExecutions", { ...EVER, closeStatusFilter: { status: "GONE" } }),
      "ValidationException",
      /closeStatusFilter.status/,
    ),
    refused(
      shop("CountOpenWorkflowExecutions", { startTimeFilter: { oldestDate: at(5), latestDate: at(1) } }),
      "ValidationException",
      /latestDate/,
    ),
  ),
  one(
    "after the retention period an execution is forgotten",
    "API RegisterDomain",
    start(),
    decide(complete()),
    { wait: 7 * 86_400 - 1 },
    shop("CountClosedWorkflowExecutions", EVER, { count: 1 }),
    { wait: 1 },
    shop("CountClosedWorkflowExecutions", EVER, { count: 0 }),
    refused(shop("DescribeWorkflowExecution", { execution: W }), "UnknownResourceFault"),
  ),
  one(
    "with no retention it is forgotten as soon as it is closed",
    "API RegisterDomain",
    call("RegisterDomain", { name: "short", workflowExecutionRetentionPeriodInDays: "0" }),
    call("RegisterWorkflowType", { domain: "short", ...BARE }),
    call("StartWorkflowExecution", { domain: "short", workflowId: "w", workflowType: BARE, ...ALL }, undefined, "run"),
    call("TerminateWorkflowExecution", { domain: "short", workflowId: "w" }),
    refused(call("DescribeWorkflowExecution", { domain: "short", execution: W }), "UnknownResourceFault"),
  ),
];

export const EXECUTIONS: Case[] = [...starts, ...reaching, ...policies, ...looking];
