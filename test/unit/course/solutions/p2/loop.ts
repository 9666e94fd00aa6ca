/** P2 without Retry: a loop of waits and a choice, built from a list; each end notes with an update; the payload in another order. */
declare const SFN: typeof import("@aws-sdk/client-sfn").SFN;
declare const DynamoDB: typeof import("@aws-sdk/client-dynamodb").DynamoDB;
declare const S3: typeof import("@aws-sdk/client-s3").S3;
type Cloud = import("../../../../../src/sdk").Cloud;
type Names = { functionName: string; tableName: string; bucket: string; machineName: string };
type Order = { id: string; customer: string; total: number };

const PAUSES = [2, 4, 8]; // seconds

function write(names: Names, expression: string, values: object, fields: Record<string, string>, Next: string) {
  return {
    Type: "Task",
    Resource: "arn:aws:states:::dynamodb:updateItem",
    Parameters: {
      TableName: names.tableName,
      Key: { id: { "S.$": "$.order.id" } },
      UpdateExpression: `SET ${expression}`,
      ExpressionAttributeNames: fields,
      ExpressionAttributeValues: values,
    },
    ResultPath: null,
    Next,
  };
}

function statesOf(names: Names): Record<string, object> {
  const states: Record<string, object> = {
    Wrap: { Type: "Pass", Parameters: { "order.$": "$" }, Next: "Charge 1" },
  };
  for (const [i, pause] of [...PAUSES, undefined].entries()) {
    const busy = { ErrorEquals: ["CardBusy"], ResultPath: "$.trouble", Next: `Pause ${i + 1}` };
    states[`Charge ${i + 1}`] = {
      Type: "Task",
      Resource: `arn:aws:lambda:us-east-1:123456789012:function:${names.functionName}`,
      Parameters: { "total.$": "$.order.total", "customer.$": "$.order.customer", "id.$": "$.order.id" },
      ResultPath: "$.paid",
      Catch: [
        ...(pause === undefined ? [] : [busy]),
        { ErrorEquals: ["States.ALL"], ResultPath: "$.trouble", Next: "What trouble" },
      ],
      Next: "File",
    };
    if (pause !== undefined) states[`Pause ${i + 1}`] = { Type: "Wait", Seconds: pause, Next: `Charge ${i + 2}` };
  }
  const isRefused = { Variable: "$.trouble.Error", StringEquals: "CardRefused", Next: "Write no" };
  return {
    ...states,
    "What trouble": { Type: "Choice", Choices: [isRefused], Default: "Write trouble" },
    File: {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:s3:putObject",
      Parameters: {
        Bucket: names.bucket,
        "Key.$": "States.Format('{}/{}.json', 'receipts', $.order.id)",
        Body: { "id.$": "$.order.id", "receipt.$": "$.paid.receipt" },
        ContentType: "application/json",
      },
      ResultPath: "$.filed",
      Next: "Write yes",
    },
    "Write yes": write(
      names,
      "#s = :s, #t = :t",
      { ":s": { S: "PAID" }, ":t": { "N.$": "States.JsonToString($.order.total)" } },
      { "#s": "status", "#t": "total" },
      "Happy",
    ),
    "Write no": write(
      names,
      "#s = :s, #r = :r",
      { ":s": { S: "REFUSED" }, ":r": { "S.$": "$.trouble.Error" } },
      { "#s": "status", "#r": "reason" },
      "Understood",
    ),
    "Write trouble": write(names, "#s = :s", { ":s": { S: "FAILED" } }, { "#s": "status" }, "Unhappy"),
    Happy: { Type: "Pass", End: true },
    Understood: { Type: "Pass", Result: "refused", End: true },
    Unhappy: { Type: "Fail", Error: "OrderFailed" },
  };
}

export async function deploy(cloud: Cloud, names: Names, charge: (order: Order) => string): Promise<string> {
  const table = cloud.client(DynamoDB).createTable({
    TableName: names.tableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  });
  await Promise.all([table, cloud.client(S3).createBucket({ Bucket: names.bucket })]);
  cloud.lambda(names.functionName, (order: Order) => {
    const receipt = charge(order);
    return { receipt, id: order.id };
  });
  const { stateMachineArn } = await cloud.client(SFN).createStateMachine({
    name: names.machineName,
    roleArn: "arn:aws:iam::123456789012:role/workflows",
    definition: JSON.stringify({ StartAt: "Wrap", States: statesOf(names), TimeoutSeconds: 3_600 }),
  });
  return stateMachineArn!;
}

export async function submit(cloud: Cloud, machineArn: string, order: Order): Promise<string> {
  const { executionArn } = await cloud.client(SFN).startExecution({
    input: JSON.stringify(order),
    name: order.id,
    stateMachineArn: machineArn,
  });
  return executionArn!;
}
