/** What a student asks of the kernel with JupyterLab's own buttons and keys: stop, complete, what is this, start again. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBrowser, NO_BROWSER, openBrowser } from "./browser";
import { type Lab, startLab } from "./jupyter-lab";
import { NotebookPage } from "./notebook-page";

const FOLDER = join(resolve(__dirname, "..", ".."), "test-results", "e2e-kernel");
const LIMIT_MS = 240_000;
const browserPath = findBrowser();
if (browserPath === undefined) console.warn(`skipped: ${NO_BROWSER}`);

const CELLS = {
  orders: 'const orders = [{ customer: "ana", total: 12.5 }];\nlet runs = 0;',
  process: "process.pid",
  count: "runs += 1;\nruns",
  member: "",
  runaway: 'console.log("turning");\nfor (let i = 0; i < 10; i++) {}\n',
};
const ids = Object.keys(CELLS);

const notebook = {
  cells: Object.entries(CELLS).map(([id, source]) => ({
    cell_type: "code",
    id,
    source,
    metadata: {},
    outputs: [],
    execution_count: null,
  })),
  metadata: {
    kernelspec: { name: "tslab", display_name: "TypeScript (nubelab)", language: "typescript" },
    language_info: { name: "typescript" },
  },
  nbformat: 4,
  nbformat_minor: 5,
};

describe.skipIf(browserPath === undefined)("the kernel behind JupyterLab's buttons and keys", () => {
  let lab: Lab;
  let browser: Awaited<ReturnType<typeof openBrowser>>;

  beforeAll(async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    lab = await startLab(FOLDER);
    browser = await openBrowser(browserPath!);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
  });

  /** A notebook of its own, so that no test works with the kernel of another. */
  async function opened(name: string): Promise<NotebookPage> {
    writeFileSync(join(FOLDER, `${name}.ipynb`), JSON.stringify(notebook));
    return NotebookPage.open(await browser.context.newPage(), lab.address(`${name}.ipynb`), ids);
  }

  /** Keeps what was seen, and closes the page. */
  async function looked({ page }: NotebookPage, name: string): Promise<void> {
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    await page.close();
  }

  it("interrupts a runaway cell, and the next cell runs in the same kernel", { timeout: LIMIT_MS }, async () => {
    const page = await opened("interrupt");
    await page.run("orders");
    await page.write("runaway", 'console.log("turning");\nwhile (true) {}');
    await page.start("runaway");
    await page.outputs("runaway").getByText("turning").waitFor();
    const prompt = page.cell("runaway").locator(".jp-InputPrompt");
    expect(await prompt.textContent()).toBe("[*]:");
    await page.interrupt();
    await page.errors("runaway").waitFor();
    expect(await page.errors("runaway").textContent()).toContain("Interrupted: the cell was interrupted");
    expect(await prompt.textContent()).toBe("[2]:");
    await page.run("count");
    expect(await page.outputs("count").textContent()).toBe("1");
    await looked(page, "interrupt");
  });

  it("completes a member of a value of an earlier cell with Tab", { timeout: LIMIT_MS }, async () => {
    const page = await opened("complete");
    await page.run("orders");
    expect(await page.complete("member", "orders[0].")).toEqual(["customer", "total"]);
    await page.page.screenshot({ path: join(FOLDER, "complete.png") });
    await page.page.keyboard.press("ArrowDown");
    await page.page.keyboard.press("Enter");
    expect(await page.cell("member").locator(".cm-content").textContent()).toBe("orders[0].total");
    await page.run("member");
    expect(await page.outputs("member").textContent()).toBe("12.5");
    await page.page.close();
  });

  it("tells the type of a name with Shift+Tab", { timeout: LIMIT_MS }, async () => {
    const page = await opened("inspect");
    await page.run("orders");
    await page.write("member", "orders.length;");
    const told = await page.inspect("member");
    expect(told.replace(/\s+/g, " ")).toMatch(/const orders: \{ customer: string; total: number; \}\[\]/);
    await looked(page, "inspect");
  });

  it("restarts and runs all: another process, names and numbers from the start", { timeout: LIMIT_MS }, async () => {
    const page = await opened("restart");
    await page.run("orders");
    for (const _ of "ab") await page.run("count");
    expect(await page.outputs("count").textContent()).toBe("2");
    await page.run("process");
    const before = await page.outputs("process").textContent();
    await page.restartAndRunAll(LIMIT_MS);
    const prompts = await page.page.locator(".jp-Notebook .jp-InputPrompt").allTextContents();
    expect(prompts).toEqual(["[1]:", "[2]:", "[3]:", "[ ]:", "[4]:"]);
    expect(await page.outputs("count").textContent()).toBe("1");
    const after = await page.outputs("process").textContent();
    expect(after).toMatch(/^\d+$/);
    expect(after).not.toBe(before);
    await looked(page, "restart");
  });
});
