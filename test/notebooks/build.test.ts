/** The committed notebooks are exactly what their sources say. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { build } from "../../src/cli/commands/build";
import { projectRoot, unitNames } from "../../src/course/build";

afterEach(() => vi.restoreAllMocks());

const silenced = () => {
  const lines: string[] = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(console, "log").mockImplementation(() => {});
  return lines;
};

describe("nubelab build", () => {
  it("would write the committed notebooks, byte for byte", () => {
    const lines = silenced();
    build({ check: true });
    expect(lines.join("\n")).toBe("");
  });

  it("writes both languages, and the solved edition where it is asked to", () => {
    silenced();
    const root = mkdtempSync(join(tmpdir(), "nubelab-build-"));
    const solved = join(root, "solved");
    expect(unitNames().length).toBeGreaterThan(0);
    expect(build({ solved }, root)).toBe(2 * unitNames().length);
    for (const name of unitNames()) {
      for (const path of [`${name}.ipynb`, `en/${name}.ipynb`]) {
        const text = readFileSync(join(root, "notebooks", path), "utf8");
        expect(text).toBe(readFileSync(join(projectRoot(), "notebooks", path), "utf8"));
        expect(readFileSync(join(solved, path), "utf8")).not.toBe(text);
      }
    }
    expect(build({}, root)).toBe(0);
  });

  it("--check writes nothing and shows what differs", () => {
    const lines = silenced();
    const root = mkdtempSync(join(tmpdir(), "nubelab-build-"));
    build({}, root);
    const [name] = unitNames();
    const file = join(root, "notebooks", "en", `${name}.ipynb`);
    const edited = readFileSync(file, "utf8").replace('"source": [\n    "', '"source": [\n    "edited ');
    writeFileSync(file, edited);
    writeFileSync(join(root, "notebooks", "99-gone.ipynb"), edited);
    writeFileSync(join(root, "notebooks", "my own.ipynb"), edited);
    expect(build({ check: true }, root)).toBe(2);
    expect(readFileSync(file, "utf8")).toBe(edited);
    const report = lines.join("\n");
    expect(report).toContain(`notebooks/en/${name}.ipynb: differs from its source`);
    expect(report).toContain("    - edited ");
    expect(report).toContain("notebooks/99-gone.ipynb: no unit has this name");
    expect(report).toContain('2 notebook(s) differ from their source: run "npx nubelab build"');
    expect(report).not.toContain("my own");
  });
});
