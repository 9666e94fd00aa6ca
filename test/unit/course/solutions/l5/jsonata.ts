/** L5 in JSONata: the order in a variable, more states than needed, a wait that is worked out, a history read page by page. */
declare const SFN: typeof import("@aws-sdk/client-sfn").SFN;
declare const DynamoDB: typeof import("@aws-sdk/client-dynamodb").DynamoDB;
type Cloud = import("../../../../../src/sdk").Cloud;
type Lab = { functionName: string; tableName: string; machineName: string; waitSeconds: number };
type Basket = { id: string; customer: string; items: number };

const expression = (text: string) => `{% ${text} %}`;

export async function prepare(cloud: Cloud, lab: Lab, price: (order: Basket) => number): Promise<void> {
  async function quote(order: Basket) {
    const total = await price(order);
    return { total, ...order };
  }
  cloud.lambda(lab.functionName, quote, { memorySize: 256 });
  await cloud.client(DynamoDB).createTable({
    TableName: lab.tableName,
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    ProvisionedThroughput: { ReadCapacityUnits: 50, WriteCapacityUnits: 50 },
  });
}

export async function createMachine(cloud: Cloud, lab: Lab): Promise<string> {
  const put = {
    TableName: lab.tableName,
    Item: {
      id: { S: expression("$order.id") },
      customer: { S: expression("$order.customer") },
      total: { N: expression("$string($order.total)") },
    },
  };
  const states = {
    Remember: { Type: "Pass", Assign: { order: expression("$states.input") }, Next: "Quote" },
    Quote: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Arguments: { FunctionName: lab.functionName, Payload: expression("$order") },
      Assign: { order: expression("$states.result.Payload") },
      Next: "Keep",
    },
    Keep: { Type: "Task", Resource: "arn:aws:states:::aws-sdk:dynamodb:putItem", Arguments: put, Next: "Regret" },
    Regret: { Type: "Wait", Seconds: expression(`${lab.waitSeconds / 60} * 60`), Next: "Done" },
    Done: { Type: "Succeed", Output: expression("$order") },
  };
  const { stateMachineArn } = await cloud.client(SFN).createStateMachine({
    name: lab.machineName,
    type: "STANDARD",
    roleArn: "arn:aws:iam::123456789012:role/anything",
    definition: JSON.stringify({ QueryLanguage: "JSONata", StartAt: "Remember", States: states }),
  });
  return stateMachineArn!;
}

export async function startOrder(cloud: Cloud, machineArn: string, order: Basket): Promise<string> {
  const call = { name: order.id, input: JSON.stringify(order, null, 2), stateMachineArn: machineArn };
  return (await cloud.client(SFN).startExecution(call)).executionArn!;
}

export async function follow(cloud: Cloud, executionArn: string) {
  const states: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await cloud.client(SFN).getExecutionHistory({ executionArn, maxResults: 3, nextToken });
    for (const { type, stateEnteredEventDetails } of page.events ?? []) {
      if (type!.endsWith("StateEntered")) states.push(stateEnteredEventDetails!.name!);
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  const { output, status } = await cloud.client(SFN).describeExecution({ executionArn });
  return { output: output ? JSON.parse(output) : null, states, status };
}
