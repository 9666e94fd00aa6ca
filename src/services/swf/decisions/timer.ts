/** StartTimer and CancelTimer. A timer is work in progress: run() waits for it. */
import type { Scheduled } from "../../../sim";
import { msOf } from "../check";
import type { SwfInput } from "../context";
import { type HistoryEvent, record } from "../history";
import { OPEN_TIMERS } from "../limits";
import { type Deciding, failed, led } from "./deciding";

export interface Timer {
  readonly started: HistoryEvent;
  readonly due: Scheduled;
}

export function startTimer(deciding: Deciding, { timerId, control, startToFireTimeout }: SwfInput): void {
  const { swf, execution } = deciding;
  const { timers } = execution;
  const fail = (cause: string) => failed(deciding, "StartTimerFailed", cause, { timerId }, timerId);
  if (timers.has(timerId)) return fail("TIMER_ID_ALREADY_IN_USE");
  if (timers.size >= OPEN_TIMERS) return fail("OPEN_TIMERS_LIMIT_EXCEEDED");
  if (!swf.admits("StartTimer")) return fail("TIMER_CREATION_RATE_EXCEEDED");
  const started = led(deciding, "TimerStarted", { timerId, control, startToFireTimeout }, timerId);
  const fire = () => {
    timers.delete(timerId);
    const fact = { text: timerId, cause: started.row };
    record(swf, execution, "TimerFired", { timerId, startedEventId: started.eventId }, fact);
  };
  timers.set(timerId, { started, due: swf.after(msOf(startToFireTimeout)!, fire, false) });
}

export function cancelTimer(deciding: Deciding, { timerId }: SwfInput): void {
  const { timers } = deciding.execution;
  const timer = timers.get(timerId);
  if (timer === undefined) return failed(deciding, "CancelTimerFailed", "TIMER_ID_UNKNOWN", { timerId }, timerId);
  timer.due.cancel();
  timers.delete(timerId);
  led(deciding, "TimerCanceled", { timerId, startedEventId: timer.started.eventId }, timerId);
}
