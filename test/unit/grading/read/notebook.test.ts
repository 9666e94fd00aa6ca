import { describe, expect, it } from "vitest";
import { decode } from "../../../../src/grading/read/decode";
import { readNotebook } from "../../../../src/grading/read/notebook";
import { RejectedFile } from "../../../../src/grading/read/rejected";

const book = (cells: unknown, more: object = {}) => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5, ...more });
const read = (value: unknown) => readNotebook(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)));

function rejection(value: unknown): string {
  try {
    read(value);
  } catch (error) {
    if (error instanceof RejectedFile) return error.reason.en;
    throw error;
  }
  throw new Error("it was not rejected");
}

describe("text of a file", () => {
  const text = '{"a": "ñ€😀"}\n';
  it.each([
    ["utf-8", Buffer.from(text)],
    ["utf-8", Buffer.from(`\uFEFF${text}`)],
    ["utf-16le", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["utf-16be", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
    ["utf-16le", Buffer.from(text, "utf16le")],
    ["utf-16be", Buffer.from(text, "utf16le").swap16()],
  ])("is read as %s", (encoding, bytes) => {
    expect(decode(bytes)).toEqual({ text, encoding, damaged: false });
  });

  it("has plain line ends, and says when bytes were no text", () => {
    expect(decode(Buffer.from("a\r\nb\rc")).text).toBe("a\nb\nc");
    expect(decode(Buffer.from([0x61, 0xff, 0x62]))).toMatchObject({ damaged: true, text: "a\ufffdb" });
  });
});

describe("a submitted notebook", () => {
  it("is reduced to sources and names", () => {
    const cell = {
      cell_type: "code",
      id: "a",
      source: ["let x = 1;\n", "x"],
      metadata: { nbgrader: { grade_id: "g", points: 99 }, tags: ["skip-execution"] },
      outputs: [{ output_type: "execute_result" }],
    };
    const { cells, unit, language, notes } = read(
      book([cell], { metadata: { nubelab: { unit: "02-sqs", language: "en" } } }),
    );
    expect(cells).toEqual([{ index: 0, type: "code", source: "let x = 1;\nx", id: "a", gradeId: "g" }]);
    expect({ unit, language, notes }).toEqual({ unit: "02-sqs", language: "en", notes: [] });
  });

  it("is read from nbformat 3, where code is called input", () => {
    const old = {
      nbformat: 3,
      metadata: {},
      worksheets: [
        { cells: [{ cell_type: "code", input: ["a\n", "b"] }] },
        { cells: [{ cell_type: "heading", source: "c" }] },
      ],
    };
    expect(read(old).cells.map((cell) => [cell.type, cell.source])).toEqual([
      ["code", "a\nb"],
      ["markdown", "c"],
    ]);
  });

  it("takes Colab's cell id, and repairs a source that is no text", () => {
    const { cells, notes } = read(book([{ cell_type: "code", source: 7, metadata: { id: "c1" } }, "not a cell"]));
    expect(cells.map((cell) => cell.id)).toEqual(["c1", undefined]);
    expect(notes.map((note) => note.en)).toEqual(["Cell 1 has no readable text.", "Cell 2 has no readable text."]);
  });

  it.each([
    ['{"cells": [', /line 1, column 12/],
    ['{\n "cells": [}\n', /line 2, column 12/],
    ["[]", /no notebook/],
    ["null", /no notebook/],
    ["", /empty/],
    [book(undefined), /no cells/],
    [book([], { nbformat: 5 }), /nbformat 5/],
    [book([], { nbformat: "4" }), /nbformat \?/],
    [book([], { nbformat: 2 }), /nbformat 2/],
  ])("is rejected with the reason: %j", (value, says) => {
    expect(rejection(value)).toMatch(says);
  });
});
