/** The solved edition of every unit runs in the course kernel: every cell succeeds, its charts are in the outputs and sound. Needs dist. */
import { describe, expect, it } from "vitest";
import { allEditions } from "./editions";
import { MOST_MS, runEdition } from "./run-edition";
import { chartsIn, faultsIn } from "./sound-charts";

const FEWEST_CHARTS: Record<string, number> = { "02-sqs": 5 };

describe("a solved edition in the course kernel", () => {
  it.each(allEditions().filter((one) => one.solved))(
    "$title: every cell succeeds",
    async (one) => {
      const { result, outputs } = await runEdition(one);
      expect(result.broken).toBeNull();
      expect(result.failures.map((failure) => `${failure.id}: ${failure.ename}: ${failure.evalue}`)).toEqual([]);
      expect(result.executed).toBe(result.cells);
      expect(outputs.filter((output) => output.name === "stderr")).toEqual([]);
      const charts = chartsIn(outputs);
      expect(charts.length).toBeGreaterThanOrEqual(FEWEST_CHARTS[one.unit] ?? 1);
      for (const chart of charts)
        expect(Object.keys(chart.data!)).toEqual(expect.arrayContaining(["image/svg+xml", "text/plain"]));
      expect(await faultsIn(outputs)).toEqual([]);
    },
    MOST_MS,
  );
});
