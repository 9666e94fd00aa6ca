/** Threats in what runs: code that reaches for the machine, its files, its network, its processes. Where nothing is reached the answer is right. */
import { dull, rightWith } from "../books";
import { answer, fail, ok, type Threat } from "./threat";

/** In the command of every process that a fixture tries to start. */
export const MARK = "nubelab-threat-process";
/** In the supervisor's environment while the class is graded. */
export const CANARY = "nubelab-threat-canary";

const HANG = "await new Promise(() => { setInterval(() => {}, 1000); });";
const FS = `import { readFileSync, readdirSync } from "node:fs";`;

/** A right answer that hangs once it has seen what it must not see. */
const unlessSeen = (looks: string, imports = "") =>
  rightWith("", `${imports}\nlet seen = false;\n${looks}\nif (seen) ${HANG}`);

/** Tries every path of a list, as a file and as a folder. */
const reads = (paths: string) => `
for (const path of ${paths}) {
  try { readFileSync(path); seen = true; console.log(path); } catch {}
  try { readdirSync(path); seen = true; console.log(path); } catch {}
}`;
export const reaching: Threat[] = [
  answer(
    17,
    "speaks-to-the-kernel",
    unlessSeen(
      `
if (process.env.JPY_PARENT_PID) seen = true;
${reads('["/root/.local/share/jupyter/runtime", "/tmp/kernel.json", process.cwd() + "/kernel.json", process.env.JUPYTER_RUNTIME_DIR ?? "/nowhere"]')}
for (const word of process.argv) if (/kernel-.*\\.json/.test(word)) seen = true;`,
      FS,
    ),
    ok,
  ),
  answer(
    35,
    "files-of-the-checks",
    unlessSeen(
      reads(`["/course/dist/course/checks/hidden", "/course/dist/course/units", "/course/src", "/course/dist/grading/question.js",
  "/course/dist/course/course.js", "/course/notebooks/02-sqs.ipynb", "/course/test", "/course/.git"]`),
      FS,
    ),
    ok,
  ),
  answer(
    35,
    "modules-of-the-checks",
    unlessSeen(
      `
const load = createRequire("/course/notebooks/cell.js");
for (const path of Object.keys(load.cache ?? {})) if (/hidden|grading\\/(?!worker)|course\\/units/.test(path)) seen = true;
for (const name of ["nubelab/dist/course/checks/hidden/x2.js", "/course/dist/course/checks/hidden/x2.js", "/course/dist/grading/index.js"]) {
  try { load(name); seen = true; } catch {}
}
if (/expectedRun|seed|hidden/.test(String(new Error().stack))) seen = true;`,
      `import { createRequire } from "node:module";`,
    ),
    ok,
  ),
  answer(
    36,
    "classmates-and-teacher",
    ({ folder }) =>
      unlessSeen(
        reads(
          JSON.stringify([
            folder,
            `${folder}/../..`,
            "/root",
            "/home",
            "/work",
            "/etc/passwd",
            "/etc/shadow",
            "/var",
            "/proc/1/root/etc/passwd",
            "/proc/1/cwd",
            "gradebook.db",
            "../gradebook.db",
          ]),
        ),
        FS,
      ),
    ok,
  ),
  answer(
    37,
    "downloads-the-answer",
    ({ port }) => `
const got = await fetch("http://127.0.0.1:${port}/answer.js").then((answer) => answer.text());
${dull("return got;")}`,
    fail(/fetch failed|SQSQueue/),
  ),
  answer(
    37,
    "sends-it-away",
    ({ port }) =>
      unlessSeen(
        `
seen = await new Promise<boolean>((done) => {
  try {
    const socket = connect(${port}, "127.0.0.1");
    socket.on("connect", () => done(true));
    socket.on("error", () => done(false));
  } catch { done(false); }
});
try {
  const socket = createSocket("udp4");
  socket.on("error", () => {});
  socket.send("x", 53, "8.8.8.8");
} catch {}
`,
        `import { connect } from "node:net";\nimport { createSocket } from "node:dgram";`,
      ),
    ok,
  ),
  answer(
    38,
    "environment",
    unlessSeen(
      `
const canary = ${JSON.stringify(CANARY.split("-"))}.join("-");
if (JSON.stringify(process.env).includes(canary)) seen = true;
let pids: string[] = ["self", "1", "2", String(process.ppid)];
try { pids = readdirSync("/proc"); } catch {}
for (const pid of pids) {
  try { if (readFileSync("/proc/" + pid + "/environ", "utf8").includes(canary)) seen = true; } catch {}
}
try { await fetch("http://169.254.169.254/latest/meta-data/", { signal: AbortSignal.timeout(300) }); seen = true; } catch {}`,
      FS,
    ),
    ok,
  ),
  answer(
    48,
    "detached-child",
    unlessSeen(
      `
try {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 999) // ${MARK}"], { detached: true, stdio: "ignore" });
  child.on("error", () => {});
  if (child.pid) { child.unref(); seen = true; }
} catch {}`,
      `import { spawn } from "node:child_process";`,
    ),
    ok,
  ),
  answer(
    49,
    "kills-its-parent",
    rightWith(
      "",
      "for (const pid of [process.ppid, 1, 0, -1]) { try { if (pid !== 0) process.kill(pid, 'SIGKILL'); } catch {} }",
    ),
    ok,
  ),
  answer(
    50,
    "addon",
    unlessSeen(`
const module = { exports: {} };
for (const path of ["/course/node_modules/zeromq/build/Release/addon.node", "/course/notebooks/x.node"]) {
  try { (process as any).dlopen(module, path); seen = true; } catch {}
}
try { (process as any).binding("spawn_sync"); seen = true; } catch {}`),
    ok,
  ),
  answer(
    50,
    "threads",
    unlessSeen(
      `
try { new Worker("process.exit(0)", { eval: true, execArgv: ["--require", "/etc/passwd"] }).on("error", () => {}); seen = true; } catch {}`,
      `import { Worker } from "node:worker_threads";`,
    ),
    ok,
  ),
  answer(
    50,
    "another-context",
    `import { runInNewContext } from "node:vm";\n${dull(`
const made = runInNewContext("({ id: 'm', body: 'x', priority: 0, attempts: 0, then: undefined, toJSON() { return { r: 1 }; } })");
return made;`)}`,
    fail(/order|null|arriv/i),
  ),
  answer(
    50,
    "inspector",
    unlessSeen(
      `
try { const session = new Session(); session.connect(); seen = true; } catch {}
try { open(0); if (url()) seen = true; } catch {}`,
      `import { open, Session, url } from "node:inspector";`,
    ),
    ok,
  ),
];
