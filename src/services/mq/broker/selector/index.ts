/**
 * Message selectors: a subset of SQL-92's conditions over a message's header fields and properties, in three-valued logic. A
 * property that is absent is NULL; what compares with NULL or with another type is unknown, and unknown does not select.
 * Left out: XPath selectors. Source: JMS 1.1, 3.8.1 "Message Selector"; ActiveMQ Classic, "Selectors".
 */
import { likeMatcher } from "./like";
import { invalid, type Token, tokensOf } from "./tokens";

export type Value = string | number | boolean | null;
/** Gives a header field or property; null when the message has none. */
export type Fields = (name: string) => Value;
export type Expression = (fields: Fields) => Value;
export type Selector = (fields: Fields) => boolean;

const parsed = new Map<string, Selector>();
const MOST_PARSED = 1_000;

/** @throws InvalidSelectorException that names the place */
export function parseSelector(text: string): Selector {
  let selector = parsed.get(text);
  if (selector === undefined) {
    const parser = new Parser(text);
    const condition = parser.whole();
    selector = (fields) => condition(fields) === true;
    if (parsed.size >= MOST_PARSED) parsed.clear();
    parsed.set(text, selector);
  }
  return selector;
}

class Parser {
  readonly #tokens: Token[];
  #next = 0;

  constructor(readonly text: string) {
    this.#tokens = tokensOf(text);
  }

  whole(): Expression {
    const condition = this.#or();
    if (this.#peek.kind !== "end") throw this.#unexpected("AND, OR or the end");
    return condition;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#takes("OR")) {
      const [a, b] = [left, this.#and()];
      left = (fields) => or(truth(a(fields)), truth(b(fields)));
    }
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.#takes("AND")) {
      const [a, b] = [left, this.#not()];
      left = (fields) => not(or(not(truth(a(fields))), not(truth(b(fields)))));
    }
    return left;
  }

  #not(): Expression {
    if (!this.#takes("NOT")) return this.#condition();
    const inner = this.#not();
    return (fields) => not(truth(inner(fields)));
  }

  #condition(): Expression {
    const left = this.#sum();
    for (const operator of ["=", "<>", "<=", ">=", "<", ">"]) {
      if (this.#takes(operator)) {
        const right = this.#sum();
        return (fields) => compare(operator, left(fields), right(fields));
      }
    }
    if (this.#takes("IS")) {
      const isNot = this.#takes("NOT");
      this.#expect("NULL");
      return (fields) => (left(fields) === null) !== isNot;
    }
    const isNot = this.#takes("NOT");
    const whole = (inner: Expression): Expression => (isNot ? (fields) => not(truth(inner(fields))) : inner);
    if (this.#takes("BETWEEN")) {
      const low = this.#sum();
      this.#expect("AND");
      const high = this.#sum();
      return whole((fields) => {
        const value = left(fields);
        return not(or(not(truth(compare(">=", value, low(fields)))), not(truth(compare("<=", value, high(fields))))));
      });
    }
    if (this.#takes("IN")) return whole(this.#in(left));
    if (this.#takes("LIKE")) return whole(this.#like(left));
    if (isNot) throw this.#unexpected("BETWEEN, IN or LIKE");
    return left;
  }

  #in(left: Expression): Expression {
    this.#expect("(");
    const words = new Set<Value>();
    do words.add(this.#string());
    while (this.#takes(","));
    this.#expect(")");
    return (fields) => {
      const value = left(fields);
      return value === null ? null : words.has(value);
    };
  }

  #like(left: Expression): Expression {
    const pattern = this.#string();
    const escaping = this.#takes("ESCAPE") ? this.#string() : "";
    if (escaping.length > 1) throw invalid(this.text, `ESCAPE takes one character, not '${escaping}'`);
    const test = likeMatcher(pattern, escaping);
    return (fields) => {
      const value = left(fields);
      return typeof value === "string" ? test(value) : null;
    };
  }

  #sum(): Expression {
    let left = this.#product();
    for (;;) {
      const operator = this.#takes("+") ? "+" : this.#takes("-") ? "-" : undefined;
      if (operator === undefined) return left;
      const [a, b] = [left, this.#product()];
      left = (fields) => calculate(operator, a(fields), b(fields));
    }
  }

  #product(): Expression {
    let left = this.#signed();
    for (;;) {
      const operator = this.#takes("*") ? "*" : this.#takes("/") ? "/" : undefined;
      if (operator === undefined) return left;
      const [a, b] = [left, this.#signed()];
      left = (fields) => calculate(operator, a(fields), b(fields));
    }
  }

  #signed(): Expression {
    if (this.#takes("+")) return this.#signed();
    if (!this.#takes("-")) return this.#primary();
    const inner = this.#signed();
    return (fields) => calculate("-", 0, inner(fields));
  }

  #primary(): Expression {
    const token = this.#peek;
    if (this.#takes("(")) {
      const inner = this.#or();
      this.#expect(")");
      return inner;
    }
    if (this.#takes("TRUE")) return () => true;
    if (this.#takes("FALSE")) return () => false;
    if (this.#takes("NULL")) return () => null;
    this.#next++;
    if (token.kind === "number" || token.kind === "string") return () => token.value;
    if (token.kind === "name") return (fields) => fields(token.value);
    this.#next--;
    throw this.#unexpected("a name, a number, a string or (");
  }

  get #peek(): Token {
    return this.#tokens[this.#next]!;
  }

  #takes(word: string): boolean {
    const { kind, value } = this.#peek;
    if ((kind !== "keyword" && kind !== "symbol") || value !== word) return false;
    this.#next++;
    return true;
  }

  #expect(word: string): void {
    if (!this.#takes(word)) throw this.#unexpected(word);
  }

  #string(): string {
    const token = this.#peek;
    if (token.kind !== "string") throw this.#unexpected("a string in single quotes");
    this.#next++;
    return token.value as string;
  }

  #unexpected(expected: string): Error {
    const { kind, value, at } = this.#peek;
    const found = kind === "end" ? "the end" : JSON.stringify(value);
    return invalid(this.text, `expected ${expected} at character ${at + 1}, found ${found}`);
  }
}

/** True, false or unknown. */
const truth = (value: Value): boolean | null => (typeof value === "boolean" ? value : null);

const not = (value: boolean | null): boolean | null => (value === null ? null : !value);

function or(a: boolean | null, b: boolean | null): boolean | null {
  if (a === true || b === true) return true;
  return a === null || b === null ? null : false;
}

function compare(operator: string, a: Value, b: Value): boolean | null {
  if (a === null || b === null) return null;
  const isEquality = operator === "=" || operator === "<>";
  // JMS: a comparison of values of different types is false, whatever the operator; only numbers have an order.
  if (typeof a !== typeof b) return false;
  if (isEquality) return (a === b) === (operator === "=");
  if (typeof a !== "number" || typeof b !== "number") return false;
  if (operator === "<") return a < b;
  if (operator === ">") return a > b;
  return operator === "<=" ? a <= b : a >= b;
}

function calculate(operator: string, a: Value, b: Value): number | null {
  if (typeof a !== "number" || typeof b !== "number") return null;
  if (operator === "+") return a + b;
  if (operator === "-") return a - b;
  return operator === "*" ? a * b : a / b;
}
