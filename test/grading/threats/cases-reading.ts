/** Threats in what arrives: files that are no notebooks, encodings, versions, links, names. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Cell } from "../books";
import { answer, handsIn, notebook, ok, reject, review, right, type Threat, textOf } from "./threat";

const utf16be = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16();
const crlf = (text: string) => text.replaceAll("\n", "\r\n");
const wide = "x".repeat(20 << 20);

export const reading: Threat[] = [
  notebook(
    9,
    "giant-image-in-the-file",
    () => {
      const book = right();
      const code = book.cells.find((cell) => cell.cell_type === "code") as Cell;
      code.outputs = [{ output_type: "display_data", data: { "image/png": wide }, metadata: {} }];
      return book;
    },
    ok,
  ),
  handsIn(28, "truncated", () => ({ "02-sqs.ipynb": textOf(right()).slice(0, 700) }), {
    ...reject(/not valid JSON: it breaks at line \d+, column \d+/),
  }),
  handsIn(28, "wrong-root", () => ({ "02-sqs.ipynb": JSON.stringify([right()]) }), reject(/JSON, but no notebook/)),
  handsIn(28, "too-deep", () => ({ "02-sqs.ipynb": `{"cells":${"[".repeat(200_000)}` }), reject(/not valid JSON/)),
  handsIn(29, "bom", () => ({ "02-sqs.ipynb": `\uFEFF${textOf(right())}` }), ok),
  handsIn(29, "crlf", () => ({ "02-sqs.ipynb": crlf(textOf(right())) }), ok),
  handsIn(29, "utf-16-le", () => ({ "02-sqs.ipynb": Buffer.from(`\uFEFF${textOf(right())}`, "utf16le") }), {
    ...ok,
    says: /The file was in utf-16le/,
  }),
  handsIn(29, "utf-16-be", () => ({ "02-sqs.ipynb": utf16be(textOf(right())) }), {
    ...ok,
    says: /The file was in utf-16be/,
  }),
  notebook(
    30,
    "nbformat-3",
    () => {
      const { cells, metadata } = right();
      const old = cells.map(({ source, id: _id, ...cell }) =>
        cell.cell_type === "code" ? { ...cell, input: source, language: "python" } : { ...cell, source },
      );
      return { metadata, nbformat: 3, nbformat_minor: 0, worksheets: [{ cells: old }] } as never;
    },
    ok,
  ),
  notebook(31, "nbformat-6", () => ({ ...right(), nbformat: 6 }), reject(/nbformat 6: notebooks of nbformat 3 and 4/)),
  notebook(
    32,
    "ids-and-sources",
    () => {
      const book = right();
      const given = book.cells.filter((cell) => cell.cell_type === "markdown");
      for (const cell of given) cell.id = "the same id, and not a valid one!";
      book.cells.push(
        { cell_type: "code", id: 7 as never, metadata: null as never, source: 42 as never },
        { cell_type: "markdown", metadata: [] as never, source: ["a", 1] as never },
        "no cell" as never,
        null as never,
      );
      return book;
    },
    { ...ok, says: /has no readable text/ },
  ),
  handsIn(33, "empty-file", () => ({ "02-sqs.ipynb": "" }), reject(/The file is empty/)),
  handsIn(33, "text-file", () => ({ "answers.txt": "see the notebook" }), reject(/no notebook, only: answers\.txt/)),
  handsIn(33, "wrong-notebook", () => ({ "homework.ipynb": JSON.stringify({ ...right(), cells: [] }) }), {
    ...reject(/no notebook of this course/),
  }),
  handsIn(33, "checkpoint-only", () => ({ ".ipynb_checkpoints/02-sqs-checkpoint.ipynb": textOf(right()) }), {
    ...reject(/no notebook, only: .*02-sqs-checkpoint\.ipynb/),
  }),
  {
    id: 33,
    name: "nothing-at-all",
    put: ({ own }) => void mkdirSync(own),
    verdict: reject(/The folder is empty/),
  },
  handsIn(34, "two-notebooks", () => ({ "a/02-sqs.ipynb": textOf(right()), "b/02-sqs (1).ipynb": textOf(right()) }), {
    ...review(/more than one notebook of this unit; the newest was graded/),
  }),
  {
    id: 39,
    name: "link-to-a-file",
    put: ({ own }) => {
      mkdirSync(own);
      symlinkSync("/etc/passwd", join(own, "02-sqs.ipynb"));
    },
    verdict: reject(/It is a link, not a file/),
  },
  {
    id: 39,
    name: "link-to-a-classmate",
    put: ({ own, folder }) => {
      mkdirSync(own);
      symlinkSync(join(folder, "29-bom/02-sqs.ipynb"), join(own, "02-sqs.ipynb"));
    },
    verdict: reject(/It is a link, not a file/),
  },
  {
    id: 39,
    name: "link-to-a-folder",
    put: ({ own }) => symlinkSync("/etc", own),
    verdict: reject(/It is a link, not a file/),
  },
  handsIn(43, '=cmd|calc!A0, "x"', () => ({ '+1, "two".ipynb': textOf(right()) }), {
    ...ok,
    also: ({ student }) => expect(student).toBe('43-=cmd|calc!A0, "x"'),
  }),
  {
    ...handsIn(43, "formula", () => ({ "02-sqs.ipynb": textOf(right()) }), ok),
    student: "=HYPERLINK(1)",
    put: ({ folder }) => {
      mkdirSync(join(folder, "=HYPERLINK(1)"));
      writeFileSync(join(folder, "=HYPERLINK(1)", "02-sqs.ipynb"), textOf(right()));
    },
  },
  answer(56, "stub-kept", "", { status: "graded", x2: 0, says: /There is no answer yet/ }),
];
