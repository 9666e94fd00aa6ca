/**
 * The handout's P2: a workflow over Lambda, DynamoDB and S3 with a way to success, one that fails and one whose error is caught.
 * A document lies in S3; it is read, checked by a function, filed in a table, and a receipt is written. What can be mended is
 * retried, a document that the function refuses goes to a list of its own, and one that is not there fails the execution.
 */
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import * as sfn from "@aws-sdk/client-sfn";
import { beforeAll, describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";
import { replay } from "../../../../src/sdk/replay";
import { chainTo, facts } from "./scene";

const CLOUD = { seed: 12 };
const ROLE = "arn:aws:iam::123456789012:role/documentos";

const FLOW = {
  StartAt: "Leer",
  States: {
    Leer: {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:s3:getObject",
      Parameters: { Bucket: "entrada", "Key.$": "$.key" },
      ResultSelector: { "text.$": "$.Body" },
      ResultPath: "$.document",
      Next: "Revisar",
    },
    Revisar: {
      Type: "Task",
      Resource: "arn:aws:lambda:us-east-1:123456789012:function:revisar",
      TimeoutSeconds: 10,
      Retry: [{ ErrorEquals: ["Ocupado"], IntervalSeconds: 5, BackoffRate: 2, MaxAttempts: 3 }],
      Catch: [{ ErrorEquals: ["Ilegible"], ResultPath: "$.error", Next: "Apartar" }],
      ResultPath: "$.review",
      Next: "Guardar",
    },
    Guardar: {
      Type: "Parallel",
      Branches: [
        {
          StartAt: "Archivar",
          States: {
            Archivar: {
              Type: "Task",
              Resource: "arn:aws:states:::dynamodb:putItem",
              Parameters: {
                TableName: "documentos",
                Item: { id: { "S.$": "$.key" }, words: { "N.$": "States.Format('{}', $.review.words)" } },
              },
              End: true,
            },
          },
        },
        {
          StartAt: "Confirmar",
          States: {
            Confirmar: {
              Type: "Task",
              Resource: "arn:aws:states:::aws-sdk:s3:putObject",
              Parameters: { Bucket: "recibos", "Key.$": "$.key", "Body.$": "$.review" },
              End: true,
            },
          },
        },
      ],
      ResultPath: null,
      Next: "Reposar",
    },
    Reposar: { Type: "Wait", Seconds: 3_600, End: true },
    Apartar: {
      Type: "Task",
      Resource: "arn:aws:states:::dynamodb:putItem",
      Parameters: { TableName: "apartados", Item: { id: { "S.$": "$.key" }, why: { "S.$": "$.error.Error" } } },
      ResultPath: null,
      End: true,
    },
  },
};

class DocumentError extends Error {
  constructor(name: string) {
    super(name);
    this.name = name;
  }
}

async function play() {
  const cloud = new Cloud(CLOUD);
  const recorder = cloud.record();
  const flows = cloud.client(sfn.SFN);
  const tables = cloud.client(dynamodb.DynamoDB);
  const objects = cloud.client(s3.S3);
  for (const TableName of ["documentos", "apartados"]) {
    await tables.createTable({
      TableName,
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    });
  }
  for (const Bucket of ["entrada", "recibos"]) await objects.createBucket({ Bucket });
  await objects.putObject({ Bucket: "entrada", Key: "carta.txt", Body: "uno dos tres" });
  await objects.putObject({ Bucket: "entrada", Key: "mancha.txt", Body: "???" });
  await cloud.run({ for: { minutes: 1 } });

  let calls = 0;
  cloud.lambda("revisar", ({ document }: { document: { text: string } }) => {
    if (document.text.startsWith("?")) throw new DocumentError("Ilegible");
    if (++calls < 3) throw new DocumentError("Ocupado");
    return { words: document.text.split(" ").length };
  });
  const { stateMachineArn } = await flows.createStateMachine({
    name: "documentos",
    definition: JSON.stringify(FLOW),
    roleArn: ROLE,
  });
  const run = async (name: string, key: string) => {
    const input = JSON.stringify({ key });
    const { executionArn } = await flows.startExecution({ stateMachineArn, name, input });
    await cloud.run();
    return flows.describeExecution({ executionArn });
  };
  const good = await run("exito", "carta.txt");
  const caught = await run("apartado", "mancha.txt");
  const failed = await run("fracaso", "no-esta.txt");
  const { Item: filed } = await tables.getItem({ TableName: "documentos", Key: { id: { S: "carta.txt" } } });
  const { Item: set } = await tables.getItem({ TableName: "apartados", Key: { id: { S: "mancha.txt" } } });
  const receipt = await (await objects.getObject({ Bucket: "recibos", Key: "carta.txt" })).Body!.transformToString();
  return { cloud, log: recorder.log(), good, caught, failed, filed, set, receipt };
}

describe("P2: a workflow over Lambda, DynamoDB and S3", () => {
  let played: Awaited<ReturnType<typeof play>>;
  beforeAll(async () => {
    played = await play();
  });

  const states = (execution: string, kind: string) =>
    facts(played.cloud, `stepfunctions.${kind}`)
      .filter(({ subject }) => subject === execution)
      .map(({ text }) => text);

  it("succeeds: what could be mended was retried, the document is filed, and the receipt written", () => {
    const { good, filed, receipt, cloud } = played;
    expect(good.status).toBe("SUCCEEDED");
    expect(filed).toEqual({ id: { S: "carta.txt" }, words: { N: "3" } });
    expect(JSON.parse(receipt)).toEqual({ words: 3 });
    const entered = states(good.executionArn!, "StateEntered");
    expect(entered).toEqual(["Leer", "Revisar", "Guardar", "Archivar", "Confirmar", "Reposar"]);
    const retries = facts(cloud, "stepfunctions.Retried").map(({ detail }) => detail!.delayMs);
    expect(retries).toEqual([5_000, 10_000]);
  });

  it("waits an hour that costs no real time", () => {
    const { good } = played;
    const ms = good.stopDate!.getTime() - good.startDate!.getTime();
    expect(ms).toBeGreaterThanOrEqual(3_615_000);
    expect(ms).toBeLessThan(3_620_000);
  });

  it("catches the document that the function refuses, and sets it apart", () => {
    const { caught, set, cloud } = played;
    expect(caught.status).toBe("SUCCEEDED");
    expect(JSON.parse(caught.output!).error).toMatchObject({ Error: "Ilegible" });
    expect(set).toEqual({ id: { S: "mancha.txt" }, why: { S: "Ilegible" } });
    expect(states(caught.executionArn!, "StateEntered")).toEqual(["Leer", "Revisar", "Apartar"]);
    expect(facts(cloud, "stepfunctions.Caught").map(({ text, detail }) => [text, detail!.next])).toEqual([
      ["Ilegible", "Apartar"],
    ]);
  });

  it("fails for the document that is not there, and says so", () => {
    const { failed } = played;
    expect(failed).toMatchObject({ status: "FAILED", error: "S3.NoSuchKeyException" });
    expect(failed.cause).toContain("The specified key does not exist");
    expect(states(failed.executionArn!, "StateFailed")).toEqual(["Leer"]);
  });

  it("can be followed from the receipt back to the call that started it", () => {
    const { cloud } = played;
    const receipt = facts(cloud, "s3.Request", "recibos").find(({ text }) => text === "PutObject");
    expect(chainTo(cloud, receipt!.index)).toEqual([
      "stepfunctions.Request",
      "stepfunctions.ExecutionStarted",
      "stepfunctions.StateEntered",
      "stepfunctions.StateExited",
      "stepfunctions.StateEntered",
      "stepfunctions.StateExited",
      "stepfunctions.StateEntered",
      "stepfunctions.BranchStarted",
      "stepfunctions.StateEntered",
      "stepfunctions.TaskScheduled",
      "s3.Request",
    ]);
  });

  it("is on the bill with each state entered and each retry", () => {
    const line = played.cloud.bill().lines.find(({ unit }) => unit.en === "Step Functions state transition")!;
    expect(line.quantity).toBe(6 + 2 + 3 + 1);
  });

  it("replays from its log, without the function", async () => {
    const clients = { stepfunctions: sfn, dynamodb, s3, lambda };
    expect(await replay(structuredClone(played.log), { cloud: CLOUD, clients })).toMatchObject({ holds: true });
  });
});
