/**
 * JSONata as a state's query language: strings "{% ... %}" anywhere in a template are expressions, everything else stands for itself.
 * An expression sees $states, the variables and Step Functions' own functions; it has no input document, so `$` is nothing.
 * Time and chance come from the simulation. An expression that runs away is stopped: by its depth, else after five seconds.
 * The texts of failures as recorded on AWS; that of an error inside JSONata carries JSONata's own code and message.
 */
import jsonata from "jsonata";
import { IntrinsicError } from "../intrinsics/intrinsic";
import type { Scope } from "../language";
import { queryError } from "../states-error";
import { functionsFor, loadNatives } from "./functions";
import { isOfType, type JsonType, plain, typeOf, UNSUPPORTED } from "./value";

export type { JsonType } from "./value";

/** What `$states` holds. */
export interface JsonataStates {
  input: unknown;
  /** After the task, in Output and Assign. */
  result?: unknown;
  /** In a Catch: { Error, Cause }. */
  errorOutput?: unknown;
  context: unknown;
}

type Expression = ReturnType<typeof jsonata>;

const DEEPEST = 1_000; // nested evaluations
const LONGEST_MS = 5_000; // of real time, against an expression without end

const compiled = new Map<string, Expression>();
const dynamic = new WeakMap<object, boolean>();

/** The expression inside "{% ... %}", or undefined when the text is none. */
export function expressionIn(text: string): string | undefined {
  return text.startsWith("{%") && text.endsWith("%}") && text.length >= 4 ? text.slice(2, -2).trim() : undefined;
}

/** Whether there is anything to evaluate in a template. Where there is not, the template is its own value. */
export function hasExpressions(template: unknown): boolean {
  if (typeof template === "string") return expressionIn(template) !== undefined;
  if (template === null || typeof template !== "object") return false;
  let is = dynamic.get(template);
  if (is === undefined) {
    is = Object.values(template).some(hasExpressions);
    dynamic.set(template, is);
  }
  return is;
}

/**
 * The value of a template.
 * @param field where it stands, as in "Output" or "Choices[0]/Condition": failures name it
 * @throws StatesError States.QueryEvaluationError when an expression fails, is undefined, or is no JSON
 */
export async function evaluate(
  template: unknown,
  states: JsonataStates,
  scope: Scope,
  field: string,
): Promise<unknown> {
  if (!hasExpressions(template)) return template;
  await loadNatives();
  return fill(template, bindings(states, scope), field);
}

/**
 * The value of a field that takes only one type.
 * @throws StatesError States.QueryEvaluationError, also when the value is of another type
 */
export async function evaluateAs(
  type: JsonType,
  template: unknown,
  states: JsonataStates,
  scope: Scope,
  field: string,
): Promise<unknown> {
  const value = await evaluate(template, states, scope, field);
  if (isOfType(value, type)) return value;
  const expression = typeof template === "string" ? expressionIn(template) : undefined;
  throw queryError(
    `The JSONata expression '${expression ?? JSON.stringify(template)}' specified for the field '${field}' returned an unexpected result type. ` +
      `Expected '${type}', but was '${typeOf(value)}' for value: ${JSON.stringify(value)}`,
    field,
  );
}

/** Compiles an expression, for validation. Throws JSONata's error for one that is not well-formed. */
export function compileExpression(text: string): Expression {
  let expression = compiled.get(text);
  if (expression === undefined) {
    expression = jsonata(text, { stack: DEEPEST, timeout: LONGEST_MS } as Parameters<typeof jsonata>[1]);
    compiled.set(text, expression);
  }
  return expression;
}

function bindings(states: JsonataStates, scope: Scope): Record<string, unknown> {
  return { ...functionsFor(scope), ...scope.variables, states };
}

async function fill(template: unknown, bound: Record<string, unknown>, field: string): Promise<unknown> {
  if (typeof template === "string") {
    const expression = expressionIn(template);
    return expression === undefined ? template : run(expression, bound, field);
  }
  if (!hasExpressions(template)) return template;
  if (Array.isArray(template)) {
    const items: unknown[] = [];
    for (let i = 0; i < template.length; i++) items.push(await fill(template[i], bound, `${field}[${i}]`));
    return items;
  }
  const filled: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(template as object)) {
    filled[name] = await fill(value, bound, `${field}/${name}`);
  }
  return filled;
}

async function run(text: string, bound: Record<string, unknown>, field: string): Promise<unknown> {
  const about = `The JSONata expression '${text}' specified for the field '${field}'`;
  let value: unknown;
  try {
    value = await compileExpression(text).evaluate(undefined, bound);
  } catch (error) {
    throw queryError(`${about} threw an error during evaluation. ${reasonOf(error)}`, field);
  }
  if (value === undefined) throw queryError(`${about} returned nothing (undefined).`, field);
  const result = plain(value);
  if (result === UNSUPPORTED) throw queryError(`${about} returned an unsupported result type.`, field);
  return result;
}

/** JSONata throws plain objects with a code and a message. */
function reasonOf(error: unknown): string {
  if (error instanceof IntrinsicError) return error.message;
  const { code, message } = error as { code?: string; message?: string };
  return code === undefined ? String(message ?? error) : `${code}: ${message}`;
}
