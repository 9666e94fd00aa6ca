/** L6: right answers written differently, wrong ones with the claims that must fail, and mutants of the right ones. */
import { reference, type Variant } from "../checks/answers";
import { type Exercise, solution } from "../checks/exercise-suite";

const RIGHT = reference("06-swf", "l6.manual");
const SOLUTIONS: Record<string, string> = {
  reference: RIGHT,
  timer: solution("L6", "timer"),
  fold: solution("L6", "fold"),
};

const VARIANTS: Variant[] = [
  {
    name: "returns a domain that it did not register",
    change: [["name: domain, workflowExecution", 'name: "other", workflowExecution']],
    fails: { "l6.register": /without throwing|can be judged/ },
  },
  {
    name: "keeps no closed execution",
    change: [['PeriodInDays: "7"', 'PeriodInDays: "NONE"']],
    fails: { "l6.automatic": /ends FAILED/, "l6.silence": /your decider fails it/ },
  },
  {
    name: "registers the automatic task alone",
    change: [['  await activity("Approve", office.people, "14400");\n', ""]],
    fails: { "l6.register": /two types of task/, "l6.automatic": /Then a manual task waits/ },
  },
  {
    name: "lets machines and people read from one list",
    change: [['people: "people"', 'people: "machines"']],
    fails: { "l6.register": /different lists/ },
  },
  {
    name: "forgets to return the lists",
    change: [["  return office;\n", "  return { domain } as Office;\n"]],
    fails: { "l6.register": /different lists/ },
  },
  {
    name: "names its executions in capitals",
    change: [["workflowId: order.id,\n    workflowType", "workflowId: order.id.toUpperCase(),\n    workflowType"]],
    fails: { "l6.automatic": /under the order's id/ },
  },
  {
    name: "gives the machine the id alone",
    change: [['schedule("CheckStock", order)', 'schedule("CheckStock", JSON.stringify({ id: JSON.parse(order).id }))']],
    fails: { "l6.automatic": /gets each order, whole/ },
  },
  {
    name: "asks the person first",
    change: [
      ['if (done.length === 0) return schedule("CheckStock", order);', ""],
      ["if (done.length === 1)", "if (done.length === 0)"],
    ],
    fails: { "l6.automatic": /gets each order, whole/ },
  },
  {
    name: "never asks a person",
    change: [["if (done.length === 1)", "if (done.length === 99)"]],
    fails: { "l6.automatic": /Then a manual task waits/, "l6.silence": /still waited for/ },
  },
  {
    name: "calls the machine's failure a success",
    change: [
      [
        "respondActivityTaskFailed({ taskToken, reason: (error as Error).message })",
        "respondActivityTaskCompleted({ taskToken, result: (error as Error).message })",
      ],
    ],
    fails: { "l6.automatic": /What the machine refuses ends FAILED/ },
  },
  {
    name: "fails without the machine's reason",
    change: [["return fail(failed.activityTaskFailedEventAttributes!.reason)", 'return fail("failed")']],
    fails: { "l6.automatic": /with its reason/, "l6.manual": /A no ends FAILED/ },
  },
  {
    name: "does not wait for the machine",
    change: [
      ["const result = await handler(JSON.parse(input!))", "const result = String(handler(JSON.parse(input!)))"],
    ],
    fails: { "l6.manual": /what the machine said/ },
  },
  {
    name: "answers for the machine without asking it",
    change: [["await handler(JSON.parse(input!))", '"in stock"']],
    fails: { "l6.automatic": /The machine gets each order/ },
  },
  {
    name: "does not tell the person what the machine said",
    change: [["stock: done[0]", "stock: undefined"]],
    fails: { "l6.manual": /The person sees/ },
  },
  {
    name: "gives an empty task when there is none",
    change: [
      ["return taskToken ? {", "return true ? {"],
      ["...JSON.parse(input!)", '...JSON.parse(input ?? "{}")'],
    ],
    fails: { "l6.manual": /with no task, null/ },
  },
  {
    name: "takes every answer as a yes",
    change: [
      ["if (isApproved) await", "await"],
      ["  else await swf.respondActivityTaskFailed({ taskToken: token, reason: note });\n", ""],
    ],
    fails: { "l6.manual": /A no ends FAILED/ },
  },
  {
    name: "loses the note",
    change: [["result: note", 'result: "ok"']],
    fails: { "l6.manual": /A yes ends COMPLETED, with its note/ },
  },
  {
    name: "says what the machine said instead of the person",
    change: [["{ result: done[1] }", "{ result: done[0] }"]],
    fails: { "l6.manual": /with its note/ },
  },
  {
    name: "waits for a person for two hours",
    change: [['"14400"', '"7200"']],
    fails: { "l6.manual": /it stays open/, "l6.silence": /still waited for/ },
  },
  {
    name: "waits for a person for ever",
    change: [['"14400"', '"NONE"']],
    fails: { "l6.silence": /your decider fails it/ },
  },
  {
    name: "lets the execution run out of time instead of deciding",
    change: [['"86400"', '"14000"']],
    fails: { "l6.silence": /your decider fails it/ },
  },
  {
    name: "does not look for time-outs",
    change: [[".at(0);\n  if (late)", ".at(99);\n  if (late)"]],
    fails: { "l6.silence": /your decider fails it/ },
  },
  {
    name: "completes when nobody answered",
    change: [
      [
        "if (late) return fail(",
        'if (late && String(late)) return [{ decisionType: "CompleteWorkflowExecution" }];\n  if (late) return fail(',
      ],
    ],
    fails: { "l6.silence": /your decider fails it/ },
  },
  {
    name: "always says that it is completed",
    change: [['executionInfo!.closeStatus ?? "OPEN"', '"COMPLETED"']],
    fails: { "l6.manual": /verify tells/ },
  },
  {
    name: "verifies without the reason",
    change: [["      last.workflowExecutionFailedEventAttributes?.reason ??\n", ""]],
    fails: { "l6.manual": /verify tells/ },
  },
  {
    name: "keeps what was done in a variable of its own",
    change: [
      ["/** A pure function", "let seen = 0;\n/** A pure function"],
      ["if (done.length === 0) return schedule", "if (seen++ === 0) return schedule"],
      ["if (done.length === 1)", "if (done.length <= 1)"],
    ],
    fails: { "l6.automatic": /gets each order/ },
  },
];

/** A requirement's line -> the line turned round, for each right solution. All of them end. */
const MUTANTS: Record<string, [from: string, to: string][]> = {
  timer: [
    ["name: domain, workflow", 'name: "otra", workflow'],
    ['machines: "robots"', 'machines: "jefas"'],
    ["workflowId: order.id,\n    workflowType", 'workflowId: "order",\n    workflowType'],
    ["input: JSON.stringify(order)", "input: JSON.stringify(order.id)"],
    ["stock: results[0]", "stock: results.length"],
    ["if (!isApproved) return give(note);", ""],
    ['startToFireTimeout: "14400"', 'startToFireTimeout: "36000"'],
    ['startToFireTimeout: "14400"', 'startToFireTimeout: "3600"'],
    ['return give("four hours without an answer");', "return [];"],
    ["reason: String(error)", 'reason: "error"'],
    ["if (!polled.taskToken) return null;", 'if (!polled.taskToken) return { token: "" };'],
    ["text: result ?? reason", "text: reason"],
    ['status === null ? "OPEN"', 'status === null ? "COMPLETED"'],
  ],
  fold: [
    ["return { ...names };", 'return { ...names, domain: "none" };'],
    ["return { ...names };", "return { ...names, people: names.machines };"],
    ["const input = JSON.stringify(order);", 'const input = "{}";'],
    ["return { ...state, trouble: failed.reason };", 'return { ...state, trouble: "trouble" };'],
    ['return { ...state, trouble: "time is over" };', "return state;"],
    ["String(4 * 60 * 60)", "String(40 * 60 * 60)"],
    ["String(4 * 60 * 60)", "String(60 * 60)"],
    ["result: results.at(-1)", "result: results.at(0)"],
    ["results: [...state.results, done.result", "results: [...state.results, input, done.result"],
    ["result = await handler", "result = await Object"],
    ["return isApproved\n", "return !isApproved\n"],
    ['return { status: "OPEN", text: "" };', 'return { status: "open", text: "" };'],
    ["texts.at(-1)", "texts.at(0)"],
  ],
};

export const L6: Exercise = {
  item: "L6",
  unit: "06-swf",
  ids: ["l6.register", "l6.automatic", "l6.manual", "l6.silence"],
  points: 3,
  right: RIGHT,
  solutions: SOLUTIONS,
  mutants: MUTANTS,
  variants: VARIANTS,
  thing: "lab",
  seeds: 4,
  variantSeeds: 2,
};
