import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { activityUnder } from "../../../../src/grading/sandbox/activity";

const onLinux = process.platform === "linux";

/** A process under a shell that says "ready" and then runs the code. */
async function under(code: string) {
  const script = `process.stdout.write("ready"); ${code}`;
  const child = spawn("/bin/sh", ["-c", '"$0" -e "$1"; :', process.execPath, script], { detached: true });
  await once(child.stdout, "data");
  return { pid: child.pid as number, end: () => process.kill(-(child.pid as number), "SIGKILL") };
}

describe.runIf(onLinux)("what a process and all below it do", () => {
  it("a loop runs and uses time", async () => {
    const { pid, end } = await under("for (;;) {}");
    try {
      const before = activityUnder(pid);
      expect(before?.isRunning).toBe(true);
      let now = before;
      while (now && before && now.cpuMs <= before.cpuMs) now = activityUnder(pid);
      expect(now?.cpuMs).toBeGreaterThan(before?.cpuMs ?? 0);
    } finally {
      end();
    }
  });

  it("one that is gone does nothing", async () => {
    const child = spawn(process.execPath, ["-e", "0"]);
    await once(child, "close");
    expect(activityUnder(child.pid as number)).toBeNull();
  });
});
