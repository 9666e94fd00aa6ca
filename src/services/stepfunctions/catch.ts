/**
 * Catch: the first catcher that knows the error gets the execution on to its state, with the error as that state's input or
 * part of it.
 * Source: Developer Guide, "Handling errors in Step Functions workflows" (read 2026-11).
 */
import { stepAt } from "./compile";
import { assignByPath } from "./data";
import type { Catcher } from "./definition";
import type { Failure } from "./execution";
import { writePath } from "./language";
import { knows } from "./retry";
import type { Visit } from "./visit";

/** Returns false when no catcher takes the failure. */
export function catchFailure(visit: Visit, failure: Failure): boolean {
  const { Catch: catchers } = visit.step.state as { Catch?: Catcher[] };
  const catcher = catchers?.find(({ ErrorEquals }) => knows(ErrorEquals, failure));
  if (catcher === undefined) return false;
  visit.isCaught = true;
  const { facts } = visit.sf;
  const { error, cause } = failure;
  const next = stepAt(visit.step.block, catcher.Next);
  visit.factWith(facts.Caught, Number.NaN, error ?? "", visit.row, { next: next.name, cause });
  const errorOutput = { Error: error ?? "", Cause: cause ?? "" };
  if (!visit.step.isJsonata) {
    const assigned = assignByPath(visit, catcher.Assign, errorOutput);
    visit.leave(byResultPath(catcher.ResultPath, visit.input, errorOutput), assigned, next);
    return true;
  }
  visit.evaluate(catcher.Assign, "Assign", { errorOutput }, (assigned) => {
    visit.evaluate(catcher.Output ?? errorOutput, "Output", { errorOutput }, (output) =>
      visit.leave(output, assigned as Record<string, unknown> | undefined, next),
    );
  });
  return true;
}

function byResultPath(path: string | null | undefined, input: unknown, errorOutput: unknown): unknown {
  if (path === undefined || path === "$") return errorOutput;
  return path === null ? input : writePath(path, input, errorOutput);
}
