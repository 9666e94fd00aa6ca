/** Every edition runs in the course kernel: solved, all cells succeed; blank, only unanswered cells fail, and say so. Needs dist. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isStubMessage, notebookText, projectRoot } from "../../src/course/build";
import { type CellFailure, type RunResult, runNotebook } from "../../src/jupyter";
import { allEditions, type NamedEdition } from "./editions";

interface Output {
  output_type: string;
  name?: string;
  data?: Record<string, unknown>;
}

const MOST_MS = 240_000; // for one notebook on a busy machine
const VEGA = "application/vnd.vegalite.v5+json";
const FEWEST_CHARTS: Record<string, number> = { "02-sqs": 5 };

let scratch: string;
let folder: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "nubelab-editions-"));
  mkdirSync(join(projectRoot(), ".nubelab"), { recursive: true });
  folder = mkdtempSync(join(projectRoot(), ".nubelab", "editions-")); // inside the project, so that cells find nubelab
});
afterAll(() => {
  for (const path of [scratch, folder]) rmSync(path, { recursive: true, force: true });
});

async function run({ title, notebook }: NamedEdition) {
  const file = join(folder, `${title.replace(/[^a-z0-9]+/g, "-")}.ipynb`);
  writeFileSync(file, notebookText(notebook));
  const out = join(scratch, "out.ipynb");
  const result = await runNotebook(file, { out, keepGoing: true });
  const executed: { cells: { id: string; outputs?: Output[] }[] } = JSON.parse(readFileSync(out, "utf8"));
  const outputs = executed.cells.flatMap((cell) => (cell.outputs ?? []).map((output) => ({ id: cell.id, ...output })));
  return { result, outputs };
}

/** A cell that calls what is not written yet, or one that uses a name which such a cell would have defined. */
function isConsequence(failure: CellFailure, { notebook }: NamedEdition, { failures }: RunResult): boolean {
  if (isStubMessage(failure.evalue)) return true;
  const name = /TS2304: Cannot find name '(?<name>\w+)'/.exec(failure.evalue)?.groups?.name;
  const defines = new RegExp(`^(const|let|class|function|async function) ${name}\\b`, "m");
  const failedBefore = failures.filter((other) => other.index < failure.index);
  return failedBefore.some((other) => defines.test(notebook.cells[other.index]!.source.join("")));
}

describe("every edition in the course kernel", () => {
  it.each(allEditions().filter((one) => one.solved))(
    "$title: every cell succeeds",
    async (one) => {
      const { result, outputs } = await run(one);
      expect(result.broken).toBeNull();
      expect(result.failures.map((failure) => `${failure.id}: ${failure.ename}: ${failure.evalue}`)).toEqual([]);
      expect(result.executed).toBe(result.cells);
      expect(outputs.filter((output) => output.name === "stderr")).toEqual([]);
      const charts = outputs.filter((output) => output.data?.[VEGA] !== undefined);
      expect(charts.length).toBeGreaterThanOrEqual(FEWEST_CHARTS[one.unit] ?? 0);
      for (const chart of charts)
        expect(Object.keys(chart.data!)).toEqual(expect.arrayContaining(["image/svg+xml", "text/plain"]));
    },
    MOST_MS,
  );

  it.each(allEditions().filter((one) => !one.solved))(
    "$title: unanswered checks fail politely, nothing else does",
    async (one) => {
      const { result } = await run(one);
      expect(result.broken).toBeNull();
      expect(result.executed).toBe(result.cells);
      const kinds = new Map(one.notebook.cells.map((cell) => [cell.id, cell.metadata.nubelab.kind]));
      const checks = [...kinds].filter(([, kind]) => kind === "check").map(([id]) => id);
      const failed = result.failures.filter((failure) => kinds.get(failure.id) === "check");
      expect(failed.map((failure) => failure.id)).toEqual(checks);
      for (const failure of failed) {
        expect(failure.ename).toBe("CheckFailed");
        expect(failure.evalue).toContain(one.language === "es" ? "todavía no hay respuesta" : "no answer yet");
      }
      const others = result.failures.filter(
        (failure) => !failed.includes(failure) && !isConsequence(failure, one, result),
      );
      expect(others.map((failure) => `${failure.id}: ${failure.ename}: ${failure.evalue}`)).toEqual([]);
    },
    MOST_MS,
  );
});
