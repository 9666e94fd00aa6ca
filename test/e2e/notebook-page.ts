/// <reference lib="dom" />
/** A notebook open in JupyterLab, as a student uses it: by keyboard, mouse and menu. */
import type { Locator, Page } from "playwright-core";

export const ERROR_OUTPUT = '[data-mime-type="application/vnd.jupyter.stderr"]';
const KERNEL_LIMIT_MS = 60_000;

/** The part of JupyterLab's own objects that is read here; there with --LabApp.expose_app_in_browser. */
interface JupyterApp {
  shell: {
    currentWidget?: {
      sessionContext?: { session?: { kernel?: { connectionStatus: string; status: string } | null } | null };
    } | null;
  };
}

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
    await notebook.connected();
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
    await this.edit(id);
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.insertText(text);
  }

  async run(id: string, limitMs = 60_000): Promise<void> {
    const prompt = this.cell(id).locator(".jp-InputPrompt");
    const before = await prompt.textContent();
    await this.start(id);
    await this.page.waitForFunction(
      ([element, old]) => /\d/.test(element?.textContent ?? "") && element?.textContent !== old,
      [await prompt.elementHandle(), before] as const,
      { timeout: limitMs },
    );
  }

  /** Runs a cell without waiting for its end. */
  async start(id: string): Promise<void> {
    await this.edit(id);
    await this.page.keyboard.press("Control+Enter");
  }

  /** The square of the toolbar. */
  async interrupt(): Promise<void> {
    await this.page.locator('[data-command="notebook:interrupt-kernel"]').click();
  }

  /** The two arrows of the toolbar, and yes to the question that follows. */
  async restartAndRunAll(limitMs: number): Promise<void> {
    await this.page.locator('[data-command="notebook:restart-run-all"]').click();
    await this.page.locator(".jp-Dialog button.jp-mod-accept").click();
    await this.page.waitForFunction(
      () => Array.from(document.querySelectorAll(".jp-InputPrompt")).some((p) => p.textContent?.includes("*")),
      undefined,
      { timeout: limitMs },
    );
    await this.idle(limitMs);
  }

  /** Types at the end of a cell and presses Tab; the names that are offered. */
  async complete(id: string, typed: string): Promise<string[]> {
    await this.edit(id);
    await this.page.keyboard.press("Control+End");
    await this.page.keyboard.type(typed);
    await this.page.keyboard.press("Tab");
    const offered = this.page.locator(".jp-Completer:not(.lm-mod-hidden) .jp-Completer-item .jp-Completer-match");
    await offered.first().waitFor();
    return offered.allTextContents();
  }

  /** Puts the cursor at the start of a cell and presses Shift+Tab; what the tooltip says. */
  async inspect(id: string): Promise<string> {
    await this.edit(id);
    await this.page.keyboard.press("Control+Home");
    await this.page.keyboard.press("ArrowRight");
    await this.page.keyboard.press("Shift+Tab");
    const tooltip = this.page.locator(".jp-Tooltip .jp-Tooltip-content");
    await tooltip.waitFor();
    return (await tooltip.textContent()) ?? "";
  }

  async save(): Promise<void> {
    await this.page.keyboard.press("Control+S");
    await this.page.locator(".jp-mod-dirty").waitFor({ state: "detached", timeout: 10_000 });
  }

  private async edit(id: string): Promise<void> {
    const editor = this.cell(id).locator(".cm-content");
    await editor.scrollIntoViewIfNeeded();
    await editor.click();
  }

  /** Asks JupyterLab itself: its indicator says "idle" before there is a kernel, and a cell that is run then is dropped. */
  private async connected(): Promise<void> {
    await this.page.waitForFunction(
      () => {
        const { jupyterapp } = window as unknown as { jupyterapp?: JupyterApp };
        const kernel = jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
        return kernel?.connectionStatus === "connected" && kernel.status === "idle";
      },
      undefined,
      { timeout: KERNEL_LIMIT_MS },
    );
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
