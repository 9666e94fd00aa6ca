/** One call of a service on behalf of a task, whose answer may be there at once or take virtual time. */
import { ServiceError } from "../../service";
import { type Wire, WireError } from "../../wire";
import { runtimeError } from "../states-error";
import type { TaskRequest } from "../task";

/** An answer, or a failure already in the words of the integration. */
export interface Outcome {
  answered(answer: unknown): void;
  refused(error: ServiceError): void;
}

/**
 * Makes the call.
 * @throws StatesError when the service is not simulated
 */
export function callService(
  request: TaskRequest,
  service: string,
  operation: string,
  input: unknown,
  outcome: Outcome,
): void {
  let answer: unknown;
  try {
    answer = request.world.service(service).call(operation, input, request.caller);
  } catch (error) {
    if (error instanceof ServiceError) return outcome.refused(error);
    throw error;
  }
  if (!isPromise(answer)) return outcome.answered(answer);
  answer
    .then(
      (value) => outcome.answered(value),
      (error: unknown) => {
        if (error instanceof ServiceError) outcome.refused(error);
        else throw error;
      },
    )
    .catch((error: unknown) => {
      // a mistake of ours must not get lost
      request.world.sim.after(0, () => {
        throw error;
      });
    });
}

/** The operation's wire, when there are clients to read it from. */
export function wireFor({ world }: TaskRequest, service: string, operation: string): Wire | undefined {
  return world.wire?.(service, operation);
}

/**
 * The service's input. A value that does not fit is the state's mistake; what is missing is for the service to refuse.
 * @throws StatesError States.Runtime; ServiceError
 */
export function readParameters(wire: Wire | undefined, parameters: unknown): unknown {
  if (wire === undefined) return structuredClone(parameters);
  try {
    return wire.read(parameters);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw runtimeError(
      `The Parameters '${JSON.stringify(parameters)}' could not be used to start the Task: [${error.reasons.join(", ")}]`,
    );
  }
}

export function requestIdOf({ world }: TaskRequest): string {
  return world.sim.random("stepfunctions.request").uuid();
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === "object" && value !== null && typeof (value as Promise<unknown>).then === "function";
}
