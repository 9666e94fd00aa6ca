import { afterEach, describe, expect, it } from "vitest";
import { type Language, language, say, useLanguage } from "../../../src/sim/language";

describe("the language", () => {
  afterEach(() => useLanguage("en"));
  const text = { es: "cola", en: "queue" };

  it("is English before anybody chooses", () => {
    expect(language()).toBe("en");
    expect(say(text)).toBe("queue");
  });

  it("is one setting for all that is said afterwards", () => {
    useLanguage("es");
    expect(say(text)).toBe("cola");
    useLanguage("en");
    expect(say(text)).toBe("queue");
  });

  it("refuses any other by name", () => {
    expect(() => useLanguage("fr" as Language)).toThrow('language must be "es" or "en", not "fr"');
    expect(language()).toBe("en");
  });
});
