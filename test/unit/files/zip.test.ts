import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { writeZip } from "../../../src/files/zip";

const folder = mkdtempSync(join(tmpdir(), "nubelab-zip-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("a file that cannot be read fails the zip, and what stood there before stays", async () => {
  const path = join(folder, "a.zip");
  writeFileSync(path, "before");
  await expect(writeZip(path, [["page.html", join(folder, "missing.html")]])).rejects.toThrow("missing.html");
  expect(readFileSync(path, "utf8")).toBe("before");
});

it.each(["page.html", Buffer.from("page")])("the same files make the same zip: %s", async (from) => {
  const [a, b, page] = ["b.zip", "c.zip", "page.html"].map((name) => join(folder, name)) as [string, string, string];
  writeFileSync(page, "page");
  for (const path of [a, b]) await writeZip(path, [["page.html", typeof from === "string" ? page : from]]);
  expect(readFileSync(a).subarray(0, 2).toString()).toBe("PK");
  expect(readFileSync(a)).toEqual(readFileSync(b));
  expect(existsSync(`${a}.part`)).toBe(false);
});
