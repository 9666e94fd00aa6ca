/**
 * The wall clock of a question. Only time in which the student's code owes an answer and does nothing counts: a step in which it
 * runs, waits for a processor, has spoken or has nothing to answer does not, so that a busy machine is not taken for code that
 * hangs. CPU time is limited apart (sandbox/limits.ts), and MOST_WALLS bounds the whole.
 */
import type { Activity } from "../sandbox/activity";

const STEP_MS = 500;
const MOST_WALLS = 8; // in all, in wall clocks

export interface Watched {
  /** What the process is doing; null where the system does not tell, and then all time counts. */
  activity(): Activity | null;
  /** Lines that have come from it. */
  heard(): number;
  /** An answer is due. */
  isAsked(): boolean;
}

export class WallClock {
  /** Counted since the start, ms. */
  idleMs = 0;
  private timer: NodeJS.Timeout | null = null;
  private steps = 0;
  private heard = 0;

  constructor(
    /** Counted time that a question may take, ms. */
    private readonly limitMs: number,
    private readonly watched: Watched,
    private readonly onEnd: () => void,
  ) {}

  /** From zero; safe to call while it runs. */
  start(): void {
    this.stop();
    this.idleMs = 0;
    this.steps = 0;
    this.heard = this.watched.heard();
    this.wait();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private wait(): void {
    const timer = setTimeout(() => {
      // What it said while this process was busy still lies in the pipe: read it first.
      setImmediate(() => setImmediate(() => this.timer === timer && this.step()));
    }, STEP_MS);
    this.timer = timer;
  }

  private step(): void {
    this.steps++;
    const { activity, heard, isAsked } = this.watched;
    const before = this.heard;
    this.heard = heard();
    const doing = activity();
    const isIdle = isAsked() && this.heard === before && !doing?.isRunning;
    if (isIdle || doing === null) this.idleMs += STEP_MS;
    if (this.idleMs >= this.limitMs || this.steps * STEP_MS >= this.limitMs * MOST_WALLS) this.onEnd();
    else this.wait();
  }
}
