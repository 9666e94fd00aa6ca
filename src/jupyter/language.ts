/** The language of what the kernel itself says: the one that the notebook has chosen, before that the one its folder is written in. */
import { relative } from "node:path";
import { chosenLanguage, type Language, type Text } from "../sim/language";
import { NOTEBOOKS } from "./places";

/**
 * The language of the notebooks of a folder: Spanish in the course's own, English below `en`; elsewhere that of the system.
 * @param environment where LC_ALL, LC_MESSAGES and LANG are looked up
 */
export function languageOf(folder: string, environment: NodeJS.ProcessEnv = process.env): Language {
  const [top] = relative(NOTEBOOKS, folder).split(/[\\/]/);
  if (top !== "..") return top === "en" ? "en" : "es";
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || "";
  return /^es\b|^es_/.test(locale) ? "es" : "en";
}

/** Of the folder that the kernel was started in: a cell may go to another. */
const folderLanguage: Language = languageOf(process.cwd());

/** Picks the sentence in the notebook's language. */
export function tell(text: Text): string {
  return text[chosenLanguage() ?? folderLanguage];
}
