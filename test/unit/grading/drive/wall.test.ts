import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WallClock } from "../../../../src/grading/drive/wall";
import type { Activity } from "../../../../src/grading/sandbox/activity";

const LIMIT_MS = 4_000;
const STEP_MS = 500; // reading the pipe first takes a few ms more

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** When a question ends that is watched like this, ms after its start; never within ten times the limit: undefined. */
async function endOf(watched: { activity?: () => Activity | null; heard?: () => number; isAsked?: () => boolean }) {
  const start = Date.now();
  let end: number | undefined;
  const asleep = () => ({ cpuMs: 0, isRunning: false });
  const clock = new WallClock(LIMIT_MS, { activity: asleep, heard: () => 0, isAsked: () => true, ...watched }, () => {
    end ??= Math.floor((Date.now() - start) / STEP_MS) * STEP_MS;
  });
  clock.start();
  await vi.advanceTimersByTimeAsync(LIMIT_MS * 10);
  clock.stop();
  return { end, idleMs: clock.idleMs };
}

describe("the wall clock of a question", () => {
  it("ends code that owes an answer and does nothing", async () => {
    expect(await endOf({})).toEqual({ end: LIMIT_MS, idleMs: LIMIT_MS });
  });

  it("ends it where the system does not tell what it does", async () => {
    expect(await endOf({ activity: () => null })).toMatchObject({ end: LIMIT_MS });
  });

  it.each([
    ["runs or waits for a processor", { activity: () => ({ cpuMs: 0, isRunning: true }) }],
    ["owes nothing: the grader is at work", { isAsked: () => false }],
    [
      "speaks",
      {
        heard: (() => {
          let lines = 0;
          return () => lines++;
        })(),
      },
    ],
  ])("gives code that %s eight times as long", async (_what, watched) => {
    expect(await endOf(watched)).toEqual({ end: LIMIT_MS * 8, idleMs: 0 });
  });

  it("starts from zero with each question, and not at all once stopped", async () => {
    const onEnd = vi.fn();
    const watched = { activity: () => ({ cpuMs: 0, isRunning: false }), heard: () => 0, isAsked: () => true };
    const clock = new WallClock(LIMIT_MS, watched, onEnd);
    for (let question = 0; question < 3; question++) {
      clock.start();
      await vi.advanceTimersByTimeAsync(LIMIT_MS - 1_000);
    }
    clock.stop();
    await vi.advanceTimersByTimeAsync(LIMIT_MS * 2);
    expect(onEnd).not.toHaveBeenCalled();
  });
});
