/** `nubelab restore`: one cell of a notebook back as it came. */
import type { Command } from "commander";
import { projectRoot } from "../../course/build";
import { restoreCell } from "../../student";

export function register(program: Command): void {
  program
    .command("restore")
    .description("put one cell of a notebook back as it came; everything else stays")
    .argument("<notebook>", "as in notebooks/02-sqs.ipynb; close it in Jupyter first, or reload it afterwards")
    .argument("<cell>", "the cell's id, as in x2-queue")
    .action((notebook: string, cell: string) => {
      const before = restoreCell(projectRoot(), notebook, cell);
      console.log(`${notebook}: cell "${cell}" is as it came. ${before === undefined ? "It was gone." : "It held:"}`);
      if (before !== undefined) console.log(before.replace(/^/gm, "    "));
    });
}
