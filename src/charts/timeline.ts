/**
 * The life of each message, one row a message: how long it waited, how long each consumer had it, and how it ended, followed
 * into the dead-letter queue. Rows are few; beyond them, the messages with most deliveries are shown, and the chart says so.
 */
import { say, type Text } from "../sim/language";
import { timeAxis } from "./axes";
import { Chart, emptyChart } from "./chart";
import { endOf, type Life, readMessages } from "./messages";
import { count, inUnit, label, number, span } from "./numbers";
import { ink, palette } from "./palette";
import { type ChartOptions, panelOf, type Source, windowOf } from "./source";
import { WIDTH } from "./theme";
import { type Bar, barsOf, type Mark } from "./timeline-bars";

const MAX_ROWS = 40;
const MAX_MARKS = 800; // bars and event marks together
const ROW_HEIGHT = 20;

const BARS: Record<Bar["state"], { text: Text; colour: string; thickness: number; dash: readonly number[] }> = {
  delayed: { text: { es: "retrasado", en: "delayed" }, colour: palette.delayed, thickness: 5, dash: [2, 2] },
  visible: {
    text: { es: "visible, espera", en: "visible, waiting" },
    colour: palette.visible,
    thickness: 5,
    dash: [1, 0],
  },
  inFlight: { text: { es: "en vuelo", en: "in flight" }, colour: palette.inFlight, thickness: 13, dash: [1, 0] },
  deadLetter: {
    text: { es: "en la cola de fallidos", en: "in the dead-letter queue" },
    colour: palette.deadLettered,
    thickness: 5,
    dash: [7, 3],
  },
  omitted: { text: { es: "no se dibuja", en: "not drawn" }, colour: ink.grid, thickness: 13, dash: [2, 1] },
};

const MARKS: Record<Mark["what"], { text: Text; colour: string; shape: string }> = {
  deleted: { text: { es: "procesado", en: "processed" }, colour: palette.deleted, shape: "circle" },
  returned: { text: { es: "vuelve a la cola", en: "returned" }, colour: palette.retry, shape: "triangle-left" },
  duplicate: { text: { es: "entregado otra vez", en: "delivered again" }, colour: palette.retry, shape: "diamond" },
  deadLettered: {
    text: { es: "a la cola de fallidos", en: "dead-lettered" },
    colour: palette.deadLettered,
    shape: "triangle-down",
  },
  expired: { text: { es: "caducado", en: "expired" }, colour: palette.expired, shape: "cross" },
  purged: { text: { es: "purgado", en: "purged" }, colour: palette.purged, shape: "square" },
};

/**
 * "What happened to each message?"
 * @param options as for every chart; `from` and `to` choose the messages sent in that time
 */
export function timeline(source: Source, options: ChartOptions = {}): Chart {
  const title = options.title ?? say({ es: "¿Qué le pasó a cada mensaje?", en: "What happened to each message?" });
  const asked = windowOf(options);
  const { trace, queues, name } = panelOf(source, options.resource, true);
  const lives = readMessages(trace, queues, asked.to).filter((life) => life.sentAt >= asked.from && !life.moved);
  const chosen = choose(lives.length > 0 ? lives : readMessages(trace, queues, asked.to));
  if (chosen.length === 0) {
    return emptyChart(title, say({ es: "no se ha enviado ningún mensaje", en: "no message has been sent" }));
  }
  const total = Math.max(lives.length, chosen.length);
  const last = Math.min(asked.to, endOf(trace));
  const { bars, marks, omitted } = barsOf(trace, chosen, new Set(queues), last, Math.floor(MAX_MARKS / chosen.length));

  const first = Math.min(...chosen.map((life) => life.sentAt));
  const axis = timeAxis({ from: Math.min(first, asked.from > 0 ? asked.from : first), to: Math.max(last, first) });
  const many = new Set(chosen.map((life) => life.queue)).size > 1;
  const rowName = (life: Life) => (many ? `${label(life.queue)} · ${life.turn}` : String(life.turn));

  const notes = [many ? queues.map(label).slice(0, 4).join(", ") : label(name)];
  if (total > chosen.length) {
    notes.push(
      say({
        es: `${number(chosen.length)} de ${number(total)} mensajes: los de más entregas y, entre iguales, los primeros.`,
        en: `${number(chosen.length)} of ${number(total)} messages: those with most deliveries and, among equals, the earliest.`,
      }),
    );
  }
  if (omitted > 0) {
    notes.push(
      say({
        es: `En gris, ${count(omitted, "cambio que no se dibuja", "cambios que no se dibujan")}.`,
        en: `In grey, ${count(omitted, "change that is not drawn", "changes that are not drawn")}.`,
      }),
    );
  }

  const attempt = say({ es: "intento", en: "attempt" });
  const time = (at: number) => inUnit(at, axis.unit);
  const x = { type: "quantitative", title: axis.title, scale: { domain: axis.domain, nice: false } };
  const y = {
    field: "message",
    type: "ordinal",
    sort: chosen.map(rowName),
    title: say({ es: "mensaje (n.º de envío)", en: "message (number sent)" }),
    axis: { grid: false, labelLimit: 160 },
  };
  const states = (Object.keys(BARS) as Bar["state"][]).filter((state) => bars.some((bar) => bar.state === state));
  const kinds = (Object.keys(MARKS) as Mark["what"][]).filter((what) => marks.some((mark) => mark.what === what));
  const messageTips = [
    { field: "message", title: say({ es: "mensaje", en: "message" }) },
    { field: "id", title: "id" },
  ];
  const scale = (names: string[], range: unknown[]) => ({ domain: names, range });
  const layer: object[] = [
    {
      data: {
        values: bars.map((bar) => ({
          message: rowName(bar.life),
          id: label(bar.life.id),
          state: say(BARS[bar.state].text),
          from: time(bar.from),
          to: time(bar.to),
          lasts: span(bar.to - bar.from),
          shown:
            bar.state === "inFlight"
              ? `${say(BARS.inFlight.text)} (${attempt} ${bar.attempt})`
              : say(BARS[bar.state].text),
        })),
      },
      mark: { type: "rule", tooltip: true },
      encoding: {
        y,
        x: { field: "from", ...x },
        x2: { field: "to" },
        color: {
          field: "state",
          type: "nominal",
          scale: scale(
            states.map((state) => say(BARS[state].text)),
            states.map((state) => BARS[state].colour),
          ),
          legend: { symbolType: "stroke", symbolStrokeWidth: 6 },
        },
        strokeDash: {
          field: "state",
          type: "nominal",
          scale: scale(
            states.map((state) => say(BARS[state].text)),
            states.map((state) => BARS[state].dash),
          ),
        },
        strokeWidth: {
          field: "state",
          type: "ordinal",
          legend: null,
          scale: {
            type: "ordinal",
            ...scale(
              states.map((state) => say(BARS[state].text)),
              states.map((state) => BARS[state].thickness),
            ),
          },
        },
        tooltip: [
          ...messageTips,
          { field: "shown", title: say({ es: "estado", en: "state" }) },
          { field: "from", title: `${say({ es: "desde", en: "from" })} (${axis.unit.symbol})`, format: ",.6~g" },
          { field: "to", title: `${say({ es: "hasta", en: "to" })} (${axis.unit.symbol})`, format: ",.6~g" },
          { field: "lasts", title: say({ es: "dura", en: "lasts" }) },
        ],
      },
    },
  ];
  if (marks.length > 0) {
    const what = {
      field: "what",
      type: "nominal",
      legend: { symbolStrokeWidth: 0.5 },
    };
    const names = kinds.map((kind) => say(MARKS[kind].text));
    layer.push({
      data: {
        values: marks.map((mark) => ({
          message: rowName(mark.life),
          id: label(mark.life.id),
          what: say(MARKS[mark.what].text),
          at: time(mark.at),
        })),
      },
      mark: { type: "point", filled: true, size: 90, opacity: 1, stroke: ink.paper, strokeWidth: 0.6, tooltip: true },
      encoding: {
        y,
        x: { field: "at", ...x },
        color: {
          ...what,
          scale: scale(
            names,
            kinds.map((kind) => MARKS[kind].colour),
          ),
        },
        shape: {
          ...what,
          scale: scale(
            names,
            kinds.map((kind) => MARKS[kind].shape),
          ),
        },
        tooltip: [
          ...messageTips,
          { field: "what", title: say({ es: "qué", en: "what" }) },
          { field: "at", title: axis.title, format: ",.6~g" },
        ],
      },
    });
  }
  const body = {
    width: WIDTH,
    height: { step: ROW_HEIGHT },
    layer,
    resolve: { scale: { color: "independent", strokeDash: "independent", shape: "independent" } },
  };
  return new Chart(title, sentence(lives.length > 0 ? lives : chosen), notes, body);
}

/** Those with most deliveries, then the earliest; drawn in the order in which they were sent. */
function choose(lives: readonly Life[]): Life[] {
  if (lives.length <= MAX_ROWS) return [...lives];
  const order = new Map(lives.map((life, index) => [life, index]));
  return [...lives]
    .sort((a, b) => b.deliveries - a.deliveries || order.get(a)! - order.get(b)!)
    .slice(0, MAX_ROWS)
    .sort((a, b) => order.get(a)! - order.get(b)!);
}

function sentence(lives: readonly Life[]): string {
  const have = (outcome: Life["outcome"]) => lives.filter((life) => life.outcome === outcome).length;
  const again = lives.filter((life) => life.deliveries > 1).length;
  const rest = have("open");
  const expired = have("expired") + have("purged");
  return say({
    es:
      `De ${count(lives.length, "mensaje", "mensajes")}, ${count(have("deleted"), "procesado", "procesados")}, ` +
      `${count(again, "entregado", "entregados")} más de una vez, ${number(have("deadLettered"))} a la cola de fallidos` +
      `${expired > 0 ? `, ${count(expired, "caducado o purgado", "caducados o purgados")}` : ""}, ${number(rest)} aún en la cola.`,
    en:
      `Of ${count(lives.length, "message", "messages")}, ${number(have("deleted"))} processed, ` +
      `${number(again)} delivered more than once, ${number(have("deadLettered"))} dead-lettered` +
      `${expired > 0 ? `, ${number(expired)} expired or purged` : ""}, ${number(rest)} still in the queue.`,
  });
}
