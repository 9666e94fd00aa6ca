/** Every edition of every unit, for the tests of this folder. */
import { edition, loadUnit, type Notebook, unitNames } from "../../src/course/build";
import type { Language } from "../../src/sim/language";

export interface NamedEdition {
  /** "02-sqs, en, solved" */
  title: string;
  unit: string;
  language: Language;
  solved: boolean;
  notebook: Notebook;
}

export function allEditions(): NamedEdition[] {
  return unitNames().flatMap((name) => {
    const unit = loadUnit(name);
    return (["es", "en"] as const).flatMap((language) =>
      [false, true].map((solved) => ({
        title: `${name}, ${language}, ${solved ? "solved" : "student"}`,
        unit: name,
        language,
        solved,
        notebook: edition(unit, { language, solved }),
      })),
    );
  });
}
