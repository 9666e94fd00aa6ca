/** `nubelab export`: what is written opens in a browser without a network, draws its figures and tells its slides. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ExportResult, exportNotebooks } from "../../src/jupyter";
import { OWN } from "../../src/jupyter/places";
import { findBrowser, NO_BROWSER, openBrowser } from "./browser";

type Cell = { type?: "markdown"; source: string; slide?: string; item?: string; kind?: string };

const CHART = `import { Cloud } from "nubelab";
import { SQS } from "@aws-sdk/client-sqs";
import { queueDepth } from "nubelab/charts";
const cloud = new Cloud({ seed: 1 });
const { QueueUrl } = await cloud.client(SQS).createQueue({ QueueName: "orders" });
await cloud.client(SQS).sendMessage({ QueueUrl, MessageBody: "<b>hello</b>" });
queueDepth(cloud)`;

const CELLS: Cell[] = [
  { type: "markdown", source: "# Title", slide: "slide" },
  { type: "markdown", source: "Not for the slides." },
  { source: CHART, item: "T6" },
  { source: "cloud.topology()", item: "T6" },
  { type: "markdown", source: "My answer, in bold: **orders**.", item: "T6", kind: "open" },
  { source: 'throw new RangeError("too far");' },
];

function notebookOf(cells: Cell[]): string {
  const text = cells.map(({ type = "code", source, slide, item, kind }, i) => ({
    cell_type: type,
    id: `c${i}`,
    metadata: { ...(slide && { slideshow: { slide_type: slide } }), ...(item && { nubelab: { item, kind } }) },
    source,
    ...(type === "code" && { outputs: [], execution_count: null }),
  }));
  return JSON.stringify({ cells: text, metadata: { title: "Orders & <more>" }, nbformat: 4, nbformat_minor: 5 });
}

const program = findBrowser();
if (program === undefined) console.warn(`skipped: ${NO_BROWSER}`);

let folder: string;
let out: string;
let result: ExportResult;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
const asked: string[] = [];
const troubles: string[] = [];

beforeAll(async () => {
  if (program === undefined) return;
  // inside the project, where cells find the course's packages
  mkdirSync(OWN, { recursive: true });
  folder = mkdtempSync(join(OWN, "export-test-"));
  out = join(folder, "book");
  const file = join(folder, "mine.ipynb");
  writeFileSync(file, notebookOf(CELLS));
  result = await exportNotebooks([file], { out, language: "en" });
  browser = await openBrowser(program);
  page = await browser.context.newPage();
  page.on("request", (request) => asked.push(request.url()));
  page.on("requestfailed", (request) => troubles.push(request.url()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
});

afterAll(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const open = (name: string) => page.goto(pathToFileURL(join(out, name)).href);

describe.skipIf(program === undefined)("an exported book", () => {
  it("has an index, a page and slides, and names what failed", () => {
    expect(result.failed).toEqual(["mine"]);
    expect(readdirSync(out).sort()).toEqual(["assets", "index.html", "mine.html", "mine.slides.html"]);
    const index = readFileSync(result.index, "utf8");
    expect(index).toContain("Orders &amp; &lt;more&gt;");
    expect(index).toContain("1 with an error, which the page shows");
  });

  it("draws chart and diagram with their text, from its own folder alone", async () => {
    await open("mine.html");
    await page.waitForSelector("pre.mermaid svg");
    expect(await page.getAttribute("html", "lang")).toBe("en");
    const image = page.locator("figure img");
    expect(await image.evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth)).toBeGreaterThan(
      200,
    );
    expect(await image.getAttribute("alt")).toBeTruthy();
    expect(await page.locator("figcaption").allInnerTexts()).toHaveLength(2);
    expect(await page.locator("pre.mermaid svg").innerHTML()).toContain("orders");
    expect(await page.innerText("body")).toContain("RangeError: too far");
    await page.click("nav a");
    expect(page.url()).toMatch(/index\.html$/);
  });

  it("shows as slides what is marked, the figures of the theory and the answer", async () => {
    await open("mine.slides.html");
    await page.waitForSelector(".reveal.ready");
    const texts = await page.locator(".slides section section").allInnerTexts();
    expect(texts).toHaveLength(4);
    expect(await page.locator(".slides").innerHTML()).not.toContain("Not for the slides");
    expect(await page.getAttribute("html", "lang")).toBe("en");
    // a diagram that is drawn while it is hidden has no size, or is Mermaid's picture of an error
    const diagram = page.locator(".slides pre.mermaid svg");
    expect(await diagram.innerHTML()).toContain("orders");
    expect(Number((await diagram.getAttribute("viewBox"))!.split(" ")[2])).toBeGreaterThan(50);
    for (let slide = 0; slide < 3; slide++) await page.keyboard.press("Space");
    await expect
      .poll(() => page.locator("section.present section.present").innerText())
      .toContain("My answer, in bold: orders");
  });

  it("asks the network for nothing and has no trouble", () => {
    expect(asked.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it("refuses two notebooks of one name", async () => {
    const twice = ["a/mine.ipynb", "b/mine.ipynb"];
    await expect(exportNotebooks(twice, { out, language: "en" })).rejects.toThrow("two notebooks are called mine");
  });
});
