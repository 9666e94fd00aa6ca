/** The look for what a run leaves behind finds what is there: a process that outlived its parent in a box, and a socket that is still open. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { findProgram } from "../../src/grading/sandbox/programs";
import { below, isThere, Traces } from "./traces";

const bwrap = findProgram("bwrap");
const BOX = ["--dev-bind", "/", "/", "--unshare-user", "--unshare-net", "--unshare-pid", "--proc", "/proc"];

describe("the traces of a run", () => {
  it.runIf(bwrap)("hold the process in a box whose parent is gone, until it ends", async () => {
    const started = `${bwrap} ${BOX.join(" ")} sleep 600 >/dev/null 2>&1 & echo $!; read line`;
    const parent = spawn("/bin/sh", ["-c", started], { stdio: ["pipe", "pipe", "inherit"] });
    const [line] = await once(createInterface({ input: parent.stdout as Readable }), "line");
    const box = Number(line);
    const traces = new Traces();
    while (traces.namespaces.size < 2) {
      traces.look(parent.pid as number);
      await new Promise(setImmediate); // bubblewrap is still at it
    }
    expect(traces.strays()).toEqual([]); // its parent lives, and is no box
    const family = below(box);
    parent.stdin?.end("\n");
    await once(parent, "exit");
    try {
      expect(traces.strays().join("\n")).toContain("sleep");
    } finally {
      for (const pid of family) process.kill(pid, "SIGKILL");
    }
    while (family.some(isThere)) await new Promise(setImmediate);
    expect(traces.strays()).toEqual([]);
  });

  it.runIf(process.platform === "linux")("hold a socket that is still open, until it is closed", async () => {
    const traces = new Traces();
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    traces.look(process.pid);
    const open = traces.openSockets().length;
    expect(open).toBeGreaterThan(0);
    await new Promise((done) => server.close(done));
    expect(traces.openSockets()).toHaveLength(open - 1);
  });
});
