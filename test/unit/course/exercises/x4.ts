/** X4: right answers written differently, wrong ones with the claims that must fail, and mutants of the right ones. */
import type { Variant } from "../checks/answers";
import { type Exercise, solutions } from "../checks/exercise-suite";

const VARIANTS: Variant[] = [
  {
    name: "starts at the first key",
    change: [
      ["let name: string | null = this.options.startAt;", "let name: string | null = Object.keys(this.states)[0];"],
    ],
    fails: { "x4.flow": /starts at startAt/ },
  },
  {
    name: "does not wait for promises",
    change: [
      [
        "return await state.run(structuredClone(data));",
        "const [a, b] = state.run(structuredClone(data)) as any; return [a, b];",
      ],
    ],
    fails: { "x4.flow": /answer with a promise/ },
  },
  {
    name: "gives every state the first data",
    change: [["[name, data] = await", "const first = data; [name] = await"]],
    fails: { "x4.flow": /data of the one before/ },
  },
  {
    name: "takes an empty name for the end",
    change: [["while (name !== null)", "while (name)"]],
    fails: { "x4.flow": /Strange names/ },
  },
  {
    name: "puts each attempt on the path",
    change: [
      ["      path.push(name);\n", ""],
      ['return { status: "SUCCEEDED"', 'path.push(...Object.keys(attempts)); return { status: "SUCCEEDED"'],
    ],
    fails: { "x4.flow": /visited twice/ },
  },
  {
    name: "retries without a limit of its own",
    change: [["attempt >= maxAttempts", "attempt >= 10"]],
    fails: { "x4.retry": /Exactly maxAttempts/ },
  },
  {
    name: "makes one attempt too many",
    change: [["attempt >= maxAttempts", "attempt > maxAttempts"]],
    fails: { "x4.retry": /Exactly maxAttempts/ },
  },
  {
    name: "waits always the same",
    change: [[" * backoffRate ** (attempt - 1)", ""]],
    fails: { "x4.retry": /each time backoffRate times longer/ },
  },
  {
    name: "waits after the last attempt too",
    change: [
      [
        "        if (attempt >= maxAttempts) throw error;\n        await this.#sleep(intervalMs * backoffRate ** (attempt - 1));",
        "        await this.#sleep(intervalMs * backoffRate ** (attempt - 1));\n        if (attempt >= maxAttempts) throw error;",
      ],
    ],
    fails: { "x4.retry": /each time backoffRate times longer/ },
  },
  {
    name: "does not wait at all",
    change: [["        await this.#sleep(intervalMs * backoffRate ** (attempt - 1));\n", ""]],
    fails: { "x4.retry": /waits intervalMs/ },
  },
  {
    name: "hands on the data themselves",
    change: [["structuredClone(data)", "data"]],
    fails: { "x4.retry": /data intact/, "x4.reuse": /caller's object/ },
  },
  {
    name: "copies the outside only",
    change: [["structuredClone(data)", "{ ...data }"]],
    fails: { "x4.retry": /data intact/, "x4.reuse": /caller's object/ },
  },
  {
    name: "copies once for all attempts",
    change: [
      [
        "    for (let attempt = 1; ; attempt++) {",
        "    const copy = structuredClone(data);\n    for (let attempt = 1; ; attempt++) {",
      ],
      ["state.run(structuredClone(data))", "state.run(copy)"],
    ],
    fails: { "x4.retry": /data intact/ },
  },
  {
    name: "forgets the default interval",
    change: [["intervalMs = 1000", "intervalMs = 100"]],
    fails: { "x4.retry": /1000, 2000, 4000/ },
  },
  {
    name: "ends instead of taking the route",
    change: [["if (state.catch === undefined) return", "if (state.catch?.length !== -1) return"]],
    fails: { "x4.catch": /goes on at catch/ },
  },
  {
    name: "takes the route at the first failure",
    change: [["if (attempt >= maxAttempts) throw error;", "if (attempt >= maxAttempts || state.catch) throw error;"]],
    fails: { "x4.retry": /Exactly maxAttempts/ },
  },
  {
    name: "forgets the data on the route",
    change: [["data = { ...data, error: message };", "data = { error: message };"]],
    fails: { "x4.catch": /goes on at catch/ },
  },
  {
    name: "forgets the error on the route",
    change: [["data = { ...data, error: message };", ""]],
    fails: { "x4.catch": /goes on at catch/ },
  },
  {
    name: "writes the error into the caller's object",
    change: [["data = { ...data, error: message };", "Object.assign(data, { error: message });"]],
    fails: { "x4.reuse": /caller's object/ },
  },
  {
    name: "throws instead of ending FAILED",
    change: [["if (state.catch === undefined) return failed(message);", "if (state.catch === undefined) throw error;"]],
    fails: { "x4.catch": /Without catch/ },
  },
  {
    name: "calls a failure a success",
    change: [['status: "FAILED"', 'status: "SUCCEEDED"']],
    fails: { "x4.catch": /Without catch/ },
  },
  {
    name: "lets a state that does not exist escape as a TypeError",
    change: [["if (!Object.hasOwn(this.states, name)) return", "if (false) return"]],
    fails: { "x4.catch": /does not exist: FAILED/ },
  },
  {
    name: "finds what objects inherit",
    change: [["!Object.hasOwn(this.states, name)", "!(name in this.states)"]],
    fails: { "x4.catch": /does not exist either/ },
  },
  {
    name: "keeps its attempts in the machine",
    change: [
      [
        "const attempts: Record<string, number> = {};",
        "const attempts: Record<string, number> = (this as any).kept ??= {};",
      ],
    ],
    fails: { "x4.reuse": /starts from scratch/ },
  },
  {
    name: "keeps where it is in the machine",
    change: [
      [
        "let name: string | null = this.options.startAt;",
        "let name: string | null = (this as any).at === undefined ? this.options.startAt : (this as any).at;",
      ],
      ['return { status: "SUCCEEDED"', '(this as any).at = name; return { status: "SUCCEEDED"'],
    ],
    fails: { "x4.reuse": /starts from scratch/ },
  },
];

/** Each requirement's line in each solution, deleted or turned round, so that it still comes to an end. */
const MUTANTS: Record<string, [from: string, to: string][]> = {
  reference: [
    ["path.push(name);", ""],
    ["(attempts[name] ?? 0) + 1", "1"],
    ["backoffRate = 2", "backoffRate = 3"],
    ["intervalMs = 1000", "intervalMs = 0"],
    ["?? { maxAttempts: 1 }", "?? { maxAttempts: 2 }"],
    ["attempt >= maxAttempts", "attempt >= maxAttempts - 1"],
    ["backoffRate ** (attempt - 1)", "backoffRate ** attempt"],
    ["name = state.catch;", "name = null;"],
    ["error: message };", "error };"],
    ["output: data, error, attempts", "output: {}, error, attempts"],
  ],
  recursive: [
    ["log.path.push(name);", ""],
    ["log.path.push(name);", "log.path.unshift(name);"],
    ["{ attempts: new Map(), path: [] }", "(this as any).log ??= { attempts: new Map(), path: [] }"],
    ["JSON.parse(JSON.stringify(data))", "data"],
    ["attempt === (", "attempt >= 2 * ("],
    ["?? 1)) return error", "?? 3)) return error"],
    ["await this.sleep(wait);", ""],
    ["wait * (step", "wait + (step"],
    ["?? 1000", "?? 500"],
    ["{name} is not defined", "{7} is not defined"],
    ["if (!step) return", "if (false) return"],
    ["{ ...data, error: result.message }", "data"],
    ["step.catch, {", "null, {"],
    ["result[1], log", "data, log"],
    ['"FAILED", data, log, result.message', '"SUCCEEDED", data, log, result.message'],
  ],
  runs: [
    ["run.output = data;", ""],
    ["run.attempts[name] = before + 1;", "run.attempts[name] = 1;"],
    ["i < (rules", "i <= (rules"],
    ["wait = wait * (rules?.backoffRate ?? 2);", ""],
    ["structuredClone(run.output)", "run.output"],
    ["if (wait === undefined) throw error;", "if (wait === undefined) return [null, run.output];"],
    [
      "return this.sleep(wait).then(() => this.work(run, name, state, waits));",
      "return this.work(run, name, state, waits);",
    ],
    ['run.status = "FAILED";\n        run.error = error.message;', "run.error = error.message;"],
    ["run.error = error.message;", ""],
    ["Object.assign({}, run.output, { error: error.message })", "{ error: error.message }"],
    ["return this.enter(run, state.catch);", 'run.status = "SUCCEEDED"; return;'],
    ["new Run(structuredClone(input))", "(this as any).run ??= new Run(structuredClone(input))"],
    ["this.enter(run, this.options.startAt)", "this.enter(run, Object.keys(this.states)[0]!)"],
  ],
};

export const X4: Exercise = {
  item: "X4",
  unit: "05-step-functions",
  ids: ["x4.flow", "x4.retry", "x4.catch", "x4.reuse"],
  ...solutions("X4", "05-step-functions", "x4.reuse", "recursive", "runs"),
  mutants: MUTANTS,
  variants: VARIANTS,
  thing: "machine",
};
