/** Good submissions that look odd. Each must get all points; `review` only where something had to be guessed. */
import { mkdirSync, writeFileSync } from "node:fs";
import { expect } from "vitest";
import { type Book, cellOf, rightWith, sourceOf } from "../books";
import { handsIn, notebook, ok, review, right, type Threat, textOf, withQueue } from "./threat";
import { zipOf } from "./zips";

/** From 1; in the order of the list in unusual.test.ts. */
export type Unusual = Threat;

const code = (source: string, id?: string) => ({
  cell_type: "code",
  ...(id === undefined ? {} : { id }),
  metadata: {},
  source,
  outputs: [],
  execution_count: null,
});

const edited = (change: (book: Book) => void) => () => {
  const book = right();
  change(book);
  return book;
};

/** As a notebook tool of another version writes it. */
const as = (minor: number, strip: (cell: Book["cells"][number]) => void) =>
  edited((book) => {
    book.nbformat_minor = minor;
    for (const cell of book.cells) strip(cell);
  });

/** Jupyter's "Save and Export Notebook As > Executable Script": the code cells, one after the other. */
const script = () =>
  right()
    .cells.filter((cell) => cell.cell_type === "code")
    .map((cell) => [cell.source].flat().join(""))
    .join("\n\n");

const helper = `function checkBody(body: string): string {\n  if (typeof body !== "string") throw new TypeError("body");\n  return body;\n}`;

/** A zip beside the folders, as it comes from the platform. */
const download = (
  id: number,
  name: string,
  student: string,
  files: Record<string, string>,
  more: Partial<Threat["verdict"]> = {},
): Unusual => ({
  id,
  name,
  student,
  put: async ({ own }) => writeFileSync(`${own}.zip`, await zipOf(files)),
  verdict: { ...ok, ...more },
});

export const unusual: Unusual[] = [
  notebook(
    1,
    "nbformat-3",
    () => {
      const { cells, metadata } = right();
      const old = cells.map(({ source, id: _id, ...cell }) =>
        cell.cell_type === "code" ? { ...cell, input: source, prompt_number: 3 } : { ...cell, source },
      );
      return { metadata, nbformat: 3, nbformat_minor: 0, worksheets: [{ cells: old, metadata: {} }] } as never;
    },
    ok,
  ),
  notebook(
    2,
    "nbformat-4-0",
    as(0, (cell) => delete cell.id),
    ok,
  ),
  notebook(
    3,
    "nbformat-4-5-with-lines",
    as(5, (cell) => {
      cell.source = [cell.source]
        .flat()
        .join("")
        .split(/(?<=\n)/);
    }),
    ok,
  ),
  handsIn(
    4,
    "bom-and-crlf",
    () => ({ "02-sqs.ipynb": `\uFEFF${textOf(right()).replaceAll("\n", "\r\n").replaceAll("\\n", "\\r\\n")}` }),
    ok,
  ),
  handsIn(5, "utf-16", () => ({ "02-sqs.ipynb": Buffer.from(`\uFEFF${textOf(right())}`, "utf16le") }), ok),
  notebook(
    6,
    "duplicate-ids",
    as(5, (cell) => {
      if (cell.cell_type === "markdown") cell.id = "twin";
    }),
    ok,
  ),
  notebook(
    7,
    "missing-ids",
    as(4, (cell) => delete cell.id),
    ok,
  ),
  notebook(
    8,
    "moved-cells",
    edited((book) => {
      const [answer] = book.cells.splice(book.cells.indexOf(cellOf(book, "x2-queue")), 1);
      book.cells.push(answer as Book["cells"][number]);
    }),
    ok,
  ),
  notebook(
    9,
    "split-answer",
    edited((book) => {
      const at = book.cells.indexOf(cellOf(book, "x2-queue"));
      const source = sourceOf(book, "x2-queue");
      const cut = source.indexOf("class SQSQueue");
      cellOf(book, "x2-queue").source = source.slice(0, cut);
      book.cells.splice(at + 1, 0, code(source.slice(cut), "fresh"));
    }),
    review(/was, or went on, in another cell/),
  ),
  notebook(
    10,
    "copied-answer",
    edited((book) => void book.cells.push(structuredClone(cellOf(book, "x2-queue")))),
    review(/is there 2 times/),
  ),
  notebook(
    11,
    "retyped-answer",
    edited((book) => {
      cellOf(book, "x2-queue").cell_type = "raw";
    }),
    review(/was in a cell of type raw/),
  ),
  notebook(
    12,
    "from-colab",
    edited((book) => {
      book.metadata = { colab: { name: "02-sqs.ipynb", provenance: [] }, kernelspec: { name: "python3" } };
      book.nbformat_minor = 0;
      for (const cell of book.cells) {
        cell.metadata = { id: cell.id };
        delete cell.id;
      }
    }),
    review(/unit 02-sqs was inferred/),
  ),
  notebook(
    13,
    "from-vs-code",
    edited((book) => {
      book.metadata = { language_info: { name: "typescript" } };
      for (const cell of book.cells) {
        cell.metadata = { vscode: { languageId: "typescript" } };
        cell.id = Math.imul(book.cells.indexOf(cell) + 7, 2654435761)
          .toString(16)
          .replace("-", "a");
      }
    }),
    review(/recognised by (its|their) content/),
  ),
  handsIn(14, "exported-script", () => ({ "02-sqs.ts": script() }), {
    ...review(/recognised by (its|their) content/),
    says: /It is an exported script, not a notebook/,
  }),
  notebook(
    15,
    "extra-cells",
    edited((book) => {
      book.cells.unshift(code("// my notes\nconst mine = 1;", "mine"), {
        cell_type: "markdown",
        metadata: {},
        source: "## My notes",
      });
      book.cells.push(code("console.log(mine + 1);"), code(""), code("new SQSQueue().size;"));
    }),
    ok,
  ),
  notebook(
    16,
    "helper-in-another-cell",
    edited((book) => {
      cellOf(book, "x2-queue").source = rightWith("checkBody(body);");
      book.cells.push(code(helper, "my-helper"));
    }),
    { ...ok, says: /defines checkBody was used too/ },
  ),
  notebook(
    17,
    "group-of-two",
    edited((book) => {
      const cell = book.cells.find((one) => /^const group\b/m.test([one.source].flat().join("")));
      if (!cell) throw new Error("the unit asks for no group");
      cell.source = 'const group = ["Ana García", "Luis Paz"];';
    }),
    { ...ok, also: ({ members }) => expect(members).toEqual(["17-group-of-two", "Ana García", "Luis Paz"]) },
  ),
  download(18, "moodle", "Zoë Ñandú", { "Zoë Ñandú_4711_assignsubmission_file_/02-sqs.ipynb": textOf(right()) }),
  download(19, "canvas", "garciaana", {
    "garciaana_88_1001_02-sqs-2.ipynb": textOf(right()),
    "pazluis_89_1002_notes.txt": "",
  }),
  download(20, "nbgrader", "eva", {
    "course/submitted/eva/02-sqs/02-sqs.ipynb": textOf(right()),
    "course/submitted/eva/02-sqs/timestamp.txt": "2026-02-02 15:58:23.948203 UTC",
  }),
  handsIn(21, "renamed", () => ({ "tarea 2 – José Peñañ (versión final) (3).ipynb": textOf(right()) }), ok),
  notebook(
    22,
    "saved-with-output",
    edited((book) => {
      for (const cell of book.cells) {
        if (cell.cell_type !== "code") continue;
        cell.execution_count = 7 as never;
        cell.outputs = [
          { output_type: "stream", name: "stderr", text: ["a warning\n"] },
          {
            output_type: "error",
            ename: "Error",
            evalue: "from an earlier run",
            traceback: ["\u001b[31mError\u001b[0m"],
          },
        ];
      }
    }),
    ok,
  ),
  notebook(
    23,
    "console-noise",
    () =>
      withQueue(
        rightWith(
          "console.log('sent', body); console.error('warning'); console.table([{ body }]);",
          "console.warn('loaded');",
        ),
      ),
    ok,
  ),
  notebook(
    24,
    "thousands-of-comment-lines",
    () => withQueue(rightWith("", Array.from({ length: 5_000 }, (_, i) => `// ${i}: ñandú 🦤`).join("\n"))),
    ok,
  ),
  notebook(
    25,
    "unicode-names",
    () => withQueue(rightWith("const señal = body; void señal;", "const año = 2026;\nvoid año;")),
    ok,
  ),
  {
    id: 26,
    name: "own-zip",
    put: async ({ own }) => {
      mkdirSync(own);
      const files = {
        "entrega/02-sqs.ipynb": textOf(right()),
        "__MACOSX/entrega/._02-sqs.ipynb": "\0",
        "entrega/.DS_Store": "",
      };
      writeFileSync(`${own}/entrega.zip`, await zipOf(files));
    },
    verdict: ok,
  },
];
