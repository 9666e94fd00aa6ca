/** L5: right answers written differently, wrong ones with the claims that must fail, and mutants of the right ones. */
import { given, reference, type Variant } from "../checks/answers";
import { type Exercise, solution } from "../checks/exercise-suite";

const UNIT = "05-step-functions";
const RIGHT = reference(UNIT, "l5.run");
const RUN = ["l5.machine", "l5.run", "l5.follow"];
const inAll = (claim: RegExp) => Object.fromEntries(RUN.map((id) => [id, claim]));

const VARIANTS: Variant[] = [
  {
    name: "gives the table another key",
    change: [
      ['AttributeName: "id", KeyType', 'AttributeName: "orderId", KeyType'],
      ['AttributeName: "id", AttributeType', 'AttributeName: "orderId", AttributeType'],
    ],
    fails: { "l5.machine": /with the key id/, "l5.run": /The table has each order/ },
  },
  {
    name: "gives the function a fixed name",
    change: [
      ["cloud.lambda(lab.functionName", 'cloud.lambda("price"'],
      ["functionArn(lab.functionName)", 'functionArn("price")'],
    ],
    fails: { "l5.machine": /The function and the table exist/ },
  },
  {
    name: "returns the machine's name for its ARN",
    change: [["return created.stateMachineArn!;", "return lab.machineName;"]],
    fails: inAll(/without throwing/),
  },
  {
    name: "gives the machine a fixed name",
    change: [["name: lab.machineName,", 'name: "order-flow",']],
    fails: { "l5.machine": /The machine exists/, "l5.run": /It ends well/ },
  },
  {
    name: "waits before it stores",
    change: [
      ['functionArn(lab.functionName), Next: "Store"', 'functionArn(lab.functionName), Next: "Cool off"'],
      ["Seconds: lab.waitSeconds, End: true", 'Seconds: lab.waitSeconds, Next: "Store"'],
      ['ResultPath: null,\n        Next: "Cool off"', "ResultPath: null,\n        End: true"],
    ],
    fails: { "l5.machine": /in this order/ },
  },
  {
    name: "stores before it prices",
    change: [
      ['StartAt: "Price"', 'StartAt: "Store"'],
      ['functionArn(lab.functionName), Next: "Store"', 'functionArn(lab.functionName), Next: "Cool off"'],
      ["States.Format('{}', $.total)", "States.Format('{}', $.items)"],
      ['ResultPath: null,\n        Next: "Cool off"', 'ResultPath: null,\n        Next: "Price"'],
    ],
    fails: { "l5.machine": /in this order/, "l5.run": /its total, a number/ },
  },
  {
    name: "does not wait",
    change: [['{ Type: "Wait", Seconds: lab.waitSeconds, End: true }', '{ Type: "Succeed" }']],
    fails: { "l5.machine": /the wait, in this order/, "l5.follow": /During the wait/ },
  },
  {
    name: "waits minutes for seconds",
    change: [["Seconds: lab.waitSeconds,", "Seconds: lab.waitSeconds * 60,"]],
    fails: { "l5.machine": /the wait, in this order/, "l5.run": /It ends well/, "l5.follow": /In the end/ },
  },
  {
    name: "waits a fixed time",
    change: [["Seconds: lab.waitSeconds,", "Seconds: 90,"]],
    fails: { "l5.machine": /the wait, in this order/ },
  },
  {
    name: "does not store",
    change: [
      [
        `Type: "Task",
        Resource: "arn:aws:states:::dynamodb:putItem",`,
        'Type: "Pass",',
      ],
    ],
    fails: { "l5.machine": /the table/, "l5.run": /The table has each order/ },
  },
  {
    name: "stores the total as text",
    change: [
      ['total: { "N.$": "States.Format(\'{}\', $.total)" }', 'total: { "S.$": "States.Format(\'{}\', $.total)" }'],
    ],
    fails: { "l5.run": /its total, a number/ },
  },
  {
    name: "hands DynamoDB a number that is no text",
    change: [["States.Format('{}', $.total)", "$.total"]],
    fails: { "l5.run": /It ends well/ },
  },
  {
    name: "stores every order under one id",
    change: [['"S.$": "$.id"', 'S: "order"']],
    fails: { "l5.run": /The table has each order/ },
  },
  {
    name: "stores the number of things for the total",
    change: [["States.Format('{}', $.total)", "States.Format('{}', $.items)"]],
    fails: { "l5.run": /its total, a number/ },
  },
  {
    name: "loses the order to what putItem answers",
    change: [["        ResultPath: null,\n", ""]],
    fails: { "l5.run": /its output carries the total/ },
  },
  {
    name: "answers the total alone",
    change: [["({ ...order, total: price(order) })", "({ total: price(order) })"]],
    fails: { "l5.run": /The table has each order/ },
  },
  {
    name: "prices twice",
    change: [["({ ...order, total: price(order) })", "(price(order), { ...order, total: price(order) })"]],
    fails: { "l5.run": /whole, once/ },
  },
  {
    name: "prices an order that it made up",
    change: [["total: price(order)", "total: price({ id: order.id } as Basket)"]],
    fails: { "l5.run": /whole, once/ },
  },
  {
    name: "runs the function twice",
    change: [
      [
        'functionArn(lab.functionName), Next: "Store" }',
        'functionArn(lab.functionName), Next: "Again" }, Again: { Type: "Task", Resource: functionArn(lab.functionName), Next: "Store" }',
      ],
    ],
    fails: { "l5.machine": /in this order/, "l5.run": /whole, once/ },
  },
  {
    name: "starts with the id alone",
    change: [["input: JSON.stringify(order)", "input: JSON.stringify({ id: order.id })"]],
    fails: { "l5.run": /whole, once/ },
  },
  {
    name: "does not name the execution",
    change: [["    name: order.id,\n", ""]],
    fails: { "l5.machine": /in this order/, "l5.run": /It ends well/ },
  },
  {
    name: "makes an error of the function a success",
    change: [
      [
        'functionArn(lab.functionName), Next: "Store" }',
        'functionArn(lab.functionName), Next: "Store", Catch: [{ ErrorEquals: ["States.ALL"], Next: "Sorry" }] }, Sorry: { Type: "Succeed" }',
      ],
    ],
    fails: { "l5.follow": /it says FAILED/ },
  },
  {
    name: "always says that it runs",
    change: [["status: status!, states", 'status: "RUNNING", states']],
    fails: { "l5.follow": /In the end it says SUCCEEDED/ },
  },
  {
    name: "lists the states that were left, not those that were entered",
    change: [
      ["({ stateEnteredEventDetails: entered }) => (entered", "({ stateExitedEventDetails: entered }) => (entered"],
    ],
    fails: { "l5.follow": /During the wait/ },
  },
  {
    name: "lists the states from the last to the first",
    change: [["getExecutionHistory({ executionArn })", "getExecutionHistory({ executionArn, reverseOrder: true })"]],
    fails: { "l5.follow": /During the wait/ },
  },
  {
    name: "reads the first page of the history only",
    change: [["getExecutionHistory({ executionArn })", "getExecutionHistory({ executionArn, maxResults: 8 })"]],
    fails: { "l5.follow": /all states and the output/ },
  },
  {
    name: "gives the output as text",
    change: [["output === undefined ? null : JSON.parse(output)", "(output ?? null) as never"]],
    fails: { "l5.follow": /all states and the output/ },
  },
  {
    name: "leaves the output out while there is none",
    change: [["output === undefined ? null : JSON.parse(output)", "output && JSON.parse(output)"]],
    fails: { "l5.follow": /During the wait it says RUNNING, the states so far, and null/ },
  },
  {
    name: "gives the input for the output",
    change: [["{ status, output } = await", "{ status, input: output } = await"]],
    fails: { "l5.follow": /During the wait/ },
  },
];

export const L5: Exercise = {
  item: "L5",
  unit: UNIT,
  ids: RUN,
  points: 3,
  given: given(UNIT, "l5.run"),
  right: RIGHT,
  solutions: { reference: RIGHT, jsonata: solution("L5", "jsonata"), update: solution("L5", "update") },
  mutants: {
    reference: [
      ["TableName: lab.tableName,\n    Key", 'TableName: "orders",\n    Key'],
      ["total: price(order)", "total: price(order) + 1"],
      ['StartAt: "Price"', 'StartAt: "Cool off"'],
      ["Seconds: lab.waitSeconds", "Seconds: 1"],
      ["name: order.id", 'name: "order"'],
      ["JSON.stringify(order)", '"{}"'],
    ],
    jsonata: [
      ["return { total, ...order };", "return { total: 0, ...order };"],
      ["cloud.lambda(lab.functionName", "cloud.lambda(lab.tableName"],
      ['AttributeName: "id", KeyType', 'AttributeName: "key", KeyType'],
      ['expression("$string($order.total)")', 'expression("$string($order.items)")'],
      ['Assign: { order: expression("$states.result.Payload") },', ""],
      ['Next: "Keep"', 'Next: "Regret"'],
      ['Next: "Regret"', 'Next: "Done"'],
      ["/ 60} * 60", "} * 60"],
      ['Output: expression("$order")', 'Output: "order"'],
      ["name: order.id", 'name: "first"'],
      ['type!.endsWith("StateEntered")', 'type!.endsWith("TaskStateEntered")'],
      ["while (nextToken !== undefined)", "while (false)"],
      ["states, status }", 'states, status: "SUCCEEDED" }'],
    ],
    update: [
      ["total: price(order) }", "total: 7 }"],
      ['"items.$": "$.items", ', ""],
      ['Key: { id: { "S.$": "$.id" } }', 'Key: { id: { "S.$": "$.customer" } }'],
      ["SET #total = :total", "SET total2 = :total"],
      ["Result: lab.waitSeconds", "Result: 30"],
      ['"id.$": "$.id", "total.$": "$.priced.total"', '"id.$": "$.id", "total.$": "$.items"'],
      [
        "find(({ name }) => name === lab.machineName)!.stateMachineArn!",
        "find(({ name }) => name === lab.machineName)!.name!",
      ],
      ["name: id,", 'name: "the-order",'],
      ["entered.reverse()", "entered"],
      ['now.status === "SUCCEEDED"', 'now.status === "FAILED"'],
    ],
  },
  variants: VARIANTS,
  thing: "lab",
  seeds: 4,
  variantSeeds: 2,
};
