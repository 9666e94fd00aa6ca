/**
 * Reads a log that may be hostile: every field is checked, every number bounded, every input read through the schema of
 * its operation. What passes is safe to replay; whether it is true, the replay says.
 */
import type { Caller } from "../services/service";
import { callerFrom } from "./caller";
import { Misshapen } from "./copy";
import { HANDLER_OPERATIONS } from "./handler-operations";
import type { CallLog, LoggedCall, Outcome } from "./log";
import { ACTIVEMQ_SHAPES } from "./mq/operations";
import { type Operation, prepareOperation } from "./operation";
import { isOperationSchema } from "./shapes";

/** Far above what any lab of the course needs; a log beyond them is refused unread. */
export const LOG_LIMITS = {
  calls: 100_000,
  /** Virtual time. */
  ms: 400 * 86_400_000,
  /** Events of the services. */
  events: 5_000_000,
  /** Characters and bytes of one input or output. */
  size: 4_194_304,
  /** The same over the whole log. */
  totalSize: 268_435_456,
  actor: 200,
} as const;

/** The log is not of the form that `record()` gives; the message says where. */
export class MalformedLogError extends Error {
  override name = "MalformedLogError";
}

/** Operations by service and name: `operations.get("sqs")?.get("SendMessage")`. */
export type Operations = ReadonlyMap<string, ReadonlyMap<string, Operation>>;

/** @param clients the module of each service's client package, as in `{ sqs: require("@aws-sdk/client-sqs") }` */
export function operationsOf(clients: Readonly<Record<string, object>>): Operations {
  const byService = new Map<string, ReadonlyMap<string, Operation>>();
  for (const [service, module] of Object.entries(clients)) {
    const own = prepared(module);
    byService.set(service, service === "lambda" ? new Map([...own, ...HANDLER_OPERATIONS]) : own);
  }
  return byService.set("activemq", ACTIVEMQ_SHAPES);
}

/** A grader replays thousands of logs over the same few modules. */
const known = new WeakMap<object, ReadonlyMap<string, Operation>>();

function prepared(module: object): ReadonlyMap<string, Operation> {
  let operations = known.get(module);
  if (!operations) {
    const schemas = Object.values(module).filter(isOperationSchema);
    operations = new Map(schemas.map((schema) => [schema[2], prepareOperation(schema)] as const));
    known.set(module, operations);
  }
  return operations;
}

/**
 * @returns a checked copy
 * @throws MalformedLogError
 */
export function checkLog(log: unknown, operations: Operations): CallLog {
  const { version, seed, start, calls, end } = record(log, "the log");
  if (version !== 1) throw new MalformedLogError("the log is not of version 1");
  if (typeof seed !== "string" && !Number.isFinite(seed)) throw new MalformedLogError("seed: a number or a string");
  if (!Array.isArray(calls) || calls.length > LOG_LIMITS.calls) {
    throw new MalformedLogError(`calls: a list of at most ${LOG_LIMITS.calls}`);
  }
  const checked: LoggedCall[] = [];
  const place = { at: 0, events: 0 };
  const budget = { left: LOG_LIMITS.totalSize };
  calls.forEach((call, i) => {
    checked.push(checkCall(call, `call ${i}`, place, operations, budget));
  });
  const last = record(end, "end");
  advance(last, "end", place);
  return {
    version: 1,
    seed: seed as number | string,
    start: bounded(start, Number.MAX_SAFE_INTEGER, "start"),
    calls: checked,
    end: {
      ...place,
      facts: bounded(last.facts, LOG_LIMITS.events * 4, "end.facts"),
      hash: text(last.hash, 64, "end.hash"),
    },
  };
}

function checkCall(
  given: unknown,
  where: string,
  place: { at: number; events: number },
  operations: Operations,
  budget: { left: number },
): LoggedCall {
  const call = record(given, where);
  advance(call, where, place);
  const service = text(call.service, 40, `${where}.service`);
  const name = text(call.operation, 80, `${where}.operation`);
  const operation = operations.get(service)?.get(name);
  if (!operation) throw new MalformedLogError(`${where}: there is no operation ${service} ${name}`);
  return {
    ...place,
    actor: text(call.actor, LOG_LIMITS.actor, `${where}.actor`),
    ...(call.origin !== undefined && { origin: text(call.origin, LOG_LIMITS.actor, `${where}.origin`) }),
    caller: checkCaller(call.caller, where),
    service,
    operation: name,
    input: readBounded(() => operation.readInput(call.input, ""), `${where}.input`, budget),
    outcome: checkOutcome(call.outcome, where, operation, budget),
  };
}

function checkCaller(given: unknown, where: string): Caller {
  const { principal, account, secureTransport, sourceVpce, sourceIp } = record(given, `${where}.caller`);
  if (typeof secureTransport !== "boolean") throw new MalformedLogError(`${where}.caller.secureTransport: a boolean`);
  const optional = (value: unknown) => (value === undefined ? undefined : text(value, 100, `${where}.caller`));
  const options = { secureTransport, sourceVpce: optional(sourceVpce), sourceIp: optional(sourceIp) };
  try {
    const caller = callerFrom({ as: text(principal, 700, `${where}.caller.principal`), ...options }, String(account));
    if (caller.account === account && caller.principal === principal) return caller;
  } catch (cause) {
    throw new MalformedLogError(`${where}.caller: ${(cause as Error).message}`, { cause });
  }
  throw new MalformedLogError(`${where}.caller: ${principal} does not belong to the account ${account}`);
}

function checkOutcome(given: unknown, where: string, operation: Operation, budget: { left: number }): Outcome {
  const outcome = record(given, `${where}.outcome`);
  switch (outcome.kind) {
    case "pending":
      return { kind: "pending" };
    case "refused":
      return {
        kind: "refused",
        code: text(outcome.code, 200, `${where}.outcome.code`),
        message: text(outcome.message, 10_000, `${where}.outcome.message`),
      };
    case "answered": {
      const output = readBounded(() => operation.readOutput(outcome.output ?? {}, ""), `${where}.outcome`, budget);
      return { kind: "answered", output };
    }
    default:
      throw new MalformedLogError(`${where}.outcome.kind: "answered", "refused" or "pending"`);
  }
}

/** Time and events never go back from one entry to the next. */
function advance(given: Record<string, unknown>, where: string, place: { at: number; events: number }): void {
  const at = bounded(given.at, LOG_LIMITS.ms, `${where}.at`);
  const events = bounded(given.events, LOG_LIMITS.events, `${where}.events`);
  if (!Number.isInteger(events)) throw new MalformedLogError(`${where}.events: a whole number`);
  if (at < place.at || events < place.events) throw new MalformedLogError(`${where} lies before the entry above it`);
  place.at = at;
  place.events = events;
}

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new MalformedLogError(`${where}: an object`);
}

function bounded(value: unknown, most: number, where: string): number {
  if (typeof value === "number" && value >= 0 && value <= most) return value;
  throw new MalformedLogError(`${where}: a number from 0 to ${most}`);
}

function text(value: unknown, longest: number, where: string): string {
  if (typeof value === "string" && value.length <= longest) return value;
  throw new MalformedLogError(`${where}: a text of at most ${longest} characters`);
}

function readBounded(read: () => unknown, where: string, budget: { left: number }): unknown {
  let copy: unknown;
  try {
    copy = read();
  } catch (error) {
    if (error instanceof Misshapen || error instanceof RangeError) {
      throw new MalformedLogError(`${where}: ${error.message}`, { cause: error });
    }
    throw error;
  }
  const size = sizeOf(copy);
  budget.left -= size;
  if (size > LOG_LIMITS.size || budget.left < 0) throw new MalformedLogError(`${where}: too large`);
  return copy;
}

/** Characters and bytes, with eight for each place, so that an array of a million numbers is not small. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length + 8;
  if (ArrayBuffer.isView(value)) return value.byteLength + 8;
  if (typeof value !== "object" || value === null) return 8;
  let size = 8;
  for (const [key, member] of Object.entries(value)) size += key.length + sizeOf(member);
  return size;
}
