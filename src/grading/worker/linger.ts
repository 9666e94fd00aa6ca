/**
 * Runs inside the sandbox in place of the worker: leaves a process behind in a session of its own, says on fd 4 what came of that, one
 * line, and then does nothing for good. What it left holds on to fd 4 and ends when the other side closes it.
 */
import { spawn } from "node:child_process";
import { writeSync } from "node:fs";

const say = (outcome: string) => writeSync(4, `${outcome}\n`);

try {
  const left = spawn(process.execPath, ["-e", "process.stdin.resume()"], {
    detached: true,
    stdio: [4, "ignore", "ignore"],
  });
  left.once("spawn", () => say("left"));
  left.once("error", (error: NodeJS.ErrnoException) => say(error.code ?? error.message));
} catch (error) {
  say((error as NodeJS.ErrnoException).code ?? (error as Error).message);
}
setInterval(() => {}, 60_000);
