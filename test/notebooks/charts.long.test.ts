/**
 * Every chart of every solved edition with other seeds than the course's: none is empty, cut, without a unit or told by colour alone.
 * With the course's own seeds run-solved.test.ts looks at them. Needs dist.
 */
import { describe, expect, it } from "vitest";
import { allEditions } from "./editions";
import { reseed } from "./reseed";
import { MOST_MS, runEdition } from "./run-edition";
import { chartsIn, faultsIn } from "./sound-charts";

const OTHER = 1_000; // added to each seed

describe(`charts of a solved edition, seeds + ${OTHER}`, () => {
  it.each(allEditions().filter((one) => one.solved))(
    "$title",
    async (one) => {
      const { result, outputs } = await runEdition({ ...one, notebook: reseed(one.notebook, OTHER) });
      expect(result.failures.map((failure) => `${failure.id}: ${failure.ename}: ${failure.evalue}`)).toEqual([]);
      expect(chartsIn(outputs).length).toBeGreaterThan(0);
      expect(await faultsIn(outputs)).toEqual([]);
    },
    MOST_MS,
  );
});
