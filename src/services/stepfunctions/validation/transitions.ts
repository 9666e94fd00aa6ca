/**
 * Where the states of one machine lead: every target must be there, every state must be reached, and one must be an end.
 * As measured on AWS: without an end nothing is said of states that are not reached, and the target of StartAt, Default and Catch is
 * called a 'Next' target, too.
 */
import type { Report } from "./report";

interface Linked {
  Type: string;
  Next?: string;
  End?: boolean;
  Default?: string;
  Choices?: { Next?: string }[];
  Catch?: { Next?: string }[];
}

const MISSING_TARGET = "MISSING_TRANSITION_TARGET";

export function checkTransitions(
  report: Report,
  machine: { StartAt: string; States: Readonly<Record<string, Linked>> },
  at: string,
): void {
  const { StartAt: start, States: states } = machine;
  const isThere = (name: string) => Object.hasOwn(states, name);
  if (!isThere(start)) report.error(`Missing 'Next' target: ${start}`, `${at}/StartAt`, MISSING_TARGET);
  for (const [name, state] of Object.entries(states)) {
    for (const [target, place] of targetsOf(state)) {
      if (!isThere(target))
        report.error(`Missing 'Next' target: ${target}`, `${at}/States/${name}/${place}`, MISSING_TARGET);
    }
  }
  const isEnd = ({ Type: type, End: end }: Linked) => end === true || type === "Succeed" || type === "Fail";
  if (!Object.values(states).some(isEnd))
    return report.error("Workflow has no terminal state", undefined, "MISSING_END_STATE");
  const reached = new Set<string>();
  const waiting = [start];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name) || !isThere(name)) continue;
    reached.add(name);
    waiting.push(...[...targetsOf(states[name]!)].map(([target]) => target));
  }
  for (const name of Object.keys(states)) {
    if (!reached.has(name)) report.error(`State "${name}" is not reachable.`, `${at}/States/${name}`, MISSING_TARGET);
  }
}

/** Each target with the place that names it. */
function* targetsOf(state: Linked): Iterable<[target: string, place: string]> {
  if (state.Next !== undefined) yield [state.Next, "Next"];
  if (state.Default !== undefined) yield [state.Default, "Default"];
  for (const field of ["Choices", "Catch"] as const) {
    for (const [i, rule] of (state[field] ?? []).entries()) {
      if (rule.Next !== undefined) yield [rule.Next, `${field}[${i}]/Next`];
    }
  }
}
