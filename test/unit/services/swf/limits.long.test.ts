/** The quota that takes seconds to reach. */
import { describe, expect, it } from "vitest";
import { child, domain, makeShop, ORDER } from "./world";

describe("quotas of SWF", () => {
  it("100,000 executions are open in a domain, and then neither a start nor a child", async () => {
    const { cloud, swf, start, decide, types } = await makeShop();
    const runId = await start();
    const caller = { principal: "arn:aws:iam::123456789012:root", account: "123456789012", secureTransport: true };
    for (let i = 1; i < 100_000; i++) {
      const input = { domain, workflowId: `w${i}`, workflowType: ORDER };
      cloud.call("swf", "StartWorkflowExecution", input, caller);
    }
    await expect(start("one-more")).rejects.toMatchObject({ name: "LimitExceededFault", message: /100000/ });
    await decide(child("c"));
    expect((await types(runId)).slice(-2)).toEqual(["StartChildWorkflowExecutionFailed", "DecisionTaskScheduled"]);
    const execution = { workflowId: "w", runId };
    const input = { domain, execution, reverseOrder: true, maximumPageSize: 2 };
    const { events } = await swf.getWorkflowExecutionHistory(input);
    expect(events![1]!.startChildWorkflowExecutionFailedEventAttributes).toMatchObject({
      cause: "OPEN_WORKFLOWS_LIMIT_EXCEEDED",
      initiatedEventId: 0,
    });
    await swf.terminateWorkflowExecution({ domain, workflowId: "w1" });
    await start("one-more");
  });
});
