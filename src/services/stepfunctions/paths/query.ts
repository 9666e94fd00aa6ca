/** Filters, slices, wildcards and descent, by jsonpath-plus. Its filters are interpreted by its own safe evaluator: no code is compiled. */
import { JSONPath } from "jsonpath-plus";

/** Every value that the path selects, in document order. */
export function query(path: string, data: unknown): unknown[] {
  if (data === null || typeof data !== "object") return [];
  const found: unknown = JSONPath({ path, json: data as object, wrap: true, eval: "safe", ignoreEvalErrors: true });
  return Array.isArray(found) ? found : [];
}
