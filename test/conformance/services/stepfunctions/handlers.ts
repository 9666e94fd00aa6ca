/** What the functions of the recorded cases do: by the name of their file where that is known, else as their recorded answers show. */
import { isDeepStrictEqual } from "node:util";
import type { Cloud } from "../../../../src/sdk/cloud";
import type { Handler } from "../../../../src/services/lambda";
import { afterEvent, detailsOf, type RecordedEvent, type Recording } from "./recording";

class PythonError extends Error {
  constructor(type: string, message: string) {
    super(message);
    this.name = type;
  }
}

/** As Python writes a value into a text. */
function asPython(value: unknown): string {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(asPython).join(", ")}]`;
  if (typeof value === "object") {
    const members = Object.entries(value).map(([key, each]) => `'${key}': ${asPython(each)}`);
    return `{${members.join(", ")}}`;
  }
  return String(value);
}

/** Undefined for a file that is not known: then `answering` says what its recorded answers were. */
export function handlerOf(file: string, cloud: Cloud): Handler | undefined {
  switch (/([\w-]+)\.py$/.exec(file)?.[1]) {
    case "id_function":
      return (event) => event;
    case "return_bytes_str":
      return () => "HelloWorld!";
    case "large_output_string":
      return () => "a".repeat(300_000);
    case "return_decorated_input":
      return (event) => `input-event-${asPython(event)}`;
    case "raise_exception":
      return () => {
        throw new PythonError("Exception", "Some exception was raised.");
      };
    case "raise_custom_exception":
      return () => {
        throw new PythonError("CustomException", "");
      };
    case "wait_60_seconds":
      return () => cloud.sleep({ seconds: 60 });
    default:
      return undefined;
  }
}

/** An invocation of the recording: what the function was given, and how it ended. */
interface Invocation {
  given: unknown;
  end: RecordedEvent | undefined;
}

/**
 * A function that answers as it was recorded to: each invocation as the first that was given the same and has not been answered, else
 * as the last that was given the same.
 */
export function answering(recording: Recording, cloud: Cloud): Handler {
  const left = invocationsOf(recording);
  const past: Invocation[] = [];
  return (event) => {
    const isSame = ({ given }: Invocation) => isDeepStrictEqual(given, event);
    const at = left.findIndex(isSame);
    const invocation = at === -1 ? past.filter(isSame).at(-1) : left.splice(at, 1)[0];
    if (invocation === undefined) throw new RangeError(`no recorded invocation was given ${JSON.stringify(event)}`);
    past.push(invocation);
    const { end } = invocation;
    if (end === undefined || end.type.endsWith("TimedOut")) return cloud.sleep({ minutes: 14 });
    const { output, error, cause } = detailsOf(end) as { output?: unknown; error?: string; cause?: unknown };
    if (end.type.endsWith("Failed")) throw new PythonError(error ?? "Exception", messageOf(cause));
    const value = parsed(output);
    return end.type === "TaskSucceeded" ? (value as { Payload: unknown }).Payload : value;
  };
}

function invocationsOf(recording: Recording): Invocation[] {
  return recording.events.flatMap((event) => {
    const { input, parameters, resourceType } = detailsOf(event) as Record<string, unknown>;
    const isFunction = event.type === "LambdaFunctionScheduled";
    if (!isFunction && !(event.type === "TaskScheduled" && resourceType === "lambda")) return [];
    const started = afterEvent(recording, event);
    const end = started === undefined ? undefined : afterEvent(recording, started);
    const given = isFunction ? parsed(input) : ((parsed(parameters) as { Payload?: unknown }).Payload ?? {});
    return [{ given, end }];
  });
}

function messageOf(cause: unknown): string {
  const value = parsed(cause);
  const { errorMessage } = (typeof value === "object" && value !== null ? value : {}) as { errorMessage?: string };
  return errorMessage ?? String(cause ?? "");
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
