/**
 * One worker for the questions of one submission, as long as all goes well in it. Its word counts only for a question that passes in
 * full; and when something went wrong in it at any time (it ended, an error came late), for none, because then nobody can say
 * whose fault it was.
 */
import type { WorkerPeer } from "./drive/peer";
import type { Program } from "./program";
import { type Judged, type Run, runIn, type Workers } from "./run";

export class SharedWorker {
  private worker: WorkerPeer | null = null;
  /** Ids of the checks that passed in it. */
  readonly passed = new Set<string>();
  /** False once something went wrong: what passed in it must be run again. */
  isSound = true;

  /** The run when it passed in full, else null. */
  async run(
    program: Program & { kind: "ready" },
    judged: Judged,
    seed: string,
    { pool, clients }: Workers,
  ): Promise<Run | null> {
    if (!this.isSound || judged.check.threads) return null;
    this.worker ??= await pool.take();
    const run = await runIn(this.worker, program, judged, seed, clients);
    this.isSound = this.worker.ending === null && this.worker.late.length === 0;
    if (!this.isSound) this.close();
    const { findings, unanswered, notes, flags } = run;
    const isFull = findings.every(({ ok }) => ok) && !unanswered && notes.length + flags.length === 0;
    if (!this.isSound || !isFull) return null;
    this.passed.add(judged.check.id);
    return run;
  }

  close(): void {
    this.worker?.end();
    this.worker = null;
  }
}
