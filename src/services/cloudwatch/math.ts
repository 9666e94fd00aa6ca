/**
 * Metric math, the part that a course needs: numbers, ids, + - * / ^, comparisons, AND OR, and the functions below. Whatever
 * else AWS has (SEARCH, ANOMALY_DETECTION_BAND, SORT ...) is refused by its name.
 *
 *   expression = and {OR and}   and = compare {AND compare}   compare = sum [(== | != | < | <= | > | >=) sum]
 *   sum = product {(+ | -) product}   product = power {(* | /) power}   power = unary [^ power]   unary = [-] primary
 *   primary = number | id | NAME(arguments) | [list] | (expression)
 *
 * Between two series only instants that both have count; a division by zero has no datapoint, as in AWS.
 * Source: CloudWatch User Guide, "Using math expressions with CloudWatch metrics" (read 2026-11).
 */
import { validation } from "./errors";
import { SECOND } from "./limits";

/** Values by epoch second. */
export type Points = ReadonlyMap<number, number>;
export type Value = number | Points | Points[];

export interface Surroundings {
  /** The series of an id; throws when there is none. */
  series(id: string): Points;
  /** All series that are metrics, not expressions; with a part, those whose id contains it. */
  metrics(part?: string): Points[];
  /** Period in seconds of the metrics. */
  readonly period: number;
  /** Epoch seconds at which a datapoint may stand. */
  readonly instants: readonly number[];
}

/** Evaluates an expression. @throws ServiceError ValidationError that says where it stops making sense */
export function evaluate(expression: string, around: Surroundings): Value {
  return new Reader(expression, around).whole();
}

/** The ids that an expression names. */
export function idsIn(expression: string): string[] {
  return [...new Set(expression.replace(/"[^"]*"/g, "").match(/\b[a-z][A-Za-z0-9_]*\b/g) ?? [])];
}

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|("[^"]*")|(==|!=|<=|>=|&&|\|\||[-+*/^<>()[\],]))/y;

class Reader {
  readonly #tokens: string[] = [];
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly around: Surroundings,
  ) {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.trimEnd().length) {
      const from = TOKEN.lastIndex;
      const found = TOKEN.exec(text);
      if (found === null) throw this.#error(`"${text.slice(from).trim().slice(0, 20)}" cannot be read`);
      this.#tokens.push(found[0].trim());
    }
  }

  whole(): Value {
    const value = this.#or();
    if (this.#at < this.#tokens.length) throw this.#error(`"${this.#tokens[this.#at]}" was not expected`);
    return value;
  }

  #or(): Value {
    let left = this.#and();
    while (this.#takes("OR", "||")) left = binary(left, this.#and(), (a, b) => Number(a !== 0 || b !== 0));
    return left;
  }

  #and(): Value {
    let left = this.#compare();
    while (this.#takes("AND", "&&")) left = binary(left, this.#compare(), (a, b) => Number(a !== 0 && b !== 0));
    return left;
  }

  #compare(): Value {
    const left = this.#sum();
    const sign = this.#takes("==", "!=", "<=", ">=", "<", ">");
    return sign === undefined ? left : binary(left, this.#sum(), COMPARISONS[sign]!);
  }

  #sum(): Value {
    let left = this.#product();
    for (;;) {
      const sign = this.#takes("+", "-");
      if (sign === undefined) return left;
      left = binary(left, this.#product(), sign === "+" ? (a, b) => a + b : (a, b) => a - b);
    }
  }

  #product(): Value {
    let left = this.#power();
    for (;;) {
      const sign = this.#takes("*", "/");
      if (sign === undefined) return left;
      left = binary(left, this.#power(), sign === "*" ? (a, b) => a * b : (a, b) => a / b);
    }
  }

  #power(): Value {
    const base = this.#unary();
    return this.#takes("^") ? binary(base, this.#power(), (a, b) => a ** b) : base;
  }

  #unary(): Value {
    return this.#takes("-") ? each(this.#unary(), (a) => -a) : this.#primary();
  }

  #primary(): Value {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw this.#error("it ends too early");
    if (/^\d/.test(token)) return Number(token);
    if (token === "(") return this.#closed(this.#or(), ")");
    if (token === "[") return this.#list("]").flatMap((value) => seriesOf(value));
    if (!/^[A-Za-z]/.test(token)) throw this.#error(`"${token}" was not expected`);
    if (this.#takes("(") === undefined) return this.around.series(token);
    if (token === "METRICS") {
      const part = this.#tokens[this.#at]?.startsWith('"') ? this.#tokens[this.#at++]!.slice(1, -1) : undefined;
      return this.#closed(this.around.metrics(part), ")");
    }
    const run = Object.hasOwn(FUNCTIONS, token) ? FUNCTIONS[token] : undefined;
    if (run === undefined) throw validation(`nubelab does not simulate ${token} in metric math; it has ${NAMES}.`);
    if (token === "FILL") return this.#fill();
    return run(this.#list(")"), this.around, (rule) => this.#error(`${token} ${rule}`));
  }

  /** FILL(m, number | REPEAT) */
  #fill(): Value {
    const value = this.#or();
    if (this.#takes(",") === undefined) throw this.#error("FILL needs a series and what to fill in");
    const isRepeat = this.#takes("REPEAT") !== undefined;
    const filler = isRepeat ? undefined : this.#or();
    if (!isRepeat && typeof filler !== "number") throw this.#error("FILL fills in a number or REPEAT");
    const fill = (points: Points): Points => {
      const found = new Map<number, number>();
      let last: number | undefined;
      for (const instant of this.around.instants) {
        const known = points.get(instant) ?? (isRepeat ? last : (filler as number));
        if (known !== undefined) found.set(instant, known);
        last = known;
      }
      return found;
    };
    return this.#closed(Array.isArray(value) ? value.map(fill) : typeof value === "number" ? value : fill(value), ")");
  }

  #list(end: string): Value[] {
    const found: Value[] = [];
    if (this.#takes(end)) return found;
    do found.push(this.#or());
    while (this.#takes(","));
    return this.#closed(found, end);
  }

  #closed<T>(value: T, end: string): T {
    if (this.#takes(end) === undefined) throw this.#error(`a "${end}" is missing`);
    return value;
  }

  #takes(...tokens: string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (token === undefined || !tokens.includes(token)) return undefined;
    this.#at++;
    return token;
  }

  #error(why: string): Error {
    return validation(`Error in expression '${this.text}': ${why}.`);
  }
}

const COMPARISONS: Record<string, (a: number, b: number) => number> = {
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
  "<=": (a, b) => Number(a <= b),
  ">=": (a, b) => Number(a >= b),
  "<": (a, b) => Number(a < b),
  ">": (a, b) => Number(a > b),
};

type Run = (values: Value[], around: Surroundings, error: (rule: string) => Error) => Value;

/** Of one series: a number. Of several: a series, instant by instant. */
const reduce =
  (of: (numbers: number[]) => number): Run =>
  (values, _around, error) => {
    if (values.length === 0) throw error("needs a series");
    const all = values.flatMap(seriesOf);
    const [first] = values;
    if (values.length === 1 && first instanceof Map) return first.size === 0 ? 0 : of([...first.values()]);
    const instants = [...new Set(all.flatMap((points) => [...points.keys()]))].sort((a, b) => a - b);
    return new Map(
      instants.map((at) => [at, of(all.flatMap((points) => (points.has(at) ? [points.get(at)!] : [])))] as const),
    );
  };

const mapped =
  (of: (number: number) => number): Run =>
  (values, _around, error) => {
    if (values.length !== 1) throw error("takes one value");
    return each(values[0]!, of);
  };

/** What changes from one datapoint to the next. */
const between =
  (of: (change: number, seconds: number) => number): Run =>
  (values, _around, error) => {
    const [points] = values;
    if (values.length !== 1 || !(points instanceof Map)) throw error("takes one series");
    const entries = [...(points as Map<number, number>)];
    return new Map(
      entries.slice(1).map(([at, value], i) => [at, of(value - entries[i]![1], at - entries[i]![0])] as const),
    );
  };

const sum = (numbers: number[]) => numbers.reduce((total, value) => total + value, 0);

const FUNCTIONS: Readonly<Record<string, Run>> = {
  ABS: mapped(Math.abs),
  CEIL: mapped(Math.ceil),
  FLOOR: mapped(Math.floor),
  SUM: reduce(sum),
  AVG: reduce((numbers) => sum(numbers) / numbers.length),
  MIN: reduce((numbers) => Math.min(...numbers)),
  MAX: reduce((numbers) => Math.max(...numbers)),
  DIFF: between((change) => change),
  RATE: between((change, seconds) => change / seconds),
  PERIOD: (_values, around) => around.period,
  DATAPOINT_COUNT: reduce((numbers) => numbers.length),
  FILL: () => 0, // read by the reader, for the sake of REPEAT
  IF: (values, _around, error) => {
    const [condition, yes, no] = values;
    if (values.length !== 3 || condition === undefined || Array.isArray(condition)) {
      throw error("takes a condition and two values");
    }
    const pick = (value: Value, at: number) => (typeof value === "number" ? value : (value as Points).get(at));
    if (typeof condition === "number") return condition !== 0 ? yes! : no!;
    const found = new Map<number, number>();
    for (const [at, holds] of condition) {
      const value = pick(holds !== 0 ? yes! : no!, at);
      if (value !== undefined) found.set(at, value);
    }
    return found;
  },
};

const NAMES = [...Object.keys(FUNCTIONS), "METRICS"].sort().join(", ");

function seriesOf(value: Value): Points[] {
  if (typeof value === "number") return [];
  return Array.isArray(value) ? value : [value];
}

function each(value: Value, of: (number: number) => number): Value {
  if (typeof value === "number") return of(value);
  const through = (points: Points) => finite([...points].map(([at, number]) => [at, of(number)] as const));
  return Array.isArray(value) ? value.map(through) : through(value);
}

function binary(left: Value, right: Value, of: (a: number, b: number) => number): Value {
  if (typeof right === "number") return each(left, (a) => of(a, right));
  if (typeof left === "number") return each(right, (b) => of(left, b));
  if (Array.isArray(left)) return left.map((points) => binary(points, right, of) as Points);
  if (Array.isArray(right)) return right.map((points) => binary(left, points, of) as Points);
  return finite([...left].flatMap(([at, a]) => (right.has(at) ? [[at, of(a, right.get(at)!)] as const] : [])));
}

function finite(entries: (readonly [number, number])[]): Points {
  return new Map(entries.filter(([, value]) => Number.isFinite(value)));
}

/** A scalar as a series: the same at each instant. */
export function asSeries(value: Value, instants: readonly number[]): Points[] {
  return typeof value === "number" ? [new Map(instants.map((at) => [at, value]))] : seriesOf(value);
}

export const toDate = (second: number): Date => new Date(second * SECOND);
