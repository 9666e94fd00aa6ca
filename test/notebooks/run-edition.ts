/** Runs an edition in the course kernel as JupyterLab would, every cell of it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { notebookText, projectRoot } from "../../src/course/build";
import { type RunResult, runNotebook } from "../../src/jupyter";
import type { NamedEdition } from "./editions";

export interface Output {
  /** Of the cell. */
  id: string;
  output_type: string;
  name?: string;
  data?: Record<string, unknown>;
}

export const MOST_MS = 240_000; // for one notebook on a busy machine

export async function runEdition({ title, notebook }: NamedEdition): Promise<{ result: RunResult; outputs: Output[] }> {
  const own = join(projectRoot(), ".nubelab");
  mkdirSync(own, { recursive: true });
  const folder = mkdtempSync(join(own, "editions-")); // inside the project, so that cells find nubelab
  try {
    const file = join(folder, `${title.replace(/[^a-z0-9]+/g, "-")}.ipynb`);
    const out = join(folder, "out.ipynb");
    writeFileSync(file, notebookText(notebook));
    const result = await runNotebook(file, { out, keepGoing: true });
    const executed: { cells: { id: string; outputs?: Output[] }[] } = JSON.parse(readFileSync(out, "utf8"));
    const outputs = executed.cells.flatMap((cell) =>
      (cell.outputs ?? []).map((output) => ({ ...output, id: cell.id })),
    );
    return { result, outputs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
