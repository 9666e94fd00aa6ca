/** `nubelab release`: the student bundle, or the course folder of nbgrader. Never hand out the repository: it holds the solutions. */
import { mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { projectVersion } from "../../course/build";
import { writeKernelspec } from "../../jupyter";
import { bundleFiles, writeBundle, writeCourseFolder } from "../../release";
import type { Language } from "../../sim/language";

interface Options {
  out?: string;
  nbgrader?: string;
  language: Language;
}

export function register(program: Command): void {
  program
    .command("release")
    .description("write what students get: notebooks and built library, no solution, no hidden check")
    .option("--out <zip>", "the student bundle (default: .nubelab/nubelab-VERSION.zip)")
    .option(
      "--nbgrader <folder>",
      "a course folder of nbgrader instead, written or brought up to date; for the teacher",
    )
    .addOption(new Option("--language <code>", "of nbgrader's notebooks").choices(["es", "en"]).default("es"))
    .action(release);
}

async function release({ out, nbgrader, language }: Options): Promise<void> {
  if (nbgrader !== undefined) releaseToNbgrader(resolve(nbgrader), language);
  if (nbgrader === undefined || out !== undefined) await releaseBundle(out);
}

async function releaseBundle(out?: string): Promise<void> {
  const folder = `nubelab-${projectVersion()}`;
  const path = resolve(out ?? `.nubelab/${folder}.zip`);
  const files = bundleFiles();
  await writeBundle(files, folder, path);
  const megabytes = (statSync(path).size / 1_000_000).toFixed(1);
  console.log(`${files.size} files, ${megabytes} MB: ${path}`);
}

/** The kernel is named by this machine's paths, so a folder that has moved to another machine is released there again. */
function releaseToNbgrader(folder: string, language: Language): void {
  mkdirSync(folder, { recursive: true });
  const files = writeCourseFolder(folder, language);
  writeKernelspec(join(folder, "nubelab", "jupyter"));
  console.log(`${files.length} files with the solutions, for the teacher alone: ${folder}`);
  console.log(`next: cd ${folder} && nbgrader generate_assignment 02-sqs`);
}
