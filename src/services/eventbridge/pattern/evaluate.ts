/**
 * Does an event meet a pattern? The plain reading of the rule, one alternative at a time; the index is checked against it.
 * Fields inside a list of objects must be met within the same element. A field counts as absent when no value of it stands
 * in the elements chosen so far; fields are tried in the order of their paths, as AWS does.
 */
import { readAddress } from "./address";
import { hasDecimals } from "./numeric";
import type { FieldValues, Paths, Place } from "./paths";
import type { Alternative, Scalar, Test } from "./syntax";
import { matchesWildcard } from "./wildcard";

/** A field of an alternative, tied to where its values are found. */
export interface BoundField {
  values: FieldValues;
  tests: readonly Test[];
}

export function bind(alternative: Alternative, paths: Paths): BoundField[] {
  return alternative.map(({ path, tests }) => ({ values: paths.field(path), tests }));
}

const LARGEST = 5e11; // numbers beyond are not compared, and neither are those finer than 6 decimals
const DECIMALS = 6;

export function isComparable(value: number): boolean {
  return value <= LARGEST && value >= -LARGEST && hasDecimals(value, DECIMALS);
}

/** Whether one value passes one test. `absent` is about the field, so no value passes it. */
export function passes(test: Test, value: Scalar): boolean {
  if (test.op === "exists") return true;
  if (test.op === "absent") return false;
  if (test.op === "exact") return test.value === value;
  if (test.op === "anything-but") {
    if (typeof value === "number") return !test.numbers.has(value);
    if (typeof value !== "string") return true;
    return !test.strings.has(value) && !test.tests.some((each) => passes(each, value));
  }
  if (test.op === "numeric") return typeof value === "number" && isComparable(value) && inRange(test, value);
  if (typeof value !== "string") return false;
  switch (test.op) {
    case "prefix":
      return (test.ignoreCase ? value.toLowerCase() : value).startsWith(test.text);
    case "suffix":
      return (test.ignoreCase ? value.toLowerCase() : value).endsWith(test.text);
    case "equals":
      return value.toLowerCase() === test.text;
    case "wildcard":
      return matchesWildcard(test.pieces, value);
    case "address":
    case "cidr": {
      const address = readAddress(value);
      if (address === undefined || address.bits !== test.range.bits) return false;
      return address.value >= test.range.low && address.value <= test.range.high;
    }
  }
}

export function inRange(test: Test & { op: "numeric" }, value: number): boolean {
  return (
    (test.openLow ? value > test.low : value >= test.low) && (test.openHigh ? value < test.high : value <= test.high)
  );
}

/** Whether the event that `paths` read last meets the alternative. */
export function meets(fields: readonly BoundField[], paths: Paths): boolean {
  return from(fields, 0, paths, []);
}

/** `chosen` holds the element picked of each list so far, by the number of the list. */
function from(fields: readonly BoundField[], i: number, paths: Paths, chosen: (number | undefined)[]): boolean {
  const field = fields[i];
  if (field === undefined) return true;
  const { values, tests } = field;
  let isAbsent = true;
  if (paths.has(values)) {
    for (let j = 0; j < values.values.length; j++) {
      const place = values.places[j];
      if (!agrees(place, chosen)) continue;
      isAbsent = false;
      const value = values.values[j]!;
      if (!tests.some((test) => passes(test, value))) continue;
      if (place === undefined) {
        if (from(fields, i + 1, paths, chosen)) return true;
        break; // any other value in no list would lead to the same place
      }
      const next = chosen.slice();
      for (let at: Place | undefined = place; at !== undefined; at = at.outer) next[at.list] = at.element;
      if (from(fields, i + 1, paths, next)) return true;
    }
  }
  return isAbsent && tests.some((test) => test.op === "absent") && from(fields, i + 1, paths, chosen);
}

function agrees(place: Place | undefined, chosen: readonly (number | undefined)[]): boolean {
  for (let at = place; at !== undefined; at = at.outer) {
    const element = chosen[at.list];
    if (element !== undefined && element !== at.element) return false;
  }
  return true;
}

/**
 * The path of the first field that no value meets on its own; "" when every field is met, but not in the same elements;
 * undefined when the alternative is met.
 */
export function firstUnmet(fields: readonly BoundField[], paths: Paths): string | undefined {
  if (meets(fields, paths)) return undefined;
  return fields.find((field) => !meets([field], paths))?.values.path ?? "";
}
