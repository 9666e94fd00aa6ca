import { describe, expect, it } from "vitest";
import { distribution } from "../../../../src/grading/report/class-charts";

describe("what is said of the distribution", () => {
  it.each([
    ["en", [0.5], 0, "One student, with 50 % of the points."],
    ["es", [0.5], 1, "Un estudiante, con el 50 % de los puntos. Sus respuestas abiertas esperan todavía la nota."],
    [
      "en",
      [0.2, 0.4, 0.6],
      2,
      "3 students. Half of them lie between 30 % and 50 % of the points; the median is 40 %. The open answers of 2 of them still wait for their marks.",
    ],
    [
      "en",
      [0.2, 0.4],
      2,
      "2 students. Half of them lie between 25 % and 35 % of the points; the median is 30 %. Their open answers still wait for marks.",
    ],
  ] as const)("%s: %j, %i waiting", async (language, shares, waiting, sentence) => {
    expect((await distribution(shares, waiting, language)).sentence).toBe(sentence);
  });
});
