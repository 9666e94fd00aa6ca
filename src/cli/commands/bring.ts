/** `nubelab bring`: answers from an earlier bundle into this corrected one. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { projectRoot } from "../../course/build";
import { type Brought, bring } from "../../student";

export function register(program: Command): void {
  program
    .command("bring")
    .description("take your answers from an earlier copy of the course into this one; the earlier copy stays as it is")
    .argument("<folder>", "the earlier copy: the folder with its package.json")
    .action((folder: string) => {
      for (const brought of bring(projectRoot(), resolve(folder))) console.log(line(brought));
    });
}

function line({ path, skipped, answers, examples, own, reread, left }: Brought): string {
  if (skipped === "untouched") return `${path}: nothing was written in it`;
  if (skipped !== undefined) return `${path}: left alone, you have already worked on it here`;
  const head = `${path}: ${answers} answers, ${examples} edited examples and ${own} cells of your own came over`;
  const read = reread.length === 0 ? [] : [`    the question has changed, read it again: ${reread.join(", ")}`];
  const lost =
    left.length === 0 ? [] : [`    the course's new text stands, yours is in the earlier folder: ${left.join(", ")}`];
  return [head, ...read, ...lost].join("\n");
}
