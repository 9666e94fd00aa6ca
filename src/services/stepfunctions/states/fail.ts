/** Fail: ends its block with an error and a cause, either of which may be missing. */
import type { FailState } from "../definition";
import { fillTemplate, readPathFor, runtimeError } from "../language";
import type { Visit } from "../visit";

export function runFail(visit: Visit): void {
  const { Error: error, ErrorPath, Cause: cause, CausePath } = visit.step.state as FailState;
  if (visit.step.isJsonata) {
    return visit.evaluate(
      error,
      "Error",
      {},
      (name) =>
        visit.evaluate(
          cause,
          "Cause",
          {},
          (why) => visit.fail({ error: name as string | undefined, cause: why as string | undefined }),
          "string",
        ),
      "string",
    );
  }
  visit.fail({
    error: ErrorPath === undefined ? error : byPath(visit, "ErrorPath", ErrorPath),
    cause: CausePath === undefined ? cause : byPath(visit, "CausePath", CausePath),
  });
}

/** A path, or an intrinsic function. */
function byPath(visit: Visit, field: "ErrorPath" | "CausePath", path: string): string {
  const value = path.startsWith("$")
    ? readPathFor(field, path, visit.input, visit)
    : (fillTemplate({ "value.$": path }, visit.input, visit) as { value: unknown }).value;
  if (typeof value === "string") return value;
  throw runtimeError(`The ${field} field '${path}' refers to ${JSON.stringify(value)}, which is not a string.`);
}
