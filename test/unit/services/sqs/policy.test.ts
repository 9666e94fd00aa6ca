/** That a permission counts from the very next call on, and no longer than it is there. */
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";

const EVA = "arn:aws:iam::999999999999:root";

async function orders() {
  const cloud = new Cloud();
  const [owner, eva] = [cloud.client(SQS), cloud.client(SQS, { as: EVA })];
  const QueueUrl = (await owner.createQueue({ QueueName: "orders" })).QueueUrl!;
  const arn = `arn:aws:sqs:${cloud.region}:${cloud.account}:orders`;
  const send = async (client = eva) => {
    try {
      await client.sendMessage({ QueueUrl, MessageBody: "hello" });
      return "sent";
    } catch (error) {
      return (error as Error).name;
    }
  };
  const setPolicy = (statement: object | undefined) =>
    owner.setQueueAttributes({
      QueueUrl,
      Attributes: { Policy: statement === undefined ? "" : JSON.stringify({ Statement: [statement] }) },
    });
  const depth = async () => {
    const { Attributes } = await owner.getQueueAttributes({
      QueueUrl,
      AttributeNames: ["ApproximateNumberOfMessages"],
    });
    return Attributes!.ApproximateNumberOfMessages;
  };
  return { cloud, owner, QueueUrl, arn, send, setPolicy, depth };
}

describe("a permission of a queue", () => {
  it("comes with AddPermission and goes with RemovePermission", async () => {
    const { owner, QueueUrl, send } = await orders();
    expect(await send()).toBe("AccessDenied");
    for (let round = 0; round < 3; round++) {
      await owner.addPermission({
        QueueUrl,
        Label: "eva",
        AWSAccountIds: ["999999999999"],
        Actions: ["SendMessage"],
      });
      expect([await send(), await send()]).toEqual(["sent", "sent"]);
      await owner.removePermission({ QueueUrl, Label: "eva" });
      expect([await send(), await send()]).toEqual(["AccessDenied", "AccessDenied"]);
    }
  });

  it("comes and goes with SetQueueAttributes, for the root of the account too", async () => {
    const { owner, arn, send, setPolicy } = await orders();
    const statement = { Effect: "Allow", Principal: { AWS: EVA }, Action: "sqs:SendMessage", Resource: arn };
    await setPolicy(statement);
    expect([await send(), await send(owner)]).toEqual(["sent", "sent"]);
    await setPolicy({ ...statement, Principal: "*", Effect: "Deny" });
    expect([await send(), await send(owner)]).toEqual(["AccessDenied", "AccessDenied"]);
    await setPolicy(undefined);
    expect([await send(), await send(owner)]).toEqual(["AccessDenied", "sent"]);
  });

  it("follows identity policies of the account from call to call", async () => {
    const { cloud, arn, send, setPolicy } = await orders();
    const ana = cloud.client(SQS, { as: "user/ana" });
    await setPolicy({ Effect: "Allow", Principal: { AWS: EVA }, Action: "sqs:SendMessage", Resource: arn });
    expect(await send(ana)).toBe("AccessDenied");
    cloud.iam.putUserPolicy("ana", { Statement: { Effect: "Allow", Action: "sqs:*", Resource: arn } });
    expect([await send(ana), await send(ana)]).toEqual(["sent", "sent"]);
    cloud.iam.deleteUserPolicy("ana");
    expect(await send(ana)).toBe("AccessDenied");
  });

  it("lets one topic in and not another, message by message", async () => {
    const { cloud, arn, setPolicy, depth } = await orders();
    const sns = cloud.client(SNS);
    const topic = async (Name: string) => {
      const TopicArn = (await sns.createTopic({ Name })).TopicArn!;
      await sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint: arn });
      return TopicArn;
    };
    const [known, other] = [await topic("known"), await topic("other")];
    await setPolicy({
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: arn,
      Condition: { ArnEquals: { "aws:SourceArn": known } },
    });
    for (let i = 0; i < 3; i++) {
      await sns.publish({ TopicArn: known, Message: "in" });
      await sns.publish({ TopicArn: other, Message: "out" });
    }
    expect(await depth()).toBe("3");
  });
});
