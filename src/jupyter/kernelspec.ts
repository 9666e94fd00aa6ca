/** The kernelspec "tslab" of the course's environment: there it is the course kernel, elsewhere the notebooks open with plain tslab. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, VENV } from "./places";

export const KERNEL_NAME = "tslab";

/**
 * Written at every start, since it names this Node and this folder.
 * @param data the Jupyter data folder it goes to; default the course's environment
 */
export function writeKernelspec(data = join(VENV, "share", "jupyter")): string {
  const folder = join(data, "kernels", KERNEL_NAME);
  const spec = {
    // a simulation makes much that lives for a while: with a small nursery the collector would copy it again and again
    argv: [
      process.execPath,
      "--max-semi-space-size=64",
      join(ROOT, "dist", "jupyter", "kernel.js"),
      "{connection_file}",
    ],
    display_name: "TypeScript (nubelab)",
    language: "typescript",
    interrupt_mode: "message",
    env: { NODE_NO_WARNINGS: "1" },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "kernel.json"), `${JSON.stringify(spec, null, 2)}\n`);
  cpSync(join(ROOT, "src", "jupyter", "logo"), folder, { recursive: true });
  return folder;
}

/** Settings of JupyterLab that the course changes: no calls home, which a classroom without a network would wait for. */
export function writeLabSettings(): void {
  const folder = join(VENV, "share", "jupyter", "lab", "settings");
  const settings = {
    "@jupyterlab/apputils-extension:notification": { checkForUpdates: false, fetchNews: "false" },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "overrides.json"), `${JSON.stringify(settings, null, 2)}\n`);
}
