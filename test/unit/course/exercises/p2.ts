/** P2: right answers written differently, wrong ones with the claims that must fail, and mutants of the right ones. */
import { given, reference, type Variant } from "../checks/answers";
import { type Exercise, solution } from "../checks/exercise-suite";

const UNIT = "05-step-functions";
const RIGHT = reference(UNIT, "p2.success");

const VARIANTS: Variant[] = [
  {
    name: "gives the table another key",
    change: [
      ['AttributeName: "id", KeyType', 'AttributeName: "order", KeyType'],
      ['AttributeName: "id", AttributeType', 'AttributeName: "order", AttributeType'],
      ['Item: { id: { "S.$": "$.id" },', 'Item: { id: { "S.$": "$.id" }, order: { "S.$": "$.id" },'],
    ],
    fails: { "p2.success": /with the key id/ },
  },
  {
    name: "returns the machine's name for its ARN",
    change: [["return created.stateMachineArn!;", "return names.machineName;"]],
    fails: { "p2.success": /without throwing/ },
  },
  {
    name: "gives the machine a fixed name",
    change: [["name: names.machineName,", 'name: "order-flow",']],
    fails: { "p2.success": /the machine exist/ },
  },
  {
    name: "names its executions in capitals",
    change: [["    name: order.id,", "    name: order.id.toUpperCase(),"]],
    fails: { "p2.success": /It ends well/, "p2.retry": /Between attempts/ },
  },
  {
    name: "is express, where an execution may happen twice",
    change: [["roleArn: WORKFLOW_ROLE,", 'roleArn: WORKFLOW_ROLE, type: "EXPRESS",']],
    fails: { "p2.success": /It ends well/, "p2.failure": /fails at once/ },
  },
  {
    name: "charges twice",
    change: [["receipt: charge(order)", "receipt: charge(order) && charge(order)"]],
    fails: { "p2.success": /charged once/ },
  },
  {
    name: "charges without the total",
    change: [["charge(order)", "charge({ ...order, total: 0 })"]],
    fails: { "p2.success": /once, whole/ },
  },
  {
    name: "loses the order to the function's answer",
    change: [['        ResultPath: "$.charged",\n', ""]],
    fails: { "p2.success": /It ends well/ },
  },
  {
    name: "writes no receipt",
    change: [
      ['Next: "Write receipt"', 'Next: "Note payment"'],
      ['StartAt: "Charge",', 'StartAt: "Charge?",'],
      [
        "    States: {\n",
        '    States: {\n      "Charge?": { Type: "Choice", Choices: [{ Variable: "$.never", IsPresent: true, Next: "Write receipt" }], Default: "Charge" },\n',
      ],
    ],
    fails: { "p2.success": /The receipt is in S3/ },
  },
  {
    name: "writes all receipts into one file",
    change: [['"Key.$": "States.Format(\'receipts/{}.json\', $.id)"', 'Key: "receipts/receipt.json"']],
    fails: { "p2.success": /The receipt is in S3/ },
  },
  {
    name: "writes a receipt without its number",
    change: [['"receipt.$": "$.charged.receipt"', 'receipt: "receipt"']],
    fails: { "p2.success": /with id and receipt/ },
  },
  {
    name: "writes the receipt before it charges",
    change: [
      ['StartAt: "Charge"', 'StartAt: "Write receipt"'],
      ['"receipt.$": "$.charged.receipt"', '"receipt.$": "$.id"'],
      ['Next: "Write receipt"', 'Next: "Note payment"'],
      ['Catch: [broken],\n        Next: "Note payment"', 'Catch: [broken],\n        Next: "Charge"'],
    ],
    fails: { "p2.caught": /There is no receipt/ },
  },
  {
    name: "notes no total",
    change: [['status: { S: "PAID" }, total: { "N.$": "States.Format(\'{}\', $.total)" }', 'status: { S: "PAID" }']],
    fails: { "p2.success": /PAID with the total/ },
  },
  {
    name: "notes the total as text",
    change: [['total: { "N.$"', 'total: { "S.$"']],
    fails: { "p2.success": /PAID with the total/ },
  },
  {
    name: "retries nothing",
    change: [
      ['        Retry: [{ ErrorEquals: ["CardBusy"], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 3 }],\n', ""],
    ],
    fails: { "p2.retry": /is tried again/, "p2.failure": /after 4 attempts/ },
  },
  {
    name: "counts the first attempt among the retries",
    change: [["MaxAttempts: 3", "MaxAttempts: 2"]],
    fails: { "p2.retry": /is tried again/, "p2.failure": /after 4 attempts/ },
  },
  {
    name: "retries four times",
    change: [["MaxAttempts: 3", "MaxAttempts: 4"]],
    fails: { "p2.failure": /after 4 attempts/ },
  },
  {
    name: "waits the same each time",
    change: [["BackoffRate: 2", "BackoffRate: 1"]],
    fails: { "p2.retry": /2, 4 and 8 seconds/ },
  },
  {
    name: "waits a second at first",
    change: [["IntervalSeconds: 2", "IntervalSeconds: 1"]],
    fails: { "p2.retry": /2, 4 and 8 seconds/ },
  },
  {
    name: "waits with jitter",
    change: [["MaxAttempts: 3", 'MaxAttempts: 3, JitterStrategy: "FULL"']],
    fails: { "p2.retry": /2, 4 and 8 seconds/ },
  },
  {
    name: "retries whatever fails",
    change: [['Retry: [{ ErrorEquals: ["CardBusy"]', 'Retry: [{ ErrorEquals: ["States.ALL"]']],
    fails: { "p2.caught": /not retried/, "p2.failure": /fails at once/ },
  },
  {
    name: "calls a refusal a breakdown",
    change: [['Refused: { Type: "Succeed" }', 'Refused: { Type: "Fail", Error: "CardRefused" }']],
    fails: { "p2.caught": /ends well/ },
  },
  {
    name: "sends refusals the way of breakdowns",
    change: [['ErrorEquals: ["CardRefused"]', 'ErrorEquals: ["CardDenied"]']],
    fails: { "p2.caught": /the execution ends well/ },
  },
  {
    name: "does not note why",
    change: [[', reason: { "S.$": "$.error.Error" }', ""]],
    fails: { "p2.caught": /and why/ },
  },
  {
    name: "notes the cause for the reason",
    change: [['"$.error.Error"', '"$.error.Cause"']],
    fails: { "p2.caught": /and why/ },
  },
  {
    name: "loses the order when it catches",
    change: [['["CardRefused"], ResultPath: "$.error"', '["CardRefused"]']],
    fails: { "p2.caught": /the execution ends well/ },
  },
  {
    name: "notes a refusal as a failure",
    change: [['S: "REFUSED"', 'S: "FAILED"']],
    fails: { "p2.caught": /says REFUSED/ },
  },
  {
    name: "lets what nobody foresaw fall through",
    change: [[', Next: "Note refusal" }, broken]', ', Next: "Note refusal" }]']],
    fails: { "p2.failure": /the table says FAILED/ },
  },
  {
    name: "ends a breakdown well",
    change: [
      ['{ Type: "Fail", Error: "OrderFailed", Cause: "see the order\'s item in the table" }', '{ Type: "Succeed" }'],
    ],
    fails: { "p2.failure": /fails at once/ },
  },
  {
    name: "fails under another name",
    change: [['Error: "OrderFailed"', 'Error: "Failed"']],
    fails: { "p2.failure": /with OrderFailed/ },
  },
  {
    name: "does not note a breakdown",
    change: [
      ['ResultPath: "$.error", Next: "Note failure"', 'ResultPath: "$.error", Next: "Failed"'],
      [
        'Refused: { Type: "Succeed" }',
        'Refused: { Type: "Choice", Choices: [{ Variable: "$.never", IsPresent: true, Next: "Note failure" }], Default: "Paid" }',
      ],
    ],
    fails: { "p2.failure": /the table says FAILED/ },
  },
  {
    name: "takes a busy card for a refusal in the end",
    change: [['ErrorEquals: ["CardRefused"]', 'ErrorEquals: ["CardRefused", "CardBusy"]']],
    fails: { "p2.failure": /what stays busy, after 4 attempts/ },
  },
  {
    name: "swallows the error in the function",
    change: [
      [
        "(order: Order) => ({ receipt: charge(order) })",
        '(order: Order) => { try { return { receipt: charge(order) }; } catch { return { receipt: "none" }; } }',
      ],
    ],
    fails: { "p2.retry": /is tried again/, "p2.caught": /says REFUSED/, "p2.failure": /fails at once/ },
  },
];

export const P2: Exercise = {
  item: "P2",
  unit: UNIT,
  ids: ["p2.success", "p2.retry", "p2.caught", "p2.failure"],
  given: given(UNIT, "p2.success"),
  right: RIGHT,
  solutions: { reference: RIGHT, jsonata: solution("P2", "jsonata"), loop: solution("P2", "loop") },
  mutants: {
    reference: [
      ["TableName: names.tableName, Item", 'TableName: "orders", Item'],
      ["Bucket: names.bucket,", 'Bucket: "receipts",'],
      ["input: JSON.stringify(order)", "input: JSON.stringify({ id: order.id })"],
    ],
    jsonata: [
      ["MaxAttempts: 3,", "MaxAttempts: 1,"],
      ["IntervalSeconds: 2", "IntervalSeconds: 3"],
      ['Payload: expression("$order")', 'Payload: expression("$order.id")'],
      ['Assign: { status: "REFUSED"', 'Assign: { status: "FAILED"'],
      ['why: expression("$states.errorOutput.Error")', 'why: "refused"'],
      ['Assign: { status: "FAILED" }', 'Assign: { status: "BROKEN" }'],
      ["'receipts/' & $order.id", "'receipt/' & $order.id"],
      ['receipt: expression("$receipt"),', ""],
      ["$status = 'PAID' ? {'total'", "$status = 'FREE' ? {'total'"],
      ["$status = 'FAILED'\"), Next", "$status = 'REFUSED'\"), Next"],
      ["'Order' & 'Failed'", "'Order failed'"],
      ["await charge(order)", "(await charge(order)).length"],
      ["name: order.id", 'name: "the-order"'],
    ],
    loop: [
      ["const PAUSES = [2, 4, 8];", "const PAUSES = [2, 4];"],
      ["const PAUSES = [2, 4, 8];", "const PAUSES = [2, 4, 6];"],
      ["const PAUSES = [2, 4, 8];", "const PAUSES = [2, 4, 8, 16];"],
      ['busy = { ErrorEquals: ["CardBusy"]', 'busy = { ErrorEquals: ["CardBusy", "CardRefused"]'],
      ['busy = { ErrorEquals: ["CardBusy"]', 'busy = { ErrorEquals: ["States.TaskFailed"]'],
      ['"total.$": "$.order.total", "customer', '"customer'],
      ['StringEquals: "CardRefused"', 'StringEquals: "CardBusy"'],
      ['{ ":s": { S: "FAILED" } }', '{ ":s": { S: "PAID" } }'],
      ['":t": { "N.$": "States.JsonToString($.order.total)" }', '":t": { N: "0" }'],
      ['":r": { "S.$": "$.trouble.Error" }', '":r": { "S.$": "$.trouble.Cause" }'],
      ['"id.$": "$.order.id", "receipt.$"', '"id.$": "$.order.customer", "receipt.$"'],
      ['Unhappy: { Type: "Fail", Error: "OrderFailed" }', 'Unhappy: { Type: "Fail" }'],
      [
        'Understood: { Type: "Pass", Result: "refused", End: true }',
        'Understood: { Type: "Fail", Error: "OrderFailed" }',
      ],
    ],
  },
  variants: VARIANTS,
  thing: "flow",
  seeds: 4,
  variantSeeds: 2,
};
