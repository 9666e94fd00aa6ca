/**
 * Checks made of claims: each a script and what must be seen. The visible part says what is right in words and small
 * numbers (`claimsCheck`); the hidden part compares, call by call, with a model of the statement (`modelCheck`).
 */
import { isDeepStrictEqual } from "node:util";
import { Random } from "../../sim/random";
import { localStudent } from "./local";
import { play, type Row, type Step, told } from "./script";
import type { Check, Finding, HiddenCheck, Text } from "./types";

interface Scripted {
  claim: Text;
  hint?: Text;
  /** Default 1. */
  weight?: number;
  script: Step[];
}

/** A claim with what must be seen. */
export interface Claim extends Scripted {
  /** Two values that are equal when the claim holds. `until`: the row to show the calls up to. */
  right(rows: Row[]): { observed: unknown; expected: unknown; until?: number };
}

/** A claim whose right rows come from a model. */
export interface ModelClaim extends Scripted {
  /** What of a row counts. Default: what it gave, threw and whom it reached. */
  look?(row: Row): unknown;
}

interface Drawn {
  /** The claims are drawn from it again for the verdict. */
  seed: number;
  scripts: Step[][];
}

const MAX_SEED = 2 ** 31 - 1;

function drawn<C extends Scripted>(id: string, draw: (random: Random) => C[]) {
  const claimsOf = ({ seed }: Pick<Drawn, "seed">): C[] => draw(new Random(seed, id));
  const parameters = (random: Random): Drawn => {
    const seed = random.integer(0, MAX_SEED);
    return { seed, scripts: claimsOf({ seed }).map(({ script }) => script) };
  };
  return { claimsOf, parameters };
}

/** A visible check. `draw` must depend on nothing but its chance. */
export function claimsCheck(
  head: Pick<Check, "id" | "item" | "points" | "title" | "needs">,
  draw: (random: Random) => Claim[],
): Check<Drawn, Row[][]> {
  const { claimsOf, parameters } = drawn(head.id, draw);
  return {
    ...head,
    parameters,
    async scenario(student, { scripts }) {
      const runs: Row[][] = [];
      for (const script of scripts) runs.push(await play(student, script));
      return runs;
    },
    verdict: (p, runs) =>
      claimsOf(p).map(({ right, script: _, ...head }, i): Finding => {
        const rows = runs[i]!;
        const { observed, expected, until } = right(rows);
        return { ...head, ok: isDeepStrictEqual(observed, expected), given: told(rows, until), observed, expected };
      }),
  };
}

/** A hidden part: the same scripts on the student's classes and on the model's. */
export function modelCheck(
  id: string,
  model: Record<string, unknown>,
  draw: (random: Random) => ModelClaim[],
): HiddenCheck<Drawn, { seen: Row[]; right: Row[] }[]> {
  const { claimsOf, parameters } = drawn(id, draw);
  return {
    id,
    parameters,
    async scenario(student, { scripts }) {
      const runs: { seen: Row[]; right: Row[] }[] = [];
      for (const script of scripts) {
        runs.push({ right: await play(localStudent(model), script), seen: await play(student, script) });
      }
      return runs;
    },
    verdict: (p, runs) => claimsOf(p).map((claim, i) => compare(claim, runs[i]!.seen, runs[i]!.right)),
  };
}

function compare({ look = outcome, script: _, ...head }: ModelClaim, seen: Row[], right: Row[]): Finding {
  const off = right.findIndex((row, i) => !isDeepStrictEqual(look(seen[i]!), look(row)));
  if (off < 0) return { ...head, ok: true, given: told(seen) };
  return { ...head, ok: false, given: told(seen, off), observed: look(seen[off]!), expected: look(right[off]!) };
}

const outcome = ({ gave, threw, heard }: Row) => ({
  ...(gave === undefined ? {} : { gave }),
  ...(threw === undefined ? {} : { threw }),
  ...(heard.length === 0 ? {} : { heard }),
});
