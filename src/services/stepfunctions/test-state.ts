/**
 * TestState: one state alone, run for real or with a mocked result, and what became of the data on the way.
 * Map and Parallel need a mock. A Wait answers at once. No execution is made, and no fact but the call and what a task does.
 * Left out: validation of mocks against the service's model (fieldValidationMode), the items of a mocked Map.
 * Source: API reference, "TestState"; Developer Guide, "Using TestState API" (read 2026-11).
 */
import { evaluatorOf, principalOf } from "../iam";
import type { Caller } from "../service";
import type { StepFunctions } from "./context";
import type { Catcher, ChoiceState, FailState, QueryLanguage, Retrier, State, TaskState } from "./definition";
import { checkOneOf, invalid, invalidDefinition, invalidInput } from "./errors";
import {
  choose,
  chooseByCondition,
  evaluate,
  fillTemplate,
  integrationFor,
  readPath,
  readPathFor,
  runtimeError,
  type Scope,
  StatesError,
  validateDefinition,
  writePath,
} from "./language";
import { RETRY } from "./limits";
import { knows, retryDelayMs } from "./retry";

interface Input {
  definition: string;
  roleArn?: string;
  input?: string;
  inspectionLevel?: "INFO" | "DEBUG" | "TRACE";
  variables?: string;
  stateName?: string;
  context?: string;
  mock?: { result?: string; errorOutput?: { error?: string; cause?: string } };
  stateConfiguration?: { retrierRetryCount?: number };
}

/** Every field that a state may have; which ones it has, validation has seen to. */
type Fields = Partial<Omit<TaskState, "Type">> & { Type: State["Type"]; Result?: unknown };

const SECOND = 1_000; // ms
const STEP = "S";

/** @throws InvalidDefinition, InvalidExecutionInput, ValidationException */
export function testState(sf: StepFunctions, input: Input, caller: Caller): unknown {
  checkOneOf(input.inspectionLevel, "inspectionLevel", ["INFO", "DEBUG", "TRACE"]);
  sf.enter("TestState", "*", "", caller);
  const { state, language } = findState(input);
  checkMock(input, state);
  const data = parsed(input.input ?? "{}", "input");
  const cause = sf.request("TestState", "", caller);
  const scope: Scope = {
    context: parsed(input.context ?? "{}", "context") as Record<string, unknown>,
    variables: parsed(input.variables ?? "{}", "variables") as Record<string, unknown>,
    random: sf.random,
    now: () => sf.sim.start + sf.sim.now,
  };
  const waiter = sf.sim.waiter<unknown>();
  const test = new Test(sf, state, language === "JSONata", input, data, scope, callerFor(sf, input.roleArn, cause));
  // in an event of its own, so that the clock waits for what is asynchronous in it
  sf.sim.after(0, () => {
    sf.sim.touch();
    test.run().then(
      (answer) => waiter.resolve(answer),
      (error) => waiter.reject(error),
    );
  });
  return waiter.promise;
}

/** The state in question, in its own language: a definition of one state, or a named one of a machine. */
function findState({ definition, stateName }: Input): { state: Fields; language: QueryLanguage } {
  const text = stateName === undefined ? withTargets(definition) : definition;
  const { diagnostics, machine } = validateDefinition(text);
  if (machine === undefined) {
    const errors = diagnostics.filter(({ severity }) => severity === "ERROR");
    throw invalidDefinition(
      errors.map(({ code, message, location = "/" }) => `${code}: ${message} at ${location}`).join(", "),
    );
  }
  const name = stateName ?? STEP;
  const state = machine.States[name];
  if (state === undefined) throw invalid(`The definition has no state named '${name}'`);
  return { state: state as Fields, language: state.QueryLanguage ?? machine.QueryLanguage ?? "JSONPath" };
}

/** A state alone is checked as part of a machine that has the states it leads to. */
function withTargets(definition: string): string {
  let state: unknown;
  try {
    state = JSON.parse(definition);
  } catch {
    return definition; // validation says what is wrong with it
  }
  if (typeof state !== "object" || state === null) return definition;
  const { Next, Default, Choices, Catch } = state as {
    Next?: string;
    Default?: string;
    Choices?: unknown;
    Catch?: unknown;
  };
  const rules = [Choices, Catch].flatMap((list) => (Array.isArray(list) ? list : [])) as { Next?: string }[];
  const targets = [Next, Default, ...rules.map((rule) => rule?.Next)].filter((name) => typeof name === "string");
  const isEnd = targets.length === 0;
  const others = Object.fromEntries(targets.map((name) => [name, { Type: "Succeed" }]));
  const ending = (state as { Type?: string }).Type === "Succeed" || (state as { Type?: string }).Type === "Fail";
  const own = isEnd && !ending && (state as { End?: boolean }).End === undefined ? { ...state, End: true } : state;
  return JSON.stringify({ StartAt: STEP, States: { ...others, [STEP]: own } });
}

function checkMock({ mock, context }: Input, { Type: type }: Fields): void {
  const isMockable = type === "Task" || type === "Map" || type === "Parallel";
  if (mock === undefined) {
    if (type === "Map" || type === "Parallel") throw invalid(`State type '${type}' requires a mock when tested alone`);
    if (context !== undefined) throw invalid("The 'context' field may only be specified together with a mock");
    return;
  }
  if (!isMockable) throw invalid(`State type '${type}' is not supported when a mock is specified`);
  if ((mock.result === undefined) === (mock.errorOutput === undefined)) {
    throw invalid("A mock has either a result or an errorOutput");
  }
  if (mock.result === undefined) return;
  const result = parsed(mock.result, "mock.result");
  if (type !== "Task" && !Array.isArray(result)) throw invalid("Mocked result must be an array");
}

function parsed(text: string, member: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = `${member} is no JSON text: ${(error as Error).message}`;
    throw member === "input" ? invalidInput(why) : invalid(why);
  }
}

function callerFor({ world }: StepFunctions, roleArn: string | undefined, cause: number): Caller {
  const { account } = world;
  const name = roleArn?.slice(roleArn.lastIndexOf("/") + 1) ?? "";
  const role = `arn:aws:sts::${account}:assumed-role/${name}/TestState`;
  const isJudged = name !== "" && evaluatorOf(world).identities.of(principalOf(role)).length > 0;
  return { principal: isJudged ? role : `arn:aws:iam::${account}:root`, account, secureTransport: true, cause };
}

/** One test. What is seen on the way goes into `seen`. */
class Test {
  readonly #seen: Record<string, unknown> = {};
  #next: string | undefined;

  constructor(
    private readonly sf: StepFunctions,
    private readonly state: Fields,
    private readonly isJsonata: boolean,
    private readonly input: Input,
    private readonly data: unknown,
    private readonly scope: Scope,
    private readonly caller: Caller,
  ) {}

  async run(): Promise<object> {
    this.#see("input", this.data);
    this.#next = this.state.Next;
    try {
      return this.#answer("SUCCEEDED", { output: JSON.stringify(await this.#work()), nextState: this.#next });
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      return this.#failed(error);
    }
  }

  async #work(): Promise<unknown> {
    const { state, data, scope } = this;
    const given = this.isJsonata ? data : this.#byPath("InputPath", "afterInputPath", data);
    switch (state.Type) {
      case "Fail":
        throw await this.#fail();
      case "Choice": {
        const { Choices: rules, Default: otherwise } = state as unknown as ChoiceState;
        const rule = this.isJsonata
          ? await chooseByCondition(rules, this.#states(), scope)
          : choose(rules, given, scope);
        this.#next = rule?.Next ?? otherwise;
        if (this.#next === undefined) {
          throw new StatesError("States.NoChoiceMatched", "No choice rule holds, and there is no Default.");
        }
        return this.#leave(given, rule ?? state);
      }
      case "Wait":
      case "Succeed":
        return this.#leave(given, state);
      default:
        return this.#finish(await this.#result(given));
    }
  }

  /** Parameters or Arguments, then the work, or its mock. */
  async #result(given: unknown): Promise<unknown> {
    const { state, scope } = this;
    let parameters = given;
    if (this.isJsonata && state.Arguments !== undefined) {
      parameters = await evaluate(state.Arguments, this.#states(), scope, "Arguments");
      this.#see("afterArguments", parameters);
    } else if (!this.isJsonata && state.Parameters !== undefined) {
      parameters = fillTemplate(state.Parameters, given, scope);
      this.#see("afterParameters", parameters);
    }
    const { mock } = this.input;
    if (mock?.errorOutput !== undefined) {
      throw new StatesError(mock.errorOutput.error ?? "", mock.errorOutput.cause);
    }
    const result =
      mock?.result !== undefined
        ? JSON.parse(mock.result)
        : state.Type === "Task"
          ? await this.#task(parameters)
          : (state.Result ?? parameters);
    this.#see("result", result);
    return result;
  }

  #task(parameters: unknown): Promise<unknown> {
    const { world } = this.sf;
    const integration = integrationFor(this.state.Resource!);
    if (integration.waitsForToken) throw runtimeError("A task that waits for a token can only be tested with a mock");
    return new Promise((resolve, reject) => {
      integration.run(
        {
          world,
          parameters,
          token: "",
          caller: this.caller,
          executionArn: this.sf.arnOf("execution", "TestState:TestState"),
        },
        { submitted() {}, succeeded: resolve, failed: reject },
      );
    });
  }

  async #finish(result: unknown): Promise<unknown> {
    const { state, scope } = this;
    if (this.isJsonata) return this.#leaveByExpression(state, { result }, result);
    let output = result;
    if (state.ResultSelector !== undefined) {
      output = fillTemplate(state.ResultSelector, result, scope);
      this.#see("afterResultSelector", output);
    }
    if (state.Assign !== undefined) this.#see("variables", fillTemplate(state.Assign, output, scope));
    if (state.ResultPath !== undefined) output = writePath(state.ResultPath, this.data, output);
    this.#see("afterResultPath", output);
    return this.#byPath("OutputPath", undefined, output);
  }

  #leave(given: unknown, rule: { Assign?: Record<string, unknown>; Output?: unknown }): unknown {
    if (this.isJsonata) return this.#leaveByExpression(rule, {}, this.data);
    if (rule.Assign !== undefined) this.#see("variables", fillTemplate(rule.Assign, given, this.scope));
    return this.#byPath("OutputPath", undefined, given);
  }

  async #leaveByExpression(
    rule: { Assign?: Record<string, unknown>; Output?: unknown },
    more: object,
    otherwise: unknown,
  ): Promise<unknown> {
    const states = { ...this.#states(), ...more };
    if (rule.Assign !== undefined) this.#see("variables", await evaluate(rule.Assign, states, this.scope, "Assign"));
    return rule.Output === undefined ? otherwise : evaluate(rule.Output, states, this.scope, "Output");
  }

  async #fail(): Promise<StatesError> {
    const { Error: error, Cause: cause, ErrorPath, CausePath } = this.state as unknown as FailState;
    const text = async (field: "Error" | "Cause", literal: string | undefined, path: string | undefined) => {
      if (this.isJsonata && literal !== undefined) return evaluate(literal, this.#states(), this.scope, field);
      if (path === undefined) return literal;
      return path.startsWith("$")
        ? readPathFor(`${field}Path`, path, this.data, this.scope)
        : (fillTemplate({ "v.$": path }, this.data, this.scope) as { v: unknown }).v;
    };
    return new StatesError(
      ((await text("Error", error, ErrorPath)) ?? "") as string,
      (await text("Cause", cause, CausePath)) as string | undefined,
    );
  }

  /** Retry, else Catch, else it has failed. */
  async #failed(failure: StatesError): Promise<object> {
    const { error, cause } = failure;
    const told = { error, cause };
    const { Retry: retriers = [], Catch: catchers = [] } = this.state as { Retry?: Retrier[]; Catch?: Catcher[] };
    const retryIndex = retriers.findIndex(({ ErrorEquals }) => knows(ErrorEquals, told));
    const retrier = retriers[retryIndex];
    const retries = this.input.stateConfiguration?.retrierRetryCount ?? 0;
    if (retrier !== undefined && retries < (retrier.MaxAttempts ?? RETRY.maxAttempts)) {
      const ms = retryDelayMs(retrier, retries + 1, () => this.sf.random.uniform());
      this.#seen.errorDetails = { retryIndex, retryBackoffIntervalSeconds: Math.round(ms / SECOND) };
      return this.#answer("RETRIABLE", told);
    }
    const catchIndex = catchers.findIndex(({ ErrorEquals }) => knows(ErrorEquals, told));
    const catcher = catchers[catchIndex];
    if (catcher === undefined) return this.#answer("FAILED", told);
    this.#seen.errorDetails = { catchIndex };
    const errorOutput = { Error: error, Cause: cause ?? "" };
    const output = this.isJsonata
      ? await evaluate(catcher.Output ?? errorOutput, { ...this.#states(), errorOutput }, this.scope, "Output")
      : catcher.ResultPath === undefined
        ? errorOutput
        : writePath(catcher.ResultPath, this.data, errorOutput);
    return this.#answer("CAUGHT_ERROR", { ...told, output: JSON.stringify(output), nextState: catcher.Next });
  }

  #byPath(field: "InputPath" | "OutputPath", seenAs: string | undefined, value: unknown): unknown {
    const path = this.state[field];
    const found = path === undefined ? value : path === null ? {} : readPath(path, value, this.scope);
    if (seenAs !== undefined) this.#see(seenAs, found);
    return found;
  }

  #states() {
    return { input: this.data, context: this.scope.context };
  }

  #see(what: string, value: unknown): void {
    this.#seen[what] = JSON.stringify(value);
  }

  #answer(status: "SUCCEEDED" | "FAILED" | "RETRIABLE" | "CAUGHT_ERROR", rest: object): object {
    const isInspected = this.input.inspectionLevel === "DEBUG" || this.input.inspectionLevel === "TRACE";
    return { status, ...rest, ...(isInspected && { inspectionData: this.#seen }) };
  }
}
