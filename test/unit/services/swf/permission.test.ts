/** Who may do what: by domain, by the parameters of a call, by decision. */
import { SWF } from "@aws-sdk/client-swf";
import { describe, expect, it } from "vitest";
import { deciders, domain, machines, makeShop, ORDER, pay } from "./world";

const arn = `arn:aws:swf:us-east-1:123456789012:/domain/${domain}`;

async function asAna(...statements: object[]) {
  const shop = await makeShop();
  shop.cloud.iam.putUserPolicy("ana", { Version: "2012-10-17", Statement: statements as never });
  return { ...shop, ana: shop.cloud.client(SWF, { as: "user/ana" }) };
}

describe("permissions in SWF", () => {
  it("a task list is a condition of polling", async () => {
    const Condition = { StringEquals: { "swf:taskList.name": "machines" } };
    const { ana, cloud } = await asAna({
      Effect: "Allow",
      Action: "swf:PollForActivityTask",
      Resource: arn,
      Condition,
    });
    expect(await ana.pollForActivityTask({ domain, taskList: machines })).toMatchObject({ taskToken: "" });
    await expect(ana.pollForActivityTask({ domain, taskList: { name: "people" } })).rejects.toMatchObject({
      name: "OperationNotPermittedFault",
    });
    const [denied] = cloud.trace.events({ kinds: ["swf.Denied"] });
    expect(denied).toMatchObject({ resource: domain });
  });

  it("a workflow type and a tag are conditions of starting", async () => {
    const Condition = { StringEquals: { "swf:workflowType.name": "Order", "swf:tagList.member.0": "own" } };
    const { ana } = await asAna({ Effect: "Allow", Action: "swf:StartWorkflowExecution", Resource: arn, Condition });
    await ana.startWorkflowExecution({ domain, workflowId: "a", workflowType: ORDER, tagList: ["own"] });
    const start = ana.startWorkflowExecution({ domain, workflowId: "b", workflowType: ORDER, tagList: ["other"] });
    await expect(start).rejects.toMatchObject({ name: "OperationNotPermittedFault" });
  });

  it("an activity's type is a condition of the decision that schedules it", async () => {
    const Condition = { StringEquals: { "swf:activityType.name": "Refund" } };
    const { ana, start, types } = await asAna(
      { Effect: "Allow", Action: "swf:*", Resource: "*" },
      { Effect: "Deny", Action: "swf:ScheduleActivityTask", Resource: arn, Condition },
    );
    const runId = await start();
    const { taskToken } = await ana.pollForDecisionTask({ domain, taskList: deciders });
    const refund = pay("b", { activityType: { name: "Refund", version: "1" } });
    await ana.respondDecisionTaskCompleted({ taskToken, decisions: [pay("a"), refund] });
    expect((await types(runId)).slice(-3)).toEqual([
      "ActivityTaskScheduled",
      "ScheduleActivityTaskFailed",
      "DecisionTaskScheduled",
    ]);
  });
});
