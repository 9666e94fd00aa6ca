/**
 * How many attempts each message needed, and how it ended. While the messages fit, one row per message and one cell per
 * attempt; beyond that, how many messages needed one, two, ... attempts.
 */
import { say, type Text } from "../sim/language";
import { countAxis } from "./axes";
import { Chart, emptyChart } from "./chart";
import { type Life, type Outcome, readMessages } from "./messages";
import { count, label, number } from "./numbers";
import { ink, inkOn, palette } from "./palette";
import { withWords } from "./segments";
import { type ChartOptions, type Panel, panelsOf, type Run, type Source, windowOf } from "./source";
import { WIDTH } from "./theme";

const MAX_ROWS = 40; // messages drawn one by one
const MAX_CELLS = 20; // attempts drawn one by one
const MAX_BARS = 30; // attempts beyond this share the last bar
const MAX_PANELS = 6;

type End = Exclude<Outcome, "moved"> | "again";

const ENDS: Record<End, { text: Text; colour: string; sign: string }> = {
  again: { text: { es: "se reintenta", en: "tried again" }, colour: palette.retry, sign: "↻" },
  deleted: { text: { es: "procesado", en: "processed" }, colour: palette.deleted, sign: "✓" },
  deadLettered: { text: { es: "a la cola de fallidos", en: "dead-lettered" }, colour: palette.deadLettered, sign: "✗" },
  expired: { text: { es: "caducado", en: "expired" }, colour: palette.expired, sign: "!" },
  purged: { text: { es: "purgado", en: "purged" }, colour: palette.purged, sign: "–" },
  open: { text: { es: "sigue en la cola", en: "still in the queue" }, colour: palette.visible, sign: "…" },
};

interface Group {
  name: string;
  lives: Life[];
}

/**
 * "How many attempts did each message need?"
 * An attempt is a delivery; its colour is how it ended. Takes one source (a panel per queue) or an array of runs.
 */
export function retries(source: Source | readonly Run[], options: ChartOptions = {}): Chart {
  const title =
    options.title ??
    say({ es: "¿Cuántos intentos necesitó cada mensaje?", en: "How many attempts did each message need?" });
  const window = windowOf(options);
  const all = panelsOf(source, options).map((panel) => groupOf(panel, window));
  const groups = all.filter((group) => group.lives.length > 0);
  if (groups.length === 0) {
    return emptyChart(title, say({ es: "no se ha enviado ningún mensaje", en: "no message has been sent" }));
  }
  const shown = groups.slice(0, MAX_PANELS);
  const description = shown.map((group) => sentence(group)).join(" ");
  const notes = shown.length === 1 ? [label(shown[0]!.name)] : [];
  if (groups.length > shown.length) {
    notes.push(
      say({
        es: `Las primeras ${shown.length} de ${number(groups.length)}.`,
        en: `The first ${shown.length} of ${number(groups.length)}.`,
      }),
    );
  }
  const lives = shown.flatMap((group) => group.lives);
  const most = lives.reduce((max, life) => Math.max(max, life.deliveries), 0);
  const body =
    lives.length <= MAX_ROWS && most <= MAX_CELLS
      ? cells(shown, most)
      : bars(shown, Math.min(most, MAX_BARS), most > MAX_BARS);
  return new Chart(title, description, notes, body);
}

function groupOf(panel: Panel, window: { from: number; to: number }): Group {
  const lives = readMessages(panel.trace, panel.queues, window.to).filter((life) => life.sentAt >= window.from);
  return { name: panel.name, lives };
}

function endOfLife(life: Life): End {
  return life.outcome === "moved" ? "deadLettered" : life.outcome;
}

/** A colour scale of the ends that occur, worded in the language in use. */
function colour(ends: Iterable<End>) {
  const present = new Set(ends);
  const domain = (Object.keys(ENDS) as End[]).filter((end) => present.has(end));
  return {
    field: "end",
    type: "nominal",
    scale: { domain: domain.map(named), range: domain.map((end) => ENDS[end].colour) },
    legend: { symbolType: "square" },
  };
}

function cells(groups: readonly Group[], most: number): object {
  const ends: End[] = [];
  const rows = groups.flatMap((group) =>
    group.lives.flatMap((life) =>
      Array.from({ length: Math.max(1, life.deliveries) }, (_, i) => {
        const last = i + 1 >= life.deliveries;
        const end = last ? endOfLife(life) : "again";
        ends.push(end);
        return {
          queue: label(group.name),
          message: life.turn,
          id: label(life.id),
          attempt: life.deliveries === 0 ? 0 : i + 1,
          end: named(end),
          sign: ENDS[end].sign,
          ink: inkOn(ENDS[end].colour),
        };
      }),
    ),
  );
  const from = rows.some((row) => row.attempt === 0) ? 0 : 1;
  const attempts = Array.from({ length: most - from + 1 }, (_, i) => from + i);
  const unit = {
    width: Math.min(WIDTH, Math.max(260, attempts.length * 56)),
    height: { step: 18 },
    encoding: {
      x: {
        field: "attempt",
        type: "ordinal",
        scale: { domain: attempts },
        title: say({ es: "intento (n.º de entrega)", en: "attempt (delivery number)" }),
        axis: {
          labelAngle: 0,
          ...(from === 0
            ? {
                labelExpr: `datum.value === 0 ? '${say({ es: "nunca recibido", en: "never received" })}' : datum.label`,
              }
            : {}),
        },
      },
      y: {
        field: "message",
        type: "ordinal",
        title: say({ es: "mensaje (n.º de envío)", en: "message (number sent)" }),
      },
    },
    layer: [
      {
        mark: { type: "rect", cornerRadius: 3, tooltip: true, stroke: ink.paper, strokeWidth: 2 },
        encoding: {
          color: colour(ends),
          tooltip: [
            { field: "message", title: say({ es: "mensaje", en: "message" }) },
            { field: "id", title: "id" },
            { field: "attempt", title: say({ es: "intento", en: "attempt" }) },
            { field: "end", title: say({ es: "cómo acabó", en: "how it ended" }) },
          ],
        },
      },
      {
        mark: { type: "text", fontSize: 11, fontWeight: "bold" },
        encoding: { text: { field: "sign" }, color: { field: "ink", type: "nominal", scale: null } },
      },
    ],
  };
  if (groups.length === 1) return { data: { values: rows }, ...unit };
  return {
    data: { values: rows },
    facet: { field: "queue", type: "nominal", sort: groups.map((group) => label(group.name)), title: null },
    columns: 2,
    spec: { ...unit, width: 260 },
  };
}

function bars(groups: readonly Group[], most: number, capped: boolean): object {
  const tally = new Map<
    string,
    { queue: string; attempts: number; end: string; sign: string; messages: number; share: number }
  >();
  const ends: End[] = [];
  for (const group of groups) {
    for (const life of group.lives) {
      const end = endOfLife(life);
      const attempts = Math.min(life.deliveries, most);
      const key = `${group.name} ${attempts} ${end}`;
      const row = tally.get(key);
      if (row) row.messages++;
      else {
        ends.push(end);
        tally.set(key, {
          queue: label(group.name),
          attempts,
          end: named(end),
          sign: ENDS[end].sign,
          messages: 1,
          share: group.lives.length,
        });
      }
    }
  }
  const rows = [...tally.values()].map((row) => ({ ...row, share: Number((row.messages / row.share).toPrecision(4)) }));
  const from = rows.some((row) => row.attempts === 0) ? 0 : 1;
  const drawn = {
    data: { values: rows },
    width: Math.min(groups.length === 1 ? WIDTH : 270, 120 + 60 * (most + 1)),
    height: groups.length === 1 ? 260 : 180,
    mark: { type: "bar", tooltip: true, stroke: ink.paper, strokeWidth: 1 },
    encoding: {
      x: {
        field: "attempts",
        type: "ordinal",
        scale: { domain: Array.from({ length: Math.max(most, 1) - from + 1 }, (_, i) => from + i) },
        title: say({ es: "intentos (entregas por mensaje)", en: "attempts (deliveries per message)" }),
        axis: {
          labelAngle: 0,
          ...(capped ? { labelExpr: `datum.value === ${most} ? '≥ ${most}' : datum.label` } : {}),
        },
      },
      y: {
        field: "messages",
        type: "quantitative",
        title: say({ es: "mensajes (n.º)", en: "messages (number)" }),
        ...countAxis(highest(rows)),
      },
      color: colour(ends),
      order: { field: "end" },
      tooltip: [
        { field: "attempts", title: say({ es: "intentos", en: "attempts" }) },
        { field: "end", title: say({ es: "cómo acabó", en: "how it ended" }) },
        { field: "messages", title: say({ es: "mensajes", en: "messages" }), format: "," },
        { field: "share", title: say({ es: "de todos", en: "of all" }), format: ".1%" },
      ],
    },
  };
  const { data, ...unit } = withWords(drawn, "sign");
  if (groups.length === 1) return { data, ...unit };
  return {
    data,
    facet: { field: "queue", type: "nominal", sort: groups.map((group) => label(group.name)), title: null },
    columns: 2,
    spec: unit,
  };
}

function named(end: End): string {
  return `${ENDS[end].sign} ${say(ENDS[end].text)}`;
}

/** The tallest bar: messages over all ends of one number of attempts. */
function highest(rows: readonly { queue: string; attempts: number; messages: number }[]): number {
  const bars = new Map<string, number>();
  for (const row of rows) {
    const key = `${row.queue} ${row.attempts}`;
    bars.set(key, (bars.get(key) ?? 0) + row.messages);
  }
  return Math.max(...bars.values());
}

function sentence(group: Group): string {
  const lives = group.lives;
  const have = (outcome: End) => lives.filter((life) => endOfLife(life) === outcome).length;
  const again = lives.filter((life) => life.deliveries > 1).length;
  const extra = lives.reduce((sum, life) => sum + Math.max(0, life.deliveries - 1), 0);
  const parts = [
    say({ es: `procesados ${number(have("deleted"))}`, en: `${number(have("deleted"))} processed` }),
    say({
      es: `a la cola de fallidos ${number(have("deadLettered"))}`,
      en: `${number(have("deadLettered"))} dead-lettered`,
    }),
  ];
  if (have("expired") > 0)
    parts.push(say({ es: `caducados ${number(have("expired"))}`, en: `${number(have("expired"))} expired` }));
  if (have("purged") > 0)
    parts.push(say({ es: `purgados ${number(have("purged"))}`, en: `${number(have("purged"))} purged` }));
  if (have("open") > 0)
    parts.push(say({ es: `aún en la cola ${number(have("open"))}`, en: `${number(have("open"))} still in the queue` }));
  const most = lives.reduce((max, life) => Math.max(max, life.deliveries), 0);
  return say({
    es:
      `${label(group.name)}: ${count(lives.length, "mensaje", "mensajes")}; ` +
      `${count(again, "necesitó", "necesitaron")} más de un intento (${count(extra, "reintento", "reintentos")}, ` +
      `como máximo ${count(most, "intento", "intentos")}); ${parts.join(", ")}.`,
    en:
      `${label(group.name)}: ${count(lives.length, "message", "messages")}; ` +
      `${number(again)} needed more than one attempt (${count(extra, "retry", "retries")} in all, ` +
      `at most ${count(most, "attempt", "attempts")}); ${parts.join(", ")}.`,
  });
}
