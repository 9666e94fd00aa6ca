import { describe, expect, it } from "vitest";
import { partialDeclarations } from "../../../src/compile";

const lines = (text: string) => text.trim().split("\n");

describe("declarations after a cell that failed", () => {
  it("keep the names that it had set, one by one", () => {
    const full = "declare const a: number, b: string;\ndeclare class C {\n}\n";
    expect(lines(partialDeclarations("", full, (name) => name === "a"))).toEqual(["declare const a: number;"]);
  });

  it("keep an earlier name as it was when the cell did not come to it", () => {
    const before = "declare const q: number;\ndeclare const other: Date;\n";
    const full = "declare const q: string;\ndeclare const other: Date;\n";
    expect(lines(partialDeclarations(before, full, () => false))).toEqual(lines(before));
    expect(lines(partialDeclarations(before, full, (name) => name === "q"))).toEqual(lines(full));
  });

  it("keep an earlier name that the cell declared anew as something without a value", () => {
    const before = "declare const Thing: number;\n";
    const full = "interface Thing {\n}\n";
    expect(partialDeclarations(before, full, () => false)).toContain("declare const Thing: number;");
  });

  it("keep all overloads, imports and types", () => {
    const full =
      'import { join, resolve } from "node:path";\nimport * as fs from "node:fs";\ndeclare function f(a: string): void;\ndeclare function f(a: number): void;\ntype Id = string;\n';
    expect(lines(partialDeclarations("", full, () => true)).sort()).toEqual(lines(full).sort());
    expect(lines(partialDeclarations("", full, () => false))).toEqual(["type Id = string;"]);
  });
});
