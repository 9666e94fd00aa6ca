/** The language of the kernel's own messages before the notebook has chosen one. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { languageOf } from "../../../src/jupyter/language";
import { NOTEBOOKS } from "../../../src/jupyter/places";

describe("the language of a folder", () => {
  it("of the course is that of its notebooks, whatever the system speaks", () => {
    expect(languageOf(NOTEBOOKS, { LANG: "en_US.UTF-8" })).toBe("es");
    expect(languageOf(join(NOTEBOOKS, "en"), { LANG: "es_AR.UTF-8" })).toBe("en");
    expect(languageOf(join(NOTEBOOKS, "en", "mine"), {})).toBe("en");
  });

  it("elsewhere is the system's, and English when that says nothing", () => {
    const elsewhere = join(NOTEBOOKS, "..", "..", "elsewhere");
    expect(languageOf(elsewhere, { LANG: "es_AR.UTF-8" })).toBe("es");
    expect(languageOf(elsewhere, { LC_ALL: "fr_FR", LANG: "es_AR.UTF-8" })).toBe("en");
    expect(languageOf(elsewhere, {})).toBe("en");
  });
});
