import { describe, expect, it } from "vitest";
import { cellsIn, openQuestionsOf, questionsOf, readUnit } from "../../../../src/course/build";
import { UNIT } from "../fixtures-unit";

const read = (source: string) => readUnit(source, "02-queues", "unit.ts");
const without = (part: string | RegExp, by = "") => UNIT.replace(part, by);

describe("a unit", () => {
  it("has a title and the same cells in both languages", () => {
    const unit = read(UNIT);
    expect(unit.title).toEqual({ es: "Colas", en: "Queues" });
    const ids = cellsIn(unit, "es").map((cell) => cell.id);
    expect(cellsIn(unit, "en").map((cell) => cell.id)).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("gives a check its answers and the given code of the unit and of the item, in order", () => {
    const [question, ...others] = questionsOf(read(UNIT), "es");
    expect(others).toEqual([]);
    expect(question).toMatchObject({
      check: "x2.order",
      cell: "x2-check-order",
      item: "X2",
      points: 2,
      answers: ["x2-queue"],
    });
    expect(question!.program.map((cell) => [cell.id, cell.kind])).toEqual([
      ["setup", "given"],
      ["x2-given", "given"],
      ["x2-queue", "answer"],
    ]);
    expect(question!.program[0]!.source).toBe('useLanguage("es");');
    const answer = question!.program[2]!;
    expect(answer.source).toContain("this.items.push({ body });");
    expect(answer.source).not.toMatch(/SOLUTION|STUB/);
    expect(answer.stub!.en).toContain('throw new Error("Not done yet");');
    expect(answer.stub!.es).toContain('throw new Error("Sin hacer todavía");');
  });

  it("takes the answers that a check names with needs", () => {
    const more = without('"points": 2}', '"points": 2, "needs": ["t6-answer"]}').replace(
      '// %% {"id": "x2-given"',
      '// %% {"id": "t6-answer", "item": "T6", "kind": "answer"}\n// BEGIN SOLUTION\n// STUB: let a = 0;\nlet a = 1;\n// END SOLUTION\n\n// %% {"id": "x2-given"',
    );
    const [question] = questionsOf(read(more));
    expect(question!.answers).toEqual(["t6-answer"]);
    expect(question!.program.map((cell) => cell.id)).toEqual(["setup", "t6-given", "t6-answer"]);
  });

  it("lists the open questions with scheme and stub", () => {
    const [open] = openQuestionsOf(read(UNIT));
    expect(open).toMatchObject({ cell: "x2-why", item: "X2", points: 1.5 });
    expect(open!.scheme.es).toBe("¿Por qué?\nPorque sí (1 punto).");
    expect(open!.stub.en).toBe("Why?\n*Write your answer here.*");
  });

  it.each([
    ["an id used twice", without('"id": "x2-demo"', '"id": "x2-given"'), 'id: "x2-given" is already used on line 18'],
    [
      "a missing twin",
      without(/\/\/ %% \[markdown\] \{"id": "title", "lang": "en"[^%]*Queues\n/),
      'lang: the en cell of "title" is missing',
    ],
    [
      "twins that differ",
      without('"points": 1.5, "lang": "en"', '"points": 2, "lang": "en"'),
      'points: the two languages of "x2-why" differ: 1.5 and 2',
    ],
    [
      "an answer without solution",
      without(/^ *\/\/ (BEGIN|END) SOLUTION\n| *\/\/ STUB.*\n/gm),
      "BEGIN SOLUTION ... END SOLUTION is missing",
    ],
    [
      "a solution in a demo",
      without("1 + 1;", "// BEGIN SOLUTION\n1;\n// END SOLUTION"),
      'a solution belongs in an answer, not in kind "demo"',
    ],
    [
      "a solution without end",
      without(/ {2}\/\/ END SOLUTION\n}/, "}"),
      "BEGIN SOLUTION without END SOLUTION in its cell",
    ],
    ["an end without begin", without("    // BEGIN SOLUTION\n"), "END SOLUTION without BEGIN SOLUTION"],
    [
      "a check that calls none",
      without('await check("x2.order", { SQSQueue });', "1;"),
      'a check cell calls check("...") once, not 0 times',
    ],
    [
      "a check without answer",
      without('"item": "X2", "kind": "check"', '"item": "X7", "kind": "check"'),
      "no answer cell of item X7 stands before it",
    ],
    [
      "needs of no answer",
      without('"points": 2}', '"points": 2, "needs": ["nope"]}'),
      'needs: "nope" is no answer cell before "x2-check-order"',
    ],
    ["no title", without("// # Queues", "// Queues"), 'the unit has no heading "# ..." in language "en"'],
    [
      "a top-level solution without stub",
      without(
        "1 + 1;",
        '1 + 1;\n\n// %% {"id": "q", "item": "X2", "kind": "answer"}\n// BEGIN SOLUTION\nlet b = 1;\n// END SOLUTION',
      ),
      'a solution at the top level needs "// STUB: " lines',
    ],
    [
      "a stub after the solution",
      without("    this.items.push({ body });", "    this.items.push({ body });\n    // STUB: x"),
      "STUB: comes before the solution's first line",
    ],
  ])("refuses %s and says where", (_name, source, message) => {
    expect(() => read(source)).toThrow(message);
    expect(() => read(source)).toThrow(/^unit\.ts:\d+: /);
  });

  it("names the line of a mistake inside a cell", () => {
    const line = UNIT.split("\n").indexOf("    // BEGIN SOLUTION") + 2;
    expect(() => read(without("    this.items.push({ body });", "    // BEGIN SOLUTION"))).toThrow(
      `unit.ts:${line}: BEGIN SOLUTION inside`,
    );
  });
});
