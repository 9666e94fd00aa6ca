/** Pass: its input goes through, or a Result that is written in the definition stands in for the work. */
import { finish, passThrough, withParameters } from "../data";
import type { PassState } from "../definition";
import type { Visit } from "../visit";

export function runPass(visit: Visit): void {
  const state = visit.step.state as PassState;
  if (visit.step.isJsonata) return passThrough(visit);
  withParameters(visit, (given) => finish(visit, state.Result === undefined ? given : state.Result));
}
