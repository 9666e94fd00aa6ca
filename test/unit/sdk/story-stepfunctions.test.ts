import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";

const PAY = "arn:aws:lambda:us-east-1:123456789012:function:pay";

describe("the story of an execution", () => {
  it("tells states, attempts, retries and what was caught, with what the tasks did in other services", async () => {
    const cloud = new Cloud({ seed: 3 });
    const [sfn, s3] = [cloud.client(SFN), cloud.client(S3)];
    cloud.lambda("pay", async () => {
      await s3.putObject({ Bucket: "log", Key: "pay", Body: "tried" });
      throw new RangeError("no money");
    });
    await s3.createBucket({ Bucket: "log" });
    const { stateMachineArn } = await sfn.createStateMachine({
      name: "order",
      roleArn: "arn:aws:iam::123456789012:role/machine",
      definition: JSON.stringify({
        StartAt: "Pay",
        States: {
          Pay: {
            Type: "Task",
            Resource: PAY,
            Retry: [{ ErrorEquals: ["RangeError"], IntervalSeconds: 2, MaxAttempts: 1 }],
            Catch: [{ ErrorEquals: ["States.ALL"], Next: "Rest" }],
            End: true,
          },
          Rest: { Type: "Wait", Seconds: 60, End: true },
        },
      }),
    });
    const { executionArn } = await sfn.startExecution({ stateMachineArn, input: "{}" });
    await cloud.run({ for: { minutes: 5 } });
    const story = String(cloud.explain(executionArn!));
    expect(story).toMatch(
      new RegExp(
        [
          "an execution of order starts",
          "state Pay is entered",
          "task .*pay is called, attempt 1",
          "function pay is invoked",
          "stored in bucket log",
          "the task fails after .*RangeError",
          "tried again, retry 1 after 2 s: RangeError",
          "task .*pay is called, attempt 2",
          "RangeError is caught: goes on with Rest",
          "Rest waits for 1 min",
          "the execution succeeds after",
        ].join("[\\s\\S]*"),
      ),
    );
  });
});
