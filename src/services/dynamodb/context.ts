/** What the operations of DynamoDB share: the tables, and the gate that every call passes: faults, permission, the trace. */
import type { Simulation, Trace } from "../../sim";
import { evaluatorOf, type PolicyEvaluator } from "../iam";
import type { Caller, World } from "../service";
import { accessDenied, constraint, invalid, resourceNotFound, tableNotFound, throttled, unavailable } from "./errors";
import { type Facts, factsOf } from "./facts";
import type { Stream } from "./stream";
import type { Table } from "./table";

const NAME = /^[a-zA-Z0-9_.-]+$/;

export class Dynamodb {
  readonly sim: Simulation;
  readonly trace: Trace;
  readonly facts: Facts;
  readonly tables = new Map<string, Table>();
  /** Also those of tables that are gone: a stream outlives its table by a day. */
  readonly streams = new Map<string, Stream>();
  /** Transactions by their token: what was asked, until when it is remembered. */
  readonly tokens = new Map<string, { request: string; untilMs: number; answer: object }>();
  readonly #evaluator: PolicyEvaluator;

  constructor(readonly world: World) {
    this.sim = world.sim;
    this.trace = world.sim.trace;
    this.facts = factsOf(this.trace);
    this.#evaluator = evaluatorOf(world);
  }

  arnOf(table: string): string {
    return `arn:aws:dynamodb:${this.world.region}:${this.world.account}:table/${table}`;
  }

  /** A table's name as it may be given: the name itself, or the table's ARN. Throws ValidationException. */
  nameOf(given: string): string {
    const name = given.startsWith("arn:") ? given.slice(given.indexOf("/") + 1) : given;
    if (name.length < 3 || name.length > 255) {
      throw invalid("TableName must be at least 3 characters long and at most 255 characters long");
    }
    if (!NAME.test(name)) {
      throw constraint("tableName", given, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
    }
    return name;
  }

  /** The table that a call about items is for, if the call may be made. */
  enter(operation: string, given: string, caller: Caller): Table {
    const table = this.tables.get(this.nameOf(given));
    if (table === undefined) throw resourceNotFound();
    this.#gate(operation, table, caller);
    return table;
  }

  /** The same for calls about the table itself, which name it when it is missing. */
  manage(operation: string, given: string, caller: Caller): Table {
    const name = this.nameOf(given);
    const table = this.tables.get(name);
    if (table === undefined) throw tableNotFound(name);
    this.#gate(operation, table, caller);
    return table;
  }

  /** Throws AccessDeniedException, with the statement that decided, unless the policies allow it. */
  authorize(operation: string, resource: string, caller: Caller, table?: Table): void {
    const { world } = this;
    // The short way: the account's root, and nobody has written a policy.
    const isOwnRoot = caller.account === world.account && caller.principal.endsWith(":root");
    if (this.#evaluator.identities.isEmpty && isOwnRoot) return;
    const decision = this.#evaluator.decide({
      caller,
      action: `dynamodb:${operation}`,
      resource,
      account: world.account,
      atMs: this.sim.start + this.sim.now,
      context: caller.context,
    });
    if (decision.allowed) return;
    const reason = decision.reason.en;
    this.trace.append(this.facts.Denied, table?.nameId ?? resource, { text: reason, cause: caller.cause ?? -1 });
    throw accessDenied(reason);
  }

  /** Writes the call itself into the trace. Returns its row, the cause of what follows. */
  request(operation: string, table: Table | undefined, caller: Caller, bytes = 0): number {
    const { trace } = this;
    return trace.add(this.facts.Request, table?.nameId ?? 0, 0, bytes, trace.name(operation), caller.cause ?? -1);
  }

  #gate(operation: string, table: Table, caller: Caller): void {
    const { faults } = this.sim;
    if (faults.any) {
      if (faults.isDown(table.name)) throw unavailable(table.name);
      if (faults.strikes("throttle", table.name)) {
        this.trace.append(this.facts.Throttled, table.nameId, { text: operation, cause: caller.cause ?? -1 });
        throw throttled();
      }
    }
    this.authorize(operation, table.arn, caller, table);
  }
}
