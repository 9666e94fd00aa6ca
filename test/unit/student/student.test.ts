/** What a student does with the notebooks of the bundle: put a cell back, see what is open, take answers along. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bring, readNotebook, restoreCell, statusOf } from "../../../src/student";
import type { Cell, Notebook } from "../../../src/student/notebook";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-student-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const graded = new Set(["answer", "check", "open", "given"]);
function cell(id: string, kind: string, source: string): Cell {
  const nbgrader = graded.has(kind) ? { nbgrader: { grade_id: id } } : {};
  return {
    cell_type: "code",
    id,
    metadata: { ...nbgrader, nubelab: { kind } },
    source,
    outputs: [],
    execution_count: null,
  };
}
const ORIGINAL: Cell[] = [
  cell("setup", "given", "import { Cloud } from 'nubelab';"),
  cell("demo", "demo", "const bet = 0;"),
  cell("a", "answer", "class A {}"),
  cell("check-a", "check", "await check('x.a', { A });"),
  cell("t1", "open", "Write here."),
];
const notebook = (cells: Cell[]): Notebook => ({ cells: structuredClone(cells), metadata: {}, nbformat: 4 });

/** A bundle on disk, with the course's cells and what the student made of them. */
function bundle(name: string, original = ORIGINAL, own = original): string {
  const root = join(folder, name);
  for (const [place, cells] of [
    ["originals", original],
    ["notebooks", own],
  ] as const) {
    mkdirSync(join(root, place), { recursive: true });
    writeFileSync(join(root, place, "01-x.ipynb"), JSON.stringify(notebook(cells)));
  }
  return root;
}
const file = (root: string) => join(root, "notebooks", "01-x.ipynb");
const sources = (root: string) => readNotebook(file(root)).cells.map(({ source }) => source);
const edited = (changes: Record<string, string>, cells = ORIGINAL) =>
  cells.map((each) => ({ ...each, source: changes[each.id!] ?? each.source }));

describe("restore", () => {
  it("puts one cell back and leaves the others", () => {
    const root = bundle("b", ORIGINAL, edited({ a: "class A { broken", t1: "mine" }));
    expect(restoreCell(root, file(root), "a")).toBe("class A { broken");
    expect(sources(root)).toEqual(edited({ t1: "mine" }).map(({ source }) => source));
  });

  it("brings back a cell that is gone, after the one that it followed", () => {
    const root = bundle(
      "b",
      ORIGINAL,
      ORIGINAL.filter(({ id }) => id !== "check-a"),
    );
    expect(restoreCell(root, file(root), "check-a")).toBeUndefined();
    expect(readNotebook(file(root)).cells.map(({ id }) => id)).toEqual(ORIGINAL.map(({ id }) => id));
  });

  it("names the answers there are when it is asked for another, and writes nothing", () => {
    const root = bundle("b");
    const before = readFileSync(file(root));
    expect(() => restoreCell(root, file(root), "z")).toThrow(/no cell "z"; its answers are a, t1$/);
    expect(readFileSync(file(root))).toEqual(before);
  });

  it("refuses a notebook that is none of the course's", () => {
    const root = bundle("b");
    expect(() => restoreCell(root, join(root, "notebooks", "mine.ipynb"), "a")).toThrow(
      /none of the course's notebooks/,
    );
  });
});

describe("status", () => {
  it("says what is open, not run, gone and changed", () => {
    const own = edited({ a: "class A { x = 1 }", "check-a": "1;" }).filter(({ id }) => id !== "setup");
    expect(statusOf(notebook(own), notebook(ORIGINAL))).toEqual({
      answers: 2,
      answered: 1,
      open: ["t1"],
      missing: ["setup"],
      changed: ["check-a"],
      notRun: ["a"],
    });
  });

  it("takes other line ends for the same text, and an emptied answer for an open one", () => {
    const crlf = edited({ a: "class A {}\r\n", t1: "  " });
    expect(statusOf(notebook(crlf), notebook(ORIGINAL))).toMatchObject({ answered: 0, open: ["a", "t1"], changed: [] });
  });
});

describe("bring", () => {
  const corrected = edited({ "check-a": "await check('x.a2', { A });", demo: "const bet = 0; // seconds" });

  it("takes answers and own cells along, with the new checks, and leaves the earlier folder as it was", () => {
    const mine = edited({ a: "class A { x = 1 }", t1: "because", demo: "const bet = 5;" });
    const withOwn = [...mine.slice(0, 3), cell("own", "", "new A().x"), ...mine.slice(3)];
    const earlier = bundle("old", ORIGINAL, withOwn);
    const before = readFileSync(file(earlier));
    const root = bundle("new", corrected);
    expect(bring(root, earlier)).toEqual([
      { path: "01-x.ipynb", answers: 2, examples: 0, own: 1, reread: [], left: ["demo"] },
    ]);
    expect(sources(root)).toEqual([
      corrected[0]!.source,
      corrected[1]!.source,
      "class A { x = 1 }",
      "new A().x",
      corrected[3]!.source,
      "because",
    ]);
    expect(readFileSync(file(earlier))).toEqual(before);
  });

  it("says which questions have changed under an answer", () => {
    const earlier = bundle("old", ORIGINAL, edited({ a: "class A { x = 1 }" }));
    const root = bundle("new", edited({ a: "class A { constructor(y: number) {} }" }));
    expect(bring(root, earlier)).toMatchObject([{ answers: 1, reread: ["a"] }]);
    expect(sources(root)[2]).toBe("class A { x = 1 }");
  });

  it("leaves alone what nothing was written in, and what was already worked on here", () => {
    const earlier = bundle("old");
    expect(bring(bundle("new", corrected), earlier)).toMatchObject([{ skipped: "untouched" }]);
    const begun = bundle("begun", corrected, edited({ a: "class A { here }" }, corrected));
    const worked = bundle("old2", ORIGINAL, edited({ a: "class A { there }" }));
    expect(bring(begun, worked)).toMatchObject([{ skipped: "worked on here" }]);
    expect(sources(begun)[2]).toBe("class A { here }");
  });

  it("tells a folder that is none from one that is no bundle", () => {
    const root = bundle("new", corrected);
    expect(() => bring(root, join(folder, "nowhere"))).toThrow(/nowhere: there is no such folder$/);
    expect(() => bring(root, folder)).toThrow(/no student bundle, which has a folder "originals"/);
  });

  it("writes nothing when a notebook cannot be read", () => {
    const earlier = bundle("old", ORIGINAL, edited({ a: "class A { x = 1 }" }));
    writeFileSync(file(earlier), "{ no json");
    const root = bundle("new", corrected);
    const before = readFileSync(file(root));
    expect(() => bring(root, earlier)).toThrow(/not a notebook/);
    expect(readFileSync(file(root))).toEqual(before);
  });

  it("keeps the id of an own cell apart from those of the course", () => {
    const own = [...edited({ a: "class A { x = 1 }" }), cell("a", "", "a second one")];
    const root = bundle("new", corrected);
    bring(root, bundle("old", ORIGINAL, own));
    const ids = readNotebook(file(root)).cells.map(({ id }) => id);
    expect(ids).toHaveLength(6);
    expect(new Set(ids).size).toBe(6);
  });
});
