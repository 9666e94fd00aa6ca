/**
 * How many threads a student's code may have at once. Held by the constructor of node:worker_threads, before any cell runs; a thread that
 * starts threads itself has a constructor of its own, and meets the sandbox's limit on processes and threads (limits.ts).
 */
import { syncBuiltinESMExports } from "node:module";
import threads from "node:worker_threads";

/** Design, section 8: the services of X3. */
export const MOST_THREADS = 4;

/** From now on a fifth Worker is refused with a RangeError while four have not ended. */
export function capThreads(most = MOST_THREADS): void {
  const { Worker } = threads;
  let alive = 0;
  const capped = new Proxy(Worker, {
    construct(target, args, newTarget) {
      if (alive >= most) throw new RangeError(`at most ${most} threads at once`);
      const worker = Reflect.construct(target, args, newTarget);
      alive++;
      worker.once("exit", () => {
        alive--;
      });
      return worker;
    },
  });
  Worker.prototype.constructor = capped; // else it would lead back to the one without the cap
  threads.Worker = capped;
  syncBuiltinESMExports();
}
