/** L5 with paths: the payload put together field by field, an update in place of a put, a wait whose length is in the data. */
declare const SFN: typeof import("@aws-sdk/client-sfn").SFN;
declare const DynamoDB: typeof import("@aws-sdk/client-dynamodb").DynamoDB;
type Cloud = import("../../../../../src/sdk").Cloud;
type Lab = { functionName: string; tableName: string; machineName: string; waitSeconds: number };
type Basket = { id: string; customer: string; items: number };

export function prepare(cloud: Cloud, { functionName, tableName }: Lab, price: (order: Basket) => number) {
  cloud.lambda(functionName, (order: Basket) => Object.assign(order, { total: price(order) }));
  return cloud.client(DynamoDB).createTable({
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ KeyType: "HASH", AttributeName: "id" }],
    AttributeDefinitions: [{ AttributeType: "S", AttributeName: "id" }],
  });
}

export async function createMachine(cloud: Cloud, lab: Lab): Promise<string> {
  const price = {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Parameters: {
      FunctionName: `arn:aws:lambda:us-east-1:123456789012:function:${lab.functionName}`,
      Payload: { "customer.$": "$.customer", "items.$": "$.items", "id.$": "$.id" },
    },
    ResultSelector: { "total.$": "$.Payload.total" },
    ResultPath: "$.priced",
    Retry: [{ ErrorEquals: ["Lambda.ServiceException"], MaxAttempts: 2 }],
    Next: "Write down",
  };
  const write = {
    Type: "Task",
    Resource: "arn:aws:states:::dynamodb:updateItem",
    Parameters: {
      TableName: lab.tableName,
      Key: { id: { "S.$": "$.id" } },
      UpdateExpression: "SET #total = :total",
      ExpressionAttributeNames: { "#total": "total" },
      ExpressionAttributeValues: { ":total": { "N.$": "States.JsonToString($.priced.total)" } },
    },
    ResultPath: "$.answer",
    Next: "How long",
  };
  const definition = {
    Comment: "price, write down, wait",
    StartAt: "Price it",
    States: {
      "Price it": price,
      "Write down": write,
      "How long": { Type: "Pass", Result: lab.waitSeconds, ResultPath: "$.seconds", Next: "Be patient" },
      "Be patient": { Type: "Wait", SecondsPath: "$.seconds", Next: "End" },
      End: { Type: "Pass", Parameters: { "id.$": "$.id", "total.$": "$.priced.total" }, End: true },
    },
  };
  const sfn = cloud.client(SFN);
  const roleArn = "arn:aws:iam::123456789012:role/workflows";
  await sfn.createStateMachine({ name: lab.machineName, definition: JSON.stringify(definition), roleArn });
  const { stateMachines } = await sfn.listStateMachines({});
  return stateMachines!.find(({ name }) => name === lab.machineName)!.stateMachineArn!;
}

export async function startOrder(cloud: Cloud, stateMachineArn: string, { id, ...rest }: Basket): Promise<string> {
  const { executionArn } = await cloud
    .client(SFN)
    .startExecution({ stateMachineArn, name: id, input: JSON.stringify({ ...rest, id }) });
  return executionArn!;
}

export async function follow(cloud: Cloud, executionArn: string) {
  const [now, past] = await Promise.all([
    cloud.client(SFN).describeExecution({ executionArn }),
    cloud.client(SFN).getExecutionHistory({ executionArn, reverseOrder: true }),
  ]);
  const entered = past
    .events!.map((event) => event.stateEnteredEventDetails?.name)
    .filter((name) => name !== undefined);
  const output = now.status === "SUCCEEDED" ? JSON.parse(now.output!) : null;
  return { status: String(now.status), states: entered.reverse(), output };
}
