import { describe, expect, it } from "vitest";
import { parsePercent } from "../../../../src/course/build/percent";

const parse = (...lines: string[]) => parsePercent(lines.join("\n"), "unit.ts");

describe("percent cells", () => {
  it("reads headers, strips the comment marks of markdown and keeps code as it is", () => {
    const cells = parse(
      "// head comment",
      "",
      '// %% [markdown] {"id": "t6-ask", "item": "T6", "lang": "es", "slide": "slide"}',
      "// ## ¿Orden?",
      "//",
      "// - uno",
      "//   - dos",
      "",
      '// %% {"id": "t6-run", "item": "T6"}',
      "",
      "const a = 1; // a comment",
      "  // indented",
      "",
    );
    expect(cells).toEqual([
      {
        id: "t6-ask",
        item: "T6",
        lang: "es",
        slide: "slide",
        type: "markdown",
        kind: "given",
        lines: ["## ¿Orden?", "", "- uno", "  - dos"],
        line: 3,
        firstLine: 4,
      },
      {
        id: "t6-run",
        item: "T6",
        type: "code",
        kind: "demo",
        lines: ["const a = 1; // a comment", "  // indented"],
        line: 9,
        firstLine: 11,
      },
    ]);
  });

  it("reads files with CRLF line ends", () => {
    expect(parse('// %% {"id": "a"}\r\nconst a = 1;\r\n')[0]!.lines).toEqual(["const a = 1;"]);
  });

  it.each([
    ["no cell at all", ["const a = 1;"], "unit.ts:1: before the first cell there may only be // comments"],
    ["only a head comment", ["// nothing"], "unit.ts:1: no cells"],
    ["no JSON", ["// %%", "a"], "unit.ts:1: a header carries JSON"],
    ["broken JSON", ['// %% {"id": }', "a"], "unit.ts:1: the header's JSON cannot be read"],
    ["a number for a header", ["// %% 3"], "unit.ts:1: the header carries a JSON object, not 3"],
    ["an indented header", ['// %% {"id": "a"}', '  // %% {"id": "b"}'], 'unit.ts:2: a cell starts with "// %%"'],
    [
      "an unknown cell type",
      ['// %% [raw] {"id": "a"}', "a"],
      "unit.ts:1: type: [markdown] or nothing (code), not [raw]",
    ],
    ["an unknown key", ['// %% {"id": "a", "ponts": 2}', "a"], 'unit.ts:1: unknown key "ponts"'],
    ["no id", ['// %% {"item": "T6"}', "a"], "unit.ts:1: id: every cell has one"],
    ["an id that nbformat refuses", ['// %% {"id": "a b"}', "a"], "unit.ts:1: id: 1 to 64 of a-z"],
    ["an id of 65 letters", [`// %% {"id": "${"a".repeat(65)}"}`, "a"], "unit.ts:1: id: 1 to 64 of a-z"],
    [
      "an item that is none",
      ['// %% {"id": "a", "item": "Q1"}', "a"],
      'unit.ts:1: item: one like "T6" or "X2", not "Q1"',
    ],
    ["an unknown kind", ['// %% {"id": "a", "kind": "test"}', "a"], 'unit.ts:1: kind: one of "answer"'],
    ["an unknown language", ['// %% {"id": "a", "lang": "fr"}', "a"], 'unit.ts:1: lang: one of "es", "en", not "fr"'],
    [
      "no points",
      ['// %% {"id": "a", "item": "X2", "kind": "check"}', "a"],
      'points: a cell of kind "check" has points',
    ],
    [
      "zero points",
      ['// %% {"id": "a", "item": "X2", "kind": "check", "points": 0}', "a"],
      "points: a number > 0, not 0",
    ],
    [
      "points where there are none",
      ['// %% {"id": "a", "points": 1}', "a"],
      'only "check" and "open" cells have points',
    ],
    ["needs of no check", ['// %% {"id": "a", "needs": ["b"]}', "a"], 'needs: only "check" cells need answers'],
    [
      "an answer without item",
      ['// %% {"id": "a", "kind": "answer"}', "a"],
      'item: a cell of kind "answer" has an item',
    ],
    ["markdown without language", ['// %% [markdown] {"id": "a"}', "// a"], 'lang: a markdown cell says "es" or "en"'],
    [
      "a markdown answer",
      ['// %% [markdown] {"id": "a", "lang": "es", "kind": "answer"}', "// a"],
      "unit.ts:1: kind: a markdown",
    ],
    [
      "code inside markdown",
      ['// %% [markdown] {"id": "a", "lang": "es"}', "const a = 1;"],
      "unit.ts:2: a line of a markdown cell",
    ],
    ["an empty cell", ['// %% {"id": "a"}', "", '// %% {"id": "b"}', "b"], 'unit.ts:1: cell "a" is empty'],
  ])("names file, line and rule for %s", (_name, lines, message) => {
    expect(() => parse(...lines)).toThrow(message);
  });
});
