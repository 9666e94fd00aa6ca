/** Nearly identical submissions as they are shown: groups for the class page, pairs side by side with what both have marked. */
import { isScored, type SubmissionRecord } from "../../record";
import type { Fingerprints } from "./fingerprints";
import { alikeGroups, type Pair } from "./groups";

/** Sources of a unit's answer cells as handed out, one map for each language, by unit. */
export type Starters = ReadonlyMap<string, readonly ReadonlyMap<string, string>[]>;

export interface AlikePair {
  id: string;
  unit: string;
  a: string;
  b: string;
  percent: number;
  cells: {
    cell: string;
    isShared: boolean;
    sides: { student: string; lines: { text: string; isShared: boolean }[] }[];
  }[];
}

export interface AlikeGroup {
  unit: string;
  students: string[];
  pairs: AlikePair[];
}

/** Groups of every unit; a group's pairs name the submissions as their members do. */
export function alikeViews(records: readonly SubmissionRecord[], starters: Starters): AlikeGroup[] {
  const units = [...new Set(records.flatMap(({ unit }) => unit ?? []))].sort();
  return units.flatMap((unit) => {
    const own = records.filter((record) => record.unit === unit && isScored(record));
    const answers = own.map((record) => new Map(codeOf(record)));
    const { groups, fingerprints } = alikeGroups(answers, starters.get(unit) ?? []);
    const name = (place: number) => own[place]?.members.join(", ") ?? "";
    return groups.map(({ members, pairs }) => ({
      unit,
      students: members.map(name),
      pairs: pairs.map((pair) => pairView(pair, unit, name, answers, fingerprints)),
    }));
  });
}

const codeOf = (record: SubmissionRecord) =>
  record.answers.filter(({ blank }) => !blank).map(({ cell, source }) => [cell, source] as const);

function pairView(
  { a, b, share }: Pair,
  unit: string,
  name: (place: number) => string,
  answers: readonly ReadonlyMap<string, string>[],
  fingerprints: readonly Fingerprints[],
): AlikePair {
  const marked = [a, b].map((own, i) => sharedLines(fingerprints[own], fingerprints[i === 0 ? b : a]));
  const cells = [...new Set([a, b].flatMap((own) => [...(answers[own]?.keys() ?? [])]))].map((cell) => {
    const sides = [a, b].map((own, i) => ({
      student: name(own),
      lines: (answers[own]?.get(cell) ?? "").split("\n").map((text, line) => ({
        text,
        isShared: text.trim() !== "" && (marked[i]?.has(`${cell}:${line}`) ?? false),
      })),
    }));
    return { cell, isShared: sides.some(({ lines }) => lines.some(({ isShared }) => isShared)), sides };
  });
  return { id: `${unit}-${a}-${b}`, unit, a: name(a), b: name(b), percent: Math.floor(share * 100), cells };
}

/** Lines of one submission under a fingerprint that the other has too, as "cell:line". */
function sharedLines(own: Fingerprints = new Map(), other: Fingerprints = new Map()): Set<string> {
  const lines = new Set<string>();
  for (const [hash, spans] of own) {
    if (!other.has(hash)) continue;
    for (const { cell, from, to } of spans) for (let line = from; line <= to; line++) lines.add(`${cell}:${line}`);
  }
  return lines;
}
