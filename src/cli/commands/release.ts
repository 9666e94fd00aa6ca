/** `nubelab release`: the student bundle. Never hand out the repository: it holds the solutions and the hidden checks. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { projectVersion } from "../../course/build";
import { bundleFiles, writeZip } from "../../release";

export function register(program: Command): void {
  program
    .command("release")
    .description("write what students get: notebooks and built library, no solution, no hidden check")
    .option("--out <zip>", "the student bundle (default: .nubelab/nubelab-VERSION.zip)")
    .action(release);
}

async function release(options: { out?: string }): Promise<void> {
  const folder = `nubelab-${projectVersion()}`;
  const path = resolve(options.out ?? `.nubelab/${folder}.zip`);
  const files = bundleFiles();
  await writeZip(files, folder, path);
  const megabytes = (statSync(path).size / 1_000_000).toFixed(1);
  console.log(`${files.size} files, ${megabytes} MB: ${path}`);
}
