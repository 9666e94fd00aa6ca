import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { edition, notebookText, readUnit, signature } from "../../../../src/course/build";
import { notebookDifference } from "../../../../src/course/build/difference";
import { UNIT } from "../fixtures-unit";

const unit = readUnit(UNIT, "02-queues", "unit.ts");
const student = edition(unit, { language: "en", solved: false });
const solved = edition(unit, { language: "es", solved: true });
const sourceOf = (notebook: typeof student, id: string) =>
  notebook.cells.find((cell) => cell.id === id)!.source.join("");

describe("an edition", () => {
  it("has stubs for students, with their indentation, and no trace of the solution", () => {
    expect(sourceOf(student, "x2-queue")).toBe(`class SQSQueue {
  readonly items: Waiting[] = [];
  sendMessage(body: string): string {
    throw new Error("Not done yet");
  }
  receiveMessage(): Waiting | null {
    return null;
  }
}`);
    expect(notebookText(student)).not.toMatch(/SOLUTION|STUB|Because/);
  });

  it("has the solution for teachers, without marks", () => {
    expect(sourceOf(solved, "x2-queue")).toContain("return this.items.shift() ?? null;");
    expect(sourceOf(solved, "x2-why")).toBe("¿Por qué?\nPorque sí (1 punto).");
    expect(notebookText(solved)).not.toMatch(/SOLUTION|STUB|todavía/);
  });

  it("has the teacher's notes in the solved edition only, without metadata of nbgrader", () => {
    const noted = `${UNIT}
// %% [markdown] {"id": "x2-teacher", "item": "X2", "kind": "teacher", "lang": "es"}
// Error común: la cola al revés.

// %% [markdown] {"id": "x2-teacher", "item": "X2", "kind": "teacher", "lang": "en"}
// Common mistake: the queue the wrong way round.
`;
    const withNotes = readUnit(noted, "02-queues", "unit.ts");
    const blank = edition(withNotes, { language: "en", solved: false });
    expect(blank).toEqual(student);
    const full = edition(withNotes, { language: "en", solved: true });
    expect(full.cells.slice(0, -1)).toEqual(edition(unit, { language: "en", solved: true }).cells);
    expect(full.cells.at(-1)).toMatchObject({
      id: "x2-teacher",
      metadata: { nubelab: { kind: "teacher", item: "X2" } },
      source: ["Common mistake: the queue the wrong way round."],
    });
    expect(full.cells.at(-1)!.metadata.nbgrader).toBeUndefined();
    const code = `${UNIT}\n// %% {"id": "x2-teacher", "kind": "teacher"}\n1;\n`;
    expect(() => readUnit(code, "02-queues", "unit.ts")).toThrow('kind: "teacher" is for markdown, not for code');
  });

  it("prints signatures as exercises/ has them, without comments", () => {
    const text = sourceOf(student, "x2-ask");
    expect(text).toBe(["```ts", ...signature("SQSQueue"), "```"].join("\n"));
    expect(text).toContain("  sendMessage(body: string, priority?: number): string;");
    expect(text).not.toContain("*");
    const wrong = readUnit(UNIT.replaceAll("{{signature SQSQueue}}", "{{signature Nope}}"), "02-queues", "unit.ts");
    expect(() => edition(wrong, { language: "es", solved: true })).toThrow(
      'unit.ts:24: cell "x2-ask": signature: exercises/ has no interface "Nope"',
    );
  });

  it("says what it is in its metadata", () => {
    expect(student.metadata.kernelspec.name).toBe("tslab");
    expect(student.metadata.nubelab).toMatchObject({ unit: "02-queues", language: "en", edition: "student" });
    expect(solved.metadata.title).toBe("Colas");
    expect(student.cells[0]!.metadata.slideshow).toEqual({ slide_type: "slide" });
  });

  it("flags cells for nbgrader by kind", () => {
    const flags = student.cells.map(({ id, metadata: { nbgrader: n, editable, deletable } }) => [
      id,
      n && [n.grade, n.solution, n.locked, n.points],
      [editable, deletable],
    ]);
    const given = [
      [false, false, true, undefined],
      [false, false],
    ];
    expect(flags).toEqual([
      ["title", ...given],
      ["setup", ...given],
      ["t6-given", ...given],
      ["x2-given", ...given],
      ["x2-demo", undefined, [undefined, undefined]],
      ["x2-ask", ...given],
      ["x2-queue", [false, true, false, undefined], [undefined, false]],
      ["x2-check-order", [true, false, true, 2], [false, false]],
      ["x2-why", [true, true, false, 1.5], [undefined, false]],
    ]);
  });

  it("computes the checksum of nbgrader: points as Python writes a float", () => {
    const md5 = (text: string) => createHash("md5").update(text).digest("hex");
    const checksum = (id: string) => student.cells.find((cell) => cell.id === id)!.metadata.nbgrader!.checksum;
    const check = 'await check("x2.order", { SQSQueue });';
    expect(checksum("x2-check-order")).toBe(md5(`${check}codeTrueFalseTruex2-check-order2.0`));
    expect(checksum("x2-why")).toBe(md5("Why?\n*Write your answer here.*markdownTrueTrueFalsex2-why1.5"));
  });

  it("is written as Jupyter writes it: sorted keys, one space, final newline, the same bytes each time", () => {
    const text = notebookText(student);
    expect(text).toBe(notebookText(edition(unit, { language: "en", solved: false })));
    expect(text.startsWith('{\n "cells": [\n  {\n   "cell_type": "markdown",\n   "id": "title",\n')).toBe(true);
    expect(text.endsWith('"nbformat": 4,\n "nbformat_minor": 5\n}\n')).toBe(true);
    expect(text).not.toContain("\r");
  });
});

describe("the difference of a notebook", () => {
  const text = notebookText(student);
  it("names the cell, the lines and both sides", () => {
    const edited = text.replace("    return null;", "    return 1;");
    const other = JSON.parse(edited);
    for (const cell of other.cells) if (cell.id === "x2-queue") cell.metadata.nbgrader.checksum = "f".repeat(32);
    const report = notebookDifference("a.ipynb", JSON.stringify(other), text);
    expect(report).toBe(
      [
        "a.ipynb: differs from its source",
        "  cell x2-queue, line 7: - notebook, + source",
        "    -     return 1;",
        "    +     return null;",
      ].join("\n"),
    );
  });

  it("tells missing notebooks, broken ones, outputs, and cells on one side only", () => {
    expect(notebookDifference("a.ipynb", undefined, text)).toBe("a.ipynb: the notebook is missing");
    expect(notebookDifference("a.ipynb", text.slice(0, 100), text)).toContain("a.ipynb: the notebook is not JSON");
    const ran = text.replace('"execution_count": null', '"execution_count": 3');
    expect(notebookDifference("a.ipynb", ran, text)).toContain("cell setup, execution_count: 3 should be null");
    const renamed = notebookDifference("a.ipynb", text.replace('"id": "x2-demo"', '"id": "mine"'), text);
    expect(renamed).toContain("cell x2-demo: only in the source");
    expect(renamed).toContain("cell mine: only in the notebook");
    expect(notebookDifference("a.ipynb", `${text}\n`, text)).toContain("another layout");
  });
});
