/** What the tests of the notebooks' charts are worth: each fault that they look for is found in a chart that has it. */
import { describe, expect, it } from "vitest";
import { Chart, withWords } from "../../../src/charts";
import { chartFaults } from "../../notebooks/chart-faults";

const ROWS = [
  { who: "ana", end: "delivered", sign: "✓", messages: 3 },
  { who: "ana", end: "lost", sign: "✗", messages: 2 },
];

const x = { field: "messages", type: "quantitative", title: "messages (number)", scale: { domain: [0, 6] } };
const y = { field: "who", type: "nominal", title: null };
const color = {
  field: "end",
  type: "nominal",
  title: null,
  scale: { domain: ["delivered", "lost"], range: ["#009E73", "#D55E00"] },
};
const BARS = {
  width: 300,
  height: { step: 30 },
  mark: "bar",
  data: { values: ROWS },
  encoding: { x, y, color, order: { field: "end" } },
};

async function faultsOf(
  body: object,
  title = "Who got them?",
  description = "3 delivered, 2 lost.",
): Promise<string[]> {
  const chart = new Chart(title, description, [], body);
  const shown = chart as unknown as Record<symbol, () => Promise<Record<string, unknown>>>;
  return chartFaults(await shown[Symbol.for("Jupyter.display")]!.call(chart));
}

const plain = (more: object) => ({ ...BARS, encoding: { x, y, ...more } });

describe("chartFaults", () => {
  it("finds nothing in a sound chart", async () => {
    expect(await faultsOf(withWords(BARS, "sign"))).toEqual([]);
    expect(await faultsOf(plain({ detail: { field: "end" } }))).toEqual([]);
  });

  it.each<[string, object, RegExp]>([
    ["colour alone", BARS, /"end" is told by colour alone/],
    ["no row", { ...plain({}), data: { values: [] } }, /empty: nothing is drawn/],
    ["no unit", plain({ x: { ...x, title: "messages" } }), /quantity on an axis without a unit: "messages"/],
    ["no title of an axis", plain({ x: { ...x, title: null } }), /quantity on an axis without a unit: ""/],
    [
      "a bar that leaves the area",
      plain({ x: { ...x, scale: { domain: [0, 4], nice: false } } }),
      /a rect leaves the plotting area/,
    ],
    [
      "the same, clipped",
      { ...plain({ x: { ...x, scale: { domain: [0, 4] } } }), mark: { type: "bar", clip: true } },
      /a rect leaves the plotting area/,
    ],
    ["a label that is cut", plain({ y: { ...y, axis: { labelLimit: 10 } } }), /axis-label cut to its limit: "ana"/],
    [
      "labels over each other",
      {
        ...plain({}),
        layer: [{ mark: { type: "text", text: "one" } }, { mark: { type: "text", text: "two" } }],
        mark: undefined,
      },
      /lies over/,
    ],
    ["a chart that is too wide", { ...plain({}), width: 1_200 }, /px wide/],
    ["a warning", plain({ size: { field: "who", type: "nominal" } }), /Vega-Lite warns: .*size/],
  ])("finds %s", async (_, body, fault) => {
    expect((await faultsOf(body)).join("\n")).toMatch(fault);
  });

  it("finds words that are missing", async () => {
    expect(await faultsOf(plain({}), "Messages")).toEqual(["its title asks nothing: Messages"]);
    expect((await faultsOf(plain({}), "Who?", "Some.")).join()).toContain("its description has no number");
    expect((await faultsOf(plain({}), "Who?", "NaN of 3.")).join()).toContain("NaN");
  });
});
