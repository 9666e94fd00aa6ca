import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { writeKernelspec } from "../../../src/jupyter";

const data = mkdtempSync(join(tmpdir(), "nubelab-kernelspec-"));
afterAll(() => rmSync(data, { recursive: true }));

it("a kernelspec is a command, a name and logos of the sizes that Jupyter shows", () => {
  const folder = writeKernelspec(data);
  expect(readdirSync(folder).sort()).toEqual(["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"]);
  const { argv, interrupt_mode } = JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8"));
  expect(argv).toContain("{connection_file}");
  expect(interrupt_mode).toBe("message");
  for (const size of [32, 64]) {
    const png = readFileSync(join(folder, `logo-${size}x${size}.png`));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]); // PNG's IHDR: width and height
  }
});
