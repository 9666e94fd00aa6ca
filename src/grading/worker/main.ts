/**
 * Runs inside the sandbox: loads a student's cells and serves calls on what they define. It knows no check, no expected
 * value and no point; all of that stays in the supervisor, which judges only what comes back from here.
 * Messages: see protocol.ts. Started ahead of time, it warms the libraries up, then waits for its one job.
 */

import { describeThrown } from "./cells";
import { send } from "./channel";
import { fixClock } from "./clock";
import { provideInput } from "./input";
import { pristine as P } from "./primordials"; // first: captures the built-ins
import { Server } from "./server";
import { capThreads } from "./threads";

const exit = (process as unknown as { reallyExit(code: number): never }).reallyExit.bind(process);
const [, , root = "/course", packFd] = process.argv;

const server = new Server(`${root}/notebooks/cell.js`, exit);

process.on("uncaughtException", (error) => {
  try {
    send(`{"late":${P.quote(describeThrown(error))}}`);
  } catch {
    exit(1);
  }
});

capThreads();
server.warm(packFd === undefined ? undefined : Number(packFd));
fixClock();
provideInput();
server.start();
