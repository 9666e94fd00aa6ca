/** On what terms a task runs: its timeout, its heartbeat, and the role that calls for it. */
import { pathInput } from "../data";
import type { TaskState } from "../definition";
import { fillTemplate, queryError, readPath, runtimeError } from "../language";
import { TIMEOUT_SECONDS } from "../limits";
import type { Visit } from "../visit";

export interface Terms {
  /** Seconds. */
  readonly timeout: number | undefined;
  readonly heartbeat: number | undefined;
  /** The role that Credentials name; the machine's own when there are none. */
  readonly roleArn: string | undefined;
}

/** Goes on with TimeoutSeconds and HeartbeatSeconds. */
export function withLimits(visit: Visit, state: TaskState, then: (limits: Omit<Terms, "roleArn">) => void): void {
  withSeconds(visit, state, "TimeoutSeconds", (timeout) =>
    withSeconds(visit, state, "HeartbeatSeconds", (heartbeat) => then({ timeout, heartbeat })),
  );
}

/** A number, a path to one, or an expression. */
function withSeconds(
  visit: Visit,
  state: TaskState,
  field: "TimeoutSeconds" | "HeartbeatSeconds",
  then: (seconds: number | undefined) => void,
): void {
  const given = state[field];
  if (visit.step.isJsonata) {
    if (given === undefined) return then(undefined);
    return visit.evaluate(
      given,
      field,
      {},
      (value) => {
        if (!isSeconds(value))
          throw queryError(`The ${field} field must be a positive integer but was: ${value}`, field);
        then(value);
      },
      "integer",
    );
  }
  const path = state[`${field}Path`];
  if (path === undefined) return then(given as number | undefined);
  const value = readPath(path, pathInput(visit), visit);
  if (!isSeconds(value)) {
    throw runtimeError(
      `The ${field}Path parameter does not reference a positive integer: ${path} == ${JSON.stringify(value)}`,
    );
  }
  then(value);
}

/** Goes on with the role that Credentials name, if any. */
export function withRole(visit: Visit, state: TaskState, then: (roleArn: string | undefined) => void): void {
  const { Credentials: given } = state;
  if (given === undefined) return then(undefined);
  const take = (filled: unknown) => then((filled as { RoleArn?: string }).RoleArn);
  if (visit.step.isJsonata) return visit.evaluate(given, "Credentials", {}, take);
  take(fillTemplate(given, pathInput(visit), visit));
}

function isSeconds(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= TIMEOUT_SECONDS;
}
