/** A run of the student's queue compared with the model, call by call. */
import { isDeepStrictEqual } from "node:util";
import type { Finding } from "../../types";
import { type ExpiryRun, type ExpiryScript, type ExpirySeen, playExpiry, timedCalls } from "../../x7";
import { type Case, scripted } from "../shared/scripted";
import { expectedRun, type Right } from "./model";

const between = (least: number, most: number) => (least === most ? least : `${least} ... ${most}`);

/** Why a row is wrong, as what was seen and what was expected; null when it is right. */
function mismatch(
  row: ExpirySeen | undefined,
  right: Right,
  ids: unknown[],
): { observed: unknown; expected: unknown } | null {
  if (row === undefined) return { observed: undefined, expected: right };
  const seen = (value: unknown, want: unknown) =>
    isDeepStrictEqual(value, want) ? null : { observed: value, expected: want };
  const within = (value: unknown, [least, most]: [number, number]) =>
    typeof value === "number" && value >= least && value <= most;
  if (right.id !== undefined && (typeof row.id !== "string" || ids.indexOf(row.id) !== right.id)) {
    return { observed: row.id, expected: "id: string, new" };
  }
  if (right.message !== undefined) {
    // that "never" is null and not undefined is one claim of the visible part
    const { id, expiresAt = null, ...rest } = row.message ?? {};
    const own = row.message && { ...rest, id: ids.indexOf(id), expiresAt };
    const off = seen(own, right.message);
    if (off) return off;
  }
  if (right.handled) {
    const off = seen(
      { handled: row.handled, result: row.escaped ?? row.result },
      { handled: right.handled, result: right.result },
    );
    if (off) return off;
  }
  if (right.swept && !within(row.swept, right.swept)) {
    const [least, most] = right.swept;
    return { observed: { sweep: row.swept }, expected: { sweep: between(least, most) } };
  }
  const { sent, processed, expired, waiting } = row.stats;
  if (!within(expired, right.expired)) {
    const [least, most] = right.expired;
    return { observed: row.stats, expected: { expired: between(least, most) } };
  }
  const left = right.sent - right.processed - Number(expired);
  return seen(
    { sent, processed, waiting, size: row.size },
    { sent: right.sent, processed: right.processed, waiting: left, size: left },
  );
}

function compare({ claim, hint, script, weight }: Case<ExpiryScript>, run: ExpiryRun): Finding {
  const ids = run.seen.filter((row) => row.call.startsWith("send(")).map((row) => row.id);
  const finding = { claim, hint, ...(weight === undefined ? {} : { weight }) };
  const all = expectedRun(script);
  for (const [i, right] of all.entries()) {
    const off = mismatch(run.seen[i], right, ids);
    if (off) return { ...finding, ok: false, given: timedCalls(run, i), ...off };
  }
  return { ...finding, ok: run.seen.length === all.length, given: timedCalls(run) };
}

export const hidden = scripted(playExpiry, compare);
