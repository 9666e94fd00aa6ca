/**
 * ScheduleLambdaFunction: a function does the work, and its answer comes into the history. The execution needs a role; the
 * function is invoked as that role as soon as the role has a policy. After the time-out the function may go on, unheard.
 * Source: Developer Guide, "AWS Lambda Tasks"; the order of events and the texts as github floci-io/floci#2257 found them on AWS.
 */
import type { Scheduled } from "../../../sim";
import { callerAs } from "../../role";
import { ServiceError } from "../../service";
import { msOf } from "../check";
import type { Swf, SwfInput } from "../context";
import type { Execution } from "../execution";
import type { EventType } from "../facts";
import { type HistoryEvent, record } from "../history";
import { LAMBDA_SECONDS, OPEN_LAMBDA_FUNCTIONS } from "../limits";
import { type Deciding, failed, led } from "./deciding";

const NO_ROLE = "No IAM role is attached to the current workflow execution.";

export interface LambdaTask {
  readonly id: string;
  readonly scheduled: HistoryEvent;
  started?: HistoryEvent;
  timeOut?: Scheduled;
}

export function scheduleLambda(deciding: Deciding, attributes: SwfInput): void {
  const { swf, execution, effects } = deciding;
  const { id, name, control, input, startToCloseTimeout } = attributes;
  const { lambdas } = execution;
  const fail = (cause: string) => failed(deciding, "ScheduleLambdaFunctionFailed", cause, { id, name }, id);
  if ([...lambdas].some((open) => open.id === id)) return fail("ID_ALREADY_IN_USE");
  if (lambdas.size >= OPEN_LAMBDA_FUNCTIONS) return fail("OPEN_LAMBDA_FUNCTIONS_LIMIT_EXCEEDED");
  if (!swf.admits("ScheduleLambdaFunction")) return fail("LAMBDA_FUNCTION_CREATION_RATE_EXCEEDED");
  const fields = { id, name, control, input, startToCloseTimeout };
  const detail = { domain: execution.domain.name, function: name };
  const task: LambdaTask = { id, scheduled: led(deciding, "LambdaFunctionScheduled", fields, id, detail) };
  lambdas.add(task);
  execution.domain.flows.toFunction(execution.domain, execution.type, name);
  // In an event of SWF's own: the answer wakes nobody but SWF.
  effects.push(() => void swf.after(0, () => invoke(swf, execution, task, attributes), false));
}

function invoke(swf: Swf, execution: Execution, task: LambdaTask, attributes: SwfInput): void {
  const { lambdas, configuration } = execution;
  if (!lambdas.has(task)) return; // closed meanwhile
  const { scheduled, id } = task;
  const scheduledEventId = scheduled.eventId;
  if (configuration.lambdaRole === undefined) {
    lambdas.delete(task);
    const failure = { scheduledEventId, cause: "ASSUME_ROLE_FAILED", message: NO_ROLE };
    const fact = { text: `${id}: ASSUME_ROLE_FAILED`, cause: scheduled.row, detail: { cause: "ASSUME_ROLE_FAILED" } };
    record(swf, execution, "StartLambdaFunctionFailed", failure, fact);
    return;
  }
  const fact = { text: id, cause: scheduled.row };
  const started = record(swf, execution, "LambdaFunctionStarted", { scheduledEventId }, fact);
  task.started = started;
  const finish = (event: EventType, said: Record<string, unknown>) => {
    if (!lambdas.delete(task)) return; // timed out, or the execution is closed
    task.timeOut?.cancel();
    const ids = { scheduledEventId, startedEventId: started.eventId };
    const text = said.reason === undefined ? id : `${id}: ${said.reason}`;
    record(swf, execution, event, { ...said, ...ids }, { text, cause: started.row });
  };
  const ms = msOf(attributes.startToCloseTimeout) ?? LAMBDA_SECONDS.most * 1_000;
  const timedOut = () => finish("LambdaFunctionTimedOut", { timeoutType: "START_TO_CLOSE" });
  task.timeOut = swf.after(ms, timedOut, true);
  const refused = (error: unknown) => {
    if (!(error instanceof ServiceError)) throw error;
    finish("LambdaFunctionFailed", { reason: error.code, details: error.message });
  };
  const answered = ({ Payload, FunctionError: reason }: SwfInput) => {
    const text = Buffer.from(Payload ?? []).toString();
    if (reason === undefined) finish("LambdaFunctionCompleted", { result: text });
    else finish("LambdaFunctionFailed", { reason, details: text });
  };
  const then = (say: (value: never) => void) => (value: unknown) => {
    say(value as never);
    swf.settle();
  };
  try {
    const caller = callerAs(swf.world, configuration.lambdaRole, "swf", started.row);
    const Payload = Buffer.from(attributes.input || "{}");
    const answer = swf.world.service("lambda").call("Invoke", { FunctionName: attributes.name, Payload }, caller);
    void Promise.resolve(answer).then(then(answered), then(refused));
  } catch (error) {
    refused(error);
  }
}
