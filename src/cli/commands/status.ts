/** `nubelab status`: what is still open before handing in. */
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { projectRoot } from "../../course/build";
import { originalOf, originalPaths, readNotebook, type Status, statusOf } from "../../student";

export function register(program: Command): void {
  program
    .command("status")
    .description("what is still open before you hand in; nothing is run")
    .argument("[notebooks...]", "default: all that you have begun")
    .action((notebooks: string[]) => {
      const root = projectRoot();
      const all = originalPaths(root).map((path) => join(root, "notebooks", path));
      const paths = notebooks.length > 0 ? notebooks.map((path) => resolve(path)) : all.filter((p) => existsSync(p));
      const rows = paths.map((path) => ({ path, status: statusOf(readNotebook(path), originalOf(root, path)) }));
      const begun = notebooks.length > 0 ? rows : rows.filter(({ status }) => status.answered > 0);
      if (begun.length === 0) console.log("No answer is written yet. Begin with notebooks/00-inicio.ipynb.");
      for (const { path, status } of begun) console.log(lines(relative(".", path), status).join("\n"));
    });
}

function lines(path: string, status: Status): string[] {
  const list = (title: string, names: string[]) => (names.length === 0 ? [] : [`    ${title}: ${names.join(", ")}`]);
  return [
    `${path}: ${status.answered} of ${status.answers} answers written`,
    ...list("still open", status.open),
    ...list("written but not run", status.notRun),
    ...list("gone (nubelab restore brings them back)", status.missing),
    ...list("not as they came (grading takes the originals)", status.changed),
  ];
}
