/** A headless Chromium for the browser test: found on the machine, never downloaded. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const STEP_LIMIT_MS = 90_000; // of one thing waited for, on a machine that is busy with other tests

export const NO_BROWSER =
  "The browser test needs Chromium or Chrome: install it (Debian: apt install chromium) or name it in NUBELAB_BROWSER.";

/** Path of a Chromium or Chrome, or undefined. NUBELAB_BROWSER wins. */
export function findBrowser(): string | undefined {
  const named = process.env.NUBELAB_BROWSER;
  if (named) return named;
  const folders = (process.env.PATH ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** A browser with a profile of its own, both gone after `close`. */
export async function openBrowser(
  executablePath: string,
): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  const profile = mkdtempSync(join(tmpdir(), "nubelab-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1400, height: 1000 },
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
  context.setDefaultTimeout(STEP_LIMIT_MS);
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { context, close };
}
