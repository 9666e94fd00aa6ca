/** `nubelab export`: notebooks, executed, as a book and slides in HTML. */
import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { Command } from "commander";
import { exportNotebooks, NOTEBOOKS, setUp } from "../../jupyter";
import { useLanguage } from "../../sim/language";

interface Options {
  out: string;
  solved?: boolean;
  language: string;
}

export function register(program: Command): void {
  program
    .command("export")
    .description("execute notebooks and write them as a book and slides in HTML, readable without a network")
    .argument("[notebooks...]", "default: all notebooks of the course in the language")
    .option("--out <folder>", "where the book goes", ".nubelab/book")
    .option("--language <language>", "es or en: which notebooks, and the words of the index", "es")
    .option("--solved", "the solved editions, for teachers")
    .action(run);
}

async function run(notebooks: string[], { out, solved, language }: Options): Promise<void> {
  if (language !== "es" && language !== "en") throw new Error(`--language must be es or en, not ${language}`);
  useLanguage(language);
  await setUp((line) => console.log(line));
  const files = notebooks.length > 0 ? notebooks : courseNotebooks(language);
  const missing = solved ? undefined : files.find((file) => !existsSync(file));
  if (missing !== undefined) throw new Error(`${missing}: there is no such notebook`);
  const result = await exportNotebooks(files, {
    out,
    language,
    solved: solved ?? false,
    onNotebook: (name, { executed, cells, failures }) =>
      console.log(`${name}: ${executed} of ${cells} code cells run, ${failures.length} failed`),
  });
  console.log(`open ${relative(".", result.index)}`);
}

function courseNotebooks(language: "es" | "en"): string[] {
  const folder = language === "es" ? NOTEBOOKS : join(NOTEBOOKS, "en");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ipynb"))
    .sort()
    .map((file) => join(folder, file));
}
