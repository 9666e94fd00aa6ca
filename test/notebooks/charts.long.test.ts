/**
 * Every chart of every solved edition with the seeds of the course and with others: none is empty, cut, without a unit or told by
 * colour alone. Eighteen runs of a notebook. Needs dist.
 */
import { describe, expect, it } from "vitest";
import { chartFaults } from "./chart-faults";
import { allEditions } from "./editions";
import { reseed } from "./reseed";
import { MOST_MS, runEdition } from "./run-edition";

const VEGA = "application/vnd.vegalite.v5+json";
const MERMAID = "text/vnd.mermaid";
const OTHER = 1_000; // added to each seed

describe.each([0, OTHER])("charts of a solved edition, seeds + %i", (by) => {
  it.each(allEditions().filter((one) => one.solved))(
    "$title",
    async (one) => {
      const { result, outputs } = await runEdition({ ...one, notebook: reseed(one.notebook, by) });
      expect(result.failures.map((failure) => `${failure.id}: ${failure.ename}: ${failure.evalue}`)).toEqual([]);
      const charts = outputs.filter((output) => output.data?.[VEGA] !== undefined);
      expect(charts.length).toBeGreaterThan(0);
      const faults = await Promise.all(
        charts.map(async ({ id, data }) => (await chartFaults(data!)).map((fault) => `${id}: ${fault}`)),
      );
      expect(faults.flat()).toEqual([]);
      const mute = outputs.filter(
        ({ data }) => data?.[MERMAID] !== undefined && !/\w/.test(String(data["text/plain"] ?? "")),
      );
      expect(mute.map(({ id }) => `${id}: a diagram without words`)).toEqual([]);
    },
    MOST_MS,
  );
});
