/**
 * A JSON reader that stops at every token, as AWS's own rule compiler reads patterns: it reports the first mistake in reading
 * order and says where the reader stood. A string counts as read up to its opening quote until its text is asked for, and
 * after a field's name the reader stands behind the start of the value: this is what AWS's columns show.
 * Source: errors recorded from TestEventPattern and SetSubscriptionAttributes; their wording is Jackson's, which AWS uses.
 */

export type TokenKind = "{" | "}" | "[" | "]" | "name" | "string" | "number" | "true" | "false" | "null" | "end";

/** A mistake in a pattern: AWS's sentence, and for most mistakes the place, in AWS's form. */
export class PatternError extends Error {
  override name = "PatternError";
  constructor(
    /** One sentence. */
    readonly reason: string,
    /** "" or one or more lines like ` at [Source: (String)"{...}"; line: 1, column: 7]`, each after a line break. */
    readonly place = "",
  ) {
    super(reason + place);
  }
}

const LONGEST_QUOTE = 500; // characters of the source that a place quotes
const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\w$]+/y;
const ESCAPES: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", "/": "/" };

interface Open {
  kind: "Object" | "Array";
  at: number;
  entries: number;
}

export class JsonTokens {
  readonly #source: string;
  readonly #open: Open[] = [];
  #at = 0;
  #kind: TokenKind = "end";
  #text = "";
  #unread = false; // inside a string whose rest has not been read
  #ahead: TokenKind | undefined; // the value behind a field's name
  #started = false;

  constructor(source: string) {
    this.#source = source;
  }

  /** Moves to the next token. */
  next(): TokenKind {
    if (this.#ahead !== undefined) {
      this.#kind = this.#ahead;
      this.#ahead = undefined;
      return this.#kind;
    }
    if (this.#unread) this.#readString();
    this.#kind = this.#advance();
    return this.#kind;
  }

  /** Name of the field read last. */
  fieldName = "";

  /** Text of the present token; reads a string to its end. */
  text(): string {
    if (this.#unread && this.#kind === "string") this.#text = this.#readString();
    return this.#kind === "string" || this.#kind === "number"
      ? this.#text
      : this.#kind === "name"
        ? this.fieldName
        : this.#kind;
  }

  /** A mistake at the present place. */
  error(reason: string, place = ""): PatternError {
    return new PatternError(reason, `${place}\n at ${this.#placeOf(this.#at)}`);
  }

  #advance(): TokenKind {
    const open = this.#open.at(-1);
    let c = this.#skipSpace();
    if (open === undefined) {
      if (c === "") return "end";
      if (this.#started) throw this.#unexpected(c, `expected a valid value ${VALUES}`);
      this.#started = true;
      return this.#value(c);
    }
    if (c === "") {
      throw this.error(
        `Unexpected end-of-input: expected close marker for ${open.kind} (start marker at ${this.#placeOf(open.at)})`,
      );
    }
    const close = open.kind === "Object" ? "}" : "]";
    if (c === close) {
      this.#at++;
      this.#open.pop();
      return close;
    }
    if (open.entries++ > 0) {
      if (c !== ",") throw this.#unexpected(c, `was expecting comma to separate ${open.kind} entries`);
      this.#at++;
      c = this.#skipSpace();
    }
    if (open.kind === "Array") return this.#value(c);
    if (c !== '"') throw this.#unexpected(c, "was expecting double-quote to start field name");
    this.#at++;
    this.fieldName = this.#readString();
    const colon = this.#skipSpace();
    if (colon !== ":") throw this.#unexpected(colon, "was expecting a colon to separate field name and value");
    this.#at++;
    this.#ahead = this.#value(this.#skipSpace());
    return "name";
  }

  #value(c: string): TokenKind {
    if (c === "{" || c === "[") {
      this.#at++;
      this.#open.push({ kind: c === "{" ? "Object" : "Array", at: this.#at - 1, entries: 0 });
      return c;
    }
    if (c === '"') {
      this.#at++;
      this.#unread = true;
      return "string";
    }
    NUMBER.lastIndex = this.#at;
    const number = NUMBER.exec(this.#source);
    if (number) {
      this.#at += number[0].length;
      this.#text = number[0];
      return "number";
    }
    WORD.lastIndex = this.#at;
    const word = WORD.exec(this.#source)?.[0];
    if (word === undefined) throw this.#unexpected(c, `expected a valid value ${VALUES}`);
    this.#at += word.length;
    if (word === "true" || word === "false" || word === "null") return word;
    throw this.error(`Unrecognized token '${word}': was expecting ${VALUES}`);
  }

  /** Reads from behind the opening quote to behind the closing one. */
  #readString(): string {
    this.#unread = false;
    let text = "";
    for (;;) {
      const c = this.#source[this.#at++];
      if (c === '"') return text;
      if (c === undefined) {
        this.#at--;
        throw this.error("Unexpected end-of-input in VALUE_STRING");
      }
      if (c === "\\") text += this.#escape();
      else if (c < " ") {
        throw this.error(
          `Illegal unquoted character ((CTRL-CHAR, code ${c.charCodeAt(0)})): has to be escaped using backslash to be included in string value`,
        );
      } else text += c;
    }
  }

  #escape(): string {
    const c = this.#source[this.#at++] ?? "";
    if (c !== "u") {
      const plain = ESCAPES[c];
      if (plain === undefined) throw this.error(`Unrecognized character escape '${c}' (code ${c.charCodeAt(0) || 0})`);
      return plain;
    }
    const digits = this.#source.slice(this.#at, this.#at + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits))
      throw this.error("Unexpected character: expected a hex-digit for character escape sequence");
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #skipSpace(): string {
    for (;;) {
      const c = this.#source[this.#at];
      if (c === undefined) return "";
      if (c !== " " && c !== "\n" && c !== "\t" && c !== "\r") return c;
      this.#at++;
    }
  }

  #unexpected(c: string, rule: string): PatternError {
    this.#at++;
    const shown = c === "" ? "end of input" : `'${c}' (code ${c.charCodeAt(0)})`;
    return this.error(`Unexpected character (${shown}): ${rule}`);
  }

  #placeOf(at: number): string {
    const read = this.#source.slice(0, at);
    const line = read.split("\n").length;
    const column = at - (read.lastIndexOf("\n") + 1) + 1;
    const rest = this.#source.length - LONGEST_QUOTE;
    const quote = rest > 0 ? `"${this.#source.slice(0, LONGEST_QUOTE)}"[truncated ${rest} chars]` : `"${this.#source}"`;
    return `[Source: (String)${quote}; line: ${line}, column: ${column}]`;
  }
}
