/**
 * Sent order against received order. A message out of order is one that arrives after another that was sent later
 * (RFC 4737, type-P-Reordered); in a queue with message groups only the own group counts. A diamond is a repeated delivery.
 * A student's own queue with priorities is coloured by priority instead: there the diagonal is not the promise.
 */
import { say } from "../sim/language";
import { Chart, emptyChart } from "./chart";
import { count, label, number } from "./numbers";
import { type Arrivals, arrivalsOf, type Delivery } from "./ordering-arrivals";
import { ink, palette, urgencyScheme } from "./palette";
import { type ChartOptions, panelsOf, type Run, type Source, windowOf } from "./source";

const MAX_POINTS = 1_200; // over all panels; beyond it neighbouring points are drawn as one, sized by their number
const MAX_IDS = 400; // points that carry the message id for the pointer
const MAX_PANELS = 6;
const FINEST_GRID = 256;
const MAX_LEVELS = 10; // priorities shown as levels of their own; more make a continuous scale

/**
 * "Did they arrive in the order in which they were sent?"
 * One panel per queue of a source, or per run of an array. Messages never received are left out of the turns.
 */
export function ordering(source: Source | readonly Run[], options: ChartOptions = {}): Chart {
  const window = windowOf(options);
  const all = panelsOf(source, options).map((panel) => arrivalsOf(panel, window));
  const received = all.filter((one) => one.deliveries.length > 0);
  const byPriority = received.some((one) => one.priorities > 1);
  const title =
    options.title ??
    (byPriority
      ? say({ es: "¿Se atendió primero lo más urgente?", en: "Was the most urgent served first?" })
      : say({ es: "¿Llegaron en el orden en que se enviaron?", en: "Did they arrive in the order they were sent?" }));
  if (received.length === 0) {
    return emptyChart(title, say({ es: "no se ha recibido ningún mensaje", en: "no message has been received" }));
  }
  const shown = received.slice(0, MAX_PANELS);
  const notes: string[] = shown.length === 1 ? [label(shown[0]!.name)] : [];
  if (received.length > shown.length) {
    notes.push(
      say({
        es: `Los primeros ${shown.length} de ${number(received.length)}.`,
        en: `The first ${shown.length} of ${number(received.length)}.`,
      }),
    );
  }
  const total = shown.reduce((sum, one) => sum + one.deliveries.length, 0);
  const points = total <= MAX_POINTS ? shown.map((one) => exactly(one, total <= MAX_IDS)) : merged(shown);
  if (total > MAX_POINTS) {
    const widths = points.map((one) => one.cell);
    notes.push(
      say({
        es: `${number(total)} entregas: cada punto reúne las de un cuadro de ${number(Math.max(...widths))} turnos de lado; más grande, más entregas.`,
        en: `${number(total)} deliveries: each dot gathers those in a square of ${number(Math.max(...widths))} turns; larger, more of them.`,
      }),
    );
  }
  const body = panels(
    shown,
    points.map((one) => one.rows),
    byPriority,
    total > MAX_POINTS,
  );
  return new Chart(title, shown.map((one) => sentence(one, byPriority)).join(" "), notes, body);
}

interface Row {
  sent: number;
  received: number;
  how: Delivery["how"];
  priority?: number;
  message?: number;
  id?: string;
  n?: number;
}

interface Points {
  rows: Row[];
  /** Turns that one dot spans. */
  cell: number;
}

function exactly(arrivals: Arrivals, withIds: boolean): Points {
  const rows = arrivals.deliveries.map(({ life, sent, received, how }) => ({
    sent,
    received,
    how,
    message: life.turn,
    ...(withIds ? { id: label(life.id) } : {}),
    ...(life.priority === undefined ? {} : { priority: life.priority }),
  }));
  return { rows, cell: 1 };
}

/** The finest grid, the same for all panels, whose occupied squares are few enough to be drawn. */
function merged(shown: readonly Arrivals[]): Points[] {
  for (let grid = FINEST_GRID; ; grid = Math.floor(grid / 1.5)) {
    const points = shown.map((one) => onGrid(one, grid));
    if (points.reduce((sum, one) => sum + one.rows.length, 0) <= MAX_POINTS || grid <= 1) return points;
  }
}

function onGrid(arrivals: Arrivals, grid: number): Points {
  const cell = Math.max(1, Math.ceil(arrivals.turns / grid));
  const squares = new Map<string, Row>();
  for (const { life, sent, received, how } of arrivals.deliveries) {
    const column = Math.floor((sent - 1) / cell);
    const line = Math.floor((received - 1) / cell);
    const key = `${column} ${line} ${how} ${arrivals.priorities > MAX_LEVELS ? "" : life.priority}`;
    const square = squares.get(key);
    if (square) {
      square.n!++;
      if (life.priority !== undefined) square.priority = Math.min(square.priority ?? life.priority, life.priority);
    } else {
      squares.set(key, {
        sent: column * cell + (cell + 1) / 2,
        received: line * cell + (cell + 1) / 2,
        how,
        n: 1,
        ...(life.priority === undefined ? {} : { priority: life.priority }),
      });
    }
  }
  return { rows: [...squares.values()], cell };
}

const HOWS = ["inOrder", "overtaken", "again"] as const;
const COLOURS = { inOrder: palette.received, overtaken: palette.overtaken, again: palette.retry };
const SHAPES = { inOrder: "circle", overtaken: "circle", again: "diamond" };

/** Words for how a message came; where priority rules, being overtaken is no news. */
function wordsOf(byPriority: boolean): Record<Delivery["how"], string> {
  const first = say({ es: "primera entrega", en: "first delivery" });
  return {
    inOrder: byPriority ? first : say({ es: "en orden", en: "in order" }),
    overtaken: byPriority ? first : say({ es: "adelantado por uno posterior", en: "overtaken by a later one" }),
    again: say({ es: "entregado otra vez", en: "delivered again" }),
  };
}

function panels(shown: readonly Arrivals[], points: readonly Row[][], byPriority: boolean, isMerged: boolean): object {
  const size = shown.length === 1 ? 420 : shown.length === 2 ? 290 : 200;
  const words = wordsOf(byPriority);
  const present = new Set(points.flat().map((row) => row.how));
  const hows = HOWS.filter((how) => present.has(how) && !(byPriority && how === "overtaken" && present.has("inOrder")));
  const most = Math.max(...shown.map((one) => one.turns));
  const end = most + Math.max(1, most * 0.02);
  const position = (field: string, title: string) => ({
    field,
    type: "quantitative",
    title,
    axis: { format: ",d", tickMinStep: 1, tickCount: size > 250 ? 8 : 4 },
    scale: { domain: [0, end], nice: false, zero: false },
  });
  const legend = { symbolStrokeWidth: 0.5, symbolStrokeColor: ink.text };
  const byHow = (range: string[]) => ({
    field: "how",
    type: "nominal",
    scale: { domain: hows.map((how) => words[how]), range },
    legend: hows.length > 1 ? legend : null,
  });
  const urgency = {
    field: "priority",
    type: shown.some((one) => one.priorities > MAX_LEVELS) ? "quantitative" : "ordinal",
    scale: { scheme: urgencyScheme },
    legend: { title: say({ es: "prioridad (menor = más urgente)", en: "priority (lower = more urgent)" }) },
  };
  const crowd = { field: "n", type: "quantitative", scale: { type: "sqrt", range: [6, 70] }, legend: null };
  const values = shown.flatMap((one, i) => [
    ...points[i]!.map((row) => ({ ...row, how: words[row.how], run: label(one.name) })),
    { run: label(one.name), diagonal: 0 },
    { run: label(one.name), diagonal: end },
  ]);
  const diagonal = {
    transform: [{ filter: "isValid(datum.diagonal)" }],
    mark: { type: "line", color: ink.reference, strokeDash: [4, 4], strokeWidth: 1 },
    encoding: { x: { field: "diagonal", type: "quantitative" }, y: { field: "diagonal", type: "quantitative" } },
  };
  const dots = {
    transform: [{ filter: "isValid(datum.sent)" }],
    mark: {
      type: "point",
      filled: true,
      opacity: 0.95,
      stroke: ink.text,
      strokeWidth: 0.5,
      tooltip: true,
      ...(isMerged ? {} : { size: dotSize(points, size) }),
    },
    encoding: {
      x: position("sent", say({ es: "turno al enviarlo (1.º, 2.º, …)", en: "turn when sent (1st, 2nd, …)" })),
      y: position("received", say({ es: "turno al recibirlo (1.º, 2.º, …)", en: "turn when received (1st, 2nd, …)" })),
      color: byPriority ? urgency : byHow(hows.map((how) => COLOURS[how])),
      shape: byHow(hows.map((how) => SHAPES[how])),
      ...(isMerged ? { size: crowd } : {}),
      tooltip: [
        ...(isMerged
          ? [{ field: "n", title: say({ es: "entregas", en: "deliveries" }), format: "," }]
          : [
              { field: "message", title: say({ es: "mensaje", en: "message" }) },
              ...(points.some((rows) => rows.some((row) => row.id !== undefined))
                ? [{ field: "id", title: "id" }]
                : []),
            ]),
        { field: "sent", title: say({ es: "turno al enviarlo", en: "turn when sent" }), format: ",.0f" },
        { field: "received", title: say({ es: "turno al recibirlo", en: "turn when received" }), format: ",.0f" },
        { field: "how", title: say({ es: "cómo", en: "how" }) },
        ...(byPriority ? [{ field: "priority", title: say({ es: "prioridad", en: "priority" }) }] : []),
      ],
    },
  };
  const unit = { width: size, height: size, layer: [diagonal, dots] };
  if (shown.length === 1) return { data: { values }, ...unit };
  return {
    data: { values },
    facet: { field: "run", type: "nominal", sort: shown.map((one) => label(one.name)), title: null },
    columns: shown.length === 2 || shown.length === 4 ? 2 : 3,
    spec: unit,
  };
}

/** Dots as large as their crowd allows. */
function dotSize(points: readonly Row[][], size: number): number {
  const most = Math.max(...points.map((rows) => rows.length), 1);
  return Math.max(14, Math.min(90, ((size / most) * 1.6) ** 2));
}

function sentence(one: Arrivals, byPriority: boolean): string {
  const { received, overtaken, again, neverReceived, grouped, inversions } = one;
  const lost =
    neverReceived > 0
      ? say({
          es: `; ${count(neverReceived, "nunca recibido", "nunca recibidos")}`,
          en: `; ${number(neverReceived)} never received`,
        })
      : "";
  const inGroup = grouped ? say({ es: " (dentro de su grupo)", en: " (within their group)" }) : "";
  if (byPriority && inversions !== undefined) {
    return say({
      es:
        `${label(one.name)}: ${count(received, "atendido", "atendidos")}; ${count(inversions, "vez", "veces")} se atendió a uno mientras esperaba otro ` +
        `más urgente; ${count(again, "entrega repetida", "entregas repetidas")}${lost}.`,
      en:
        `${label(one.name)}: ${number(received)} served; ${count(inversions, "time", "times")} one was served while a more urgent one ` +
        `waited; ${count(again, "repeated delivery", "repeated deliveries")}${lost}.`,
    });
  }
  return say({
    es:
      `${label(one.name)}: ${count(received, "mensaje recibido", "mensajes recibidos")}, ${number(overtaken)} fuera de orden${inGroup}, ` +
      `${count(again, "entrega repetida", "entregas repetidas")}${lost}.`,
    en:
      `${label(one.name)}: ${count(received, "message", "messages")} received, ${number(overtaken)} out of order${inGroup}, ` +
      `${count(again, "repeated delivery", "repeated deliveries")}${lost}.`,
  });
}
