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
    const start = at;
    let match = take(STRING);
    if (match !== null) tokens.push({ kind: "string", value: match[1]!.replace(/''/g, "'"), at: start });
    else if ((match = take(NUMBER)) !== null) {
      tokens.push({ kind: "number", value: Number(match[0].replace(/[lL]$|(?<!^0[xX].*)[fFdD]$/, "")), at: start });
    } else if ((match = take(WORD)) !== null) {
      const upper = match[0].toUpperCase();
      const isKeyword = KEYWORDS.has(upper);
      tokens.push({ kind: isKeyword ? "keyword" : "name", value: isKeyword ? upper : match[0], at: start });
    } else if ((match = take(SYMBOL)) !== null) tokens.push({ kind: "symbol", value: match[0], at: start });
    else throw invalid(selector, `nothing of a selector begins with ${JSON.stringify(selector[at])} at character ${at + 1}`);
    at += match[0].length;
  }
  tokens.push({ kind: "end", value: "", at: selector.length });
  return tokens;
}
