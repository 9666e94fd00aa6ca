/**
 * A run of SWF as lanes: the decider's, those of machines (processes that work), those of people (what a cell has taken), timers.
 * A thin bar is a task that waits to be taken, a thick one a task in somebody's hands.
 */
import { say } from "../sim/language";
import type { Trace } from "../sim/trace";
import { count, label, number, span } from "./numbers";
import { type Bar, type Gantt, Lanes, type Mark, type Phase, type RunOf } from "./workflow-rows";

const SERVICE = "swf.";
const MAX_ROWS = 40;
const MAX_DRAWN = 800; // bars and marks

/** A task from its scheduling to its end. */
interface Task {
  kind: "decision" | "activity";
  id: string;
  scheduledAt: number;
  startedAt?: number;
  worker?: string;
  endedAt?: number;
  phase: Phase;
  error: string;
  isTimedOut: boolean;
}

interface Timer {
  id: string;
  from: number;
  to?: number;
  phase: Phase;
}

/** Runs in the order in which they began. */
export function runsIn(trace: Trace): RunOf[] {
  const kind = trace.find(`${SERVICE}WorkflowExecutionStarted`);
  const runs: RunOf[] = [];
  for (let row = 0; kind !== undefined && row < trace.length; row++) {
    if (trace.kindOf(row) !== kind) continue;
    runs.push({ resource: trace.string(trace.resourceOf(row)), id: trace.string(trace.subjectOf(row)), row });
  }
  return runs;
}

/** @param last virtual ms up to which is drawn */
export function readRun(trace: Trace, run: RunOf, last: number): Gantt {
  const tasks = new Map<number, Task>();
  const timers = new Map<number, Timer>();
  const subject = trace.subjectOf(run.row);
  let to = last;
  let end = say({ es: "Sigue en curso.", en: "It is still under way." });
  for (let row = run.row; row < trace.length && trace.at(row) <= last; row++) {
    if (trace.subjectOf(row) !== subject) continue;
    const kind = trace.string(trace.kindOf(row)).slice(SERVICE.length);
    const at = trace.at(row);
    const text = trace.string(trace.textOf(row));
    const task = /^(Decision|Activity)Task(\w+)$/.exec(kind);
    if (task !== null)
      taskFact(trace, tasks, row, task[1] === "Decision" ? "decision" : "activity", task[2]!, text, at);
    else if (kind.startsWith("Timer")) timerFact(timers, row, trace.causeOf(row), kind, text, at, trace);
    else if (ENDS[kind] !== undefined) {
      to = at;
      end = say(ENDS[kind]!);
    }
  }
  return draw(run, trace.at(run.row), to, [...tasks.values()], [...timers.values()], end);
}

const ENDS: Record<string, { es: string; en: string }> = {
  WorkflowExecutionCompleted: { es: "Se completa.", en: "It is completed." },
  WorkflowExecutionFailed: { es: "Falla.", en: "It fails." },
  WorkflowExecutionTimedOut: { es: "Se le acaba el tiempo.", en: "It runs out of time." },
  WorkflowExecutionCanceled: { es: "Se cancela.", en: "It is cancelled." },
  WorkflowExecutionContinuedAsNew: { es: "Sigue como otra nueva.", en: "It continues as a new one." },
  WorkflowExecutionTerminated: { es: "La terminan.", en: "It is terminated." },
};

const TASK_ENDS: Record<string, Phase> = {
  Completed: "done",
  Failed: "failed",
  TimedOut: "failed",
  Canceled: "aborted",
};

function taskFact(
  trace: Trace,
  tasks: Map<number, Task>,
  row: number,
  kind: Task["kind"],
  what: string,
  id: string,
  at: number,
): void {
  if (what === "Scheduled") {
    tasks.set(row, { kind, id, scheduledAt: at, phase: "waiting", error: "", isTimedOut: false });
    return;
  }
  const task = scheduledBy(trace, tasks, row);
  if (task === undefined) return;
  if (what === "Started") {
    task.startedAt = at;
    task.phase = "working";
    task.worker = trace.string(trace.actorOf(row));
  } else if (TASK_ENDS[what] !== undefined) {
    task.endedAt = at;
    task.phase = TASK_ENDS[what]!;
    task.isTimedOut = what === "TimedOut";
    task.error = String(trace.event(row).detail?.reason ?? "");
  }
}

/** The task that a fact is about: some fact before it is its scheduling. */
function scheduledBy(trace: Trace, tasks: ReadonlyMap<number, Task>, row: number): Task | undefined {
  for (let cause = trace.causeOf(row), steps = 0; cause >= 0 && steps < 4; cause = trace.causeOf(cause), steps++) {
    const task = tasks.get(cause);
    if (task !== undefined) return task;
  }
  return undefined;
}

function timerFact(
  timers: Map<number, Timer>,
  row: number,
  cause: number,
  kind: string,
  id: string,
  at: number,
  trace: Trace,
): void {
  if (kind === "TimerStarted") timers.set(row, { id, from: at, phase: "waiting" });
  const open =
    kind === "TimerFired"
      ? timers.get(cause)
      : [...timers.values()].find((timer) => timer.id === id && timer.to === undefined);
  if (open === undefined || kind === "TimerStarted") return;
  open.to = trace.at(row);
  open.phase = kind === "TimerFired" ? "waiting" : "aborted";
}

function draw(run: RunOf, from: number, to: number, tasks: Task[], timers: Timer[], end: string): Gantt {
  const lanes = new Lanes(MAX_ROWS);
  const bars: Bar[] = [];
  const marks: Mark[] = [];
  const laneOf = ({ kind, worker }: Task) => {
    if (kind === "decision") return say({ es: "decisor", en: "decider" });
    if (worker === undefined) return say({ es: "nadie aún", en: "nobody yet" });
    if (worker === "") return say({ es: "persona", en: "human" });
    return `${say({ es: "máquina", en: "machine" })} ${label(worker)}`;
  };
  const rowOf = (task: Task) => (task.kind === "decision" ? laneOf(task) : `${laneOf(task)} · ${label(task.id)}`);
  const order = (task: Task) => (task.kind === "decision" ? 0 : task.worker === "" ? 2 : 1);
  const enter = (name: string) => (lanes.rows.includes(name) ? { row: name } : lanes.enter(name));
  let omitted = 0;
  const isFull = () => bars.length + marks.length >= MAX_DRAWN;
  for (const task of [...tasks].sort((a, b) => order(a) - order(b))) {
    const place = isFull() ? undefined : enter(rowOf(task));
    if (place === undefined) {
      omitted++;
      continue;
    }
    const { row } = place;
    const taken = task.startedAt ?? task.endedAt ?? to;
    const what = task.kind === "decision" ? say({ es: "decisión", en: "decision" }) : label(task.id);
    bars.push({ row, what, from: task.scheduledAt, to: taken, phase: "waiting", isWork: false });
    if (task.startedAt !== undefined) {
      bars.push({ row, what, from: task.startedAt, to: task.endedAt ?? to, phase: task.phase, isWork: true });
      if (task.endedAt === task.startedAt && task.phase === "done")
        marks.push({ row, at: taken, what: "instant", text: "" });
    }
    if (task.phase === "failed") {
      marks.push({ row, at: task.endedAt!, what: task.isTimedOut ? "timedOut" : "failed", text: label(task.error) });
    }
  }
  for (const { id, from: begun, to: ended = to, phase } of timers) {
    const name = `${say({ es: "temporizador", en: "timer" })} · ${label(id)}`;
    const place = isFull() ? undefined : enter(name);
    if (place !== undefined)
      bars.push({ row: place.row, what: label(id), from: begun, to: ended, phase, isWork: false });
    else omitted++;
  }
  return {
    name: `${label(run.resource)} · ${label(run.id)}`,
    rows: lanes.rows,
    bars: bars.filter((bar) => bar.to > bar.from),
    marks,
    from,
    to,
    rowTitle: say({ es: "quién · tarea", en: "who · task" }),
    sentence: sentence(tasks, to - from, end),
    notes:
      omitted === 0
        ? []
        : [
            say({
              es: omitted === 1 ? "No se dibuja una tarea más." : `No se dibujan ${number(omitted)} tareas más.`,
              en: omitted === 1 ? "One more task is not drawn." : `${number(omitted)} more tasks are not drawn.`,
            }),
          ],
  };
}

function sentence(tasks: readonly Task[], ms: number, end: string): string {
  const decisions = tasks.filter(({ kind }) => kind === "decision").length;
  const activities = tasks.filter(({ kind }) => kind === "activity");
  const well = activities.filter(({ phase }) => phase === "done").length;
  const human = activities.filter(({ worker }) => worker === "").length;
  return say({
    es: `${end} En ${span(ms)}, ${count(decisions, "decisión", "decisiones")} y ${count(activities.length, "tarea", "tareas")}: ${number(well)} bien, ${number(human)} en manos de una persona.`,
    en: `${end} In ${span(ms)}, ${count(decisions, "decision", "decisions")} and ${count(activities.length, "task", "tasks")}: ${number(well)} went well, ${number(human)} in a person's hands.`,
  });
}
