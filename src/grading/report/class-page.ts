/** The teacher's pages about the whole class: report/index.html, and report/alike.html beside it. */
import { type Settled, type Settling, settleAll } from "../marks/settle";
import { isScored, type Results, round, type Status } from "../record";
import type { Layer } from "../sandbox/layers";
import { type AlikeGroup, alikeViews, type Starters } from "./alike/view";
import { type Drawn, distribution, pointsPerCheck } from "./class-charts";
import { unitViews } from "./class-view";
import { LABELS, LAYER_WORDS } from "./labels";
import { drawPage, type Frame, languageOf, pageName } from "./page";
import { ALIKE, CLASS } from "./templates";

const MOST_PAIRS = 40; // side by side

export interface ClassPages {
  index: string;
  alike: string;
}

/** @param starters the answer cells as handed out; without them what everyone was given counts as written */
export async function classPages(
  results: Results,
  settling: Settling,
  frame: Frame,
  starters: Starters = new Map(),
): Promise<ClassPages> {
  const language = languageOf(results.records);
  const settled = settleAll(results, settling);
  const groups = shownOf(alikeViews(results.records, starters));
  const units = [];
  for (const view of unitViews(settled, language)) {
    const charts: Drawn[] = [];
    if (view.shares.length > 0) charts.push(await distribution(view.shares, view.waiting, language));
    if (view.checks.length > 0) charts.push(await pointsPerCheck(view.checks, language));
    const title = frame.titles.get(view.unit)?.[language] ?? "";
    const alike = groups.filter(({ unit }) => unit === view.unit);
    units.push({ ...view, title: title ? `${view.unit} · ${title}` : view.unit, charts, alike });
  }
  const layers = Object.entries(results.sandbox.layers).map(([name, state]) => {
    return { name, what: LAYER_WORDS[name as Layer][language], ...state };
  });
  const { counts, sandbox, ignored, missing, durationMs } = results;
  const statuses = (Object.keys(counts) as Status[]).map((status) => ({ status, count: counts[status] }));
  const awaiting = settled.flatMap(({ totals }) => totals.slice(0, 1)).filter((total) => total.awaiting > 0).length;
  const rows = settled.flatMap((one) => rowsOf(one, language));
  const data = { units, statuses, rows, layers, sandbox, ignored, missing, durationMs, awaiting };
  const options = { language, version: frame.version };
  const pairs = groups.flatMap((group) => group.pairs);
  const more = pairs.length > MOST_PAIRS ? pairs.length - MOST_PAIRS : 0;
  return {
    index: drawPage(CLASS, data, { ...options, title: LABELS.grades[language] }),
    alike: drawPage(
      ALIKE,
      { pairs: pairs.slice(0, MOST_PAIRS), more },
      { ...options, title: LABELS.alike[language], wide: true },
    ),
  };
}

function rowsOf({ record, totals }: Settled, language: "es" | "en") {
  const { unit, file, status, reason } = record;
  return totals.map(({ student, total, possible }) => ({
    page: pageName(record),
    ...{ student, unit, file, status },
    score: isScored(record) ? `${round(total)} / ${possible}` : "–",
    reason: reason.teacher[language],
  }));
}

/** The largest groups first, so that what is cut off is the least. */
const shownOf = (groups: readonly AlikeGroup[]): AlikeGroup[] =>
  [...groups].sort((a, b) => b.students.length - a.students.length);
