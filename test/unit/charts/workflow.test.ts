/** How a workflow went: manner, numbers, pictures, bounds. */
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Chart, workflow } from "../../../src/charts";
import { MAX_BUNDLE_BYTES, MAX_MARKS, MAX_SPEC_BYTES } from "../../../src/charts/chart";
import { warningsOf } from "../../../src/charts/render";
import type { Cloud } from "../../../src/sdk/cloud";
import { type Language, useLanguage } from "../../../src/sim/language";
import { Trace } from "../../../src/sim/trace";
import { manyItems, order, shop } from "./workflows";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
let clouds: Record<string, Cloud>;

beforeAll(async () => {
  clouds = { workflow: await order(), "workflow-swf": await shop() };
});
afterEach(() => useLanguage("en"));

const chartOf = (name: string): Chart => workflow(clouds[name]!, name === "workflow-swf" ? { to: { minutes: 5 } } : {});

interface Row {
  row: string;
  phase?: string;
  what: string;
  from?: number;
  to?: number;
  at?: number;
}

const rowsOf = (chart: Chart, layer: number) => chart.spec.layer[layer].data.values as Row[];

describe.each(["en", "es"] as Language[])("workflow in %s", (language) => {
  beforeEach(() => useLanguage(language));

  it.each(["workflow", "workflow-swf"])("%s is sound", async (name) => {
    const chart = chartOf(name);
    expect(await warningsOf(chart.spec)).toEqual([]);
    expect(chart.spec.title.text).toMatch(language === "es" ? /^¿.*\?$/ : /\?$/);
    expect(chart.description).toMatch(/\d/);
    expect(chart.spec.layer[0].encoding.x.title).toMatch(/\((s|min)\)$/);
    expect(chart.spec.layer[0].encoding.y.title).toMatch(/state|estado|task|tarea/);
  });

  it.each(["workflow", "workflow-swf"])("%s keeps its picture", async (name) => {
    const svg = (await chartOf(name).toSVG()).replaceAll("><", ">\n<");
    await expect(svg).toMatchFileSnapshot(`fixtures/${name}.${language}.svg`);
  });
});

describe("workflow of an execution", () => {
  it("has a row for each state, in the order of entering, the inner ones marked, those at once side by side", () => {
    expect(chartOf("workflow").spec.layer[0].encoding.y.scale.domain).toEqual([
      "Check",
      "Charge",
      "Cool off",
      "Pack and tell",
      "› Pack",
      "› › Pack one",
      "› › Pack one (2)",
      "› Mail",
      "Apologise",
      "Sorry",
    ]);
  });

  it("draws each attempt and says how it ended", () => {
    const charge = rowsOf(chartOf("workflow"), 0).filter(({ row }) => row === "Charge");
    expect(charge.map(({ what, phase }) => `${what}: ${phase}`)).toEqual([
      "Charge: ends well",
      "Charge, attempt 1: fails",
      "Charge, attempt 2: ends well",
    ]);
    expect(charge[2]!.from! - charge[1]!.to!).toBeCloseTo(2);
  });

  it("marks what happened", () => {
    const marks = rowsOf(chartOf("workflow"), 1).map(({ row, what }) => `${row}: ${what}`);
    expect(marks).toEqual(
      expect.arrayContaining([
        "Check: at once",
        "Charge: to be retried",
        "Pack and tell: failure caught",
        "Sorry: failure",
      ]),
    );
  });

  it("says it in a sentence", () => {
    expect(plain(chartOf("workflow").description)).toMatch(
      /^It fails \(NotPacked\)\. In 13\.\d+ s, 1[12] states: \d went well, 4 failed(, 1 given up)?, 1 retry\.$/,
    );
  });

  it("finds an execution by name, and says which there are", () => {
    const cloud = clouds.workflow!;
    expect(workflow(cloud, { resource: "order", execution: "first" }).spec.title.subtitle![0]).toBe("order · first");
    expect(() => workflow(cloud, { execution: "second" })).toThrow('there are: "first"');
    expect(() => workflow(cloud, { resource: "none" })).toThrow('there are some of: "order"');
  });

  it("cuts the time axis", () => {
    const chart = workflow(clouds.workflow!, { from: { seconds: 6 }, to: { seconds: 9 } });
    const bars = rowsOf(chart, 0);
    expect(Math.min(...bars.map(({ from }) => from!))).toBeGreaterThanOrEqual(6);
    expect(bars.map(({ phase }) => phase)).toContain("waits");
    expect(chart.description).toContain("It is still under way.");
  });

  it("says that nothing has run", () => {
    expect(workflow(new Trace({ now: 0 })).description).toBe("There is nothing to show: no execution has begun.");
  });
});

describe("workflow of SWF", () => {
  it("has a lane for the decider, for the machine, for the person and for the timer", () => {
    expect(chartOf("workflow-swf").spec.layer[0].encoding.y.scale.domain).toEqual([
      "decider",
      "machine checker · check",
      "human · approve",
      "timer · cool off",
    ]);
  });

  it("tells waiting from working", () => {
    const approve = rowsOf(chartOf("workflow-swf"), 0).filter(({ row }) => row === "human · approve");
    expect(approve.map(({ phase, to, from }) => [phase, Math.round((to! - from!) * 60)])).toEqual([
      ["waits", 18],
      ["ends well", 120],
    ]);
  });

  it("says it in a sentence", () => {
    expect(plain(chartOf("workflow-swf").description)).toBe(
      "It is completed. In 4.03 min, 4 decisions and 2 tasks: 2 went well, 1 in a person's hands.",
    );
  });
});

describe("workflow of a thousand items", () => {
  it("stays within its bounds and says what it leaves out", async () => {
    const chart = workflow(await manyItems(1_000));
    const show = (chart as unknown as Record<symbol, () => Promise<unknown>>)[Symbol.for("Jupyter.display")]!;
    const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
    expect(bytes(chart.spec)).toBeLessThanOrEqual(MAX_SPEC_BYTES);
    expect(bytes(await show.call(chart))).toBeLessThanOrEqual(MAX_BUNDLE_BYTES);
    expect(await chart.marks()).toBeLessThanOrEqual(MAX_MARKS);
    expect(chart.spec.title.subtitle!.at(-1)).toMatch(/^[\d,]+ more states or marks are not drawn\.$/);
    expect(plain(chart.description)).toContain("3,001 states");
  });
});
