/** A real JupyterLab, or Notebook 7, from the course's own environment, on loopback, for one test, with settings of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..", "..");
const TOKEN = "nubelab-test";
const START_LIMIT_MS = 60_000;

export interface Lab {
  /** Address of a notebook, by its path below the folder served. */
  address(notebook: string): string;
  stop(): Promise<void>;
}

const APPS = {
  lab: { page: "lab/tree", options: ["--LabApp.expose_app_in_browser=True", "--LabApp.news_url=None"] },
  notebook: { page: "notebooks", options: ["--JupyterNotebookApp.expose_app_in_browser=True"] },
};

/**
 * Starts JupyterLab, or Notebook 7, on a folder and waits until it answers.
 * @param folder served; lies inside the project, so that cells find "nubelab"
 */
export async function startLab(folder: string, app: keyof typeof APPS = "lab"): Promise<Lab> {
  const { page, options } = APPS[app];
  const home = join(folder, ".jupyter-home");
  const settings = join(home, "settings", "@jupyterlab", "notebook-extension");
  mkdirSync(settings, { recursive: true });
  // every cell in the page, however long the notebook: the test reads charts that a reader would scroll to
  writeFileSync(join(settings, "tracker.jupyterlab-settings"), JSON.stringify({ windowingMode: "none" }));
  const port = await freePort();
  const server = spawn(
    join(ROOT, ".venv", "bin", "jupyter"),
    [app, "--no-browser", "--ip=127.0.0.1", `--port=${port}`, "--port-retries=0", "--allow-root"].concat([
      `--IdentityProvider.token=${TOKEN}`,
      ...options,
    ]),
    {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
      env: {
        ...process.env,
        JUPYTER_CONFIG_DIR: join(home, "config"),
        JUPYTER_DATA_DIR: join(home, "data"),
        JUPYTER_RUNTIME_DIR: join(home, "runtime"),
        JUPYTERLAB_SETTINGS_DIR: join(home, "settings"),
        JUPYTERLAB_WORKSPACES_DIR: join(home, "workspaces"),
        IPYTHONDIR: join(home, "ipython"),
      },
    },
  );
  let log = "";
  server.stderr.on("data", (data: Buffer) => {
    log += data;
  });
  const origin = `http://127.0.0.1:${port}`;
  await answering(`${origin}/api/status?token=${TOKEN}`, server, () => log);
  return {
    address: (notebook) => `${origin}/${page}/${encodeURI(notebook)}?reset&token=${TOKEN}`,
    stop: () => stop(server),
  };
}

async function answering(url: string, server: ChildProcess, log: () => string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`Jupyter ended at its start:\n${log()}`);
    if (Date.now() > deadline) throw new Error(`Jupyter did not answer within ${START_LIMIT_MS / 1_000} s:\n${log()}`);
    const answered = await fetch(url).then(
      (response) => response.ok,
      () => false, // not listening yet
    );
    if (answered) return;
    await new Promise((again) => setTimeout(again, 200));
  }
}

function stop(server: ChildProcess): Promise<void> {
  return new Promise((done) => {
    server.once("exit", () => done());
    server.kill("SIGINT");
    setTimeout(() => server.kill("SIGTERM"), 1_000).unref(); // the second signal skips the question
  });
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
