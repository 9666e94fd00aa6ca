/**
 * All tests of one field at one point of the index, arranged by operator, so that a value finds the lists of tests that it
 * passes without asking each of them. A list of tests leads to a node; nodes are told at most once for all values of an event.
 */
import { Affixes } from "./affixes";
import { isComparable, passes } from "./evaluate";
import { Networks } from "./networks";
import type { FieldValues, Paths } from "./paths";
import { Pieces } from "./pieces";
import { Ranges } from "./ranges";
import type { Scalar, Test } from "./syntax";
import { matchesWildcard, type Wildcard } from "./wildcard";

interface Target<N> {
  node: N;
  /** The round in which it was told last. */
  told: number;
}

interface Exception<N> {
  test: Test & { op: "anything-but" };
  target: Target<N>;
  /** The value, by its number, that it was found to exclude. */
  excluded: number;
}

type Tell<N> = (target: Target<N>) => void;

export class FieldIndex<N> {
  readonly #targets = new Map<string, Target<N>>();
  readonly #exact = new Map<Scalar, Target<N>[]>();
  readonly #any: Target<N>[] = [];
  readonly #absent: Target<N>[] = [];
  readonly #exceptions: Exception<N>[] = [];
  readonly #excluding = new Map<string | number, Exception<N>[]>();
  #texts: TextIndex<N> | undefined;
  #ranges: Ranges<Target<N>> | undefined;
  #round = 0;
  #valueNumber = 0;

  constructor(readonly field: FieldValues) {}

  /** The node behind this list of tests, made when it is new. */
  node(tests: readonly Test[], make: () => N): N {
    const key = keyOf(tests);
    let target = this.#targets.get(key);
    if (target === undefined) {
      target = { node: make(), told: 0 };
      this.#targets.set(key, target);
      for (const test of tests) this.#add(test, target);
    }
    return target.node;
  }

  #add(test: Test, target: Target<N>): void {
    if (test.op === "exact") push(this.#exact, test.value, target);
    else if (test.op === "exists") this.#any.push(target);
    else if (test.op === "absent") this.#absent.push(target);
    else if (test.op === "anything-but") {
      const exception = { test, target, excluded: 0 };
      this.#exceptions.push(exception);
      for (const value of [...test.strings, ...test.numbers]) push(this.#excluding, value, exception);
    } else if (test.op === "numeric") {
      this.#ranges ??= new Ranges();
      this.#ranges.add(test, target);
    } else {
      this.#texts ??= new TextIndex();
      this.#texts.add(test, target);
    }
  }

  /** Calls `found` for the node of every list of tests that the field meets in the event read last. */
  find(paths: Paths, found: (node: N) => void): void {
    const round = ++this.#round;
    const tell: Tell<N> = (target) => {
      if (target.told === round) return;
      target.told = round;
      found(target.node);
    };
    const isPresent = paths.has(this.field);
    if (isPresent) {
      for (const target of this.#any) tell(target);
      for (const value of this.field.values) this.#value(value, tell);
    }
    // Inside lists of objects absence depends on the element: the caller looks closer.
    if (!isPresent || paths.hasPlaces) for (const target of this.#absent) tell(target);
  }

  #value(value: Scalar, tell: Tell<N>): void {
    const exact = this.#exact.get(value);
    if (exact) for (const target of exact) tell(target);
    if (typeof value === "string") this.#texts?.find(value, tell);
    else if (typeof value === "number" && this.#ranges !== undefined && isComparable(value)) {
      this.#ranges.find(value, tell);
    }
    if (this.#exceptions.length > 0) this.#except(value, tell);
  }

  #except(value: Scalar, tell: Tell<N>): void {
    const number = ++this.#valueNumber;
    const excluding = this.#excluding.get(value as string | number);
    if (excluding) for (const exception of excluding) exception.excluded = number;
    for (const { test, target, excluded } of this.#exceptions) {
      if (excluded !== number && (test.tests.length === 0 || passes(test, value))) tell(target);
    }
  }
}

type TextTest = Exclude<Test, { op: "exact" | "exists" | "absent" | "anything-but" | "numeric" }>;

/** The tests that only text can pass. */
class TextIndex<N> {
  readonly #equal = new Map<string, Target<N>[]>();
  readonly #prefixes = new Affixes<Target<N>>(false);
  readonly #suffixes = new Affixes<Target<N>>(true);
  readonly #lowerPrefixes = new Affixes<Target<N>>(false);
  readonly #lowerSuffixes = new Affixes<Target<N>>(true);
  #networks: Networks<Target<N>> | undefined;
  #wildcards: Pieces<{ pieces: Wildcard; target: Target<N> }> | undefined;
  #ignoresCase = false;

  add(test: TextTest, target: Target<N>): void {
    if (test.op === "cidr" || test.op === "address") {
      this.#networks ??= new Networks();
      this.#networks.add(test.range, target);
    } else if (test.op === "wildcard") {
      this.#wildcards ??= new Pieces();
      const longest = test.pieces.reduce((a, b) => (b.length > a.length ? b : a));
      this.#wildcards.add(longest, { pieces: test.pieces, target });
    } else {
      this.#ignoresCase ||= test.ignoreCase;
      if (test.op === "equals") push(this.#equal, test.text, target);
      else if (test.op === "prefix") (test.ignoreCase ? this.#lowerPrefixes : this.#prefixes).add(test.text, target);
      else (test.ignoreCase ? this.#lowerSuffixes : this.#suffixes).add(test.text, target);
    }
  }

  find(value: string, tell: Tell<N>): void {
    this.#prefixes.find(value, tell);
    this.#suffixes.find(value, tell);
    this.#networks?.find(value, tell);
    this.#wildcards?.find(value, ({ pieces, target }) => {
      if (matchesWildcard(pieces, value)) tell(target);
    });
    if (!this.#ignoresCase) return;
    const lower = value.toLowerCase();
    const equal = this.#equal.get(lower);
    if (equal) for (const target of equal) tell(target);
    this.#lowerPrefixes.find(lower, tell);
    this.#lowerSuffixes.find(lower, tell);
  }
}

function push<K, T>(map: Map<K, T[]>, key: K, item: T): void {
  const found = map.get(key);
  if (found) found.push(item);
  else map.set(key, [item]);
}

/** Equal lists of tests share what follows them. */
function keyOf(tests: readonly Test[]): string {
  return JSON.stringify(tests, (_name, value: unknown) => {
    if (value instanceof Set) return [...value];
    if (typeof value === "bigint") return `${value}n`;
    return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY ? String(value) : value;
  });
}
