/** DescribeWorkflowExecution: how an execution stands, and what is open in it. */
import type { Caller } from "../service";
import type { Swf, SwfInput } from "./context";
import type { Execution } from "./execution";

export function describeWorkflowExecution(swf: Swf, input: SwfInput, caller: Caller): unknown {
  const domain = swf.enter("DescribeWorkflowExecution", input.domain, caller);
  const execution = swf.executionAt(domain, input.execution);
  swf.request("DescribeWorkflowExecution", domain, caller);
  const { configuration, latestContext, latestActivityMs } = execution;
  const { taskList, taskPriority, lambdaRole, ...rest } = configuration;
  return {
    executionInfo: infoOf(swf, execution),
    executionConfiguration: {
      ...rest,
      taskList: { name: taskList },
      ...(taskPriority !== undefined && { taskPriority }),
      ...(lambdaRole !== undefined && { lambdaRole }),
    },
    openCounts: {
      openActivityTasks: execution.activities.size,
      openDecisionTasks: execution.decisionTask === undefined ? 0 : 1,
      openTimers: execution.timers.size,
      openChildWorkflowExecutions: execution.children.size,
      openLambdaFunctions: execution.lambdas.size,
    },
    ...(latestActivityMs !== undefined && { latestActivityTaskTimestamp: swf.sim.date(latestActivityMs) }),
    ...(latestContext !== undefined && { latestExecutionContext: latestContext }),
  };
}

export function infoOf(swf: Swf, execution: Execution): Record<string, unknown> {
  const { type, startMs, closedMs, closeStatus, parent, tagList, cancelRequested } = execution;
  return {
    execution: execution.name,
    workflowType: { ...type },
    startTimestamp: swf.sim.date(startMs),
    ...(closedMs !== undefined && { closeTimestamp: swf.sim.date(closedMs) }),
    executionStatus: execution.isOpen ? "OPEN" : "CLOSED",
    ...(closeStatus !== undefined && { closeStatus }),
    ...(parent !== undefined && { parent: parent.execution.name }),
    ...(tagList !== undefined && { tagList: [...tagList] }),
    cancelRequested,
  };
}
