/** Finds a Python that can carry the course's environment, or says in one sentence what is missing. */
import { spawnSync } from "node:child_process";

/** The oldest Python that JupyterLab 4.6 runs on. */
const OLDEST = [3, 10] as const;
const CANDIDATES = process.platform === "win32" ? ["python", "py"] : ["python3", "python", ...newer()];

/** A sentence with the remedy; nothing more is to be said about it. */
export class MissingPythonError extends Error {
  override readonly name = "MissingPython";
}

export interface Python {
  program: string;
  version: string;
}

function newer(): string[] {
  return [14, 13, 12, 11, 10].map((minor) => `python3.${minor}`);
}

/**
 * The first of python3, python, python3.14 ... python3.10 that is new enough and can make environments; NUBELAB_PYTHON goes first.
 * @throws MissingPythonError
 */
export function findPython(environment: NodeJS.ProcessEnv = process.env): Python {
  const chosen = environment.NUBELAB_PYTHON;
  let tooOld = "";
  let withoutVenv = "";
  for (const program of chosen ? [chosen] : CANDIDATES) {
    const found = look(program);
    if (!found) continue;
    if (!found.isNewEnough) tooOld ||= found.version;
    else if (!found.hasVenv) withoutVenv ||= found.version;
    else return { program, version: found.version };
  }
  throw new MissingPythonError(complaint(chosen, tooOld, withoutVenv));
}

function complaint(chosen: string | undefined, tooOld: string, withoutVenv: string): string {
  const least = OLDEST.join(".");
  if (withoutVenv) {
    return `Python ${withoutVenv} is here but cannot make environments: install its venv part (Debian and Ubuntu: sudo apt install python3-venv) and try again.`;
  }
  if (tooOld) {
    return `Python ${tooOld} is too old for JupyterLab: install Python ${least} or newer (https://www.python.org/downloads), or name one in NUBELAB_PYTHON, and try again.`;
  }
  if (chosen)
    return `NUBELAB_PYTHON is ${chosen}, which does not run as a Python: correct it or remove it and try again.`;
  return `Python 3 was not found: install Python ${least} or newer (Debian and Ubuntu: sudo apt install python3 python3-venv; macOS and Windows: https://www.python.org/downloads) and try again.`;
}

function look(program: string): { version: string; isNewEnough: boolean; hasVenv: boolean } | null {
  const code =
    "import sys; print('.'.join(map(str, sys.version_info[:3])))\ntry:\n import venv, ensurepip; print('venv')\nexcept ImportError: pass";
  const run = spawnSync(program, ["-c", code], { encoding: "utf8", windowsHide: true });
  const version = /^\d+\.\d+\.\d+/m.exec(run.stdout ?? "")?.[0];
  if (run.status !== 0 || !version) return null;
  const [major, minor] = version.split(".").map(Number) as [number, number];
  const isNewEnough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  return { version, isNewEnough, hasVenv: /^venv/m.test(run.stdout) };
}
