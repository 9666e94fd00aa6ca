/** What a right queue shows for a script: a plain model of the statement of X7. */
import type { ExpiryScript } from "../../x7";

interface Held {
  number: number; // which send it came from, from 0
  body: string;
  priority: number;
  until: number;
}

/** What a right queue shows at one call; `expired` and `swept` as ranges, because receive may remove expired ones on its way. */
export interface Right {
  message?: { id: number; body: string; priority: number; expiresAt: number | null } | null;
  handled?: string[];
  result?: boolean;
  id?: number;
  swept?: [least: number, most: number];
  sent: number;
  processed: number;
  expired: [least: number, most: number];
}

export function expectedRun(script: ExpiryScript): Right[] {
  let now = script.startMs;
  let live: Held[] = [];
  let sent = 0;
  let processed = 0;
  let removed = 0; // expired ones that a sweep has certainly removed
  const rows: Right[] = [];

  /** Expired ones that are still held, or that a receive may have removed since the last sweep. */
  let loose: Held[] = [];
  const age = () => {
    loose.push(...live.filter((one) => now >= one.until));
    live = live.filter((one) => now < one.until);
  };
  let exposed = 0; // of the loose ones, how many were there when a receive or process passed
  const best = () =>
    live.reduce((a, b) => (b.priority < a.priority || (b.priority === a.priority && b.number < a.number) ? b : a));
  const push = (row: Partial<Right>) => {
    rows.push({ ...row, sent, processed, expired: [removed, removed + loose.length] });
  };

  for (const step of script.steps) {
    if (step.do === "wait") {
      now += step.ms;
      continue;
    }
    age();
    if (step.do === "send") {
      const until = step.ttlMs === undefined ? Number.POSITIVE_INFINITY : now + step.ttlMs;
      live.push({ number: sent, body: step.body, priority: step.priority ?? 0, until });
      sent += 1;
      age();
      push({ id: sent - 1 });
    } else if (step.do === "sweep") {
      const swept: [number, number] = [loose.length - exposed, loose.length];
      removed += loose.length;
      loose = [];
      exposed = 0;
      push({ swept });
    } else {
      exposed = loose.length;
      const one = live.length > 0 ? best() : null;
      if (step.do === "receive") {
        live = live.filter((other) => other !== one);
        if (one) processed += 1;
        const expiresAt = one && (Number.isFinite(one.until) ? one.until : null);
        push({ message: one && { id: one.number, body: one.body, priority: one.priority, expiresAt } });
      } else if (one === null) {
        push({ handled: [], result: false });
      } else {
        now += step.takesMs ?? 0;
        if (!step.fails) {
          live = live.filter((other) => other !== one);
          processed += 1;
        }
        age(); // what expired while the handler worked may or may not have been removed
        exposed = loose.length;
        push({ handled: [one.body], result: !step.fails });
      }
    }
  }
  return rows;
}
