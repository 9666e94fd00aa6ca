/**
 * Which submissions of a unit are nearly the same. Two are when they share THRESHOLD of all fingerprints that either has, and each has at
 * least LEAST beyond the code that the cells came with: in short answers everyone writes the same. It says "look at these", not why.
 */
import { type Fingerprints, fingerprintsOf } from "./fingerprints";

/** Share of the fingerprints of both, 0 to 1. */
export const THRESHOLD = 0.8;
/** Fingerprints of its own that a submission needs to be compared. */
export const LEAST = 30;

export interface Pair {
  /** Places in the list that was given, a < b. */
  a: number;
  b: number;
  /** THRESHOLD to 1. */
  share: number;
}

export interface Group {
  /** Places in the list that was given, in order. */
  members: number[];
  /** Each member but the first beside the one most like it. */
  pairs: Pair[];
}

export interface Compared {
  groups: Group[];
  /** Of each submission that was given. */
  fingerprints: Fingerprints[];
}

type Cells = ReadonlyMap<string, string>;

/**
 * @param answers the answer cells of each submission, by cell id
 * @param starters the same cells as handed out, in every edition
 */
export function alikeGroups(answers: readonly Cells[], starters: readonly Cells[]): Compared {
  const given = new Set(starters.flatMap((cells) => [...fingerprintsOf(cells).keys()]));
  const fingerprints = answers.map((cells) => {
    const own = fingerprintsOf(cells);
    for (const hash of given) own.delete(hash);
    return own;
  });
  return { groups: groupsOf(pairsOf(fingerprints)), fingerprints };
}

/** Every pair at or above the threshold, through an index from fingerprint to submissions. */
function pairsOf(all: readonly Fingerprints[]): Pair[] {
  const holders = new Map<number, number[]>();
  const pairs: Pair[] = [];
  for (const [b, own] of all.entries()) {
    if (own.size < LEAST) continue;
    const shared = new Uint32Array(b);
    for (const hash of own.keys()) {
      const before = holders.get(hash) ?? [];
      for (const a of before) shared[a] = (shared[a] as number) + 1;
      before.push(b);
      holders.set(hash, before);
    }
    for (const [a, count] of shared.entries()) {
      if (count === 0) continue;
      const share = count / ((all[a] as Fingerprints).size + own.size - count);
      if (share >= THRESHOLD) pairs.push({ a, b, share });
    }
  }
  return pairs;
}

/** The most alike first: a pair joins two groups or is one too many to show. */
function groupsOf(pairs: readonly Pair[]): Group[] {
  const group = new Map<number, Group>();
  for (const pair of [...pairs].sort((x, y) => y.share - x.share || x.a - y.a || x.b - y.b)) {
    const one = group.get(pair.a) ?? { members: [pair.a], pairs: [] };
    const other = group.get(pair.b) ?? { members: [pair.b], pairs: [] };
    if (one === other) continue;
    const both = { members: [...one.members, ...other.members], pairs: [...one.pairs, ...other.pairs, pair] };
    for (const member of both.members) group.set(member, both);
  }
  const groups = [...new Set(group.values())];
  for (const { members, pairs: shown } of groups) {
    members.sort((x, y) => x - y);
    shown.sort((x, y) => x.a - y.a || x.b - y.b);
  }
  return groups.sort((x, y) => (x.members[0] as number) - (y.members[0] as number));
}
