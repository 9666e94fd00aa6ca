/// <reference lib="dom" />
/** A notebook open in JupyterLab, as a student uses it: by keyboard, mouse and menu. */
import type { Locator, Page } from "playwright-core";

export const ERROR_OUTPUT = '[data-mime-type="application/vnd.jupyter.stderr"]';
const KERNEL_LIMIT_MS = 60_000;

export class NotebookPage {
  constructor(
    readonly page: Page,
    private readonly cellIds: readonly string[],
  ) {}

  static async open(page: Page, address: string, cellIds: readonly string[]): Promise<NotebookPage> {
    await page.goto(address);
    const notebook = new NotebookPage(page, cellIds);
    await page
      .locator(".jp-Notebook .jp-Cell")
      .nth(cellIds.length - 1)
      .waitFor({ state: "attached", timeout: KERNEL_LIMIT_MS });
    await page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor({ timeout: KERNEL_LIMIT_MS });
    return notebook;
  }

  cell(id: string): Locator {
    const index = this.cellIds.indexOf(id);
    if (index < 0) throw new RangeError(`the notebook has no cell "${id}"`);
    return this.page.locator(".jp-Notebook .jp-Cell").nth(index);
  }

  outputs(id: string): Locator {
    return this.cell(id).locator(".jp-OutputArea-output");
  }

  /** What the cell printed as an error; JupyterLab draws errors as it draws standard error. */
  errors(id: string): Locator {
    return this.cell(id).locator(ERROR_OUTPUT);
  }

  async runAll(limitMs: number): Promise<void> {
    await this.page.getByRole("menuitem", { name: "Run", exact: true }).click();
    await this.page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
    await this.idle(limitMs);
  }

  /** Replaces a cell's text as by pasting, so that the editor adds no indentation or brackets of its own. */
  async write(id: string, text: string): Promise<void> {
    const editor = this.cell(id).locator(".cm-content");
    await editor.scrollIntoViewIfNeeded();
    await editor.click();
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.insertText(text);
  }

  async run(id: string, limitMs = 30_000): Promise<void> {
    const editor = this.cell(id).locator(".cm-content");
    await editor.scrollIntoViewIfNeeded();
    await editor.click();
    await this.page.keyboard.press("Control+Enter");
    await this.idle(limitMs);
  }

  async save(): Promise<void> {
    await this.page.keyboard.press("Control+S");
    await this.page.locator(".jp-mod-dirty").waitFor({ state: "detached", timeout: 10_000 });
  }

  /** No cell is waiting for its turn or running. */
  private async idle(limitMs: number): Promise<void> {
    await this.page.waitForFunction(
      () => {
        const prompts = Array.from(document.querySelectorAll(".jp-Notebook .jp-InputPrompt"));
        return (
          prompts.some((p) => /\d/.test(p.textContent ?? "")) && !prompts.some((p) => p.textContent?.includes("*"))
        );
      },
      undefined,
      { timeout: limitMs },
    );
  }
}
