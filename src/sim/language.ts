/** The language that charts, bills, stories and checks speak: Spanish or English, one setting for the whole process. */

/** The two languages of the course. */
export type Language = "es" | "en";

/** The same sentence in both languages, each written for its own readers. */
export interface Text {
  es: string;
  en: string;
}

let chosen: Language | null = null;

/**
 * Sets the language for everything that nubelab writes from now on.
 * @param language "es" or "en" (the default before any call)
 * @throws RangeError for any other value
 */
export function useLanguage(language: Language): void {
  if (language !== "es" && language !== "en") {
    throw new RangeError(`language must be "es" or "en", not ${JSON.stringify(language)}`);
  }
  chosen = language;
}

/** The language in use. */
export function language(): Language {
  return chosen ?? "en";
}

/** What useLanguage was called with last; null before any call. */
export const chosenLanguage = (): Language | null => chosen;

/** Picks the sentence in the language in use. */
export function say(text: Text): string {
  return text[language()];
}

/**
 * A number as the language writes it: 1,234.5 in English, 1 234,5 in Spanish.
 * @param decimals at most so many; default 0
 * @param isFixed exactly so many, as for money; default false
 */
export function number(value: number, decimals = 0, isFixed = false): string {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split(".");
  const sign = value < 0 && Number(Math.abs(value).toFixed(decimals)) !== 0 ? "-" : "";
  const [point, group] = language() === "es" ? [",", "\u00a0"] : [".", ","];
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, group);
  const kept = isFixed ? fraction : fraction?.replace(/0+$/, "");
  return `${sign}${grouped}${kept ? `${point}${kept}` : ""}`;
}
