/** Workers started ahead, so that a question does not wait for the libraries to load. Each is used once. */
import { WorkerPeer } from "./drive/peer";
import { type Box, GIVEN_FD, type Sandbox } from "./sandbox/box";
import type { Limits } from "./sandbox/limits";
import { V8_FLAGS } from "./v8-flags";

export class WorkerPool {
  private readonly ahead: WorkerPeer[] = [];
  private closed = false;

  /**
   * @param size workers kept ready, >= 0
   * @param pack the modules that they load, see makePack; default: each reads them from their files
   */
  constructor(
    private readonly sandbox: Sandbox,
    private readonly limits: Limits,
    private readonly size: number,
    private readonly pack?: number,
  ) {
    this.fill();
  }

  /**
   * A worker that is ready.
   * @param threads whether its code may start threads; such a worker is not kept ready
   * @throws Error when none can be started, tried twice: the machine's fault, not the student's
   */
  async take(threads = false): Promise<WorkerPeer> {
    const first = (threads ? undefined : this.ahead.shift()) ?? this.start(threads);
    this.fill();
    try {
      await first.ready;
      if (!first.ending) return first;
    } catch {
      // tried once more below; the second failure is reported
    }
    const second = this.start(threads);
    await second.ready;
    return second;
  }

  close(): void {
    this.closed = true;
    for (const worker of this.ahead.splice(0)) worker.end();
  }

  private fill(): void {
    while (!this.closed && this.ahead.length < this.size) this.ahead.push(this.start());
  }

  private start(threads = false): WorkerPeer {
    return new WorkerPeer(startWorker(this.sandbox, this.limits, { threads, pack: this.pack }), this.limits);
  }
}

/** A worker's process, for a WorkerPeer to talk to; see WorkerPool for `pack`, Program for `threads`. */
export function startWorker(
  sandbox: Sandbox,
  limits: Limits,
  { threads = false, pack }: { threads?: boolean; pack?: number } = {},
): Box {
  return sandbox.start({
    script: "dist/grading/worker/main.js",
    args: [sandbox.root, ...(pack === undefined ? [] : [String(GIVEN_FD)])],
    inside: "worker",
    limits,
    threads,
    given: pack,
    flags: V8_FLAGS,
  });
}
