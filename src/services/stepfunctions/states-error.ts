/**
 * What goes wrong inside an execution: an error name that Retry and Catch can match, and a cause in words.
 * Source: Developer Guide, "Handling errors in Step Functions workflows" (read 2026-11); the texts as recorded on AWS.
 */
export class StatesError extends Error {
  override name = "StatesError";
  constructor(
    /** "States.Runtime", "States.QueryEvaluationError", "DynamoDB.ResourceNotFoundException", "MyOwnError" */
    readonly error: string,
    /** Undefined where AWS records none, as for States.Timeout. */
    override readonly cause: string | undefined,
    /** The cause names a mistake in the state itself: whoever runs the state puts "An error occurred while executing the state ..." before it. */
    readonly isInState = false,
    /** The field of a JSONata failure, as in "Output/result": EvaluationFailed records it. */
    readonly location?: string,
  ) {
    super(cause === undefined ? error : `${error}: ${cause}`);
  }
}

/** A path, a template or a value that the state cannot work with. No Retry and no Catch of States.ALL helps. */
export function runtimeError(cause: string): StatesError {
  return new StatesError("States.Runtime", cause, true);
}

/** A JSONata expression that failed, or whose value the field does not take. */
export function queryError(cause: string, location: string | undefined): StatesError {
  return new StatesError("States.QueryEvaluationError", cause, true, location);
}

/** What AWS writes before the cause of a mistake in a state. */
export function inState(error: StatesError, state: string, enteredEventId: number): StatesError {
  if (!error.isInState) return error;
  const cause = `An error occurred while executing the state '${state}' (entered at the event id #${enteredEventId}). ${error.cause}`;
  return new StatesError(error.error, cause, false, error.location);
}
