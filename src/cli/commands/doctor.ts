/** `nubelab doctor`: what is installed, what is missing, what to do. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Command } from "commander";
import { FIRST_NOTEBOOK, findPython, isSetUp, VENV } from "../../jupyter";

interface Finding {
  name: string;
  /** What was found; null: missing. */
  found: string | null;
  remedy: string;
  /** false: only some commands need it. */
  needed: boolean;
}

const OLDEST_NODE = [20, 19] as const;

export function register(program: Command): void {
  program
    .command("doctor")
    .description("what is installed, what is missing, what to do")
    .action(() => {
      const findings = examine();
      for (const { name, found, needed, remedy } of findings) {
        console.log(`${found !== null ? "ok     " : needed ? "MISSING" : "absent "} ${name}: ${found ?? remedy}`);
      }
      if (findings.some((f) => f.needed && f.found === null)) process.exitCode = 1;
    });
}

function examine(): Finding[] {
  const browser = ["chromium", "chromium-browser", "google-chrome"].map(where).find((path) => path !== null) ?? null;
  return [
    { name: "Node", found: node(), needed: true, remedy: `install Node ${OLDEST_NODE.join(".")} or newer` },
    python(),
    {
      name: "JupyterLab in .venv",
      found: isSetUp() ? VENV : null,
      needed: true,
      remedy: "run `npx nubelab start --setup-only`",
    },
    { name: "ZeroMQ for this machine", found: zeromq(), needed: true, remedy: "run `npm rebuild zeromq`" },
    {
      name: "first notebook",
      found: existsSync(FIRST_NOTEBOOK) ? FIRST_NOTEBOOK : null,
      needed: true,
      remedy: "run `npx nubelab build`",
    },
    {
      name: "bubblewrap (sandbox of the grader)",
      found: where("bwrap"),
      needed: false,
      remedy: "grading runs with fewer layers; Debian and Ubuntu: sudo apt install bubblewrap",
    },
    {
      name: "Chromium (browser test)",
      found: browser,
      needed: false,
      remedy: "only `npm run test:long` uses it; Debian: sudo apt install chromium",
    },
  ];
}

function node(): string | null {
  const [major, minor] = process.versions.node.split(".").map(Number) as [number, number];
  const isNewEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return isNewEnough ? process.version : null;
}

function python(): Finding {
  const finding = { name: "Python", needed: !isSetUp() };
  try {
    const { program, version } = findPython();
    return { ...finding, found: `${version} (${program})`, remedy: "" };
  } catch (error) {
    return { ...finding, found: null, remedy: (error as Error).message };
  }
}

function zeromq(): string | null {
  try {
    return createRequire(join(__dirname, "doctor.js"))("zeromq").version;
  } catch {
    return null; // its binary for this machine is missing: told as such
  }
}

function where(program: string): string | null {
  const run = spawnSync(process.platform === "win32" ? "where" : "which", [program], { encoding: "utf8" });
  return run.status === 0 ? run.stdout.trim().split("\n")[0]! : null;
}
