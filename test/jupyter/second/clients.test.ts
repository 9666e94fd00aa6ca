/** One unit through the programs that execute notebooks besides nbclient: papermill, nbconvert, and a line through the console. Needs dist. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { edition, loadUnit, type Notebook, notebookText } from "../../../src/course/build";
import { runNotebook, setUp } from "../../../src/jupyter";
import { jupyterEnvironment, OWN, venvProgram } from "../../../src/jupyter/places";

const UNIT = "06-swf"; // charts, tables, checks and text
const LIMIT_MS = 300_000;

interface Output {
  output_type: string;
  name?: string;
  text?: string[];
  [more: string]: unknown;
}
interface Cell {
  id: string;
  cell_type: string;
  source: string[];
  metadata: { tags?: string[] };
  outputs?: Output[];
}
/** The executed file; each check draws other data for every kernel and says their seed, which is left out here. */
const read = (file: string) =>
  readFileSync(file, "utf8").replace(/(Seed of these data: (?:\\"|&quot;|&#34;|"))[0-9a-f]{8}/g, "$1");
const cellsOf = (file: string): Cell[] => JSON.parse(read(file)).cells;

/** Outputs of the code cells by id: without numbers, which one more cell shifts, and with each stream's pieces as one. */
function outputsOf(cells: Cell[]): Record<string, Output[]> {
  const together = (outputs: Output[]) =>
    outputs.reduce<Output[]>((done, { execution_count: _, ...output }) => {
      const last = done.at(-1);
      const isNext = output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name;
      const text = output.text && [output.text.join("")];
      if (isNext) last.text = [last.text!.join("") + text!.join("")];
      else done.push({ ...output, ...(text && { text }) });
      return done;
    }, []);
  const code = cells.filter((cell) => cell.cell_type === "code");
  return Object.fromEntries(code.map((cell) => [cell.id, together(cell.outputs ?? [])]));
}

let folder: string;
let source: string;
let reference: string;

function jupyter(program: string, args: string[], input = "") {
  const run = spawnSync(venvProgram(program), args, {
    cwd: folder,
    env: jupyterEnvironment(),
    encoding: "utf8",
    input,
  });
  expect(run.status, `${run.stderr}\n${run.stdout}`.slice(-2_000)).toBe(0);
  return run;
}

beforeAll(async () => {
  await setUp((line) => console.warn(line));
  mkdirSync(OWN, { recursive: true });
  folder = mkdtempSync(join(OWN, "clients-")); // inside the project, so that cells find nubelab
  const unit: Notebook = edition(loadUnit(UNIT), { language: "en", solved: true });
  source = join(folder, `${UNIT}.ipynb`);
  reference = join(folder, "nbclient.ipynb");
  writeFileSync(source, notebookText(unit));
  const result = await runNotebook(source, { out: reference });
  expect(result).toMatchObject({ broken: null, failures: [] });
  expect(Object.values(outputsOf(cellsOf(reference))).flat().length).toBeGreaterThan(20);
}, LIMIT_MS);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("papermill", () => {
  it(
    "injects parameters as TypeScript after the cell that is tagged so, and gets what nbclient gets",
    () => {
      const notebook = JSON.parse(readFileSync(source, "utf8"));
      const cell = (id: string, text: string, tags: string[] = []) => ({
        cell_type: "code",
        id,
        source: text,
        metadata: { tags },
        outputs: [],
        execution_count: null,
      });
      const defaults = 'const orders = 1;\nconst who = "nobody";\nconst rates = [0];\nconst nothing: unknown = 0;';
      notebook.cells.unshift(cell("defaults", defaults, ["parameters"]));
      notebook.cells.push(cell("told", "console.log(JSON.stringify({ orders, who, rates, nothing }))"));
      const tagged = join(folder, "tagged.ipynb");
      const out = join(folder, "papermill.ipynb");
      writeFileSync(tagged, JSON.stringify(notebook));
      const given = { orders: 12, who: 'Ana "la ñ"\n🛒', rates: [0.5, { weekend: true }], nothing: null };
      jupyter("papermill", [tagged, out, "--no-progress-bar", "--parameters_yaml", JSON.stringify(given)]);

      const cells = cellsOf(out);
      expect(cells[1]!.metadata.tags).toEqual(["injected-parameters"]);
      expect(cells[1]!.source.join("")).toMatch(/^\/\/ Parameters\nconst orders = 12;\n/);
      const outputs = outputsOf(cells);
      expect(JSON.parse(outputs.told![0]!.text![0]!)).toEqual(given);
      const expected = outputsOf(cellsOf(reference));
      expect(Object.keys(expected).length).toBeGreaterThan(20);
      expect(outputs).toMatchObject(expected);
    },
    LIMIT_MS,
  );

  it(
    "stops at a cell that fails and says why",
    () => {
      const bad = join(folder, "bad.ipynb");
      const { metadata } = JSON.parse(readFileSync(source, "utf8"));
      const cell = { cell_type: "code", id: "a", source: "", metadata: {}, outputs: [], execution_count: null };
      const cells = [
        { ...cell, source: "const n: string = 1;" },
        { ...cell, id: "b", source: '"not run"' },
      ];
      writeFileSync(bad, JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
      const out = join(folder, "bad.out.ipynb");
      const run = spawnSync(venvProgram("papermill"), [bad, out, "--no-progress-bar"], {
        cwd: folder,
        env: jupyterEnvironment(),
        encoding: "utf8",
      });
      expect(run.status).toBe(1);
      expect(run.stderr).toContain("Type 'number' is not assignable to type 'string'");
      expect(outputsOf(cellsOf(out)).b).toEqual([]);
    },
    LIMIT_MS,
  );
});

describe("nbconvert --execute", () => {
  it(
    "writes a notebook with what nbclient gets",
    () => {
      jupyter("jupyter-nbconvert", ["--to", "notebook", "--execute", "--output", "nbconvert.ipynb", source]);
      expect(outputsOf(cellsOf(join(folder, "nbconvert.ipynb")))).toEqual(outputsOf(cellsOf(reference)));
    },
    LIMIT_MS,
  );

  it(
    "writes a page with the same outputs as the page of nbclient's notebook",
    () => {
      jupyter("jupyter-nbconvert", ["--to", "html", "--execute", "--output", "executed.html", source]);
      jupyter("jupyter-nbconvert", ["--to", "html", "--output", "converted.html", reference]);
      const page = (name: string) => {
        const html = read(join(folder, name));
        // the title is the file's name; chart elements have ids by chance
        return html.replace(/<title>.*?<\/title>/, "").replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "id");
      };
      const executed = page("executed.html");
      expect(executed.match(/jp-OutputArea-output/g)!.length).toBeGreaterThan(20);
      expect(executed).toBe(page("converted.html"));
    },
    LIMIT_MS,
  );
});

describe("jupyter console", () => {
  it(
    "evaluates an expression and shows an error, one line after the other",
    () => {
      const args = ["--kernel", "tslab", "--simple-prompt"];
      const { stdout, stderr } = jupyter(
        "jupyter-console",
        args,
        'const six = 6;\nsix * 7\nthrow new RangeError("no")\n',
      );
      expect(stdout).toMatch(/TypeScript \d+\.\d+\.\d+ on Node/);
      expect(stdout).toMatch(/Out\[2\]: 42\n/);
      expect(stdout + stderr).toContain("RangeError: no");
    },
    LIMIT_MS,
  );
});
