/** A cloud with the domain "shop" and one type of each sort, and short ways to play and to look. */
import { type Decision, SWF } from "@aws-sdk/client-swf";
import { Cloud } from "../../../../src/sdk/cloud";
import type { CloudOptions } from "../../../../src/sdk/options";

export const domain = "shop";
export const ORDER = { name: "Order", version: "1" };
export const PAY = { name: "Pay", version: "1" };
export const deciders = { name: "deciders" };
export const machines = { name: "machines" };

export const pay = (activityId: string, more: object = {}): Decision => ({
  decisionType: "ScheduleActivityTask",
  scheduleActivityTaskDecisionAttributes: { activityType: PAY, activityId, ...more },
});
export const timer = (timerId: string, startToFireTimeout: string): Decision => ({
  decisionType: "StartTimer",
  startTimerDecisionAttributes: { timerId, startToFireTimeout },
});
export const marker = (markerName: string): Decision => ({
  decisionType: "RecordMarker",
  recordMarkerDecisionAttributes: { markerName },
});
export const child = (workflowId: string): Decision => ({
  decisionType: "StartChildWorkflowExecution",
  startChildWorkflowExecutionDecisionAttributes: { workflowType: ORDER, workflowId, taskList: { name: "children" } },
});
export const complete: Decision = { decisionType: "CompleteWorkflowExecution" };

export type Shop = Awaited<ReturnType<typeof makeShop>>;

export async function makeShop(options: CloudOptions = {}) {
  const cloud = new Cloud({ seed: 1, ...options });
  return { cloud, ...(await furnish(cloud)) };
}

export async function furnish(cloud: Cloud) {
  const swf = cloud.client(SWF);
  await swf.registerDomain({ name: domain, workflowExecutionRetentionPeriodInDays: "2" });
  await swf.registerWorkflowType({
    domain,
    ...ORDER,
    defaultTaskList: deciders,
    defaultTaskStartToCloseTimeout: "30",
    defaultExecutionStartToCloseTimeout: "31536000",
    defaultChildPolicy: "TERMINATE",
  });
  await swf.registerActivityType({
    domain,
    ...PAY,
    defaultTaskList: machines,
    defaultTaskScheduleToStartTimeout: "60",
    defaultTaskScheduleToCloseTimeout: "120",
    defaultTaskStartToCloseTimeout: "60",
    defaultTaskHeartbeatTimeout: "NONE",
  });
  return {
    swf,
    async start(workflowId = "w", more: object = {}): Promise<string> {
      return (await swf.startWorkflowExecution({ domain, workflowId, workflowType: ORDER, ...more })).runId!;
    },
    /** Takes the next decision task and answers it. */
    async decide(...decisions: Decision[]): Promise<void> {
      const { taskToken } = await swf.pollForDecisionTask({ domain, taskList: deciders });
      await swf.respondDecisionTaskCompleted({ taskToken, decisions });
    },
    async take(): Promise<string> {
      return (await swf.pollForActivityTask({ domain, taskList: machines })).taskToken!;
    },
    async types(runId: string, workflowId = "w"): Promise<string[]> {
      const { events } = await swf.getWorkflowExecutionHistory({ domain, execution: { workflowId, runId } });
      return events!.map(({ eventType }) => eventType!);
    },
  };
}
