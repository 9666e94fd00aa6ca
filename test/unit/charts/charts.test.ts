import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Chart, latency, ordering, queueDepth, retries, timeline } from "../../../src/charts";
import { warningsOf } from "../../../src/charts/render";
import { type Language, useLanguage } from "../../../src/sim/language";
import { fifoRun, lab, ownQueue, spread, standardRun } from "./stories";

/** Each chart on the story that shows most of it. */
const CHARTS: Record<string, () => Chart> = {
  queueDepth: () => queueDepth(lab()),
  "queueDepth-own": () => queueDepth(ownQueue()),
  retries: () => retries(lab()),
  "retries-own": () => retries(ownQueue()),
  ordering: () =>
    ordering([
      { name: "Standard", trace: standardRun() },
      { name: "FIFO", trace: fifoRun() },
    ]),
  "ordering-own": () => ordering(ownQueue()),
  timeline: () => timeline(lab()),
  "timeline-own": () => timeline(ownQueue()),
  latency: () => latency(spread(1, 4_000)),
  "latency-runs": () =>
    latency([
      { name: "1 consumer", trace: spread(1, 4_000) },
      { name: "4 consumers", trace: spread(2, 1_500) },
    ]),
};

afterEach(() => useLanguage("en"));

/** Every x or y title in a specification, at whatever depth. */
function axisTitles(spec: unknown, found: Record<"x" | "y", Set<string>> = { x: new Set(), y: new Set() }) {
  if (spec === null || typeof spec !== "object") return found;
  for (const [key, value] of Object.entries(spec)) {
    if ((key === "x" || key === "y") && typeof value?.title === "string") found[key].add(value.title);
    axisTitles(value, found);
  }
  return found;
}

describe.each(["en", "es"] as Language[])("charts in %s", (language) => {
  beforeEach(() => useLanguage(language));

  it.each(Object.keys(CHARTS))(
    "%s is sound: no warning, a question, axes with units, a sentence with numbers",
    async (name) => {
      const chart = CHARTS[name]!();
      expect(await warningsOf(chart.spec)).toEqual([]);
      expect(chart.spec.title.text).toMatch(language === "es" ? /^¿.*\?$/ : /\?$/);
      expect(chart.spec.description).toContain(chart.title);
      expect(chart.description).toMatch(/\d/);
      const titles = axisTitles(chart.spec);
      expect([...titles.x].join()).toMatch(/\((s|min|h)\)|turn|delivery|deliveries|entrega/);
      expect([...titles.y].join()).toMatch(/messages in the queue|number|turn|mensajes en la cola|n\.º/);
      expect([...titles.x].length).toBe(1);
      expect([...titles.y].length).toBe(1);
    },
  );

  const pictures = Object.keys(CHARTS).filter((name) => language === "en" || !name.includes("-"));
  it.each(pictures)("%s keeps its picture", async (name) => {
    const svg = (await CHARTS[name]!().toSVG()).replaceAll("><", ">\n<"); // a line an element: a difference can be read
    await expect(svg).toMatchFileSnapshot(`fixtures/${name}.${language}.svg`);
  });
});

describe("a chart's display", () => {
  it("holds the specification, the picture and the text", async () => {
    const chart = retries(lab());
    const show = (chart as unknown as Record<symbol, () => Promise<Record<string, unknown>>>)[
      Symbol.for("Jupyter.display")
    ]!;
    const bundle = await show.call(chart);
    expect(Object.keys(bundle)).toEqual(["application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain"]);
    expect(bundle["application/vnd.vegalite.v5+json"]).toBe(chart.spec);
    expect(bundle["image/svg+xml"]).toMatch(/^<svg .*role="img"><title>How many attempts.*<\/svg>$/s);
    expect(bundle["text/plain"]).toBe(`${chart.title}\n${chart.description}`);
    expect(JSON.parse(JSON.stringify(chart.spec))).toEqual(chart.spec);
  });

  it("draws the same picture twice, and pictures of different charts share no element id", async () => {
    const svg = await queueDepth(lab()).toSVG();
    expect(await queueDepth(lab()).toSVG()).toBe(svg);
    const ids = (text: string) => new Set([...text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
    const other = ids(await queueDepth(ownQueue()).toSVG());
    expect(ids(svg).size).toBeGreaterThan(0);
    expect([...ids(svg)].filter((id) => other.has(id))).toEqual([]);
  });

  it("takes another title when asked", () => {
    expect(timeline(lab(), { title: "Order 6, a sad story" }).spec.title.text).toBe("Order 6, a sad story");
  });
});
