/** Notebook 7, the other page that students open the course in: a unit's first cells run there, text and chart are seen. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { edition, loadUnit, notebookText } from "../../src/course/build";
import { findBrowser, NO_BROWSER, openBrowser } from "./browser";
import { type Lab, startLab } from "./jupyter-lab";
import { ERROR_OUTPUT, NotebookPage } from "./notebook-page";

const FOLDER = join(resolve(__dirname, "..", ".."), "test-results", "e2e-notebook7");
const LIMIT_MS = 180_000;
const browserPath = findBrowser();
if (browserPath === undefined) console.warn(`skipped: ${NO_BROWSER}`);

const student = edition(loadUnit("02-sqs"), { language: "es", solved: false });
const upTo = student.cells.findIndex(({ id }) => id === "t6-chart");
const cells = student.cells.slice(0, upTo + 1);

describe.skipIf(browserPath === undefined)("unit 02 in Notebook 7", () => {
  let jupyter: Lab;
  let browser: Awaited<ReturnType<typeof openBrowser>>;

  beforeAll(async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, "02-sqs.ipynb"), notebookText({ ...student, cells }));
    jupyter = await startLab(FOLDER, "notebook");
    browser = await openBrowser(browserPath!);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await jupyter?.stop();
  });

  it("runs all cells, draws the chart, interrupts and goes on", { timeout: LIMIT_MS }, async () => {
    const page = await browser.context.newPage();
    const ids = cells.map(({ id }) => id);
    const notebook = await NotebookPage.open(page, jupyter.address("02-sqs.ipynb"), ids);
    await notebook.runAll(LIMIT_MS);
    expect(await page.locator(ERROR_OUTPUT).allTextContents()).toEqual([]);
    const chart = notebook.cell("t6-chart").locator(".vega-embed svg.marks");
    await chart.first().scrollIntoViewIfNeeded();
    expect(await chart.locator(".mark-symbol path").count()).toBeGreaterThan(0);
    await page.screenshot({ path: join(FOLDER, "chart.png") });

    const last = ids.at(-1)!;
    await notebook.write(last, 'console.log("turning");\nwhile (true) {}');
    await notebook.start(last);
    await notebook.outputs(last).getByText("turning").waitFor();
    await page.keyboard.press("Escape");
    for (const key of ["i", "i"]) await page.keyboard.press(key);
    await notebook.errors(last).waitFor();
    await notebook.write(last, "6 * 7");
    await notebook.run(last);
    expect(await notebook.outputs(last).textContent()).toBe("42");
    await page.close();
  });
});
