/** The words of a message selector. Keywords in any case; strings in single quotes, doubled inside. Source: JMS 1.1, 3.8.1.1. */
import { jms } from "../errors";

export type Token =
  | { kind: "number" | "string"; value: number | string; at: number }
  | { kind: "name" | "keyword" | "symbol"; value: string; at: number }
  | { kind: "end"; value: ""; at: number };

const KEYWORDS = new Set(["AND", "OR", "NOT", "BETWEEN", "LIKE", "IN", "IS", "NULL", "ESCAPE", "TRUE", "FALSE"]);
const WORD = /[A-Za-z_$][\w$]*/y;
const NUMBER = /(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[lLfFdD]?/y;
const STRING = /'((?:[^']|'')*)'/y;
const SYMBOL = /<>|<=|>=|[=<>+\-*/(),]/y;
const SPACE = /\s+/y;

const FORMS: readonly [RegExp, (match: RegExpExecArray) => object][] = [
  [STRING, (match) => ({ kind: "string", value: match[1]!.replace(/''/g, "'") })],
  [NUMBER, ([text]) => ({ kind: "number", value: numberOf(text) })],
  [
    WORD,
    ([text]) => {
      const upper = text.toUpperCase();
      return KEYWORDS.has(upper) ? { kind: "keyword", value: upper } : { kind: "name", value: text };
    },
  ],
  [SYMBOL, ([text]) => ({ kind: "symbol", value: text })],
];

/** With Java's suffixes: 57L, 6.2F, 1D. */
function numberOf(text: string): number {
  return Number(/^0x/i.test(text) ? text.replace(/l$/i, "") : text.replace(/[lfd]$/i, ""));
}

export function invalid(selector: string, why: string): Error {
  return jms("InvalidSelectorException", `${selector}: ${why}`);
}

export function tokensOf(selector: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = at;
    return form.exec(selector);
  };
  while (at < selector.length) {
    const space = take(SPACE);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const found = FORMS.map(([form, read]) => ({ match: take(form), read })).find(({ match }) => match !== null);
    if (found === undefined) {
      const letter = JSON.stringify(selector[at]);
      throw invalid(selector, `nothing of a selector begins with ${letter} at character ${at + 1}`);
    }
    tokens.push({ ...found.read(found.match!), at } as Token);
    at += found.match![0].length;
  }
  tokens.push({ kind: "end", value: "", at: selector.length });
  return tokens;
}
