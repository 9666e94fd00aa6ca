/** What the functions of the recorded cases do, by the name of their file: as their recorded answers show. */
import type { Cloud } from "../../../../src/sdk/cloud";
import type { Handler } from "../../../../src/services/lambda";

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

/** @throws RangeError for a file that no recorded answer has shown */
export function handlerOf(file: string, cloud: Cloud): Handler {
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
      throw new RangeError(`no recorded answer shows what ${file} does`);
  }
}
