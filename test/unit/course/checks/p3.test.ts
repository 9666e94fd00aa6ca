import { describe, expect, it } from "vitest";
import { GIVEN, KNOBS, knobs, P3 } from "../exercises/p3";
import { changed, failed, run, stub } from "./answers";

describe("the checks of P3", () => {
  it.each(P3.ids)("%s holds for the course's own answer, whatever the seed", async (id) => {
    for (const seed of [1, 2, 3, 4]) expect(failed(await run(id, P3.right, seed))).toEqual([]);
  });

  it("p3.tuning draws only days on which the goal can be met", async () => {
    for (let seed = 1; seed <= 40; seed++) expect(failed(await run("p3.tuning", P3.right, seed))).toEqual([]);
  });

  it.each(Object.entries(P3.solutions))("hold for %s", async (_name, source) => {
    for (const id of P3.ids) expect(failed(await run(id, source, 1))).toEqual([]);
  });

  it("are worth 5 points together", async () => {
    const results = await Promise.all(P3.ids.map((id) => run(id, P3.right)));
    expect(results.reduce((sum, { points }) => sum + points, 0)).toBe(5);
  });

  it.each(P3.ids)("%s gives the stub nothing, and says that there is no answer yet", async (id) => {
    const source = `${GIVEN}\n${stub("08-monitoreo", id)}`;
    expect(await run(id, source)).toMatchObject({ earned: 0, unanswered: true });
  });

  it.each(P3.variants)("find the monitoring that $name", async (variant) => {
    const source = changed(P3.right, variant);
    for (const [id, claim] of Object.entries(variant.fails)) {
      expect(failed(await run(id, source, 1)).join("\n")).toMatch(claim);
    }
  });

  it.each(KNOBS)("find what is wrong with %s", async (change, claim) => {
    const result = await run("p3.tuning", knobs(change), 1);
    expect(failed(result).join("\n")).toMatch(claim);
    expect(result.earned).toBeLessThan(result.points);
  });

  it("refuse settings out of bounds by name", async () => {
    const result = await run("p3.tuning", knobs("workers: 0"), 1);
    expect(result).toMatchObject({ earned: 0, ok: false });
    expect(JSON.stringify(result.findings)).toContain("workers: a whole number from 1 to 20, not 0");
  });
});
