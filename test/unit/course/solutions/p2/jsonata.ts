/** P2 in JSONata: the order in a variable, the row chosen by the error, one state that notes whatever happened, a choice at the end. */
declare const SFN: typeof import("@aws-sdk/client-sfn").SFN;
declare const DynamoDB: typeof import("@aws-sdk/client-dynamodb").DynamoDB;
declare const S3: typeof import("@aws-sdk/client-s3").S3;
type Cloud = import("../../../../../src/sdk").Cloud;
type Names = { functionName: string; tableName: string; bucket: string; machineName: string };
type Order = { id: string; customer: string; total: number };

const expression = (text: string) => `{% ${text} %}`;

function flow(names: Names) {
  const retry = { ErrorEquals: ["CardBusy"], IntervalSeconds: 2, MaxAttempts: 3, BackoffRate: 2 };
  const row = "$row := $merge([{'id': {'S': $order.id}, 'status': {'S': $status}}";
  return {
    QueryLanguage: "JSONata",
    StartAt: "Open",
    States: {
      Open: { Type: "Pass", Assign: { order: expression("$states.input"), status: "PAID", why: "" }, Next: "Charge" },
      Charge: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Arguments: { FunctionName: names.functionName, Payload: expression("$order") },
        Assign: { receipt: expression("$states.result.Payload.receipt") },
        Retry: [retry],
        Catch: [
          {
            ErrorEquals: ["CardRefused"],
            Assign: { status: "REFUSED", why: expression("$states.errorOutput.Error") },
            Next: "Note",
          },
          { ErrorEquals: ["States.ALL"], Assign: { status: "FAILED" }, Next: "Note" },
        ],
        Next: "Receipt",
      },
      Receipt: {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:s3:putObject",
        Arguments: {
          Bucket: names.bucket,
          Key: expression("'receipts/' & $order.id & '.json'"),
          Body: {
            receipt: expression("$receipt"),
            id: expression("$order.id"),
            customer: expression("$order.customer"),
          },
        },
        Next: "Note",
      },
      Note: {
        Type: "Task",
        Resource: "arn:aws:states:::dynamodb:putItem",
        Arguments: {
          TableName: names.tableName,
          Item: expression(
            `(${row}, $status = 'PAID' ? {'total': {'N': $string($order.total)}} : {}, $why != '' ? {'reason': {'S': $why}} : {}]); $row)`,
          ),
        },
        Next: "Which end",
      },
      "Which end": {
        Type: "Choice",
        Choices: [{ Condition: expression("$status = 'FAILED'"), Next: "Broken" }],
        Default: "Done",
      },
      Done: { Type: "Succeed" },
      Broken: { Type: "Fail", Error: expression("'Order' & 'Failed'") },
    },
  };
}

export async function deploy(cloud: Cloud, names: Names, charge: (order: Order) => string): Promise<string> {
  await cloud.client(S3).createBucket({ Bucket: names.bucket });
  await cloud.client(DynamoDB).createTable({
    TableName: names.tableName,
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    ProvisionedThroughput: { ReadCapacityUnits: 50, WriteCapacityUnits: 50 },
  });
  cloud.lambda(names.functionName, async (order: Order) => ({ receipt: await charge(order), at: "now" }));
  const definition = JSON.stringify(flow(names));
  const roleArn = "arn:aws:iam::123456789012:role/payments";
  return (await cloud.client(SFN).createStateMachine({ name: names.machineName, definition, roleArn }))
    .stateMachineArn!;
}

export async function submit(cloud: Cloud, stateMachineArn: string, order: Order) {
  const started = await cloud
    .client(SFN)
    .startExecution({ stateMachineArn, name: order.id, input: JSON.stringify(order) });
  return started.executionArn;
}
