/**
 * What an intrinsic function is: its name, the kinds of its arguments, and what it does with them.
 * Source: Developer Guide, "Intrinsic functions in Amazon States Language" (read 2026-11).
 */
import type { Scope } from "../language";

export type Kind = "any" | "array" | "boolean" | "number" | "object" | "string";

export interface Intrinsic {
  /** "States.ArrayPartition" */
  name: string;
  /** Kinds of the arguments, in order. */
  parameters: readonly Kind[];
  /** How many of them may be left out, at the end. Default 0. */
  optional?: number;
  /** Kind of any number of further arguments. Default: there are none. */
  rest?: Kind;
  // biome-ignore lint/suspicious/noExplicitAny: the kinds are checked against `parameters` before
  apply(args: any[], scope: Scope): unknown;
}

/** Why a function cannot work with its arguments. Becomes the failure of the state. */
export class IntrinsicError extends Error {}

/** The longest string that Base64Encode, Base64Decode and Hash take, in characters. */
export const LONGEST_STRING = 10_000;
/** The most elements that ArrayRange makes. */
export const MOST_ELEMENTS = 1_000;

/** @throws IntrinsicError unless the arguments are as many and of the kinds that the function takes */
export function checkArguments(fn: Intrinsic, args: readonly unknown[]): void {
  const { name, parameters, optional = 0, rest } = fn;
  const least = parameters.length - optional;
  if (args.length < least || (rest === undefined && args.length > parameters.length)) {
    const wanted = rest !== undefined ? `at least ${least}` : optional > 0 ? `${least} to ${parameters.length}` : least;
    throw new IntrinsicError(`${name} takes ${wanted} arguments, not ${args.length}`);
  }
  args.forEach((arg, i) => {
    const kind = parameters[i] ?? rest!;
    if (kind !== "any" && kindOf(arg) !== kind) {
      throw new IntrinsicError(`argument ${i + 1} of ${name} must be of type ${kind}, not ${kindOf(arg)}`);
    }
  });
}

/** @throws IntrinsicError when a string is longer than AWS takes */
export function checkLength(name: string, text: string): void {
  if (text.length > LONGEST_STRING) {
    throw new IntrinsicError(`${name} takes at most ${LONGEST_STRING} characters, not ${text.length}`);
  }
}

/** A number to the nearest whole one, halves up, as AWS does (-1.5 becomes -1). Never -0. */
export function whole(value: number): number {
  return Math.round(value) + 0;
}

/** Equal as JSON values: objects whatever the order of their fields. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a))
    return a.length === (b as unknown[]).length && a.every((item, i) => isEqual(item, (b as unknown[])[i]));
  const left = Object.entries(a);
  return (
    left.length === Object.keys(b).length &&
    left.every(([name, value]) => Object.hasOwn(b, name) && isEqual(value, (b as Record<string, unknown>)[name]))
  );
}

export function kindOf(value: unknown): Kind | "null" {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : (typeof value as Kind);
}
