/** One pattern against one event, and why it does not match. */
import { type BoundField, bind, firstUnmet, meets } from "./evaluate";
import { Paths } from "./paths";
import type { Pattern } from "./syntax";

interface Ready {
  paths: Paths;
  alternatives: BoundField[][];
}

const ready = new WeakMap<Pattern, Ready>();

function prepare(pattern: Pattern): Ready {
  let found = ready.get(pattern);
  if (found === undefined) {
    const paths = new Paths();
    found = { paths, alternatives: pattern.alternatives.map((each) => bind(each, paths)) };
    ready.set(pattern, found);
  }
  return found;
}

export function matchesPattern(pattern: Pattern, event: object): boolean {
  const { paths, alternatives } = prepare(pattern);
  paths.read(event);
  return alternatives.some((fields) => meets(fields, paths));
}

/**
 * Undefined when the event matches. Otherwise the first field, of the first alternative, that no value of the event meets;
 * "" when each is met, but not within the same element of a list.
 */
export function whyUnmet(pattern: Pattern, event: object): string | undefined {
  const { paths, alternatives } = prepare(pattern);
  paths.read(event);
  if (alternatives.some((fields) => meets(fields, paths))) return undefined;
  return firstUnmet(alternatives[0]!, paths);
}
