import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeOfJsonError } from "../../../../src/grading/read/json-place";

describe("the place where a text stops being JSON", () => {
  it.each([
    ["", 1, 1],
    ['{"a": [1, 2', 1, 12],
    ['{\n "cells": [}\n', 2, 12],
    ['{"a" 1}', 1, 6],
    ['{"a": 1,}', 1, 9],
    ["[1, 2,, 3]", 1, 7],
    ['["a\nb"]', 1, 2],
    ["{} {}", 1, 4],
    ["[01]", 1, 3],
    ["[tru]", 1, 2],
  ])("%j is at %i:%i", (text, line, column) => {
    expect(placeOfJsonError(text)).toEqual({ line, column });
  });

  it("of a right text is its end, and of one cut short the cut or the token that it broke (seed 6)", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, cut) => {
        expect(placeOfJsonError(text)).toEqual({ line: 1, column: text.length + 1 });
        const short = text.slice(0, cut % text.length);
        expect(placeOfJsonError(short).column).toBeLessThanOrEqual(short.length + 1);
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});
