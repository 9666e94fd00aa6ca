/**
 * Writes a result into the input at a reference path (ResultPath). The input is not changed: the way to the new value is copied.
 * What is missing on the way is created; a value that is in the way and is no object fails with States.ResultPathMatchFailure.
 * Source: States Language specification, "Using InputPath, ResultPath and OutputPath" (read 2026-11).
 */
import { StatesError } from "../states-error";
import { parsePath } from "./parse";

/**
 * @param path a reference path; "$" puts the value in the place of everything, null leaves the input as it is
 * @throws StatesError States.ResultPathMatchFailure when the path cannot be applied
 */
export function writePath(path: string | null, data: unknown, value: unknown): unknown {
  if (path === null) return data;
  const { steps } = parsePath(path);
  if (steps === undefined) throw matchFailure(path, data);
  return steps.length === 0 ? value : put(steps, 0, data, value, () => matchFailure(path, data));
}

function put(
  steps: readonly (string | number)[],
  at: number,
  target: unknown,
  value: unknown,
  failure: () => StatesError,
): unknown {
  if (at === steps.length) return value;
  const by = steps[at]!;
  if (typeof by === "number") {
    // ASL: a reference path may point into an array that is there, or one place past its end.
    if (!Array.isArray(target) || by < 0 || by > target.length) throw failure();
    const copy: unknown[] = target.slice();
    copy[by] = put(steps, at + 1, copy[by], value, failure);
    return copy;
  }
  if (target === undefined) return { [by]: put(steps, at + 1, undefined, value, failure) };
  if (target === null || typeof target !== "object" || Array.isArray(target)) throw failure();
  const below = Object.hasOwn(target, by) ? (target as Record<string, unknown>)[by] : undefined;
  return { ...target, [by]: put(steps, at + 1, below, value, failure) };
}

function matchFailure(path: string, data: unknown): StatesError {
  return new StatesError(
    "States.ResultPathMatchFailure",
    `Unable to apply ReferencePath ${path} to input ${JSON.stringify(data)}`,
    true,
  );
}
