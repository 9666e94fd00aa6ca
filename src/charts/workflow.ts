/**
 * How a workflow went, as a Gantt chart: an execution of Step Functions, one row a state, or a run of SWF, one row for the decider and
 * for each task under the name of who had it. Rows and marks are few; what is left out is said.
 */
import { say, type Text } from "../sim/language";
import { timeAxis } from "./axes";
import { Chart, emptyChart } from "./chart";
import { endOf } from "./messages";
import { inUnit, label, number, span } from "./numbers";
import { ink, palette } from "./palette";
import { type ChartOptions, type Source, traceOf, windowOf } from "./source";
import { WIDTH } from "./theme";
import type { Gantt, Happening, Phase, RunOf } from "./workflow-rows";
import { executionsIn, readExecution } from "./workflow-states";
import { readRun, runsIn } from "./workflow-swf";

export interface WorkflowOptions extends Omit<ChartOptions, "resource"> {
  /** State machine (by name) or workflow (by its id) to look at; default any. */
  resource?: string;
  /** Execution to look at, by its ARN, name or run id; default the one that began last. */
  execution?: string;
}

const ROW_HEIGHT = 22;
const TICKS = 8; // about; labels such as 10.25 have room
const TITLE_WIDTH = 155; // px of the vertical title in the longer language

const PHASES: Record<Phase, { text: Text; colour: string; dash: readonly number[] }> = {
  done: { text: { es: "termina bien", en: "ends well" }, colour: palette.deleted, dash: [1, 0] },
  failed: { text: { es: "falla", en: "fails" }, colour: palette.deadLettered, dash: [3, 1] },
  working: { text: { es: "en curso", en: "under way" }, colour: palette.inFlight, dash: [12, 2] },
  waiting: { text: { es: "espera", en: "waits" }, colour: palette.visible, dash: [7, 3] },
  aborted: { text: { es: "abandonado", en: "given up" }, colour: palette.purged, dash: [2, 2] },
};

const HAPPENINGS: Record<Happening, { text: Text; colour: string; shape: string }> = {
  instant: { text: { es: "al instante", en: "at once" }, colour: palette.deleted, shape: "circle" },
  retried: { text: { es: "se reintentará", en: "to be retried" }, colour: palette.retry, shape: "diamond" },
  failed: { text: { es: "fallo", en: "failure" }, colour: palette.deadLettered, shape: "cross" },
  timedOut: { text: { es: "fuera de tiempo", en: "out of time" }, colour: palette.expired, shape: "square" },
  caught: { text: { es: "fallo capturado", en: "failure caught" }, colour: ink.title, shape: "triangle-right" },
};

const THICK = 13;
const THIN = 4;

/**
 * "How did the workflow go?"
 * @param options which workflow and which execution; `from` and `to` cut the time axis
 * @throws RangeError for a workflow or an execution that is not in the trace
 */
export function workflow(source: Source, options: WorkflowOptions = {}): Chart {
  const title = options.title ?? say({ es: "¿Cómo fue el flujo de trabajo?", en: "How did the workflow go?" });
  const asked = windowOf(options);
  const trace = traceOf(source);
  const last = Math.min(asked.to, endOf(trace));
  const machines = executionsIn(trace);
  const runs = [...machines, ...runsIn(trace)].sort((a, b) => a.row - b.row);
  if (runs.length === 0) {
    return emptyChart(title, say({ es: "no ha empezado ninguna ejecución", en: "no execution has begun" }));
  }
  const { run, others } = choose(runs, options);
  const gantt = machines.includes(run) ? readExecution(trace, run, last) : readRun(trace, run, last);
  return draw(title, cut(gantt, asked.from), others);
}

/** @throws RangeError when there is none of that name */
function choose(runs: readonly RunOf[], { resource, execution }: WorkflowOptions): { run: RunOf; others: number } {
  const of = resource === undefined ? runs : runs.filter((run) => run.resource === resource);
  if (of.length === 0) {
    const names = [...new Set(runs.map((run) => JSON.stringify(run.resource)))].slice(0, 20).join(", ");
    throw new RangeError(
      say({
        es: `no hay ejecuciones de ${JSON.stringify(resource)} en esta traza; hay de: ${names}`,
        en: `there are no executions of ${JSON.stringify(resource)} in this trace; there are some of: ${names}`,
      }),
    );
  }
  const run =
    execution === undefined ? of.at(-1) : of.find(({ id }) => id === execution || id.endsWith(`:${execution}`));
  if (run === undefined) {
    const names = of.slice(-20).map(({ id }) => JSON.stringify(id.slice(id.lastIndexOf(":") + 1)));
    throw new RangeError(
      say({
        es: `no hay ninguna ejecución ${JSON.stringify(execution)}; hay: ${names.join(", ")}`,
        en: `there is no execution ${JSON.stringify(execution)}; there are: ${names.join(", ")}`,
      }),
    );
  }
  return { run, others: runs.filter((other) => other.resource === run.resource).length - 1 };
}

/** What lies before a time is not drawn. */
function cut(gantt: Gantt, from: number): Gantt {
  if (from <= gantt.from) return gantt;
  return {
    ...gantt,
    from,
    bars: gantt.bars.filter((bar) => bar.to > from).map((bar) => ({ ...bar, from: Math.max(bar.from, from) })),
    marks: gantt.marks.filter(({ at }) => at >= from),
  };
}

function draw(title: string, gantt: Gantt, others: number): Chart {
  const axis = timeAxis(gantt);
  const time = (at: number) => inUnit(at, axis.unit);
  const notes = [gantt.name];
  if (others > 0) {
    notes.push(
      say({ es: `Una de ${number(others + 1)} ejecuciones.`, en: `One of ${number(others + 1)} executions.` }),
    );
  }
  const x = {
    type: "quantitative",
    title: axis.title,
    axis: { tickCount: TICKS },
    scale: { domain: axis.domain, nice: false },
  };
  const y = {
    field: "row",
    type: "ordinal",
    sort: gantt.rows,
    scale: { domain: gantt.rows },
    title: gantt.rowTitle,
    // The title lies above the labels: turned, it would be longer than three rows are high.
    axis: {
      grid: false,
      labelLimit: 200,
      titleAngle: 0,
      titleAlign: "right",
      titleX: -8,
      titleY: -10,
      minExtent: TITLE_WIDTH,
    },
  };
  const rowTip = { field: "row", title: gantt.rowTitle.replace(/ \(.*/, "") };
  return new Chart(title, gantt.sentence, [...notes, ...gantt.notes], {
    width: WIDTH,
    height: { step: ROW_HEIGHT },
    layer: [barLayer(gantt, x, y, rowTip, time, axis.unit.symbol), ...markLayer(gantt, x, y, rowTip, time, axis.title)],
    resolve: { scale: { color: "independent", strokeDash: "independent", shape: "independent" } },
  });
}

function barLayer(
  gantt: Gantt,
  x: object,
  y: object,
  rowTip: object,
  time: (at: number) => number,
  unit: string,
): object {
  const phases = (Object.keys(PHASES) as Phase[]).filter((phase) => gantt.bars.some((bar) => bar.phase === phase));
  return {
    data: {
      values: gantt.bars.map((bar) => ({
        row: bar.row,
        what: bar.what,
        phase: say(PHASES[bar.phase].text),
        from: time(bar.from),
        to: time(bar.to),
        lasts: span(bar.to - bar.from),
        thick: bar.isWork ? THICK : THIN,
      })),
    },
    mark: { type: "rule", tooltip: true },
    encoding: {
      y,
      x: { field: "from", ...x },
      x2: { field: "to" },
      color: {
        field: "phase",
        type: "nominal",
        scale: {
          domain: phases.map((phase) => say(PHASES[phase].text)),
          range: phases.map((phase) => PHASES[phase].colour),
        },
        legend: { symbolType: "stroke", symbolStrokeWidth: 6 },
      },
      strokeDash: {
        field: "phase",
        type: "nominal",
        scale: {
          domain: phases.map((phase) => say(PHASES[phase].text)),
          range: phases.map((phase) => PHASES[phase].dash),
        },
      },
      strokeWidth: { field: "thick", type: "quantitative", scale: null, legend: null },
      tooltip: [
        rowTip,
        { field: "what", title: say({ es: "qué", en: "what" }) },
        { field: "phase", title: say({ es: "cómo", en: "how" }) },
        { field: "from", title: `${say({ es: "desde", en: "from" })} (${unit})`, format: ",.6~g" },
        { field: "to", title: `${say({ es: "hasta", en: "to" })} (${unit})`, format: ",.6~g" },
        { field: "lasts", title: say({ es: "dura", en: "lasts" }) },
      ],
    },
  };
}

function markLayer(
  gantt: Gantt,
  x: object,
  y: object,
  rowTip: object,
  time: (at: number) => number,
  timeTitle: string,
): object[] {
  const { marks } = gantt;
  if (marks.length === 0) return [];
  const kinds = (Object.keys(HAPPENINGS) as Happening[]).filter((what) => marks.some((mark) => mark.what === what));
  const domain = kinds.map((kind) => say(HAPPENINGS[kind].text));
  const what = { field: "what", type: "nominal", legend: { symbolStrokeWidth: 0.5 } };
  return [
    {
      data: {
        values: marks.map((mark) => ({
          row: mark.row,
          what: say(HAPPENINGS[mark.what].text),
          text: label(mark.text),
          at: time(mark.at),
        })),
      },
      mark: { type: "point", filled: true, size: 80, opacity: 1, stroke: ink.paper, strokeWidth: 0.6, tooltip: true },
      encoding: {
        y,
        x: { field: "at", ...x },
        color: { ...what, scale: { domain, range: kinds.map((kind) => HAPPENINGS[kind].colour) } },
        shape: { ...what, scale: { domain, range: kinds.map((kind) => HAPPENINGS[kind].shape) } },
        tooltip: [
          rowTip,
          { field: "what", title: say({ es: "qué", en: "what" }) },
          { field: "text", title: say({ es: "error", en: "error" }) },
          { field: "at", title: timeTitle, format: ",.6~g" },
        ],
      },
    },
  ];
}
