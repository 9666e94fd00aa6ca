/**
 * One student's path, real at every step: JupyterLab in a browser, unit 02 solved and read, then two exercises of the student
 * edition answered (one of them wrongly), saved, and the saved file graded.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { edition, loadUnit, type Notebook, notebookText } from "../../src/course/build";
import type { QuestionResult, Results } from "../../src/grading";
import { runNotebook } from "../../src/jupyter";
import { findBrowser, NO_BROWSER, openBrowser } from "./browser";
import { type Lab, startLab } from "./jupyter-lab";
import { ERROR_OUTPUT, NotebookPage } from "./notebook-page";
import { outputsIn } from "./saved-outputs";

const ROOT = resolve(__dirname, "..", "..");
const FOLDER = join(ROOT, "test-results", "e2e");
const RUN_LIMIT_MS = 180_000;
const browserPath = findBrowser();
if (browserPath === undefined) console.warn(`skipped: ${NO_BROWSER}`);

/** Hands out what has expired until the next sweep: the exercise's own first idea, and wrong. */
const BROOM_QUEUE = `class PriorityQueue implements exercises.PriorityQueue {
  private waiting: exercises.ExpiringMessage[] = [];
  stats = { sent: 0, processed: 0, expired: 0, waiting: 0 };
  constructor(readonly clock: exercises.Clock) {}
  get size(): number { return this.waiting.length; }
  send(body: string, options: { priority?: number; ttlMs?: number } = {}): string {
    const id = String(this.stats.sent++);
    const expiresAt = options.ttlMs === undefined ? null : this.clock.now() + options.ttlMs;
    this.waiting.push({ id, body, priority: options.priority ?? 0, expiresAt });
    this.waiting.sort((a, b) => a.priority - b.priority);
    return id;
  }
  receive(): exercises.ExpiringMessage | null { return this.waiting.shift() ?? null; }
  process(handler: (body: string) => void): boolean {
    const message = this.receive();
    if (message === null) return false;
    handler(message.body);
    return true;
  }
  sweep(): number {
    const before = this.waiting.length;
    this.waiting = this.waiting.filter((m) => m.expiresAt === null || m.expiresAt > this.clock.now());
    return before - this.waiting.length;
  }
}`;

/** Says what the trace knows of the orders' turns on the standard queue, apart from any chart. */
const FACTS_ID = "e2e-facts";
const FACTS = `const sentIds = [...roads.trace.events({ kinds: ["sqs.Sent"], resource: "orders" })].map((event) => event.subject);
const receivedIds = [...roads.trace.events({ kinds: ["sqs.Received"], resource: "orders" })].map((event) => event.subject);
console.log(JSON.stringify(receivedIds.map((id, turn) => [sentIds.indexOf(id) + 1, turn + 1])));`;

const unit = loadUnit("02-sqs");
const solved = edition(unit, { language: "en", solved: true });
const student = edition(unit, { language: "en", solved: false });
const ids = (notebook: Notebook) => notebook.cells.map((cell) => cell.id);
const source = (notebook: Notebook, id: string) => notebook.cells.find((cell) => cell.id === id)!.source.join("");

describe.skipIf(browserPath === undefined)("a student's path through unit 02, in the browser", () => {
  let lab: Lab;
  let browser: Awaited<ReturnType<typeof openBrowser>>;

  beforeAll(async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(join(FOLDER, "class", "ana"), { recursive: true });
    const facts = { ...solved.cells.find((cell) => cell.cell_type === "code")!, id: FACTS_ID, source: [FACTS] };
    solved.cells.push({ ...facts, metadata: { nubelab: { kind: "demo" } } });
    writeFileSync(join(FOLDER, "solved.ipynb"), notebookText(solved));
    writeFileSync(join(FOLDER, "class", "ana", "02-sqs.ipynb"), notebookText(student));
    lab = await startLab(FOLDER);
    browser = await openBrowser(browserPath!);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
  });

  it("draws the charts of the solved edition as the trace has them", { timeout: RUN_LIMIT_MS + 90_000 }, async () => {
    const page = await browser.context.newPage();
    const notebook = await NotebookPage.open(page, lab.address("solved.ipynb"), ids(solved));
    await notebook.runAll(RUN_LIMIT_MS);

    expect(await page.locator(ERROR_OUTPUT).allTextContents()).toEqual([]);
    const charts = page.locator(".vega-embed svg.marks");
    expect(await charts.count()).toBeGreaterThanOrEqual(5);
    for (const chart of await charts.all()) {
      expect(
        await chart.locator(".mark-symbol path, .mark-rect path, .mark-line path, .mark-rule line").count(),
      ).toBeGreaterThan(0);
      const axes = await chart.locator(".role-axis-title text").allTextContents();
      expect(axes.filter((title) => /\(.+\)/.test(title)).length, `units in ${axes}`).toBeGreaterThanOrEqual(1);
    }

    const ordering = notebook.cell("t6-chart").locator(".vega-embed svg.marks");
    const dot = ordering.locator(".mark-symbol.role-mark path").nth(4);
    await dot.scrollIntoViewIfNeeded();
    await dot.hover();
    const shown = (await page.locator("#vg-tooltip-element").textContent()) ?? "";
    const turn = (name: string) => Number(new RegExp(`turn when ${name}:\\s*(\\d+)`).exec(shown)?.[1]);
    const facts = JSON.parse((await notebook.outputs(FACTS_ID).first().textContent()) ?? "") as [number, number][];
    expect(facts).toContainEqual([turn("sent"), turn("received")]);
    await page.screenshot({ path: join(FOLDER, "solved.png") });
    await notebook.save();
    await page.close();
  });

  it("saves from JupyterLab what nbclient gives for every cell", { timeout: RUN_LIMIT_MS }, async () => {
    const fresh = join(FOLDER, "fresh.ipynb");
    const out = join(FOLDER, "nbclient.ipynb");
    writeFileSync(fresh, notebookText(solved));
    expect(await runNotebook(fresh, { out })).toMatchObject({ failures: [] });
    const [inLab, inNbclient] = [outputsIn(join(FOLDER, "solved.ipynb")), outputsIn(out)];
    expect(Object.values(inLab).filter((outputs) => outputs.length > 0).length).toBeGreaterThan(20);
    expect(inLab).toEqual(inNbclient);
  });

  it("grades a right X2 in full and a wrong X7 with the reason", { timeout: 240_000 }, async () => {
    const page = await browser.context.newPage();
    const notebook = await NotebookPage.open(page, lab.address("class/ana/02-sqs.ipynb"), ids(student));
    for (const id of ["sqs-setup", "sqs-language"]) await notebook.run(id);
    await notebook.write("x2-queue", source(solved, "x2-queue"));
    await notebook.run("x2-queue");
    await notebook.run("x2-check-order");
    expect(await notebook.outputs("x2-check-order").first().textContent()).toMatch(/✓/);
    await notebook.write("x7-queue", BROOM_QUEUE);
    await notebook.run("x7-queue");
    await notebook.run("x7-check-expiry");
    expect(await notebook.errors("x7-check-expiry").textContent()).toMatch(/expir/);
    await notebook.cell("x7-check-expiry").scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(FOLDER, "student.png") });
    await notebook.save();
    await page.close();

    const out = join(FOLDER, "grades");
    const nubelab = join(ROOT, "src", "cli", "nubelab.cjs");
    execFileSync(process.execPath, [nubelab, "grade", join(FOLDER, "class"), "--out", out], { stdio: "pipe" });
    const { records } = JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as Results;
    expect(records.map(({ student, status }) => [student, status])).toEqual([["ana", "graded"]]);
    const questions = (item: string) => records[0]!.questions.filter((question) => question.item === item);
    expect(earned(questions("X2"))).toBe(possible(questions("X2")));
    expect(earned(questions("X7"))).toBeLessThan(possible(questions("X7")));
    const expiry = questions("X7").find(({ check }) => check === "x7.expiry")!;
    expect(expiry.findings.find(({ ok }) => !ok)).toMatchObject({
      claim: { en: expect.stringMatching(/expired message is never received/) },
      hint: { en: expect.stringMatching(/expiresAt/) },
    });
    const reports = join(out, "report", "students");
    expect(readFileSync(join(reports, readdirSync(reports)[0]!), "utf8")).toContain(
      "An expired message is never received",
    );
  });
});

const earned = (questions: QuestionResult[]) => questions.reduce((sum, question) => sum + question.earned, 0);
const possible = (questions: QuestionResult[]) => questions.reduce((sum, question) => sum + question.points, 0);
