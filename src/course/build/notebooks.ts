/** All notebooks of the course, as files. */
import { edition, notebookText } from "./edition";
import { loadUnit, unitNames } from "./unit";

/** Path below notebooks/ ("02-sqs.ipynb", "en/02-sqs.ipynb") and text, unit by unit. */
export function notebooks(options: { solved: boolean }): { path: string; text: string }[] {
  return unitNames().flatMap((name) => {
    const unit = loadUnit(name);
    return (["es", "en"] as const).map((language) => ({
      path: language === "es" ? `${name}.ipynb` : `en/${name}.ipynb`,
      text: notebookText(edition(unit, { language, ...options })),
    }));
  });
}
