/** JupyterLab on the course's notebooks, on this machine only, with Jupyter's own token. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { KERNEL_NAME } from "./kernelspec";
import { jupyterEnvironment, NOTEBOOKS, venvProgram } from "./places";

const FIRST = "00-inicio.ipynb";
export const FIRST_NOTEBOOK = join(NOTEBOOKS, FIRST);

/**
 * Runs JupyterLab until it ends; resolves to its exit code.
 * @param first the notebook that opens, seen from notebooks/
 * @param more goes to `jupyter lab` as it is, for example ["--no-browser", "--port=9000"]
 */
export function startLab(more: string[], first = FIRST): Promise<number> {
  const settings = [
    "--ServerApp.ip=127.0.0.1",
    `--MultiKernelManager.default_kernel_name=${KERNEL_NAME}`,
    "--KernelSpecManager.ensure_native_kernel=False",
    `--KernelSpecManager.allowed_kernelspecs=${KERNEL_NAME}`,
    `--ServerApp.root_dir=${NOTEBOOKS}`,
    `--LabApp.default_url=/lab/tree/${first}`,
    "--ZMQChannelsWebsocketConnection.iopub_data_rate_limit=100000000", // a cell's output is cut by the kernel already
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
  ];
  const child = spawn(venvProgram("jupyter-lab"), [...settings, ...more], {
    stdio: "inherit",
    env: jupyterEnvironment(),
    cwd: NOTEBOOKS,
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}
