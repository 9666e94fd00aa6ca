/** `npm run docs` runs this with -u, which writes the file. */
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { renderReadme } from "../../conformance/services/readme";
import { readScores, readTables } from "../../conformance/services/tables";

const file = resolve(__dirname, "../../../src/services/README.md");

describe("src/services/README.md", () => {
  it("says what the tables of cases say (npm run docs)", async () => {
    await expect(renderReadme(await readTables(), readScores())).toMatchFileSnapshot(file);
  });

  it("has a section for every table, with its operations, errors and gaps", async () => {
    const tables = await readTables();
    const text = renderReadme(tables, readScores());
    expect(tables.length).toBeGreaterThanOrEqual(7);
    for (const { title, gaps, limits } of tables) {
      const section = text.split("\n## ").find((each) => each.startsWith(`${title}\n`)) ?? "";
      expect(section, title).toContain("**Operations**");
      for (const name of Object.values(gaps).flat()) expect(section).toContain(`\`${name}\``);
      expect(section.includes("<summary>Limits</summary>")).toBe(limits.length > 0);
    }
  });

  it("names every recorded case that is not reached, with the reason", () => {
    for (const { file, levels, of, reasons } of readScores()) {
      expect(Object.keys(reasons).length, file).toBe(of - levels.at(-1)!);
    }
  });
});
