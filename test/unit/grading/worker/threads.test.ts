import { once } from "node:events";
import { syncBuiltinESMExports } from "node:module";
import threads, { type Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { capThreads, MOST_THREADS } from "../../../../src/grading/worker/threads";

const uncapped = threads.Worker;
const STAY = "require('node:worker_threads').parentPort.once('message', () => {})"; // lives until it is spoken to
const start = (): Worker => new threads.Worker(STAY, { eval: true });

describe("the cap on threads", () => {
  beforeAll(() => capThreads());
  afterAll(() => {
    uncapped.prototype.constructor = uncapped;
    threads.Worker = uncapped;
    syncBuiltinESMExports();
  });

  it("refuses a fifth thread, by either road, and gives the place of an ended one away", async () => {
    const four = Array.from({ length: MOST_THREADS }, start);
    expect(start).toThrow(new RangeError("at most 4 threads at once"));
    const around = threads.Worker.prototype.constructor as typeof Worker;
    expect(() => new around(STAY, { eval: true })).toThrow(RangeError);
    expect(four[0]).toBeInstanceOf(threads.Worker);

    const ended = once(four[0]!, "exit");
    four[0]!.postMessage("go");
    await ended;
    four[0] = start();
    expect(start).toThrow(RangeError);
    await Promise.all(four.map((worker) => worker.terminate()));
  });
});
