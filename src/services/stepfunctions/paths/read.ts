/**
 * Reads a path from the input, the context object or a variable.
 * A path that names one place fails when nothing is there; one that can select several is an array, perhaps empty.
 * The texts of failures are those of AWS, which come from the Jayway library; checked against recorded executions.
 */
import type { Scope } from "../language";
import { runtimeError } from "../states-error";
import { type Path, parsePath } from "./parse";
import { query } from "./query";

/** Nothing is there. */
export const MISSING = Symbol("missing");

/** The value of a path, or MISSING. Values are shared, never copied: treat them as immutable. */
export function find(path: Path, data: unknown, scope: Scope): unknown {
  let value = rootValue(path, data, scope);
  if (value === undefined) return MISSING;
  const { steps } = path;
  if (steps === undefined) {
    const found = query(path.query!, value);
    if (path.isLength === true) return found.length;
    if (path.isIndefinite) return found;
    return found.length === 0 ? MISSING : found[0];
  }
  for (let i = 0; i < steps.length; i++) {
    value = step(value, steps[i]!);
    if (value === undefined) return MISSING;
  }
  if (path.isLength !== true) return value;
  return Array.isArray(value) ? value.length : MISSING;
}

/**
 * Reads a path, as InputPath, OutputPath, ItemsPath, SecondsPath and their like do.
 * @throws StatesError States.Runtime when the path names nothing
 */
export function readPath(text: string, data: unknown, scope: Scope): unknown {
  const path = compile(text);
  const value = find(path, data, scope);
  if (value === MISSING) throw runtimeError(`Invalid path '${text}' : ${reasonOf(path, data, scope)}`);
  return value;
}

/**
 * Reads a path that stands in a field of a template, or in ErrorPath and CausePath: AWS words the failure differently there.
 * @param field as in "value.$" or "ErrorPath"
 * @throws StatesError States.Runtime when the path names nothing
 */
export function readPathFor(field: string, text: string, data: unknown, scope: Scope): unknown {
  const path = compile(text);
  const value = find(path, data, scope);
  if (value === MISSING) {
    const source = path.root.kind === "context" ? scope.context : data;
    throw runtimeError(
      `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(source)}'`,
    );
  }
  return value;
}

function compile(text: string): Path {
  try {
    return parsePath(text);
  } catch {
    throw runtimeError(`Invalid path '${text}' : Could not compile inline filter or path`);
  }
}

function rootValue({ root }: Path, data: unknown, scope: Scope): unknown {
  if (root.kind === "input") return data;
  if (root.kind === "context") return scope.context;
  return Object.hasOwn(scope.variables, root.name) ? scope.variables[root.name] : undefined;
}

/** One step down; undefined when there is nothing. */
function step(value: unknown, by: string | number): unknown {
  if (typeof by === "number") {
    if (!Array.isArray(value)) return undefined;
    return value[by < 0 ? value.length + by : by];
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, by) ? (value as Record<string, unknown>)[by] : undefined;
}

function reasonOf(path: Path, data: unknown, scope: Scope): string {
  const { steps, query: text } = path;
  if (steps === undefined) return `No results for path: ${text}`;
  let value = rootValue(path, data, scope);
  let at = "$";
  for (let i = 0; i < steps.length; i++) {
    const by = steps[i]!;
    const isWalkable = typeof by === "number" ? Array.isArray(value) : isObject(value);
    if (value !== undefined && !isWalkable) {
      return typeof by === "number"
        ? `Filter: [${by}] can only be applied to arrays. Current context is: ${JSON.stringify(value)}`
        : `Expected to find an object with property ['${by}'] in path ${at} but found '${typeName(value)}'.`;
    }
    at += typeof by === "number" ? `[${by}]` : `['${by}']`;
    value = step(value, by);
    if (value === undefined && i < steps.length - 1) return `Missing property in path ${at}`;
  }
  return `No results for path: ${at}`;
}

function isObject(value: unknown): boolean {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
