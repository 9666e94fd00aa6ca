import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hashOf, submissionSeed, teacherSecret } from "../../../src/grading/secret";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-secret-"));
  vi.stubEnv("NUBELAB_SECRET", "");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe("the teacher's secret", () => {
  it("is made once, kept, and readable by its owner only", () => {
    const secret = teacherSecret(folder);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(teacherSecret(folder)).toBe(secret);
    const path = join(folder, "nubelab-secret.json");
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ secret });
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it("may come from the environment, and must not be empty", () => {
    vi.stubEnv("NUBELAB_SECRET", "mine");
    expect(teacherSecret(folder)).toBe("mine");
    vi.stubEnv("NUBELAB_SECRET", "");
    writeFileSync(join(folder, "nubelab-secret.json"), '{"secret": ""}');
    expect(() => teacherSecret(folder)).toThrow(/"secret" must be a text that is not empty/);
  });
});

describe("the seed of a submission", () => {
  it("depends on the secret and on every byte", () => {
    const [a, b] = [hashOf(Buffer.from("a")), hashOf(Buffer.from("b"))];
    expect(submissionSeed("s", a)).toMatch(/^[0-9a-f]{16}$/);
    expect(submissionSeed("s", a)).toBe(submissionSeed("s", a));
    expect(submissionSeed("s", a)).not.toBe(submissionSeed("s", b));
    expect(submissionSeed("s", a)).not.toBe(submissionSeed("t", a));
  });
});
