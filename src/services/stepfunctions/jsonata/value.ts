/** What an expression has come to, as plain JSON: JSONata marks its arrays, and a mark must not reach the next expression. */

export type JsonType = "array" | "boolean" | "integer" | "null" | "number" | "object" | "string";

/** Stands for a value that JSON cannot hold: a function, a number that is none. */
export const UNSUPPORTED = Symbol("unsupported");

/** A plain copy, or UNSUPPORTED. Fields without a value are left out, as JSON does. */
export function plain(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : UNSUPPORTED;
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value !== "object" || isFunction(value) || value instanceof RegExp) return UNSUPPORTED;
  if (Array.isArray(value)) {
    const items = value.map((item) => (item === undefined ? null : plain(item)));
    return items.includes(UNSUPPORTED) ? UNSUPPORTED : items;
  }
  const copy: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    if (field === undefined) continue;
    const item = plain(field);
    if (item === UNSUPPORTED) return UNSUPPORTED;
    copy[name] = item;
  }
  return copy;
}

export function typeOf(value: unknown): JsonType {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : (typeof value as JsonType);
}

export function isOfType(value: unknown, type: JsonType): boolean {
  return type === "integer" ? Number.isInteger(value) : typeOf(value) === type;
}

function isFunction(value: object): boolean {
  return "_jsonata_lambda" in value || "_jsonata_function" in value;
}
