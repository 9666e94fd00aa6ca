/** What the operations of Lambda share: its functions, and the gate that every call passes: faults, permission, the trace. */
import { type Name, PassingMap, type Simulation, type Trace } from "../../sim";
import { evaluatorOf, type PolicyEvaluator } from "../iam";
import { callerAs } from "../role";
import type { Caller, World } from "../service";
import { Concurrency } from "./concurrency";
import { accessDenied, functionNotFound, tooManyRequests, unavailable } from "./errors";
import type { Execution } from "./execution";
import { type Facts, factsOf } from "./facts";
import type { LambdaFunction } from "./function";
import { CONCURRENCY } from "./limits";
import type { Mapping } from "./mapping";
import { checkQualifier, functionArn, readName } from "./names";
import { Runtime } from "./runtime";

export class Lambda {
  readonly sim: Simulation;
  readonly trace: Trace;
  readonly facts: Facts;
  readonly functions = new Map<string, LambdaFunction>();
  readonly mappings = new Map<string, Mapping>();
  readonly concurrency: Concurrency;
  readonly runtime: Runtime;
  /** Invocations that a handler works on, by request id. */
  readonly executions = new PassingMap<string, Execution>();
  readonly #evaluator: PolicyEvaluator;

  constructor(readonly world: World) {
    this.sim = world.sim;
    this.trace = world.sim.trace;
    this.facts = factsOf(this.trace);
    this.concurrency = new Concurrency(CONCURRENCY[world.quotas], this.functions);
    this.runtime = new Runtime(world.sim);
    this.#evaluator = evaluatorOf(world);
  }

  /** Request ids, revision ids and the like. */
  id(kind: "request" | "revision" | "mapping" | "environment"): string {
    return this.sim.random(`lambda.${kind}`).uuid();
  }

  arnOf(name: string): string {
    return functionArn(this.world.region, this.world.account, name);
  }

  /**
   * The function that a call is for, if the call may be made.
   * @throws ValidationException, ResourceNotFoundException, AccessDeniedException, TooManyRequestsException, ServiceException
   */
  enter(operation: string, given: unknown, caller: Caller, qualifier?: string): LambdaFunction {
    const fn = this.functionAt(given, qualifier);
    const { faults } = this.sim;
    if (faults.any) {
      if (faults.isDown(fn.name)) throw unavailable(fn.name);
      if (faults.strikes("throttle", fn.name)) {
        this.trace.append(this.facts.Throttled, fn.nameId, { text: operation, cause: caller.cause ?? -1 });
        throw tooManyRequests("CallerRateLimitExceeded");
      }
    }
    this.authorize(operation, fn, caller);
    return fn;
  }

  /** Throws ValidationException when it is no function's name, ResourceNotFoundException. */
  functionAt(given: unknown, qualifier?: string): LambdaFunction {
    const named = readName(given);
    const { region = this.world.region, account = this.world.account } = named;
    const arn = functionArn(region, account, named.name);
    const fn = arn === this.arnOf(named.name) ? this.functions.get(named.name) : undefined;
    if (fn === undefined) throw functionNotFound(arn);
    checkQualifier(arn, named.qualifier, qualifier);
    return fn;
  }

  authorize(operation: string, fn: LambdaFunction, caller: Caller): void {
    if (fn.policy === undefined && this.#isOwnRoot(caller)) return;
    const action = operation === "Invoke" ? "lambda:InvokeFunction" : `lambda:${operation}`;
    const decision = this.#evaluator.decide({
      caller,
      action,
      resource: fn.arn,
      account: this.world.account,
      resourcePolicy: fn.policy?.policy,
      atMs: this.sim.start + this.sim.now,
      context: caller.context,
    });
    if (decision.allowed) return;
    const reason = decision.reason.en;
    this.trace.append(this.facts.Denied, fn.nameId, { text: reason, cause: caller.cause ?? -1 });
    throw accessDenied(reason);
  }

  /** The same for calls that are for no function in particular. */
  authorizeAccount(operation: string, resource: string, caller: Caller): void {
    if (this.#isOwnRoot(caller)) return;
    const decision = this.#evaluator.decide({
      caller,
      action: `lambda:${operation}`,
      resource,
      account: this.world.account,
      atMs: this.sim.start + this.sim.now,
    });
    if (!decision.allowed) throw accessDenied(decision.reason.en);
  }

  /** Writes the call itself into the trace. Returns its row, the cause of what follows. */
  request(operation: string, resource: Name, caller: Caller, bytes = 0): number {
    const { trace } = this;
    return trace.add(this.facts.Request, resource, 0, bytes, trace.name(operation), caller.cause ?? -1);
  }

  /**
   * Who a function is to the services that Lambda calls for it: its role.
   */
  callerFor(fn: LambdaFunction, cause: number): Caller {
    return callerAs(this.world, fn.settings.role, fn.name, cause);
  }

  /** The short way, by far the most frequent: the account's root, and nobody has written a policy. */
  #isOwnRoot(caller: Caller): boolean {
    const { identities } = this.#evaluator;
    return identities.isEmpty && caller.account === this.world.account && caller.principal.endsWith(":root");
  }
}
