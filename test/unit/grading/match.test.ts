import { describe, expect, it } from "vitest";
import { openQuestionsOf, readUnit } from "../../../src/course/build";
import { matchAnswers } from "../../../src/grading/match";
import { declaredNames, isBlank, sameText, similarity } from "../../../src/grading/read/compare";
import { readNotebook } from "../../../src/grading/read/notebook";
import { recogniseLanguage, recogniseUnit } from "../../../src/grading/read/unit";

const unit = readUnit(
  `// %% [markdown] {"id": "t", "lang": "es"}
// # Título
// %% [markdown] {"id": "t", "lang": "en"}
// # Title
// %% {"id": "setup", "kind": "given"}
const given = 1;
// %% {"id": "x2-answer", "item": "X2", "kind": "answer"}
class SQSQueue {
  // BEGIN SOLUTION
  // STUB: // yours
  right = 1;
  // END SOLUTION
}
// %% {"id": "x2-check", "item": "X2", "kind": "check", "points": 2}
await check("x2.order", { SQSQueue });
// %% [markdown] {"id": "why", "item": "T6", "lang": "es", "kind": "open", "points": 1}
// BEGIN SOLUTION
// Porque sí.
// END SOLUTION
// %% [markdown] {"id": "why", "item": "T6", "lang": "en", "kind": "open", "points": 1}
// BEGIN SOLUTION
// Because.
// END SOLUTION
`,
  "02-sqs",
);

const STUB = "class SQSQueue {\n  // yours\n}";
const MINE = "class SQSQueue {\n  mine = 2;\n}";
const CHECK = 'await check("x2.order", { SQSQueue });';

type Sketch = { type?: string; id?: string; grade?: string; source: string };
function match(cells: Sketch[]) {
  const json = {
    nbformat: 4,
    metadata: {},
    cells: cells.map(({ type = "code", id, grade, source }) => ({
      cell_type: type,
      source,
      ...(id ? { id } : {}),
      metadata: grade ? { nbgrader: { grade_id: grade } } : {},
    })),
  };
  const notebook = readNotebook(Buffer.from(JSON.stringify(json)));
  return { notebook, matched: matchAnswers(notebook, unit, "en") };
}
const answer = (cells: Sketch[], id = "x2-answer") => match(cells).matched.answers.get(id);
const flags = (cells: Sketch[]) => match(cells).matched.flags.map((flag) => flag.en);
const check: Sketch = { id: "x2-check", source: CHECK };

describe("an answer", () => {
  it("is found by grade id before cell id", () => {
    const cells = [{ id: "x2-answer", source: STUB }, { id: "other", grade: "x2-answer", source: MINE }, check];
    expect(answer(cells)).toEqual({ cell: "x2-answer", how: "grade id", source: MINE, blank: false });
  });

  it("is found by cell id without a flag", () => {
    const cells = [{ id: "x2-answer", source: MINE }, check];
    expect(answer(cells)).toMatchObject({ how: "cell id", blank: false });
    expect(flags(cells)).toEqual([]);
  });

  it("is found by what it defines when all ids are gone, and flagged", () => {
    const cells = [{ source: "const given = 1;" }, { source: MINE }, { source: CHECK }];
    expect(answer(cells)).toMatchObject({ how: "content", source: MINE });
    expect(flags(cells)).toEqual(["The answer x2-answer was recognised by its content (cell 2)."]);
  });

  it("written twice is the last one that is no stub, and flagged", () => {
    const cells = [
      { id: "x2-answer", source: "class SQSQueue { first = 1; }" },
      { id: "x2-answer", source: MINE },
      { id: "x2-answer", source: STUB },
      check,
    ];
    expect(answer(cells)).toMatchObject({ source: MINE, blank: false });
    expect(flags(cells)).toEqual(["The answer x2-answer is there 3 times; the one in cell 2 was graded."]);
  });

  it("in a cell of another type is still read, and flagged", () => {
    const cells = [{ type: "markdown", id: "x2-answer", source: MINE }, check];
    expect(answer(cells)).toMatchObject({ source: MINE });
    expect(flags(cells)[0]).toMatch(/in a cell of type markdown/);
  });

  it.each([STUB, `${STUB}\n\n`, "", "// nothing yet", "/* nothing */"])("is blank when it holds %j", (source) => {
    expect(answer([{ id: "x2-answer", source }, check])).toMatchObject({ blank: true });
  });

  it("that is not there is missing, and said", () => {
    const { matched } = match([check]);
    expect(matched.answers.get("x2-answer")).toEqual({ cell: "x2-answer", how: "missing", source: "", blank: true });
    expect(matched.notes.map((note) => note.en)).toContain("The cell of the answer x2-answer was not found.");
  });

  it("in words is looked for after the cell that asks for it, when ids are gone", () => {
    const cells: Sketch[] = [{ source: MINE }, { source: CHECK }, { type: "markdown", source: "It depends." }];
    expect(answer(cells, "why")).toMatchObject({ how: "content", source: "It depends.", blank: false });
  });
});

describe("two answers in words with the same stub", () => {
  const ask = (id: string) => `// %% [markdown] {"id": "${id}-ask", "lang": "es"}
// Pregunta ${id}
// %% [markdown] {"id": "${id}-ask", "lang": "en"}
// Question ${id}
// %% [markdown] {"id": "${id}", "item": "${id.toUpperCase()}", "lang": "es", "kind": "open", "points": 1}
// BEGIN SOLUTION
// STUB: *Tu respuesta.*
// Sí.
// END SOLUTION
// %% [markdown] {"id": "${id}", "item": "${id.toUpperCase()}", "lang": "en", "kind": "open", "points": 1}
// BEGIN SOLUTION
// STUB: *Your answer.*
// Yes.
// END SOLUTION
`;
  const two = readUnit(
    `// %% [markdown] {"id": "t", "lang": "es"}\n// # T\n// %% [markdown] {"id": "t", "lang": "en"}\n// # T\n${ask("t6")}${ask("t7")}`,
    "02-sqs",
  );
  const stub = openQuestionsOf(two)[0]?.stub.en ?? "";
  const answers = (...sources: string[]) => {
    const cells = sources.map((source) => ({ cell_type: "markdown", source, metadata: {} }));
    const notebook = readNotebook(Buffer.from(JSON.stringify({ nbformat: 4, metadata: {}, cells })));
    const matched = matchAnswers(notebook, two, "en");
    return ["t6", "t7"].map((id) => matched.answers.get(id)?.source);
  };

  it.each([
    ["the first", ["It decouples.", stub]],
    ["the second", [stub, "By request."]],
    ["both", ["It decouples.", "By request."]],
  ])("are told apart by their places when ids are gone and %s is written", (_which, [first, second]) => {
    expect(answers("Question t6", first as string, "Question t7", second as string)).toEqual([first, second]);
  });

  it("are flagged in one sentence", () => {
    const sources = ["Question t6", "It decouples.", "Question t7", stub];
    const cells = sources.map((source) => ({ cell_type: "markdown", source, metadata: {} }));
    const notebook = readNotebook(Buffer.from(JSON.stringify({ nbformat: 4, metadata: {}, cells })));
    expect(matchAnswers(notebook, two, "en").flags.map(({ en }) => en)).toEqual([
      "2 answers were recognised by their content: t6 (cell 2), t7 (cell 4).",
    ]);
  });

  it("may go on in the next cell", () => {
    expect(answers("Question t6", "It", "decouples.", "Question t7", stub)).toEqual(["It\ndecouples.", stub]);
  });
});

describe("the instructor's cells", () => {
  it("edited are flagged, deleted only said", () => {
    expect(
      flags([
        { id: "x2-answer", source: MINE },
        { id: "x2-check", source: "1" },
      ]),
    ).toEqual(["The check cell x2-check was edited; the course's own was used."]);
    const { matched } = match([{ id: "x2-answer", source: MINE }]);
    expect(matched.flags).toEqual([]);
    expect(matched.notes.map((note) => note.en)).toContain(
      "The check cell x2-check is gone; the course's own was used.",
    );
  });

  it("are not taken for the student's own cells", () => {
    const helper = "function help() {}";
    const { matched } = match([
      { source: "const given = 1;" },
      { source: helper },
      { id: "x2-answer", source: MINE },
      check,
    ]);
    expect(matched.extras).toEqual([helper]);
  });
});

describe("a notebook", () => {
  const units = [{ name: "02-sqs", answers: ["x2-answer", "why"], unit }];
  it("is a unit by its metadata, its file's name or its cells", () => {
    const { notebook } = match([{ id: "x2-answer", source: "" }]);
    expect(recogniseUnit({ ...notebook, unit: "02-sqs" }, "a.ipynb", units)).toEqual({
      unit: "02-sqs",
      how: "metadata",
    });
    expect(recogniseUnit({ ...notebook, unit: "99-no" }, "ana/02-SQS (1).ipynb", units)).toEqual({
      unit: "02-sqs",
      how: "file name",
    });
    expect(recogniseUnit(notebook, "a.ipynb", units)).toEqual({ unit: "02-sqs", how: "cells" });
    expect(recogniseUnit({ ...notebook, cells: [] }, "a.ipynb", units)).toBeNull();
  });

  it("is in the language of its prose, Spanish when in doubt", () => {
    const prose = (source: string) => match([{ type: "markdown", source }]).notebook;
    expect(recogniseLanguage(prose("# Title"), unit)).toBe("en");
    expect(recogniseLanguage(prose("# Título"), unit)).toBe("es");
    expect(recogniseLanguage(prose("nothing"), unit)).toBe("es");
    expect(recogniseLanguage({ ...prose("# Title"), language: "es" }, unit)).toBe("es");
  });
});

describe("comparing cells", () => {
  it("overlooks blank lines and trailing blanks only", () => {
    expect(sameText("a  \n\n  b\n")).toBe(sameText("a\n  b"));
    expect(sameText("a")).not.toBe(sameText("b"));
  });

  it("knows names at the start of a line", () => {
    const source = "export class A {}\nasync function b() {\n  const inner = 1;\n}\nlet c = 1;\ntype D = 1;";
    expect(declaredNames(source)).toEqual(["A", "b", "c", "D"]);
  });

  it("knows blank code and measures likeness from 0 to 1", () => {
    expect(isBlank("// a\n/* b\n */\n")).toBe(true);
    expect(isBlank("a()")).toBe(false);
    expect(similarity("one two", "two one")).toBe(1);
    expect(similarity("one", "two")).toBe(0);
  });
});
