/**
 * What lies between the engine and the integrations. The engine schedules a task, writes its events, keeps its timeout and its
 * heartbeat, and retries; an integration knows which service to call and how its answer reads.
 */
import type { Caller, World } from "../service";
import type { StatesError } from "./states-error";

export interface TaskRequest {
  readonly world: World;
  /** Parameters or Arguments, filled in. They belong to the history, too, and must not be changed. */
  readonly parameters: unknown;
  /** The task's token. Who has it answers the task, if the integration waits for that. */
  readonly token: string;
  /** The machine's role; what it calls is caused by the fact that the task was scheduled. */
  readonly caller: Caller;
  readonly executionArn: string;
}

/** What a task tells the engine. The first end counts; after a timeout nothing counts any more. */
export interface TaskEvents {
  /** The call has been made, and the task goes on (.waitForTaskToken, .sync): its answer so far. */
  submitted(output: unknown): void;
  succeeded(output: unknown): void;
  failed(error: StatesError): void;
}

export interface Integration {
  /** "lambda": a function's ARN, whose events are LambdaFunctionScheduled and so on. "task": all others. */
  readonly kind: "lambda" | "task";
  /** As the history says: "lambda", "sqs", "aws-sdk:s3". */
  readonly resourceType: string;
  /** As the history says: "invoke", "sendMessage.waitForTaskToken". */
  readonly resource: string;
  /** The task ends when its token comes back; `$$.Task.Token` is there. */
  readonly waitsForToken: boolean;
  /**
   * Starts the task. Errors that are thrown fail it, if they are StatesErrors.
   * @returns what to do when the task is timed out or aborted, if anything
   */
  run(request: TaskRequest, events: TaskEvents): (() => void) | undefined;
}
