/** The quotas that are too large for the table. */
import { describe, expect, it } from "vitest";
import { child, deciders, domain, makeShop, marker, PAY } from "./world";

describe("quotas of SWF", () => {
  it("10,000 types of each sort are in a domain", async () => {
    const { swf } = await makeShop();
    for (let i = 1; i < 10_000; i++) await swf.registerActivityType({ domain, name: "Many", version: String(i) });
    await expect(swf.registerActivityType({ domain, name: "Many", version: "x" })).rejects.toMatchObject({
      name: "LimitExceededFault",
    });
    await swf.registerWorkflowType({ domain, name: "Many", version: "x" });
    await swf.deprecateActivityType({ domain, activityType: PAY });
    await swf.deleteActivityType({ domain, activityType: PAY });
    await swf.registerActivityType({ domain, name: "Many", version: "x" });
  });

  it("a history has 25,000 events, and the last one terminates it", async () => {
    const { swf, start } = await makeShop();
    const runId = await start();
    const execution = { workflowId: "w", runId };
    const { taskToken } = await swf.pollForDecisionTask({ domain, taskList: deciders });
    const decisions = Array.from({ length: 24_994 }, (_, i) => marker(`m${i}`));
    await swf.respondDecisionTaskCompleted({ taskToken, decisions });
    expect(await swf.describeWorkflowExecution({ domain, execution })).toMatchObject({
      executionInfo: { executionStatus: "OPEN" },
    });
    await swf.signalWorkflowExecution({ domain, workflowId: "w", signalName: "s" });
    const input = { domain, execution, reverseOrder: true, maximumPageSize: 1 };
    const { events } = await swf.getWorkflowExecutionHistory(input);
    expect(events![0]).toMatchObject({
      eventId: 25_000,
      workflowExecutionTerminatedEventAttributes: { cause: "EVENT_LIMIT_EXCEEDED", childPolicy: "TERMINATE" },
    });
  });

  it("1,000 polls wait at a task list, and one more is refused at once", async () => {
    const { cloud, swf } = await makeShop();
    let empty = 0;
    let refused: unknown;
    for (let i = 0; i < 1_001; i++) {
      cloud.spawn(`worker ${i}`, async () => {
        try {
          const { taskToken } = await swf.pollForActivityTask({ domain, taskList: { name: "l" } });
          if (taskToken === "") empty++;
        } catch (error) {
          refused = [cloud.now, (error as Error).name];
        }
      });
    }
    await cloud.run();
    expect(empty).toBe(1_000);
    expect(refused).toEqual([0, "LimitExceededFault"]);
  });

  it("relaxed quotas lift the rates of decisions", async () => {
    const { swf, start, decide } = await makeShop({ quotas: "relaxed" });
    await start();
    await decide(...Array.from({ length: 600 }, (_, i) => child(`c${i}`)));
    const startTimeFilter = { oldestDate: new Date(0) };
    expect(await swf.countOpenWorkflowExecutions({ domain, startTimeFilter })).toMatchObject({ count: 601 });
  });
});
