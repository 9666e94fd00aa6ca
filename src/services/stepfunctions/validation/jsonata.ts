/**
 * JSONata in a definition: each expression must be well-formed, and refer to nothing but $states, variables and functions, for there is
 * no input document: a bare name at the top level is refused, and so are `$` and `$$` there.
 */
import { compileExpression, expressionIn } from "../jsonata";
import { isObject, type Report } from "./report";

/** A node of JSONata's syntax tree, as far as it is looked at. */
interface Node {
  type?: string;
  value?: unknown;
  [part: string]: unknown;
}

/** Checks every expression in a template. */
export function checkExpressions(report: Report, value: unknown, at: string): void {
  if (typeof value === "string") checkExpression(report, value, at);
  else if (Array.isArray(value)) for (const [i, item] of value.entries()) checkExpressions(report, item, `${at}[${i}]`);
  else if (isObject(value))
    for (const [name, item] of Object.entries(value)) checkExpressions(report, item, `${at}/${name}`);
}

function checkExpression(report: Report, text: string, at: string): void {
  const expression = expressionIn(text);
  if (expression === undefined) {
    // as AWS has it, "{%" without "%}" is a mistake, not a text
    if (text.startsWith("{%") !== text.endsWith("%}")) {
      report.error("A JSONata expression begins with '{%' and ends with '%}'", at);
    }
    return;
  }
  try {
    const names = new Set<string>();
    collect(compileExpression(expression).ast() as unknown as Node, names);
    for (const name of names) {
      report.error(`Reference to '${name}' at the top level is not supported.`, at, "UNSUPPORTED_JSONATA_EXPRESSION");
    }
  } catch (error) {
    if (typeof (error as { code?: unknown }).code !== "string") throw error;
    report.error((error as { message: string }).message, at, "INVALID_JSONATA_EXPRESSION");
  }
}

/** Parts of a node that are evaluated in the context of a value, which is no longer the top level. */
const INNER = new Set(["stages", "predicate", "group", "terms", "pattern", "update", "delete"]);

/** Collects what refers to the context item at the top level. */
function collect(node: unknown, names: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) collect(item, names);
    return;
  }
  if (typeof node !== "object" || node === null || node instanceof RegExp) return;
  const { type, value, steps } = node as Node;
  if (type === "name" || type === "wildcard" || type === "descendant" || type === "parent") {
    names.add(type === "name" ? String(value) : { wildcard: "*", descendant: "**", parent: "%" }[type]);
    return;
  }
  if (type === "variable" && (value === "" || value === "$")) names.add(`$${value}`);
  if (type === "path" && Array.isArray(steps)) return collect(steps[0], names);
  // in a lambda, `$` can be what it is called with by another name only
  for (const [part, inner] of Object.entries(node)) {
    if (!INNER.has(part) && typeof inner === "object") collect(inner, names);
  }
}
