import { describe, expect, it } from "vitest";
import { X2, X2_STARTER } from "../exercises/x2";
import { changed, failed, run } from "./answers";
import { testExercise } from "./exercise-suite";

testExercise(X2);

describe("the checks of X2, beside", () => {
  it("find the faults of the handout's starter code", async () => {
    const results = await Promise.all(X2.ids.map((id) => run(id, X2_STARTER)));
    expect(failed(results[0]).join("\n")).toMatch(/Among equals/);
    expect(failed(results[1]).join("\n")).toMatch(/comes back to its place/);
    expect(failed(results[2]).join("\n")).toMatch(/No message is tried more/);
    expect(results.reduce((sum, { earned }) => sum + earned, 0)).toBeLessThan(2);
  });

  it("judge nothing but what was given, observed and expected, in both languages", async () => {
    const result = await run(
      "x2.order",
      changed(X2.right, X2.variants.find(({ name }) => name === "breaks ties by the body")!),
    );
    const wrong = result.findings.find(({ ok }) => !ok)!;
    expect(wrong.given).toContain("sendMessage(");
    expect(wrong.observed).not.toEqual(wrong.expected);
    expect(wrong.hint?.es).not.toBe(wrong.hint?.en);
  });
});
