/** The language is for those who read: the run, its errors and its trace are the same in each. */
import { SQS } from "@aws-sdk/client-sqs";
import { afterEach, describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk";
import { type Language, useLanguage } from "../../../src/sim";

afterEach(() => useLanguage("en"));

/** A queue that refuses a stranger. */
async function refusal(language: Language) {
  useLanguage(language);
  const cloud = new Cloud({ seed: 5 });
  const { QueueUrl } = await cloud.client(SQS).createQueue({ QueueName: "orders" });
  const stranger = cloud.client(SQS, { as: "arn:aws:iam::999999999999:user/eve" });
  const refused = await stranger.sendMessage({ QueueUrl, MessageBody: "?" }).catch((error: Error) => error);
  return { hash: cloud.trace.hash(), message: (refused as Error).message };
}

describe("the language in use", () => {
  it("changes neither an error nor the hash of the trace", async () => {
    const english = await refusal("en");
    expect(english.message).toContain("may not");
    expect(await refusal("es")).toEqual(english);
  });
});
