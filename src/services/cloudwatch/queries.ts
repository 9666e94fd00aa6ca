/**
 * A list of queries, as GetMetricData and alarms take it: metrics with a statistic, and expressions over them by their ids.
 * Source: API reference, MetricDataQuery (read 2026-11).
 */
import { missing, validation } from "./errors";
import { asSeries, evaluate, idsIn, type Points, type Value } from "./math";
import { checkDimensions, checkPeriod, checkStatistic } from "./names";
import { periods, type Span, statistic, type View } from "./query";
import type { Dimension } from "./series";

export interface MetricStat {
  Metric?: { Namespace?: string; MetricName?: string; Dimensions?: Dimension[] };
  Period?: number;
  Stat?: string;
  Unit?: string;
}

export interface DataQuery {
  Id?: string;
  MetricStat?: MetricStat;
  Expression?: string;
  Label?: string;
  ReturnData?: boolean;
  Period?: number;
  AccountId?: string;
}

/** Throws ValidationError and the like; names the query by its place. */
export function checkQueries(queries: readonly DataQuery[], at: string): void {
  const ids = new Set<string>();
  queries.forEach((query, i) => {
    const here = `${at}.member.${i + 1}`;
    const { Id: id, MetricStat: stat, Expression: expression } = query;
    if (id === undefined) throw missing(`${here}.Id`);
    if (!/^[a-z][A-Za-z0-9_]{0,254}$/.test(id)) {
      throw validation(
        `The value '${id}' at '${here}.Id' is no id: a lowercase letter, then letters, digits and underscores.`,
      );
    }
    if (ids.has(id)) throw validation(`The id '${id}' is given twice in ${at}.`);
    ids.add(id);
    if ((stat === undefined) === (expression === undefined)) {
      throw validation(`${here} must have either MetricStat or Expression.`);
    }
    if (query.AccountId !== undefined) throw validation(`${here}.AccountId: nubelab simulates one account.`);
    if (stat !== undefined) checkStat(stat, `${here}.MetricStat`);
    if (query.Period !== undefined) checkPeriod(query.Period, `${here}.Period`);
  });
  for (const { Id, Expression } of queries) {
    if (Expression === undefined) continue;
    if (/^\s*SELECT\b/i.test(Expression)) {
      throw validation("nubelab does not simulate Metrics Insights (SELECT); name each metric in a MetricStat.");
    }
    for (const id of idsIn(Expression)) {
      if (!ids.has(id)) throw validation(`Error in expression '${Id}': there is no query with the id '${id}'.`);
    }
  }
}

function checkStat({ Metric, Period, Stat }: MetricStat, at: string): void {
  if (!Metric?.Namespace) throw missing(`${at}.Metric.Namespace`);
  if (!Metric.MetricName) throw missing(`${at}.Metric.MetricName`);
  checkDimensions(Metric.Dimensions ?? [], `${at}.Metric.Dimensions`);
  if (Period === undefined) throw missing(`${at}.Period`);
  checkPeriod(Period, `${at}.Period`);
  if (Stat === undefined) throw missing(`${at}.Stat`);
  checkStatistic(Stat, `${at}.Stat`);
}

export interface Answer {
  query: DataQuery;
  /** One, unless an expression gives several. */
  series: Points[];
}

/** Evaluates checked queries, each once. @param phase moves the beginning of periods */
export function answer(view: View, queries: readonly DataQuery[], span: Span, phase = 0): Answer[] {
  const done = new Map<string, Value>();
  const open = new Set<string>();
  const byId = new Map(queries.map((query) => [query.Id!, query]));
  const period = Math.max(...queries.map(({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? 1));
  const instants = instantsOf(span, period, phase);

  const value = (id: string): Value => {
    const known = done.get(id);
    if (known !== undefined) return known;
    const query = byId.get(id);
    if (query === undefined) throw validation(`There is no query with the id '${id}'.`);
    if (open.has(id)) throw validation(`The expression '${id}' refers to itself.`);
    open.add(id);
    const found = query.MetricStat === undefined ? expression(query.Expression!) : metric(query.MetricStat);
    done.set(id, found);
    return found;
  };
  const metric = ({ Metric, Period, Stat, Unit }: MetricStat): Points => {
    const { Namespace: namespace, MetricName: name, Dimensions: dimensions = [] } = Metric!;
    const about = { namespace: namespace!, name: name!, dimensions, period: Period!, ...(Unit && { unit: Unit }) };
    const found = new Map<number, number>();
    for (const [second, bucket] of periods(view, about, span, phase)) {
      const each = statistic(bucket, Stat!);
      if (each !== undefined) found.set(second, each);
    }
    return found;
  };
  const expression = (text: string): Value =>
    evaluate(text, {
      series(id) {
        const found = value(id);
        if (typeof found === "number") return new Map(instants.map((at) => [at, found]));
        if (Array.isArray(found)) throw validation(`Error in expression '${text}': '${id}' is more than one series.`);
        return found;
      },
      metrics: (part = "") =>
        queries
          .filter(({ Id, MetricStat }) => MetricStat !== undefined && Id!.includes(part))
          .map(({ Id }) => value(Id!) as Points),
      period,
      instants,
    });
  return queries.map((query) => ({ query, series: asSeries(value(query.Id!), instants) }));
}

/** Beginnings of the periods in a span. */
export function instantsOf({ from, to }: Span, period: number, phase = 0): number[] {
  const first = Math.ceil((from - phase) / period) * period + phase;
  return Array.from({ length: Math.max(0, Math.ceil((to - first) / period)) }, (_, i) => first + i * period);
}
