/**
 * states:startExecution. As a request it ends with the start; .sync waits for the child's end and gives its description, with Input and
 * Output as text, .sync:2 as JSON; with .waitForTaskToken whoever has the token ends it. A parent that is aborted stops its child.
 * Source: Developer Guide, "Start workflow executions from a task state" (read 2026-11).
 */
import type { Service } from "../../service";
import { StatesError } from "../states-error";
import type { TaskEvents, TaskRequest } from "../task";
import { callService } from "./call";
import { SERVICE_NAMES } from "./names";
import { answer, callJson, withMetadata } from "./optimized";
import type { ServiceCall } from "./resource";

/** What Step Functions itself offers for that: to hear of an execution's end. */
export interface Executions extends Service {
  /** Calls back when the execution is over, at once if it is. Throws ServiceError when there is none. */
  whenEnded(executionArn: string, then: () => void): void;
}

interface Description extends Record<string, unknown> {
  Status: string;
  Input?: string;
  Output?: string;
}

const SERVICE = "stepfunctions";

export function startExecution(
  { pattern }: ServiceCall,
  request: TaskRequest,
  events: TaskEvents,
): (() => void) | undefined {
  const names = SERVICE_NAMES.states!;
  const given = request.parameters as Record<string, unknown>;
  const { Input: input } = given;
  const parameters = {
    ...given,
    ...(input !== undefined && { Input: typeof input === "string" ? input : JSON.stringify(input) }),
  };
  let childArn: string | undefined;
  callJson(request, events, names, "startExecution", parameters, (output) => {
    childArn = output.ExecutionArn as string;
    // in milliseconds, unlike the API
    const started = { ...output, StartDate: Date.parse(output.StartDate as string) };
    const body = `{"executionArn":"${childArn}","startDate":${started.StartDate / 1_000}}`;
    answer(events, pattern, withMetadata(request, "states", started, body));
    if (pattern !== "sync" && pattern !== "sync:2") return;
    const arn = childArn;
    (request.world.service(SERVICE) as Executions).whenEnded(arn, () => {
      childArn = undefined;
      callJson(request, events, names, "describeExecution", { ExecutionArn: arn }, (description) =>
        ended(events, description as Description, pattern === "sync:2"),
      );
    });
  });
  if (pattern !== "sync" && pattern !== "sync:2") return undefined;
  return () => {
    if (childArn === undefined) return;
    callService(request, SERVICE, "StopExecution", { executionArn: childArn }, { answered() {}, refused() {} });
  };
}

function ended(events: TaskEvents, description: Description, isJson: boolean): void {
  const { Input: input, Output: output, StartDate: start, StopDate: stop } = description;
  const result = {
    ...description,
    ...(isJson && input !== undefined && { Input: JSON.parse(input) }),
    ...(isJson && output !== undefined && { Output: JSON.parse(output) }),
    StartDate: Date.parse(start as string),
    StopDate: Date.parse(stop as string),
  };
  if (description.Status === "SUCCEEDED") events.succeeded(result);
  else events.failed(new StatesError("States.TaskFailed", JSON.stringify(result)));
}
