/** `nubelab build`: notebooks from the units' sources; `--check` compares instead of writing. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { notebooks, projectRoot } from "../../course/build";
import { notebookDifference } from "../../course/build/difference";

export function register(program: Command): void {
  program
    .command("build")
    .description("write the notebooks of the student edition from the units' sources")
    .option("--check", "write nothing; fail when a notebook differs from its source")
    .option("--solved <folder>", "write the solved edition too, into this folder")
    .action((options: { check?: boolean; solved?: string }) => {
      if (build(options) > 0 && options.check) process.exitCode = 1;
    });
}

/** Writes or compares; returns the number of notebooks that differ from their source. */
export function build(options: { check?: boolean; solved?: string }, root = projectRoot()): number {
  const written = new Map(notebooks({ solved: false }).map((file) => [file.path, file.text]));
  let differing = 0;
  for (const [path, text] of written) {
    const file = join(root, "notebooks", path);
    const before = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    if (before === text) continue;
    differing++;
    if (options.check) console.error(notebookDifference(`notebooks/${path}`, before, text));
    else write(file, text);
  }
  for (const path of strays(join(root, "notebooks"), written)) {
    differing++;
    console.error(`notebooks/${path}: no unit has this name; remove the notebook or write its source`);
  }
  if (options.solved !== undefined) {
    for (const file of notebooks({ solved: true })) write(join(options.solved, file.path), file.text);
  }
  if (options.check && differing > 0) {
    console.error(`${differing} notebook(s) differ from their source: run "npx nubelab build" and commit the result`);
  } else {
    console.log(
      options.check ? `${written.size} notebooks are as their sources say` : `${written.size} notebooks built`,
    );
  }
  return differing;
}

/** Notebooks named like a unit that no source yields. A learner's own notebooks may lie beside them. */
function strays(folder: string, written: ReadonlyMap<string, string>): string[] {
  return ["", "en/"].flatMap((prefix) => {
    const inside = join(folder, prefix);
    if (!existsSync(inside)) return [];
    const names = readdirSync(inside).filter((name) => /^[0-9]{2}-[a-z0-9-]+\.ipynb$/.test(name));
    return names.map((name) => prefix + name).filter((path) => !written.has(path));
  });
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
