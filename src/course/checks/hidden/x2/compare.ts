/** A run of the student's queue compared with the model, call by call. */
import { isDeepStrictEqual } from "node:util";
import { literal, type SeenMessage } from "../../support";
import type { Finding } from "../../types";
import { calls, playQueue, type QueueRun, type QueueScript, type QueueSeen } from "../../x2";
import { type Case, scripted } from "../shared/scripted";
import { expectedRun } from "./model";

/** The student's ids replaced by the number of the send that gave them; an id that no send gave stays, as text. */
function numbered(run: QueueRun): QueueRun {
  const ids = run.seen.filter((row) => row.call.startsWith("sendMessage(")).map((row) => row.id);
  const number = (id: unknown): unknown => {
    const at = ids.indexOf(id);
    return typeof id === "string" && at >= 0 ? at : `?${literal(id)}`;
  };
  const plain = (message: SeenMessage | null) => message && { ...message, id: number(message.id) };
  return {
    seen: run.seen.map((row) => ({
      ...row,
      ...(row.id === undefined ? {} : { id: number(row.id) }),
      ...(row.message === undefined ? {} : { message: plain(row.message) }),
    })),
    dead: run.dead.map(plain),
  };
}

function compare({ claim, hint, script, weight }: Case<QueueScript>, run: QueueRun): Finding {
  const right = expectedRun(script);
  const own = numbered(run);
  const length = Math.max(right.seen.length, own.seen.length);
  const off = Array.from({ length }, (_, i) => i).find(
    (i) => !isDeepStrictEqual(brief(own.seen[i]), brief(right.seen[i])),
  );
  const finding = { claim, hint, ...(weight === undefined ? {} : { weight }) };
  if (off !== undefined) {
    const made =
      script.maxAttempts === undefined ? "new SQSQueue()" : `new SQSQueue({ maxAttempts: ${script.maxAttempts} })`;
    const given = `${made}\n${calls(run, off)}`;
    return { ...finding, ok: false, given, observed: brief(own.seen[off]), expected: brief(right.seen[off]) };
  }
  const ok = isDeepStrictEqual(own.dead, right.dead);
  return { ...finding, ok, given: "deadLetters", observed: own.dead, expected: right.dead };
}

/** The parts of a row that a student can read: what came back, and the two counts. That nothing is null is judged once, in the visible part. */
function brief(row: QueueSeen | undefined): unknown {
  if (row === undefined) return undefined;
  const { call: _, nothing: __, ...rest } = row;
  return rest;
}

export const hidden = scripted(playQueue, compare);
