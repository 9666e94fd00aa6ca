import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findPython, MissingPythonError } from "../../../src/jupyter/python";

const folder = mkdtempSync(join(tmpdir(), "nubelab-python-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that answers like a Python: its version, and "venv" when it can make environments. */
function pretend(name: string, ...lines: string[]): NodeJS.ProcessEnv {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${lines.map((line) => `echo ${line}`).join("\n")}\n`);
  chmodSync(file, 0o755);
  return { NUBELAB_PYTHON: file };
}
function complaint(environment: NodeJS.ProcessEnv): string {
  try {
    findPython(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(MissingPythonError);
    return (error as Error).message;
  }
  throw new Error("a Python was found");
}

describe.skipIf(process.platform === "win32")("findPython", () => {
  it("takes one that is new enough and can make environments", () => {
    expect(findPython(pretend("good", "3.12.4", "venv"))).toMatchObject({ version: "3.12.4" });
    expect(findPython(pretend("least", "3.10.0", "venv"))).toMatchObject({ version: "3.10.0" });
  });

  it("names one that is too old and what to install", () => {
    expect(complaint(pretend("old", "3.9.18", "venv"))).toMatch(
      /^Python 3\.9\.18 is too old for JupyterLab: install Python 3\.10 or newer/,
    );
  });

  it("names the missing venv part and its package", () => {
    expect(complaint(pretend("bare", "3.11.2"))).toMatch(
      /^Python 3\.11\.2 .* cannot make environments: .*sudo apt install python3-venv/,
    );
  });

  it("says that the chosen one does not run", () => {
    expect(complaint({ NUBELAB_PYTHON: join(folder, "nowhere") })).toMatch(
      /^NUBELAB_PYTHON is .*nowhere, which does not run/,
    );
  });

  it("says everything in one sentence", () => {
    for (const environment of [pretend("old2", "2.7.18"), pretend("bare2", "3.13.0"), { NUBELAB_PYTHON: "nowhere" }]) {
      expect(complaint(environment)).not.toContain("\n");
    }
  });
});
