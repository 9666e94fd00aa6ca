/** Threats in a notebook that was edited: cells deleted, copied, split, retyped, relabelled, and metadata that asks for points. */
import { expect } from "vitest";
import { type Book, blank, type Cell, cellOf, sourceOf, tinyUnit } from "../books";
import { fail, notebook, ok, review, right, type Threat } from "./threat";

const edited = (change: (book: Book) => void) => () => {
  const book = right();
  change(book);
  return book;
};

const unanswered = { status: "graded", x2: 0, says: /There is no answer yet/ } as const;
const stub = () => sourceOf(blank(tinyUnit()), "x2-queue");

/** nbgrader's metadata of a cell. */
const markOf = (cell: Cell) => cell.metadata.nbgrader as Record<string, unknown>;

const code = (source: string, more: Partial<Cell> = {}): Cell => ({
  cell_type: "code",
  metadata: {},
  source,
  outputs: [],
  execution_count: null,
  ...more,
});

/** The answer in two cells: its first lines stay, the rest goes to `rest`. */
function split(book: Book): Cell {
  const answer = cellOf(book, "x2-queue");
  const lines = sourceOf(book, "x2-queue").split("\n");
  const at = lines.findIndex((line) => line.startsWith("class "));
  answer.source = lines.slice(0, at).join("\n");
  return code(lines.slice(at).join("\n"));
}

const after = (book: Book, id: string, cell: Cell) =>
  book.cells.splice(book.cells.indexOf(cellOf(book, id)) + 1, 0, cell);

export const editing: Threat[] = [
  notebook(
    18,
    "deleted-check",
    edited((book) => {
      book.cells = book.cells.filter((cell) => cell.id !== "x2-check-order");
    }),
    { ...ok, says: /check cell x2-check-order is gone; the course's own was used/ },
  ),
  notebook(
    19,
    "edited-check",
    edited((book) => {
      cellOf(book, "x2-check-order").source = 'console.log("1.5 / 1.5");';
      cellOf(book, "x2-queue").source = stub();
    }),
    review(/check cell x2-check-order was edited; the course's own was used/, { x2: 0 }),
  ),
  notebook(
    20,
    "stub-after-the-answer",
    edited((book) => void book.cells.push({ ...cellOf(book, "x2-queue"), source: stub() })),
    review(/answer x2-queue is there 2 times/),
  ),
  notebook(
    20,
    "two-answers-the-last-counts",
    edited((book) => void book.cells.push({ ...cellOf(book, "x2-queue"), source: "class SQSQueue {}" })),
    review(/answer x2-queue is there 2 times/, { x2: 0 }),
  ),
  notebook(
    20,
    "split-with-one-id",
    edited((book) => {
      const rest = split(book);
      after(book, "x2-queue", { ...cellOf(book, "x2-queue"), source: rest.source });
    }),
    review(/answer x2-queue was split over 2 cells; they were joined/),
  ),
  notebook(
    20,
    "split-with-a-fresh-id",
    edited((book) => void after(book, "x2-queue", split(book))),
    review(/answer x2-queue was, or went on, in another cell/),
  ),
  notebook(
    21,
    "schema-version",
    edited((book) => {
      for (const [i, cell] of book.cells.entries()) {
        if (cell.metadata.nbgrader) markOf(cell).schema_version = [2, 4, "3", null][i % 4];
      }
    }),
    ok,
  ),
  notebook(
    21,
    "empty-nbgrader-metadata",
    edited((book) => {
      for (const cell of book.cells) if (cell.metadata.nbgrader) cell.metadata.nbgrader = {};
    }),
    ok,
  ),
  notebook(
    22,
    "skip-execution",
    edited((book) => {
      cellOf(book, "x2-check-order").metadata.tags = ["skip-execution", "raises-exception"];
      cellOf(book, "x2-queue").source = "class SQSQueue {}";
      cellOf(book, "x2-queue").metadata.tags = ["skip-execution"];
    }),
    fail(/There is no method|are the methods/),
  ),
  notebook(
    23,
    "flags-and-points",
    edited((book) => {
      Object.assign(markOf(cellOf(book, "x2-check-order")), { grade: false, solution: true, points: 1_000 });
      Object.assign(markOf(cellOf(book, "x2-queue")), { grade: true, points: 1_000, locked: true });
      Object.assign(markOf(cellOf(book, "t6-answer")), { points: -5 });
    }),
    {
      ...ok,
      also: ({ possible, points, open }) => expect([possible, points, open[0]?.possible]).toEqual([2.5, 2.5, 2]),
    },
  ),
  ...(["markdown", "raw"] as const).map((type) =>
    notebook(
      24,
      `retyped-as-${type}`,
      edited((book) => {
        cellOf(book, "x2-queue").cell_type = type;
      }),
      review(new RegExp(`answer x2-queue was in a cell of type ${type}`)),
    ),
  ),
  notebook(
    25,
    "reordered",
    edited((book) => void book.cells.reverse()),
    ok,
  ),
  notebook(
    25,
    "defined-in-an-extra-cell",
    edited((book) => {
      book.cells.unshift(code(sourceOf(book, "x2-queue"), { id: "mine" }));
      cellOf(book, "x2-queue").source = stub();
    }),
    { ...ok, says: /answer x2-queue was, or went on, in another cell \(1\)/ },
  ),
  notebook(
    26,
    "colab",
    edited((book) => {
      for (const cell of book.cells) {
        cell.metadata = { id: cell.id, colab: { base_uri: "https://localhost:8080/" } };
        delete cell.id;
      }
      book.metadata = { colab: { provenance: [] }, kernelspec: { name: "python3", display_name: "Python 3" } };
      book.nbformat_minor = 0;
    }),
    review(/02-sqs was inferred from the file's name/),
  ),
  notebook(
    26,
    "all-metadata-gone",
    edited((book) => {
      book.metadata = {};
      for (const cell of book.cells) {
        cell.metadata = {};
        delete cell.id;
      }
      book.nbformat_minor = 4;
    }),
    review(/x2-queue.* recognised by its content|recognised by their content: .*x2-queue/),
  ),
  notebook(
    27,
    "python-kernel",
    edited((book) => {
      book.metadata.kernelspec = { name: "python3", display_name: "Python 3", language: "python" };
      book.metadata.language_info = { name: "python", version: "3.12", file_extension: ".py" };
    }),
    ok,
  ),
  notebook(56, "as-handed-out", () => blank(tinyUnit()), { ...unanswered, x7: 0 }),
];
