import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hasRecorded, recorded } from "../recorded";
import { compare, type Verdict } from "./compare";
import { play } from "./play";
import type { Recording } from "./recording";
import scores from "./scores.json";

type File = keyof typeof scores;

/** The committed scores: cases that reach the final type; also the output or error; also the types of events. */
interface Committed {
  of: number;
  levels: number[];
  /** What must be reached, as a share of the cases. */
  needed: number;
  /** Why a case is not reached, by its id. */
  reasons: Record<string, string>;
}

async function verdictOf(recording: Recording): Promise<Verdict> {
  try {
    return compare(recording, await play(recording));
  } catch (error) {
    return { level: 0, why: (error as Error).message };
  }
}

describe("recorded executions of Step Functions", () => {
  for (const file of Object.keys(scores) as File[]) {
    it.skipIf(!hasRecorded(file))(`end as on AWS (${file})`, { timeout: 120_000 }, async () => {
      const cases = recorded<Recording>(file);
      const { reasons, levels, of, needed } = scores[file] as Committed;
      const verdicts = new Map<string, Verdict>();
      for (const each of cases) verdicts.set(each.id, await verdictOf(each));
      const reached = [1, 2, 3].map((level) => [...verdicts.values()].filter((each) => each.level >= level).length);
      const lines = [
        `${file}: of ${cases.length} recorded cases ${reached[0]} reach the final type, ${reached[1]} also the output or error, ${reached[2]} also the events`,
      ];
      for (const [id, { level, why }] of verdicts) {
        if (level < 3) lines.push(`  not reached: ${id} (level ${level}): ${reasons[id] ?? why}`);
      }
      console.log(lines.join("\n"));
      if (process.env.NUBELAB_SCORES !== undefined)
        writeFileSync(process.env.NUBELAB_SCORES, lines.join("\n"), { flag: "a" });
      for (const [i, count] of reached.entries()) {
        expect(count / cases.length, `level ${i + 1}`).toBeGreaterThanOrEqual(levels[i]! / of);
      }
      expect(reached[2]! / cases.length).toBeGreaterThanOrEqual(needed);
      const silent = [...verdicts].filter(([id, { level }]) => level < 3 && reasons[id] === undefined);
      expect(silent.map(([id, { why }]) => `${id}: ${why}`)).toEqual([]);
    });
  }
});
