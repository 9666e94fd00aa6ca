/** Runs of workflows to draw: an order that is charged at the second attempt and breaks while it is packed; a shop with a person in it. */
import { SFN } from "@aws-sdk/client-sfn";
import { type Decision, type HistoryEvent, SWF } from "@aws-sdk/client-swf";
import { Cloud } from "../../../src/sdk/cloud";

const ROLE = "arn:aws:iam::123456789012:role/orders";
const fn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

const ORDER = {
  StartAt: "Check",
  States: {
    Check: {
      Type: "Choice",
      Choices: [{ Variable: "$.total", NumericGreaterThan: 0, Next: "Charge" }],
      Default: "Nothing to do",
    },
    "Nothing to do": { Type: "Succeed" },
    Charge: {
      Type: "Task",
      Resource: fn("charge"),
      Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 2 }],
      ResultPath: "$.charge",
      Next: "Cool off",
    },
    "Cool off": { Type: "Wait", Seconds: 5, Next: "Pack and tell" },
    "Pack and tell": {
      Type: "Parallel",
      Branches: [
        {
          StartAt: "Pack",
          States: {
            Pack: {
              Type: "Map",
              ItemsPath: "$.items",
              MaxConcurrency: 2,
              ItemProcessor: {
                StartAt: "Pack one",
                States: { "Pack one": { Type: "Task", Resource: fn("pack"), End: true } },
              },
              End: true,
            },
          },
        },
        { StartAt: "Mail", States: { Mail: { Type: "Task", Resource: fn("mail"), End: true } } },
      ],
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Apologise" }],
      Next: "Done",
    },
    Apologise: { Type: "Pass", Next: "Sorry" },
    Sorry: { Type: "Fail", Error: "NotPacked", Cause: "one item broke" },
    Done: { Type: "Succeed" },
  },
};

class Named extends Error {
  constructor(override readonly name: string) {
    super(name);
  }
}

/** The cloud of the order after one execution, called "first". */
export async function order(): Promise<Cloud> {
  const cloud = new Cloud({ seed: 3 });
  const sfn = cloud.client(SFN);
  let tries = 0;
  cloud.lambda("charge", async () => {
    await cloud.work({ seconds: 2 });
    if (tries++ === 0) throw new Named("Busy");
    return { ok: true };
  });
  cloud.lambda("pack", async (item) => {
    await cloud.work({ seconds: item as number });
    if (item === 2) throw new Named("Broken");
    return item;
  });
  cloud.lambda("mail", () => cloud.work({ seconds: 1 }));
  const definition = JSON.stringify(ORDER);
  const { stateMachineArn } = await sfn.createStateMachine({ name: "order", definition, roleArn: ROLE });
  await sfn.startExecution({ stateMachineArn, name: "first", input: JSON.stringify({ total: 5, items: [1, 2, 3] }) });
  await cloud.run();
  return cloud;
}

/** A Map of so many items, each a task of a few states. */
export async function manyItems(items: number): Promise<Cloud> {
  const cloud = new Cloud({ quotas: "relaxed" });
  const sfn = cloud.client(SFN);
  const processor = {
    StartAt: "A",
    States: {
      A: { Type: "Wait", Seconds: 1, Next: "B" },
      B: { Type: "Pass", Next: "C" },
      C: { Type: "Wait", Seconds: 1, End: true },
    },
  };
  const definition = JSON.stringify({
    StartAt: "M",
    States: { M: { Type: "Map", ItemProcessor: processor, End: true } },
  });
  const { stateMachineArn } = await sfn.createStateMachine({ name: "many", definition, roleArn: ROLE });
  await sfn.startExecution({ stateMachineArn, input: JSON.stringify(Array.from({ length: items }, (_, i) => i)) });
  await cloud.run();
  return cloud;
}

const domain = "shop";
const CHECK = { name: "Check", version: "1.0" };
const APPROVE = { name: "Approve", version: "1.0" };

/** A machine checks, a person approves two minutes later, a timer cools off. */
export async function shop(): Promise<Cloud> {
  const cloud = new Cloud({ seed: 6 });
  const swf = cloud.client(SWF);
  const [deciders, machines, people] = ["deciders", "machines", "people"].map((name) => ({ name }));
  const type = { name: "Order", version: "1.0" };
  await swf.registerDomain({ name: domain, workflowExecutionRetentionPeriodInDays: "7" });
  await swf.registerWorkflowType({
    domain,
    ...type,
    defaultTaskList: deciders,
    defaultTaskStartToCloseTimeout: "30",
    defaultExecutionStartToCloseTimeout: "86400",
    defaultChildPolicy: "TERMINATE",
  });
  for (const [activity, defaultTaskList] of [
    [CHECK, machines],
    [APPROVE, people],
  ] as const) {
    await swf.registerActivityType({
      domain,
      ...activity,
      defaultTaskList,
      defaultTaskScheduleToStartTimeout: "NONE",
      defaultTaskScheduleToCloseTimeout: "14400",
      defaultTaskStartToCloseTimeout: "NONE",
      defaultTaskHeartbeatTimeout: "NONE",
    });
  }
  cloud.spawn("decider", async () => {
    for (;;) {
      const { taskToken, events } = await swf.pollForDecisionTask({ domain, taskList: deciders });
      if (!taskToken) continue;
      await cloud.work({ seconds: 1 });
      await swf.respondDecisionTaskCompleted({ taskToken, decisions: decide(events!) });
    }
  });
  cloud.spawn("checker", async () => {
    for (;;) {
      const { taskToken } = await swf.pollForActivityTask({ domain, taskList: machines });
      if (!taskToken) continue;
      await cloud.work({ seconds: 40 });
      await swf.respondActivityTaskCompleted({ taskToken });
    }
  });
  await swf.startWorkflowExecution({ domain, workflowId: "order-1", workflowType: type });
  await cloud.run({ for: { minutes: 1 } });
  const { taskToken } = await swf.pollForActivityTask({ domain, taskList: people });
  await cloud.run({ for: { minutes: 2 } });
  await swf.respondActivityTaskCompleted({ taskToken });
  await cloud.run({ for: { minutes: 3 } });
  return cloud;
}

function decide(events: HistoryEvent[]): Decision[] {
  const count = (type: string) => events.filter(({ eventType }) => eventType === type).length;
  const schedule = (activityType: typeof CHECK, activityId: string): Decision => ({
    decisionType: "ScheduleActivityTask",
    scheduleActivityTaskDecisionAttributes: { activityType, activityId },
  });
  const done = count("ActivityTaskCompleted");
  if (done === 0) return [schedule(CHECK, "check")];
  if (done === 1) return [schedule(APPROVE, "approve")];
  if (count("TimerStarted") === 0) {
    const startTimerDecisionAttributes = { timerId: "cool off", startToFireTimeout: "60" };
    return [{ decisionType: "StartTimer", startTimerDecisionAttributes }];
  }
  return count("TimerFired") === 0 ? [] : [{ decisionType: "CompleteWorkflowExecution" }];
}
