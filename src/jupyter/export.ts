/** Executed notebooks as a book and slides in HTML: a folder that opens from its index.html without a network. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { type Language, say } from "../sim/language";
import { type BookEntry, bookIndex } from "./export-index";
import { jupyterEnvironment, ROOT, venvProgram } from "./places";
import { type RunResult, runNotebook } from "./run";

export interface ExportOptions {
  /** The folder that is written; made when it is not there, its other files stay. */
  out: string;
  /** Export the solved editions. Only for the course's own notebooks. Default false: the notebooks as they are. */
  solved?: boolean;
  language: Language;
  onNotebook?: (name: string, result: RunResult) => void;
}

export interface ExportResult {
  /** The page to open. */
  index: string;
  /** Notebooks with failed cells, by name; their pages show the errors. */
  failed: string[];
}

const PYTHON = join(ROOT, "src", "jupyter", "export_notebooks.py");
const TEMPLATES = join(ROOT, "src", "jupyter", "templates");
/** What the pages load, relative to them. */
const ASSETS: [from: string, to: string][] = [
  [join(dirname(require.resolve("@mermaid-js/tiny")), "mermaid.tiny.js"), "mermaid.tiny.js"],
  [join(ROOT, "node_modules", "reveal.js", "dist"), join("reveal.js", "dist")],
  [join(ROOT, "node_modules", "reveal.js", "plugin", "notes"), join("reveal.js", "plugin", "notes")],
];

/**
 * Executes each notebook with the course kernel, failed cells included, and writes its page, its slides and the index.
 * @throws Error when two notebooks have the same name, one cannot be run at all, or the conversion fails
 */
export async function exportNotebooks(notebooks: readonly string[], options: ExportOptions): Promise<ExportResult> {
  const names = notebooks.map((file) => basename(file, ".ipynb"));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`export: two notebooks are called ${twice}; give one of each name`);
  const out = resolve(options.out);
  const scratch = mkdtempSync(join(tmpdir(), "nubelab-export-"));
  try {
    const executed: { name: string; source: string; result: RunResult }[] = [];
    for (const [i, file] of notebooks.entries()) {
      const source = join(scratch, `${names[i]}.ipynb`);
      const result = await runNotebook(file, { out: source, keepGoing: true, solved: options.solved ?? false });
      options.onNotebook?.(names[i]!, result);
      executed.push({ name: names[i]!, source, result });
    }
    mkdirSync(out, { recursive: true });
    const slides = convert(executed, out, options.language);
    for (const [from, to] of ASSETS) cpSync(from, join(out, "assets", to), { recursive: true });
    const entries = executed.map(({ name, source, result }, i): BookEntry => {
      const title = JSON.parse(readFileSync(source, "utf8")).metadata?.title ?? name;
      return { name, title, slides: slides[i]!, cells: result.cells, failed: result.failures.length };
    });
    const index = join(out, "index.html");
    writeFileSync(index, bookIndex(entries, options.language));
    return { index, failed: entries.filter(({ failed }) => failed > 0).map(({ name }) => name) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Writes the pages. Returns how many slides each notebook has. */
function convert(executed: readonly { name: string; source: string }[], out: string, language: Language): number[] {
  const back = say({ es: "← Índice", en: "← Index" });
  const jobs = executed.map(({ name, source }) => {
    return { source, back, language, book: join(out, `${name}.html`), slides: join(out, `${name}.slides.html`) };
  });
  const { status, stdout, stderr, error } = spawnSync(venvProgram("python"), [PYTHON, TEMPLATES], {
    input: JSON.stringify(jobs),
    env: jupyterEnvironment(),
    encoding: "utf8",
    maxBuffer: 16 * 1024 * 1024,
  });
  if (error) throw error;
  if (status !== 0)
    throw new Error(`the notebooks could not be converted (exit ${status}): ${stderr.trim().slice(-2_000)}`);
  return (JSON.parse(stdout) as { slides: number }[]).map((made) => made.slides);
}
