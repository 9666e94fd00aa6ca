/** Teaches the environment's papermill to write parameters in TypeScript. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, VENV } from "./places";

const MODULE = "nubelab_papermill";
/** What makes a folder beside the packages one of them: papermill looks there for engines. */
const PACKAGE = {
  METADATA: "Metadata-Version: 2.1\nName: nubelab-papermill\nVersion: 1.0\n",
  "entry_points.txt": `[papermill.engine]\nnubelab = ${MODULE}:CourseEngine\n`,
};

/** @throws Error when the environment has no folder of packages */
export function writePapermillEngine(): void {
  const packages = sitePackages();
  copyFileSync(join(ROOT, "src", "jupyter", `${MODULE}.py`), join(packages, `${MODULE}.py`));
  const folder = join(packages, `${MODULE}-1.0.dist-info`);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(PACKAGE)) writeFileSync(join(folder, name), text);
}

function sitePackages(): string {
  const lib = join(VENV, "lib");
  const folders =
    process.platform === "win32"
      ? [join(VENV, "Lib", "site-packages")]
      : readdirSync(lib).map((python) => join(lib, python, "site-packages"));
  const found = folders.find((folder) => existsSync(folder));
  if (found === undefined) throw new Error(`${VENV} is no Python environment: it has no site-packages`);
  return found;
}
