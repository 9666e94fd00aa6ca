import { type Intrinsic, IntrinsicError } from "./intrinsic";

/** The template with each {} replaced by the next argument. Objects and arrays are shown as Java shows them, which is what AWS does. */
export const format: Intrinsic = {
  name: "States.Format",
  parameters: ["string"],
  rest: "any",
  apply([template, ...values]: [string, ...unknown[]]) {
    const pieces = template.split("{}");
    if (pieces.length - 1 !== values.length) {
      throw new IntrinsicError(
        `number of arguments do not match the occurrences of {}: ${values.length} and ${pieces.length - 1}`,
      );
    }
    return pieces.map((piece, i) => (i === 0 ? piece : shown(values[i - 1]) + piece)).join("");
  },
};

function shown(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return `[${value.map(shown).join(", ")}]`;
  if (value === null || typeof value !== "object") return String(value);
  const fields = Object.entries(value).map(([name, item]) => `${name}=${shown(item)}`);
  return `{${fields.join(", ")}}`;
}
