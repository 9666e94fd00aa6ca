/** The points of a panel's metrics, and the spans in which its alarm was in each state, read off the trace. */
import { answer, type DataQuery, metricsOf, type Points } from "../services/cloudwatch";
import type { Trace } from "../sim/trace";
import { MINUTE, type Panel } from "./metrics-panels";
import { label } from "./numbers";
import type { Window } from "./source";

const MAX_LINES = 6;
const MAX_POINTS = 240; // of a line; beyond, the period grows
const MAX_BANDS = 100;

export interface Line {
  name: string;
  /** By virtual ms. */
  points: [at: number, value: number][];
  unit: string;
}

export function linesOf(trace: Trace, startMs: number, { queries }: Panel, window: Window, now: number): Line[] {
  const store = metricsOf(trace, startMs).read(now);
  const length = (window.to - window.from) / 1_000;
  const coarsen = (period: number) => Math.max(period, Math.ceil(length / MAX_POINTS / period) * period);
  const coarse = queries.map((query) =>
    query.MetricStat === undefined
      ? query
      : { ...query, MetricStat: { ...query.MetricStat, Period: coarsen(query.MetricStat.Period ?? MINUTE) } },
  );
  const toSecond = (at: number) => (startMs + at) / 1_000;
  const view = { store, nowEpochMs: startMs + now, lagMs: 0 };
  const span = { from: Math.floor(toSecond(window.from) / MINUTE) * MINUTE, to: toSecond(window.to) };
  return answer(view, coarse, span)
    .filter(({ query }) => query.ReturnData ?? true)
    .flatMap(({ query, series }) => series.map((points) => lineFrom(query, points, startMs, unitOf(query))))
    .slice(0, MAX_LINES);
  function unitOf({ MetricStat }: DataQuery): string {
    const { Metric } = MetricStat ?? {};
    if (Metric === undefined) return "";
    return store.find(Metric.Namespace!, Metric.MetricName!, Metric.Dimensions ?? [])[0]?.unit ?? "";
  }
}

function lineFrom(query: DataQuery, points: Points, startMs: number, unit: string): Line {
  const name = query.Label ?? query.MetricStat?.Metric?.MetricName ?? query.Id!;
  return { name: label(name), points: [...points].map(([second, value]) => [second * 1_000 - startMs, value]), unit };
}

export interface Band {
  state: string;
  from: number;
  to: number;
}

/** Spans in which the alarm was in a state. */
export function statesOf(trace: Trace, alarm: string, { from, to }: Window): Band[] {
  const bands: Band[] = [];
  for (const event of trace.events({ kinds: ["cloudwatch.AlarmPut", "cloudwatch.AlarmState"], resource: alarm })) {
    if (event.at > to) break;
    const open = bands.at(-1);
    if (open !== undefined) open.to = event.at;
    bands.push({ state: event.text, from: event.at, to });
  }
  return bands
    .map((band) => ({ ...band, from: Math.max(band.from, from) }))
    .filter((band) => band.to > band.from)
    .slice(-MAX_BANDS);
}
