/** What the operations of Step Functions share: its resources, and the gate that calls pass: faults, permission, the trace. */
import type { Name, Random, Simulation, Trace } from "../../sim";
import type { EventBridgeService } from "../eventbridge";
import { evaluatorOf, type PolicyEvaluator, principalOf } from "../iam";
import type { Caller, World } from "../service";
import type { Activity } from "./activity";
import { accessDenied, machineMissing, throttled, unavailable } from "./errors";
import type { Execution } from "./execution";
import { type Facts, factsOf } from "./facts";
import type { Variables } from "./flow";
import { HistoryColumns } from "./history-columns";
import { integrationFor } from "./language";
import type { StateMachine } from "./machine";
import type { MapRun } from "./map-run";
import { readArn } from "./names";
import { statusDetail } from "./status-event";
import type { Integration } from "./task";
import { Tokens } from "./tokens";

export class StepFunctions {
  readonly sim: Simulation;
  readonly trace: Trace;
  readonly facts: Facts;
  readonly names: { readonly STANDARD: Name; readonly EXPRESS: Name };
  /** By name. */
  readonly machines = new Map<string, StateMachine>();
  /** By ARN, those of standard machines and the express ones that run. */
  readonly executions = new Map<string, Execution>();
  /** By ARN. */
  readonly activities = new Map<string, Activity>();
  readonly mapRuns = new Map<string, MapRun>();
  /** The events of executions that keep a history. */
  readonly histories = new HistoryColumns();
  readonly tokens = new Tokens();
  readonly random: Random;
  readonly noVariables: Variables = Object.freeze({});
  /** Open executions of standard machines. */
  open = 0;
  readonly #integrations = new Map<string, Integration>();
  readonly #evaluator: PolicyEvaluator;
  readonly #machinePrefix: string; // of the ARNs of machines

  constructor(readonly world: World) {
    this.sim = world.sim;
    this.trace = world.sim.trace;
    this.facts = factsOf(this.trace);
    this.names = { STANDARD: this.trace.name("STANDARD"), EXPRESS: this.trace.name("EXPRESS") };
    this.random = world.sim.random("stepfunctions.expressions");
    this.#evaluator = evaluatorOf(world);
    this.#machinePrefix = this.arnOf("stateMachine", "");
  }

  id(kind: "execution" | "revision" | "mapRun" | "request"): string {
    return this.sim.random(`stepfunctions.${kind}`).uuid();
  }

  newToken(): string {
    return Buffer.from(this.sim.random("stepfunctions.token").uuid()).toString("base64");
  }

  arnOf(kind: string, rest: string): string {
    return `arn:aws:states:${this.world.region}:${this.world.account}:${kind}:${rest}`;
  }

  /** @throws StatesError for a resource that is none */
  integrationOf(resource: string): Integration {
    let found = this.#integrations.get(resource);
    if (found === undefined) {
      found = integrationFor(resource);
      this.#integrations.set(resource, found);
    }
    return found;
  }

  /** The machine of an ARN without version or alias, if it is one and there is such a machine. */
  machineOf(arn: string): StateMachine | undefined {
    if (!arn.startsWith(this.#machinePrefix)) return undefined;
    const machine = this.machines.get(arn.slice(this.#machinePrefix.length));
    return machine?.isDeleting === true ? undefined : machine;
  }

  /** The same. Throws InvalidArn, StateMachineDoesNotExist. */
  machineAt(arn: string): StateMachine {
    const machine = this.machineOf(arn);
    if (machine !== undefined) return machine;
    readArn(arn, "stateMachine");
    throw machineMissing(arn);
  }

  /**
   * Whether a call may be made: faults of the machine, and who may do what.
   * @throws AccessDeniedException, ThrottlingException, InternalServerError
   */
  enter(operation: string, resource: string, name: string, caller: Caller): void {
    const { faults } = this.sim;
    if (faults.any) {
      if (faults.isDown(name)) throw unavailable(name);
      if (faults.strikes("throttle", name)) {
        this.trace.append(this.facts.Throttled, name, { text: operation, cause: caller.cause ?? -1 });
        throw throttled();
      }
    }
    if (this.#isOwnRoot(caller)) return;
    const decision = this.#evaluator.decide({
      caller,
      action: `states:${operation}`,
      resource,
      account: this.world.account,
      atMs: this.sim.start + this.sim.now,
      context: caller.context,
    });
    // a service may start what it was told to: the rule or schedule says so in its target
    if (decision.allowed || caller.principal.endsWith(".amazonaws.com")) return;
    const reason = decision.reason.en;
    this.trace.append(this.facts.Denied, name, { text: reason, cause: caller.cause ?? -1 });
    throw accessDenied(reason);
  }

  /** Writes the call itself into the trace. Returns its row, the cause of what follows. */
  request(operation: string, resource: string | Name, caller: Caller, bytes = 0): number {
    const { trace } = this;
    const name = typeof resource === "number" ? resource : trace.name(resource);
    return trace.add(this.facts.Request, name, 0, bytes, trace.name(operation), caller.cause ?? -1);
  }

  /**
   * Who a machine is to the services that it calls. Its role counts as soon as the role has a policy; until then, as with
   * users, nobody needs one, and the call is the account's own.
   * @param roleArn another role that a task takes on by its Credentials
   */
  callerFor(execution: Execution, cause: number, roleArn = execution.start.revision.roleArn): Caller {
    const { account } = this.world;
    const { machine } = execution.start;
    const name = roleArn.slice(roleArn.lastIndexOf("/") + 1);
    const role = `arn:aws:sts::${account}:assumed-role/${name}/${execution.start.name}`;
    const isJudged = name !== "" && this.#evaluator.identities.of(principalOf(role)).length > 0;
    const context = { "aws:SourceArn": machine.arn, "aws:SourceAccount": account };
    const principal = isJudged ? role : `arn:aws:iam::${account}:root`;
    return { principal, account, secureTransport: true, context, cause };
  }

  executionEnded(execution: Execution, row: number): void {
    const { machine, isExpress, mapRunArn } = execution.start;
    machine.open--;
    if (isExpress) {
      this.executions.delete(execution.arn);
      return;
    }
    this.open--;
    if (mapRunArn === undefined) this.tellStatus(execution, row);
  }

  /** The default bus hears of each change of a standard execution, if anybody listens there. */
  tellStatus(execution: Execution, cause: number): void {
    const events = this.world.service("eventbridge") as EventBridgeService;
    if (!events.isHeard()) return;
    events.notify(
      "aws.states",
      "Step Functions Execution Status Change",
      [execution.arn],
      statusDetail(execution),
      cause,
    );
  }

  /** The short way, by far the most frequent: the account's root, and nobody has written a policy. */
  #isOwnRoot(caller: Caller): boolean {
    const { identities } = this.#evaluator;
    return identities.isEmpty && caller.account === this.world.account && caller.principal.endsWith(":root");
  }
}
