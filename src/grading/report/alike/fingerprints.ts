/**
 * What an answer is made of, for comparing answers: fingerprints of its runs of tokens, chosen by winnowing (Schleimer, Wilkerson and
 * Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003). Comments and blanks are gone, every name, number and
 * text counts as one of its kind, so renaming and laying out anew change nothing. A run of at least WINDOW + RUN - 1 tokens that two
 * answers share is always found.
 */
import { createHash } from "node:crypto";
import { createScanner, LanguageVariant, ScriptTarget, SyntaxKind } from "typescript";

/** Tokens in a run: shorter matches are chance. */
export const RUN = 12;
/** Runs of which one is kept. */
export const WINDOW = 6;

/** Where a fingerprint stands: lines of the cell, from 0, both included. */
export interface Span {
  cell: string;
  from: number;
  to: number;
}

/** By fingerprint, wherever it stands. */
export type Fingerprints = Map<number, Span[]>;

interface Token {
  kind: number;
  line: number;
}

/** @param cells sources by cell id */
export function fingerprintsOf(cells: Iterable<readonly [cell: string, source: string]>): Fingerprints {
  const out: Fingerprints = new Map();
  for (const [cell, source] of cells) {
    for (const [hash, span] of winnow(tokensOf(source), cell)) out.set(hash, [...(out.get(hash) ?? []), span]);
  }
  return out;
}

/** Kinds of tokens with their lines; never throws, whatever the text is. */
function tokensOf(source: string): Token[] {
  const scanner = createScanner(ScriptTarget.ES2022, true, LanguageVariant.Standard, source);
  const tokens: Token[] = [];
  let line = 0;
  let at = 0;
  for (let kind = scanner.scan(); kind !== SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const start = scanner.getTokenStart();
    for (; at < start; at++) if (source[at] === "\n") line++;
    tokens.push({ kind, line });
  }
  return tokens;
}

/** The least hash of each window, the rightmost among equals, each once for each place. */
function winnow(tokens: readonly Token[], cell: string): [hash: number, span: Span][] {
  const hashes = tokens.slice(RUN - 1).map((_, i) => hashOf(tokens.slice(i, i + RUN)));
  const chosen = new Set<number>();
  for (let i = 0; i < Math.max(1, hashes.length - WINDOW + 1) && hashes.length > 0; i++) {
    let best = i;
    for (let j = i; j < Math.min(i + WINDOW, hashes.length); j++) {
      if ((hashes[j] as number) <= (hashes[best] as number)) best = j;
    }
    chosen.add(best);
  }
  return [...chosen].map((i) => {
    const [first, last] = [tokens[i], tokens[i + RUN - 1]] as [Token, Token];
    return [hashes[i] as number, { cell, from: first.line, to: last.line }];
  });
}

function hashOf(tokens: readonly Token[]): number {
  const text = tokens.map(({ kind }) => kind).join(" ");
  return createHash("md5").update(text).digest().readUIntBE(0, 6); // no secret: a name for a run
}
