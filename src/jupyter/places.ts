/** Where the course keeps its own Python, its kernelspec and what it writes, all below the project's folder. */
import { join } from "node:path";

/** The folder of package.json, seen from src/jupyter and from dist/jupyter alike. */
export const ROOT = join(__dirname, "..", "..");
export const VENV = join(ROOT, ".venv");
export const REQUIREMENTS = join(ROOT, "src", "jupyter", "requirements.txt");
/** What the course writes beside the notebooks: executed copies, Jupyter's own settings. */
export const OWN = join(ROOT, ".nubelab");
export const NOTEBOOKS = join(ROOT, "notebooks");

/** A program of the course's Python environment. */
export const venvProgram = (name: string): string =>
  process.platform === "win32" ? join(VENV, "Scripts", `${name}.exe`) : join(VENV, "bin", name);

/** Keeps the course's Jupyter and the user's other Jupyter apart: settings, kernelspecs, trust. */
export const jupyterEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  JUPYTER_CONFIG_DIR: join(OWN, "jupyter", "config"),
  JUPYTER_DATA_DIR: join(OWN, "jupyter", "data"),
  JUPYTER_PREFER_ENV_PATH: "1",
  JUPYTER_PLATFORM_DIRS: "1",
  PYTHONNOUSERSITE: "1",
});
