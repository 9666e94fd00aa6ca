/** The pages of a run in a browser, by keyboard alone, and what a screen, a narrow one and a reader without pictures get of them. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Results, writeResults } from "../../../src/grading";
import { LAYERS } from "../../../src/grading/sandbox/layers";
import { findBrowser, NO_BROWSER, openBrowser } from "../../e2e/browser";
import { recordOf } from "../../unit/grading/lms/class";
import { solved, sourceOf, tinyUnit } from "../books";

const program = findBrowser();
if (program === undefined) console.warn(`skipped: ${NO_BROWSER}`);

const both = (text: string) => ({ es: text, en: text });
const HOSTILE = '<img src=x onerror="document.title=1"><style>*{display:none}</style>';

function classOf(): Results {
  const queue = sourceOf(solved(tinyUnit()), "x2-queue");
  const answers = (source: string) => [{ cell: "x2-queue", how: "cell id" as const, source, blank: false }];
  const records = [
    recordOf("Ana", 4, { answers: answers(queue) }),
    recordOf("Bea", 3, { answers: answers(queue.replaceAll("message", "msg")) }),
    recordOf(`Carl ${HOSTILE}`, 0, { open: [] }),
  ];
  for (const { questions } of records) {
    const ok = questions[0]?.earned === 4;
    const hidden = {
      part: "hidden" as const,
      claim: both(`Ties by arrival ${HOSTILE}`),
      weight: 1,
      given: "kept-given",
    };
    const seen = { part: "visible" as const, claim: both("Most urgent first"), weight: 1, given: `${HOSTILE}` };
    for (const question of questions)
      question.findings = [
        { ...seen, ok: true },
        { ...hidden, ok },
      ];
  }
  const layer = { held: true, how: "tried" };
  return {
    schema: "nubelab-results/1",
    tool: { name: "nubelab", version: "1.0.0", node: "v20" },
    startedAt: "2026-01-05T00:00:00.000Z",
    durationMs: 1_000,
    sandbox: {
      level: "isolated",
      trusted: false,
      layers: Object.fromEntries(LAYERS.map((one) => [one, layer])) as never,
      passedOver: [],
    },
    limits: {} as never,
    checks: {},
    reused: 0,
    counts: { graded: 3, review: 0, rejected: 0, error: 0 },
    records,
    ignored: [HOSTILE],
    missing: ["Zoe"],
  };
}

let out: string;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
const troubles: string[] = [];
const asked: string[] = [];

beforeAll(async () => {
  if (program === undefined) return;
  out = mkdtempSync(join(tmpdir(), "nubelab-pages-"));
  await writeResults(classOf(), out, new Map([["02-sqs", both("Which queue?")]]));
  browser = await openBrowser(program);
  page = await browser.context.newPage();
  page.on("console", (message) => troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => asked.push(request.url()));
});
afterAll(async () => {
  await browser?.close();
  if (out) rmSync(out, { recursive: true, force: true });
});

const open = (name: string) => page.goto(pathToFileURL(join(out, name)).href);
const pageOf = (kind: string, student: string) =>
  `report/${kind}/${readdirSync(join(out, "report", kind)).find((name) => name.startsWith(student))}`;
const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return {
      tag: element.tagName,
      text: element.textContent?.trim() ?? "",
      outline: outlineStyle === "none" ? "" : outlineWidth,
    };
  });

const STOPS = "a[href], summary, [tabindex='0']";

/** Presses Tab until the focus is on what is looked for; every stop on the way shows its focus. */
async function tabTo(text: string | RegExp, most = 60) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    const now = await focused();
    expect(now.outline, `focus on ${now.tag} "${now.text}"`).toMatch(/^[2-9]/);
    if (typeof text === "string" ? now.text === text : text.test(now.text)) return now;
  }
  throw new Error(`no stop at ${text}`);
}

describe.skipIf(program === undefined)("the class page, by keyboard alone", () => {
  it("starts with a link past the rest, which moves the focus", async () => {
    await open("report/index.html");
    await page.keyboard.press("Tab");
    expect((await focused()).text).toMatch(/Ir al contenido|Skip to the content/);
    const box = await page.locator(".skip").boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0); // seen while it has the focus
    await page.keyboard.press("Enter");
    expect((await focused()).tag).toBe("MAIN");
  });

  it("goes to a unit, opens what is folded with Enter, and closes it", async () => {
    await open("report/index.html");
    await tabTo(/Which queue/);
    await page.keyboard.press("Enter");
    expect(page.url()).toMatch(/#02-sqs$/);
    await tabTo("names");
    const names = page.locator("details", { hasText: "names" }).first();
    expect(await names.getAttribute("open")).toBeNull();
    await page.keyboard.press("Enter");
    expect(await names.getAttribute("open")).not.toBeNull();
    await tabTo("Bea"); // inside it now
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    expect(await names.getAttribute("open")).toBeNull();
  });

  it("leads to a pair side by side, to a student's page for the teacher, and back", async () => {
    await open("report/index.html");
    await tabTo(/^Ana – Bea/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/alike\.html#02-sqs-0-1$/);
    const [a, b] = await page.locator("pre").all();
    const [left, right] = [await a?.boundingBox(), await b?.boundingBox()];
    expect(left?.y).toBeCloseTo(right?.y ?? -1, 0);
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
    expect(await page.locator("mark").count()).toBeGreaterThan(10);
    expect((await a?.innerText())?.split("\n").length).toBeGreaterThan(10); // laid out as it was written
    await open("report/index.html");
    await tabTo(/^Bea$/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/teacher\/Bea/);
    await tabTo(/(Todas las entregas|All submissions)$/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/report\/index\.html$/);
  });
});

describe.skipIf(program === undefined)("every page", () => {
  const pages = () => [
    "report/index.html",
    "report/alike.html",
    "marks.html",
    ...["Ana", "Bea", "Carl"].flatMap((name) => [pageOf("teacher", name), pageOf("students", name)]),
  ];

  it("can be walked through by Tab from end to end, seen at each stop, and opened", async () => {
    for (const name of pages()) {
      await open(name);
      const stops = new Set<number>();
      for (;;) {
        await page.keyboard.press("Tab");
        const now = await focused();
        const place = await page.evaluate(
          (all) => Array.from(document.querySelectorAll(all)).indexOf(document.activeElement as Element),
          STOPS,
        );
        if (place < 0 || stops.has(place)) break; // past the last one
        stops.add(place);
        expect(now.outline, `${name}: ${now.tag} "${now.text}"`).toMatch(/^[2-9]/);
        if (now.tag === "SUMMARY") {
          const isOpen = () =>
            page.evaluate(() => {
              const details = document.activeElement?.parentElement;
              return details instanceof HTMLDetailsElement && details.open;
            });
          if (!(await isOpen())) await page.keyboard.press("Enter");
          expect(await isOpen(), `${name}: "${now.text}"`).toBe(true);
        }
      }
      expect(stops.size, name).toBe(await page.locator(STOPS).count());
    }
  }, 120_000);

  it("shows students' markup as text, breaks no rule of its policy and asks for nothing", async () => {
    for (const name of pages()) {
      await open(name);
      expect(await page.locator("img, script, iframe, main style").count(), name).toBe(0);
      expect(await page.title(), name).not.toBe("1");
      expect(await page.locator("h1").isVisible(), name).toBe(true);
    }
    expect(troubles).toEqual([]);
    expect(asked.filter((url) => !url.startsWith("file:"))).toEqual([]);
  });

  it("fits a narrow screen, and has one main heading and headings in order", async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    for (const name of pages()) {
      await open(name);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, name).toBeLessThanOrEqual(0);
      const levels = await page
        .locator("h1, h2, h3")
        .evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
      expect(
        levels.filter((level) => level === 1),
        name,
      ).toHaveLength(1);
      for (const [i, level] of levels.entries()) expect(level, name).toBeLessThanOrEqual((levels[i - 1] ?? 0) + 1);
    }
    await page.setViewportSize({ width: 1400, height: 1000 });
  });

  it("says in words what each chart shows", async () => {
    await open("report/index.html");
    const figures = await page.locator("figure").all();
    expect(figures).toHaveLength(2);
    for (const figure of figures) {
      const said = (await figure.locator("figcaption").innerText()).trim();
      expect(said).toMatch(/\d+ %/);
      expect(await figure.locator("svg[role=img] > desc").textContent()).toContain(said);
      expect((await figure.locator("svg").boundingBox())?.width).toBeGreaterThan(300);
    }
  });

  it("keeps from the student what the teacher sees", async () => {
    await open(pageOf("students", "Bea"));
    expect(await page.content()).not.toMatch(/kept-given|look for it|0123456789abcdef/);
    await open(pageOf("teacher", "Bea"));
    for (const text of ["kept-given", "look for it", "0123456789abcdef"]) expect(await page.content()).toContain(text);
  });
});
