/** An execution of Step Functions as rows of states: each visit a thin bar, each attempt of a task a thick one. */
import { say } from "../sim/language";
import type { Trace } from "../sim/trace";
import { count, label, number, span } from "./numbers";
import { type Bar, type Gantt, Lanes, type Mark, type Phase, type RunOf } from "./workflow-rows";

const SERVICE = "stepfunctions.";
const MAX_ROWS = 40;
const MAX_DRAWN = 800; // bars and marks
const MAX_DEPTH = 4; // signs of depth before a name

interface Visit {
  name: string;
  row: string;
  lane: number;
  label: string;
  bar: Bar;
  isCaught: boolean;
}

interface Attempt {
  visit: Visit;
  bar: Bar;
}

/** Executions in the order in which they began. */
export function executionsIn(trace: Trace): RunOf[] {
  const kind = trace.find(`${SERVICE}ExecutionStarted`);
  const runs: RunOf[] = [];
  for (let row = 0; kind !== undefined && row < trace.length; row++) {
    if (trace.kindOf(row) !== kind) continue;
    runs.push({ resource: trace.string(trace.resourceOf(row)), id: trace.string(trace.subjectOf(row)), row });
  }
  return runs;
}

/** @param last virtual ms up to which is drawn */
export function readExecution(trace: Trace, run: RunOf, last: number): Gantt {
  return new Reader(trace, run, last).read();
}

class Reader {
  readonly #bars: Bar[] = [];
  readonly #marks: Mark[] = [];
  readonly #visits = new Map<number, Visit>();
  readonly #attempts = new Map<number, Attempt>();
  /** By the row of a BranchStarted or StateEntered: how deep it lies. */
  readonly #depths = new Map<number, number>();
  readonly #lanes = new Lanes(MAX_ROWS);
  readonly #tally = { done: 0, failed: 0, aborted: 0, retries: 0 };
  #omitted = 0;
  #end = "";
  #to: number;

  constructor(
    private readonly trace: Trace,
    private readonly run: RunOf,
    private readonly last: number,
  ) {
    this.#to = last;
  }

  read(): Gantt {
    const { trace, run } = this;
    const subject = trace.subjectOf(run.row);
    for (let row = run.row; row < trace.length && trace.at(row) <= this.last; row++) {
      if (trace.subjectOf(row) !== subject) continue;
      const kind = trace.string(trace.kindOf(row));
      if (kind.startsWith(SERVICE)) this.#fact(kind.slice(SERVICE.length), row);
    }
    for (const { bar } of [...this.#visits.values(), ...this.#attempts.values()]) {
      if (Number.isNaN(bar.to)) bar.to = this.#to;
    }
    const from = trace.at(run.row);
    const name = run.id.slice(run.id.lastIndexOf(":") + 1);
    return {
      name: `${label(run.resource)} · ${label(name)}`,
      rows: this.#lanes.rows,
      bars: this.#bars.filter((bar) => bar.to > bar.from),
      marks: this.#marks,
      from,
      to: this.#to,
      rowTitle: say({ es: "estado (› dentro de otro)", en: "state (› inside another)" }),
      sentence: this.#sentence(this.#to - from),
      notes: this.#notes(),
    };
  }

  #fact(what: string, row: number): void {
    const { trace } = this;
    const at = trace.at(row);
    const cause = trace.causeOf(row);
    const text = trace.string(trace.textOf(row));
    switch (what) {
      case "StateEntered":
        return this.#enter(row, text, at, this.#depths.get(cause) ?? 0);
      case "BranchStarted":
        this.#depths.set(row, (this.#depths.get(cause) ?? 0) + 1);
        return;
      case "StateExited":
        this.#depths.set(row, this.#depths.get(cause) ?? 0);
        return this.#leave(cause, at, "done", "");
      case "StateFailed":
        return this.#leave(cause, at, "failed", String(trace.event(row).detail?.error ?? ""));
      case "StateAborted":
        return this.#leave(cause, at, "aborted", "");
      case "Caught": {
        this.#depths.set(row, this.#depths.get(cause) ?? 0);
        const visit = this.#visits.get(cause);
        if (visit === undefined) return;
        visit.isCaught = true;
        return this.#mark(visit.row, at, "caught", text);
      }
      case "Waiting": {
        const visit = this.#visits.get(cause);
        if (visit !== undefined) visit.bar.phase = "waiting";
        return;
      }
      case "Retried": {
        this.#tally.retries++;
        const visit = this.#visits.get(cause);
        if (visit !== undefined) this.#mark(visit.row, at, "retried", text);
        return;
      }
      case "TaskScheduled":
        return this.#schedule(row, cause, at, trace.value(row));
      case "TaskSucceeded":
        return this.#close(cause, at, "done");
      case "TaskFailed":
        return this.#close(cause, at, "failed");
      case "TaskTimedOut": {
        const attempt = this.#attempts.get(cause);
        if (attempt !== undefined) this.#mark(attempt.visit.row, at, "timedOut", text);
        return this.#close(cause, at, "failed");
      }
      case "ExecutionSucceeded":
      case "ExecutionFailed":
      case "ExecutionTimedOut":
      case "ExecutionAborted":
        this.#to = at;
        this.#end = endOf(what, text);
    }
  }

  #enter(row: number, name: string, at: number, depth: number): void {
    this.#depths.set(row, depth);
    const shown = "› ".repeat(Math.min(depth, MAX_DEPTH)) + label(name);
    const place = this.#isFull() ? undefined : this.#lanes.enter(shown);
    if (place === undefined) {
      this.#omitted++;
      return;
    }
    const bar: Bar = { row: place.row, what: label(name), from: at, to: Number.NaN, phase: "working", isWork: false };
    this.#bars.push(bar);
    this.#visits.set(row, { name, label: shown, ...place, bar, isCaught: false });
  }

  #leave(entered: number, at: number, phase: "done" | "failed" | "aborted", error: string): void {
    const visit = this.#visits.get(entered);
    if (visit?.isCaught) this.#tally.failed++;
    else this.#tally[phase]++;
    if (visit === undefined) return;
    const { bar } = visit;
    bar.to = at;
    if (visit.isCaught) bar.phase = "failed";
    else if (bar.phase !== "waiting" || phase !== "done") bar.phase = phase;
    if (phase === "failed") this.#mark(visit.row, at, "failed", error);
    else if (at === bar.from && phase === "done") this.#mark(visit.row, at, "instant", "");
    this.#lanes.leave(visit.label, visit.lane);
    for (const attempt of this.#attempts.values()) {
      if (attempt.visit === visit && Number.isNaN(attempt.bar.to)) {
        attempt.bar.to = at;
        attempt.bar.phase = "aborted";
      }
    }
  }

  #schedule(row: number, entered: number, at: number, attempt: number): void {
    const visit = this.#visits.get(entered);
    if (visit === undefined || this.#isFull()) return;
    const what = say({
      es: `${label(visit.name)}, intento ${attempt}`,
      en: `${label(visit.name)}, attempt ${attempt}`,
    });
    const bar: Bar = { row: visit.row, what, from: at, to: Number.NaN, phase: "working", isWork: true };
    this.#bars.push(bar);
    this.#attempts.set(row, { visit, bar });
  }

  #close(scheduled: number, at: number, phase: Phase): void {
    const bar = this.#attempts.get(scheduled)?.bar;
    if (bar === undefined) return;
    bar.to = at;
    bar.phase = phase;
    this.#attempts.delete(scheduled);
  }

  #mark(row: string, at: number, what: Mark["what"], text: string): void {
    if (this.#isFull()) this.#omitted++;
    else this.#marks.push({ row, at, what, text: label(text) });
  }

  #isFull(): boolean {
    return this.#bars.length + this.#marks.length >= MAX_DRAWN;
  }

  #sentence(ms: number): string {
    const { done, failed, aborted, retries } = this.#tally;
    const visits = done + failed + aborted;
    const rest = [
      ...(aborted > 0
        ? [
            say({
              es: count(aborted, "abandonado", "abandonados"),
              en: `${number(aborted)} given up`,
            }),
          ]
        : []),
      ...(retries > 0
        ? [count(retries, say({ es: "reintento", en: "retry" }), say({ es: "reintentos", en: "retries" }))]
        : []),
    ].map((part) => `, ${part}`);
    const ended = this.#end === "" ? say({ es: "Sigue en curso.", en: "It is still under way." }) : this.#end;
    return say({
      es: `${ended} En ${span(ms)}, ${count(visits, "estado", "estados")}: ${number(done)} bien, ${number(failed)} con fallo${rest.join("")}.`,
      en: `${ended} In ${span(ms)}, ${count(visits, "state", "states")}: ${number(done)} went well, ${number(failed)} failed${rest.join("")}.`,
    });
  }

  #notes(): string[] {
    const omitted = this.#omitted;
    if (omitted === 0) return [];
    return [
      say({
        es:
          omitted === 1
            ? "No se dibuja un estado o marca más."
            : `No se dibujan ${number(omitted)} estados o marcas más.`,
        en:
          omitted === 1
            ? "One more state or mark is not drawn."
            : `${number(omitted)} more states or marks are not drawn.`,
      }),
    ];
  }
}

function endOf(kind: string, error: string): string {
  const why = error === "" ? "" : ` (${label(error)})`;
  switch (kind) {
    case "ExecutionSucceeded":
      return say({ es: "Termina bien.", en: "It succeeds." });
    case "ExecutionFailed":
      return say({ es: `Falla${why}.`, en: `It fails${why}.` });
    case "ExecutionTimedOut":
      return say({ es: "Se le acaba el tiempo.", en: "It runs out of time." });
    default:
      return say({ es: "La detienen.", en: "It is stopped." });
  }
}
