/**
 * Payload templates: a JSON value in which each field whose name ends in ".$" is a path or an intrinsic function.
 * A template is taken apart once; what is constant in it is handed on as it stands, never copied.
 * Source: States Language specification, "Payload Template" (read 2026-11).
 */
import { compileIntrinsic } from "../intrinsics";
import type { Scope } from "../language";
import { readPathFor } from "./read";

type Fill = (data: unknown, scope: Scope) => unknown;

const MARK = ".$";
const compiled = new WeakMap<object, Fill | null>();

/**
 * Fills a template of Parameters, ResultSelector, ItemSelector, BatchInput or Assign.
 * @throws StatesError States.Runtime for a path that names nothing or an intrinsic function that fails
 */
export function fillTemplate(template: unknown, data: unknown, scope: Scope): unknown {
  const fill = compile(template);
  return fill === null ? template : fill(data, scope);
}

/** Null when the value is constant. */
function compile(template: unknown): Fill | null {
  if (template === null || typeof template !== "object") return null;
  let fill = compiled.get(template);
  if (fill === undefined) {
    fill = Array.isArray(template) ? compileArray(template) : compileObject(template as Record<string, unknown>);
    compiled.set(template, fill);
  }
  return fill;
}

function compileArray(template: readonly unknown[]): Fill | null {
  const fills = template.map(compile);
  if (fills.every((fill) => fill === null)) return null;
  return (data, scope) => fills.map((fill, i) => (fill === null ? template[i] : fill(data, scope)));
}

function compileObject(template: Readonly<Record<string, unknown>>): Fill | null {
  const names: string[] = [];
  const fills: (Fill | null)[] = [];
  const constants: unknown[] = [];
  for (const [name, value] of Object.entries(template)) {
    const isMarked = name.endsWith(MARK) && typeof value === "string";
    names.push(isMarked ? name.slice(0, -MARK.length) : name);
    fills.push(isMarked ? compileField(name, value) : compile(value));
    constants.push(value);
  }
  if (fills.every((fill) => fill === null)) return null;
  return (data, scope) => {
    const filled: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i++) {
      const fill = fills[i]!;
      filled[names[i]!] = fill === null ? constants[i] : fill(data, scope);
    }
    return filled;
  };
}

/** The text of a marked field: a path, else an intrinsic function. */
function compileField(name: string, text: string): Fill {
  if (text.startsWith("$")) return (data, scope) => readPathFor(name, text, data, scope);
  const call = compileIntrinsic(text);
  return (data, scope) => call(data, scope);
}
