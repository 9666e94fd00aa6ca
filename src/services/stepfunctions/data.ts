/**
 * How data go through a state. JSONPath: InputPath, Parameters, the work, ResultSelector, ResultPath, OutputPath; Assign sees
 * the selected result. JSONata: Arguments, the work, then Assign and Output, which both see the variables as they were.
 * Source: Developer Guide, "Processing input and output" (read 2026-11).
 */
import type { Step } from "./compile";
import { fillTemplate, readPath, writePath } from "./language";
import type { Visit } from "./visit";

/** The state's input as InputPath shows it. */
export function pathInput(visit: Visit): unknown {
  const { InputPath: path } = visit.step.dataFlow;
  if (path === undefined || path === "$") return visit.input;
  return path === null ? {} : readPath(path, visit.input, visit);
}

/** Goes on with what the work is given: Parameters or Arguments if there are any, else the input. */
export function withParameters(visit: Visit, then: (given: unknown) => void): void {
  const { Parameters, Arguments } = visit.step.dataFlow;
  if (visit.step.isJsonata) {
    if (Arguments === undefined) return then(visit.input);
    return visit.evaluate(Arguments, "Arguments", {}, then);
  }
  const input = pathInput(visit);
  then(Parameters === undefined ? input : fillTemplate(Parameters, input, visit));
}

/** Leaves the state with the result of its work. */
export function finish(visit: Visit, result: unknown, next: Step | undefined = visit.step.next): void {
  const { ResultSelector, ResultPath, OutputPath, Assign, Output } = visit.step.dataFlow;
  if (visit.step.isJsonata) return finishByExpression(visit, { result }, Assign, Output, result, next);
  const selected = ResultSelector === undefined ? result : fillTemplate(ResultSelector, result, visit);
  const assigned = assignByPath(visit, Assign, selected);
  let output = selected;
  if (ResultPath === null) output = visit.input;
  else if (ResultPath !== undefined && ResultPath !== "$") output = writePath(ResultPath, visit.input, selected);
  visit.leave(byOutputPath(visit, OutputPath, output), assigned, next);
}

/** Leaves a state that has no result of its own: its input goes through. */
export function passThrough(
  visit: Visit,
  next: Step | undefined = visit.step.next,
  rule: { Assign?: Record<string, unknown>; Output?: unknown } = visit.step.dataFlow,
): void {
  if (visit.step.isJsonata) return finishByExpression(visit, {}, rule.Assign, rule.Output, visit.input, next);
  const { OutputPath } = visit.step.dataFlow;
  const input = pathInput(visit);
  const assigned = assignByPath(visit, rule.Assign, input);
  visit.leave(byOutputPath(visit, OutputPath, input), assigned, next);
}

export function assignByPath(
  visit: Visit,
  assign: Record<string, unknown> | undefined,
  data: unknown,
): Record<string, unknown> | undefined {
  return assign === undefined ? undefined : (fillTemplate(assign, data, visit) as Record<string, unknown>);
}

function byOutputPath(visit: Visit, path: string | null | undefined, data: unknown): unknown {
  if (path === undefined || path === "$") return data;
  return path === null ? {} : readPath(path, data, visit);
}

function finishByExpression(
  visit: Visit,
  states: { result?: unknown },
  assign: unknown,
  output: unknown,
  otherwise: unknown,
  next: Step | undefined,
): void {
  visit.evaluate(assign, "Assign", states, (assigned) => {
    const leave = (value: unknown) => visit.leave(value, assigned as Record<string, unknown> | undefined, next);
    if (output === undefined) return leave(otherwise);
    visit.evaluate(output, "Output", states, leave);
  });
}
